"""Workshops, their dates and pools. Taking places is here, under the workshop's lock and with a condition of its own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from booking import model
from db.models import Deletion, Pool, SignUp, Workshop, WorkshopDate


class Full(Exception):
    """The condition of an update held: the pool has not that much. Under the workshop's lock this never happens."""


def one_moment(session: Session) -> None:
    """All that follows in this transaction sees the database as it is now. SQLite's readers always do."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))


def by_slug(session: Session, slug: str) -> Workshop | None:
    return session.scalar(select(Workshop).where(Workshop.slug == slug))


def by_id(session: Session, workshop_id: int) -> Workshop | None:
    return session.get(Workshop, workshop_id)


def locked(session: Session, workshop_id: int) -> Workshop:
    """The workshop, kept from everyone else who takes or gives back places until the transaction ends."""
    return session.scalars(
        select(Workshop).where(Workshop.id == workshop_id).with_for_update().execution_options(populate_existing=True)
    ).one()


class Turn(NamedTuple):
    """What a group of sign-ups needs of the workshop it has locked. `last_number` is the highest number it may give."""

    last_number: int
    status: str
    opens_at: datetime | None
    closes_at: datetime | None
    rule: str
    starts_at: datetime | None


def take_numbers(session: Session, workshop_id: int, how_many: int) -> Turn:
    """Locks the workshop and reserves numbers for newcomers in one step."""
    raised = (
        update(Workshop)
        .where(Workshop.id == workshop_id)
        .values(last_number=Workshop.last_number + how_many)
        .returning(Workshop.last_number, Workshop.status, Workshop.opens_at, Workshop.closes_at, Workshop.queue_rule)
        .execution_options(synchronize_session=False)
    )
    number, status, opens_at, closes_at, rule = session.execute(raised).one()
    return Turn(number, status, opens_at, closes_at, rule, starts_at(session, workshop_id))


def starts_at(session: Session, workshop_id: int) -> datetime | None:
    return session.scalar(select(func.min(WorkshopDate.starts_at)).where(WorkshopDate.workshop_id == workshop_id))


def all_workshops(session: Session) -> Sequence[Workshop]:
    return session.scalars(select(Workshop).order_by(Workshop.slug)).all()


def dates(session: Session, workshop_id: int) -> tuple[model.Date, ...]:
    rows = session.execute(
        select(WorkshopDate.starts_at, WorkshopDate.ends_at, WorkshopDate.id)
        .where(WorkshopDate.workshop_id == workshop_id)
        .order_by(WorkshopDate.starts_at)
    )
    return tuple(model.Date(*row) for row in rows)


def pools(session: Session, workshop_id: int) -> tuple[model.Pool, ...]:
    """As they stand at this moment, in ascending id."""
    columns = (Pool.kind, Pool.capacity, Pool.taken, Pool.language, Pool.age_from, Pool.age_to, Pool.id)
    rows = session.execute(select(*columns).where(Pool.workshop_id == workshop_id).order_by(Pool.id))
    return tuple(
        model.Pool(model.Kind(kind), capacity, taken, language or "", age_from or 0, age_to or 0, pool_id)
        for kind, capacity, taken, language, age_from, age_to, pool_id in rows
    )


def change_taken(session: Session, amounts: Mapping[int, int]) -> None:
    """Takes places, or gives back where the amount is below zero; pools in ascending id. Raises `Full`, and then nothing of the transaction may be kept."""
    for pool_id, n in sorted(amounts.items()):
        if n == 0:
            continue
        after = Pool.taken + n
        changed = (
            update(Pool)
            .where(Pool.id == pool_id, after >= 0, after <= Pool.capacity)
            .values(taken=after)
            .returning(Pool.id)
        )
        if session.scalar(changed.execution_options(synchronize_session=False)) is None:
            raise Full(pool_id)


def set_capacity(session: Session, pool_id: int, capacity: int) -> bool:
    """Whether it could be done: never below what is taken."""
    changed = (
        update(Pool).where(Pool.id == pool_id, Pool.taken <= capacity).values(capacity=capacity).returning(Pool.id)
    )
    return session.scalar(changed.execution_options(synchronize_session=False)) is not None


def empty(session: Session, workshop_id: int) -> None:
    """Nobody holds a place any more."""
    session.execute(
        update(Pool).where(Pool.workshop_id == workshop_id).values(taken=0).execution_options(synchronize_session=False)
    )


def has_signups(session: Session, workshop_id: int) -> bool:
    return session.scalar(select(SignUp.id).where(SignUp.workshop_id == workshop_id).limit(1)) is not None


def deletions(session: Session, workshop_id: int) -> Sequence[Deletion]:
    return session.scalars(select(Deletion).where(Deletion.workshop_id == workshop_id).order_by(Deletion.id)).all()


def waiting(session: Session) -> dict[int, int]:
    """Workshop id to the families in line."""
    rows = session.execute(
        select(SignUp.workshop_id, func.count()).where(SignUp.state == model.State.WAITING).group_by(SignUp.workshop_id)
    )
    return dict(rows.all())


def delete_pool(session: Session, pool_id: int) -> None:
    session.execute(delete(Pool).where(Pool.id == pool_id))


def delete_date(session: Session, date_id: int) -> None:
    session.execute(delete(WorkshopDate).where(WorkshopDate.id == date_id))
