"""Sign-ups: who holds places, who waits in which order, and what they hold."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from booking.model import HOLDING, LIVE, Amounts, State
from booking.queue import InLine
from db.models import Attendance, Base, Pool, SignUp, SignUpPool

AT_ONCE = 50


class Known(NamedTuple):
    id: UUID
    content_hash: bytes
    state: str
    number: int


def by_id(session: Session, signup_id: UUID) -> SignUp | None:
    return session.get(SignUp, signup_id, populate_existing=True)


def by_token(session: Session, token_hash: bytes) -> SignUp | None:
    return session.scalar(select(SignUp).where(SignUp.token_hash == token_hash))


def by_code(session: Session, code_hash: bytes) -> SignUp | None:
    """Kept from others until the transaction ends, so that wrong PINs are counted one after the other."""
    return session.scalar(select(SignUp).where(SignUp.code_hash == code_hash).with_for_update())


def look_up_code(session: Session, code_hash: bytes) -> SignUp | None:
    return session.scalar(select(SignUp).where(SignUp.code_hash == code_hash))


def of_workshop(session: Session, workshop_id: int) -> Sequence[SignUp]:
    return session.scalars(select(SignUp).where(SignUp.workshop_id == workshop_id).order_by(SignUp.number)).all()


def live(session: Session, workshop_id: int) -> Sequence[SignUp]:
    return session.scalars(
        select(SignUp).where(SignUp.workshop_id == workshop_id, SignUp.state.in_(LIVE)).order_by(SignUp.number)
    ).all()


def known(session: Session, workshop_id: int, instance_hashes: Collection[bytes]) -> dict[bytes, Known]:
    query = select(SignUp.instance_hash, SignUp.id, SignUp.content_hash, SignUp.state, SignUp.number).where(
        SignUp.workshop_id == workshop_id, SignUp.instance_hash.in_(instance_hashes)
    )
    return {row[0]: Known(*row[1:]) for row in session.execute(query)}


def _could_fit() -> ColumnElement[bool]:
    """Waits for no more than its pools have when they are empty. Anybody else holds up nobody."""
    theirs = aliased(SignUpPool)
    return ~exists().where(
        theirs.signup_id == SignUp.id, Pool.id == theirs.pool_id, theirs.n > Pool.capacity
    ).correlate(SignUp)


def somebody_waits(session: Session, workshop_id: int) -> bool:
    """Whether there is anybody behind whom a newcomer stands."""
    return (
        session.scalar(
            select(SignUp.id)
            .where(SignUp.workshop_id == workshop_id, SignUp.state == State.WAITING, _could_fit())
            .limit(1)
        )
        is not None
    )


def waited_for(session: Session, workshop_id: int) -> frozenset[int]:
    """The pools of which somebody in line wants places."""
    query = (
        select(SignUpPool.pool_id)
        .join(SignUp, SignUp.id == SignUpPool.signup_id)
        .where(SignUp.workshop_id == workshop_id, SignUp.state == State.WAITING, _could_fit())
        .distinct()
    )
    return frozenset(session.scalars(query))


def line(session: Session, workshop_id: int) -> Iterator[InLine[UUID]]:
    """The waiting list from its head, a few at a time: often the first does not fit and that is all."""
    last = 0
    while True:
        query = select(SignUp.id, SignUp.number).where(
            SignUp.workshop_id == workshop_id, SignUp.state == State.WAITING, SignUp.number > last
        )
        rows = session.execute(query.order_by(SignUp.number).limit(AT_ONCE)).all()
        amounts = amounts_of(session, [signup_id for signup_id, _ in rows])
        yield from (InLine(signup_id, number, amounts[signup_id]) for signup_id, number in rows)
        if len(rows) < AT_ONCE:
            return
        last = rows[-1][1]


def amounts_of(session: Session, signup_ids: Collection[UUID]) -> Mapping[UUID, Amounts]:
    found: defaultdict[UUID, Amounts] = defaultdict(dict)
    for signup_id, pool_id, n in session.execute(
        select(SignUpPool.signup_id, SignUpPool.pool_id, SignUpPool.n).where(SignUpPool.signup_id.in_(signup_ids))
    ):
        found[signup_id][pool_id] = n
    return found


def add_all(
    session: Session, table: type[Base], some_column: InstrumentedAttribute[Any], rows: Sequence[Mapping[str, object]]
) -> None:
    """Many rows in one statement. Row by row each would hand the interpreter to other threads, and get it back 5 ms later while they compute."""
    if rows:
        session.execute(insert(table).returning(some_column), rows)


def set_amounts(session: Session, signup_id: UUID, amounts: Amounts) -> None:
    session.execute(delete(SignUpPool).where(SignUpPool.signup_id == signup_id))
    if amounts:
        session.execute(
            insert(SignUpPool), [{"signup_id": signup_id, "pool_id": pool_id, "n": n} for pool_id, n in amounts.items()]
        )


def how_many_wait(session: Session, workshop_id: int, before: int | None = None) -> int:
    """How many are in line, all of them or those with a lower number."""
    query = select(func.count()).where(SignUp.workshop_id == workshop_id, SignUp.state == State.WAITING)
    return session.scalar(query if before is None else query.where(SignUp.number < before)) or 0


def pass_by(session: Session, workshop_id: int, number: int) -> Sequence[SignUp]:
    """Notes for everyone in line before this number that somebody went ahead; returns those to whom it happened for the first time."""
    waiting = (SignUp.workshop_id == workshop_id, SignUp.state == State.WAITING, SignUp.number < number)
    first = session.scalars(select(SignUp).where(*waiting, SignUp.passed == 0)).all()
    session.execute(
        update(SignUp).where(*waiting).values(passed=SignUp.passed + 1).execution_options(synchronize_session=False)
    )
    for one in first:
        session.expire(one, ["passed"])
    return first


def overdue_offers(session: Session, now: datetime) -> dict[int, list[UUID]]:
    """Workshop id to the sign-ups whose offer is over."""
    found: defaultdict[int, list[UUID]] = defaultdict(list)
    for workshop_id, signup_id in session.execute(
        select(SignUp.workshop_id, SignUp.id)
        .where(SignUp.state == State.OFFERED, SignUp.offer_until <= now)
        .order_by(SignUp.workshop_id, SignUp.number)
    ):
        found[workshop_id].append(signup_id)
    return found


def attendance(session: Session, date_id: int) -> Sequence[Attendance]:
    return session.scalars(select(Attendance).where(Attendance.date_id == date_id).order_by(Attendance.id)).all()


def held(session: Session) -> Iterator[tuple[int, int, int, int, int]]:
    """For every pool: workshop, pool, capacity, taken, and what its confirmed and offered sign-ups hold."""
    holding = (
        select(SignUpPool.pool_id, func.sum(SignUpPool.n).label("n"))
        .join(SignUp, SignUp.id == SignUpPool.signup_id)
        .where(SignUp.state.in_(HOLDING))
        .group_by(SignUpPool.pool_id)
        .subquery()
    )
    query = (
        select(Pool.workshop_id, Pool.id, Pool.capacity, Pool.taken, func.coalesce(holding.c.n, 0))
        .outerjoin(holding, holding.c.pool_id == Pool.id)
        .order_by(Pool.id)
    )
    yield from session.execute(query)


def interested_in(session: Session, pool_id: int) -> int:
    """How many sign-ups hold places of a pool or wait for them."""
    return session.scalar(select(func.count()).select_from(SignUpPool).where(SignUpPool.pool_id == pool_id)) or 0


def amounts_of_workshop(session: Session, workshop_id: int) -> Mapping[UUID, Amounts]:
    found: defaultdict[UUID, Amounts] = defaultdict(dict)
    query = (
        select(SignUpPool.signup_id, SignUpPool.pool_id, SignUpPool.n)
        .join(SignUp, SignUp.id == SignUpPool.signup_id)
        .where(SignUp.workshop_id == workshop_id)
    )
    for signup_id, pool_id, n in session.execute(query):
        found[signup_id][pool_id] = n
    return found


def delete_attendance(session: Session, date_id: int) -> int:
    """How many marks were deleted."""
    return len(session.scalars(delete(Attendance).where(Attendance.date_id == date_id).returning(Attendance.id)).all())


def delete_all(session: Session, workshop_id: int) -> int:
    """How many sign-ups were deleted; with them go their places, mails and calls."""
    return len(session.scalars(delete(SignUp).where(SignUp.workshop_id == workshop_id).returning(SignUp.id)).all())
