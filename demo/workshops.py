"""Plays the workshops of the demonstration: announced, signed up for, attended, deleted, all by the services that real ones use."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from booking.model import HOLDING, State, Workshop
from common import clock
from demo import families, invitations
from demo.families import Family
from demo.invitations import Invitation, Played
from services import attendance, forgetting, places, signing_up, surveys, workshops
from services.attendance import Participant
from services.may import Actor
from services.signing_up import Order, SignedUp

CAME, EXCUSED = 0.71, 0.85
"""Up to where of a throw somebody came, and was excused; the rest stayed away (DOMAIN 7: 20 to 30 %)."""
LATE = timedelta(minutes=20)
JUST_NOW = timedelta(hours=5)


def play(actor: Actor, networks: Mapping[str, int]) -> dict[str, int]:
    """How many families each has. Those of the one that is long over are deleted, as they would be."""
    counts: dict[str, int] = {}
    for played in invitations.PLAYED:
        for workshop, n in _with_series(actor, played, networks):
            counts[workshop.slug] = n
    forgetting.forget_due()
    return counts


def _with_series(actor: Actor, played: Played, networks: Mapping[str, int]) -> Iterator[tuple[Workshop, int]]:
    invitation, date = invitations.read(played.slug), invitations.date_of(played)
    opened = min(clock.now(), date.starts) - timedelta(days=played.opened)
    district_id = next(one.id for one in places.districts() if one.slug == invitation.district)
    follow_up = surveys.by_slug(invitation.follow_up).id if invitation.follow_up else None
    plan = invitations.plan(played.slug, invitation, date, district_id, networks.get(invitation.network), follow_up)
    with clock.at(opened):
        first = workshops.create(actor, plan, invitation.pools)
        days = [date.day + timedelta(weeks=week) for week in range(1, len(played.later) + 1)]
        series = workshops.make_series(actor, first.slug, days) if days else ()
    for week, (one, n) in enumerate(zip((first, *series), (played.families, *played.later), strict=True)):
        if n:
            seed = zlib.crc32(f"{played.slug} {week}".encode())  # a series has its days in its addresses
            yield one, _fill(actor, one, invitation, played, opened, n, seed)


def _fill(
    actor: Actor, workshop: Workshop, invitation: Invitation, played: Played, opened: datetime, n: int, seed: int
) -> int:
    """Families sign up some days after its opening; together, since that many transactions would take longer than all the rest."""
    assert workshop.starts is not None, "every invitation has a date"
    over = workshop.starts < clock.now()
    who = families.families(invitation, n, seed, professional=played.professional, reachable=not over)
    with clock.at(opened):
        workshops.open_workshop(actor, workshop.slug)
    with clock.at(opened + (min(clock.now(), workshop.starts) - opened) / 2):
        signed_up = signing_up.sign_up_all([_order(workshop.slug, family) for family in who])
    if played.changes_plans:
        _cancel(signed_up)
    if over:
        _attend(actor, workshop, Random(seed), played.walk_ins)
    return n


def _order(slug: str, family: Family) -> Order:
    return Order(slug, str(uuid4()), family.language, family.party, family.contact, family.form, family.been_before)


def _cancel(signed_up: Sequence[SignedUp]) -> None:
    """The second family that has its places cannot come after all."""
    with clock.at(clock.now() - JUST_NOW):
        signing_up.cancel([one.token for one in signed_up if one.state is State.CONFIRMED][1])


def _attend(actor: Actor, workshop: Workshop, random: Random, walk_ins: int) -> None:
    (date,) = workshop.dates
    with clock.at(date.starts + LATE):
        for one in attendance.participants(actor, workshop.slug):
            if one.state in HOLDING:
                _mark(actor, workshop.slug, date.id, one, random)
        for _ in range(walk_ins):
            attendance.walk_in(actor, workshop.slug, date.id, str(uuid4()), 1, random.randint(0, 2))


def _mark(actor: Actor, slug: str, date_id: int, one: Participant, random: Random) -> None:
    """Now and then a child of a family that came stayed at home."""
    throw, children = random.random(), len(one.party.children)
    state = attendance.CAME if throw < CAME else attendance.EXCUSED if throw < EXCUSED else attendance.NONE
    at_home = int(children > 0 and random.random() < 0.2)
    attendance.mark(actor, slug, date_id, one.id, state, children=children - at_home)
