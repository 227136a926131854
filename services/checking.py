"""What must be true of the data at every moment. `manage.py check` prints what is not, one sentence for operators each."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from booking import places, queue
from booking.model import HOLDING, Amounts, Party, Pool, Rule, State
from common import clock
from db import models
from db.queries import outbox
from db.queries import signups as query
from db.queries import workshops as workshop_query
from services import house, workshops

_party = msgspec.json.Decoder(Party)


def invariants() -> list[str]:
    """Empty where all is well."""
    with house.reading() as session:
        workshop_query.one_moment(session)
        found = list(_places(session))
        for row in workshop_query.all_workshops(session):
            found += [f"workshop {row.slug}: {problem}" for problem in _workshop(session, row)]
        return found


def _places(session: Session) -> Iterator[str]:
    for workshop_id, pool_id, capacity, taken, held in query.held(session):
        if taken != held:
            yield f"pool {pool_id} of workshop {workshop_id}: {taken} taken, but its sign-ups hold {held}"
        if not 0 <= taken <= capacity:
            yield f"pool {pool_id} of workshop {workshop_id}: {taken} taken of {capacity}"


def _workshop(session: Session, row: models.Workshop) -> Iterator[str]:
    signups = query.of_workshop(session, row.id)
    amounts = query.amounts_of_workshop(session, row.id)
    yield from _each(session, row, signups, amounts)
    holding = [one.number for one in signups if one.state in HOLDING]
    for one in signups:
        if one.state == State.WAITING and not one.passed and holding and one.number < max(holding):
            yield f"number {one.number} waits, though number {max(holding)} behind it is in and nobody noted that it was passed"
    yield from _line(session, row, signups, amounts)


def _each(
    session: Session, row: models.Workshop, signups: Sequence[models.SignUp], amounts: Mapping[UUID, Amounts]
) -> Iterator[str]:
    pools = workshop_query.pools(session, row.id)
    told = outbox.told(session, row.id)
    for one in signups:
        mine = amounts.get(one.id, {})
        if one.number > row.last_number:
            yield f"number {one.number} was never given"
        if one.state == State.CANCELLED and mine:
            yield f"number {one.number} is cancelled and still holds places"
        if one.state != State.CANCELLED and mine != _wanted(one, pools):
            yield f"number {one.number} holds or waits for {mine}, but its family wants {_wanted(one, pools)}"
        if one.state == State.OFFERED and not (one.email or one.phone):
            yield f"number {one.number} has an offer, but nobody can reach them"
        if one.email and one.id not in told:
            yield f"number {one.number} left an address and was never written to"
    if row.status == "cancelled" and any(one.state != State.CANCELLED for one in signups):
        yield "is cancelled, but some families are still signed up"


def _wanted(one: models.SignUp, pools: Sequence[Pool]) -> Amounts:
    try:
        return places.wanted(_party.decode(one.party), pools)
    except LookupError:
        return {}


def _line(
    session: Session, row: models.Workshop, signups: Sequence[models.SignUp], amounts: Mapping[UUID, Amounts]
) -> Iterator[str]:
    """At rest nobody in line could move."""
    if not workshops.read(session, row).moves_up(clock.now()):
        return
    pools = workshop_query.pools(session, row.id)
    line = [
        queue.InLine(one.number, one.number, amounts.get(one.id, {})) for one in signups if one.state == State.WAITING
    ]
    for stuck in queue.movers(line, places.free(pools), places.capacities(pools), Rule(row.queue_rule)).up:
        yield f"number {stuck.number} waits, though its places are free"
