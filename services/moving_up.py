"""What follows when places are free: families move up from the waiting list, within the transaction that freed the places."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from booking import places, queue
from booking.model import LIVE, Amounts, Rule, State
from common import clock
from db import models
from db.queries import signups as query
from db.queries import workshops as workshop_query
from services import messages


def move_up(session: Session, workshop: models.Workshop) -> None:
    """Under the workshop's lock, after what was given back has been written. Whoever moves holds the places at once."""
    session.flush()
    starts = workshop_query.starts_at(session, workshop.id)
    if workshop.status not in ("open", "closed") or (starts is not None and clock.now() >= starts):
        return
    pools = workshop_query.pools(session, workshop.id)
    free = places.free(pools)
    if not any(n > 0 for n in free.values()):
        return
    line = query.line(session, workshop.id)
    moved = queue.movers(line, free, places.capacities(pools), Rule(workshop.queue_rule))
    if not moved.up:
        return
    taken: defaultdict[int, int] = defaultdict(int)
    for one in moved.up:
        for pool_id, n in one.wanted.items():
            taken[pool_id] += n
    workshop_query.change_taken(session, taken)
    for one in moved.up:
        _let_in(session, workshop, one.key, starts)
    session.flush()
    note_passed(session, workshop.id, moved.up[-1].number)


def _let_in(session: Session, workshop: models.Workshop, signup_id: UUID, starts: datetime | None) -> None:
    """Offered where the workshop wants a yes and the family can be asked; whoever cannot be reached is in at once, so that the line never freezes."""
    signup = query.by_id(session, signup_id)
    assert signup is not None, "the line has only sign-ups that are there"
    if workshop.offer_hours and (signup.email or signup.phone):
        until = clock.now() + timedelta(hours=workshop.offer_hours)
        signup.state, signup.offer_until = State.OFFERED, min(until, starts) if starts else until
        messages.tell(session, signup, "offered", {"until": signup.offer_until.isoformat()})
    else:
        signup.state = State.CONFIRMED
        messages.tell(session, signup, "moved_up", {})


def note_passed(session: Session, workshop_id: int, number: int) -> None:
    """Everyone in line before this number hears once that the rule let somebody go ahead."""
    for signup in query.pass_by(session, workshop_id, number):
        messages.tell(
            session, signup, "passed", {"place": query.how_many_wait(session, workshop_id, signup.number) + 1}
        )


def end(session: Session, signup: models.SignUp, kind: str, payload: messages.Payload | None = None) -> bool:
    """Cancels a sign-up and gives back what it held; `kind` is what the family is told. False where it was over already."""
    if signup.state not in LIVE:
        return False
    amounts, was = query.amounts_of(session, [signup.id])[signup.id], signup.state
    if was != State.WAITING:
        workshop_query.change_taken(session, negative(amounts))
    query.set_amounts(session, signup.id, {})
    signup.state, signup.offer_until, signup.changes = State.CANCELLED, None, signup.changes + 1
    messages.tell(session, signup, kind, {"was": was} | dict(payload or {}))
    session.flush()
    return True


def negative(amounts: Amounts) -> Amounts:
    return {pool_id: -n for pool_id, n in amounts.items()}
