"""Stored answers: what changed since when, and the one behind a receipt code."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from db.models import Answer, Receipt

AT_ONCE = 2000


class Changed(NamedTuple):
    """What the figures need of an answer. `content` is None for a withdrawn one."""

    change_number: int
    version_id: int
    wave_id: int
    network_id: int | None
    district_id: int | None
    language: str
    channel: str
    day: date
    content: str | None


_CHANGED = (
    Answer.change_number,
    Answer.version_id,
    Answer.wave_id,
    Answer.network_id,
    Answer.district_id,
    Answer.language,
    Answer.channel,
    Answer.day,
    Answer.content,
)


def changed_since(
    session: Session,
    survey_id: int,
    number: int,
    until: int | None = None,
    wave_id: int | None = None,
    part: ColumnElement[bool] | None = None,
) -> Iterator[Changed]:
    """Changes after `number`, oldest first, up to and including `until`."""
    query = (
        select(*_CHANGED)
        .where(Answer.survey_id == survey_id, Answer.change_number > number)
        .order_by(Answer.change_number)
    )
    if until is not None:
        query = query.where(Answer.change_number <= until)
    if wave_id is not None:
        query = query.where(Answer.wave_id == wave_id)
    if part is not None:
        query = query.where(part)
    return (Changed(*row) for row in session.execute(query).yield_per(AT_ONCE))


def of_part(partition: str, part: int) -> ColumnElement[bool]:
    """The condition that an answer lies in a part of its survey; part 0 is for those who belong to none."""
    column = Answer.network_id if partition == "network" else Answer.district_id
    return column.is_(None) if part == 0 else column == part


def by_receipt(session: Session, code_hash: bytes) -> Answer | None:
    return session.scalar(
        select(Answer).join(Receipt, Receipt.answer_id == Answer.id).where(Receipt.code_hash == code_hash)
    )


def forget_receipts(session: Session, answer_id: UUID) -> None:
    session.execute(delete(Receipt).where(Receipt.answer_id == answer_id))
