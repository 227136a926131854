"""The outbox and the call list: what has still to be said to whom."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Call, Message


def somebody_waits(session: Session, now: datetime) -> bool:
    """Whether taking would find anything: a look that locks nothing."""
    due = select(Message.id).where(Message.state == "new", Message.next_try_at <= now)
    return session.scalar(due.limit(1)) is not None


def take_due(session: Session, now: datetime, limit: int) -> Sequence[Message]:
    """The next to be sent, oldest first, kept from other workers until the transaction ends."""
    query = (
        select(Message)
        .where(Message.state == "new", Message.next_try_at <= now)
        .order_by(Message.next_try_at, Message.id)
        .limit(limit)
    )
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def by_id(session: Session, message_id: UUID) -> Message | None:
    return session.get(Message, message_id, with_for_update=True)


def unsettled(session: Session, taken_before: datetime) -> Sequence[Message]:
    """Failed, or taken by a worker that never said what became of it: both wait for a human being."""
    uncertain = (Message.state == "uncertain") & (Message.taken_at <= taken_before)
    return session.scalars(
        select(Message).where((Message.state == "failed") | uncertain).order_by(Message.next_try_at, Message.id)
    ).all()


def by_state(session: Session) -> dict[str, int]:
    return dict(session.execute(select(Message.state, func.count()).group_by(Message.state)).all())


def said_once(session: Session, workshop_id: int) -> frozenset[str]:
    return frozenset(
        once
        for once in session.scalars(
            select(Message.once).where(Message.workshop_id == workshop_id, Message.once.is_not(None))
        )
        if once
    )


def let_in_since(session: Session, workshop_id: int, moment: datetime) -> frozenset[UUID]:
    """The sign-ups that were told only lately that they are in."""
    told = select(Message.signup_id).where(
        Message.workshop_id == workshop_id,
        Message.kind.in_(("confirmed", "moved_up", "accepted")),
        Message.next_try_at >= moment,
    )
    return frozenset(session.scalars(told))


def of_signup(session: Session, signup_id: UUID) -> Sequence[Message]:
    return session.scalars(select(Message).where(Message.signup_id == signup_id)).all()


def open_calls(session: Session, workshop_id: int | None = None) -> Sequence[Call]:
    """Oldest first."""
    query = select(Call).where(Call.done_on.is_(None)).order_by(Call.id)
    return session.scalars(query if workshop_id is None else query.where(Call.workshop_id == workshop_id)).all()


def open_calls_to(session: Session, signup_id: UUID) -> Sequence[Call]:
    return session.scalars(select(Call).where(Call.signup_id == signup_id, Call.done_on.is_(None))).all()


def told(session: Session, workshop_id: int) -> frozenset[UUID]:
    """The sign-ups of a workshop to which something was written."""
    return frozenset(session.scalars(select(Message.signup_id).where(Message.workshop_id == workshop_id).distinct()))
