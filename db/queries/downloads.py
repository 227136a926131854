"""Ordered exports, and what an export reads."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Dialect, String, TypeDecorator, cast, delete, select, type_coerce
from sqlalchemy.orm import Session

from db.models import Answer, District, Download

AT_ONCE = 500

Row = tuple[str, int, int, int | None, int | None, str, str, str, str]


class _Hyphened(TypeDecorator[str]):
    """A random id as words. SQLite keeps it as 32 hexadecimal digits; without hyphens a spreadsheet takes some of them for numbers."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return (
            value
            if value is None or len(value) != 32
            else f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"
        )


def by_id(session: Session, download_id: UUID) -> Download | None:
    return session.get(Download, download_id)


def forget_before(session: Session, moment: datetime) -> None:
    session.execute(delete(Download).where(Download.ordered_at < moment))


def all_districts(session: Session) -> Sequence[District]:
    """Also those that the city has redrawn since."""
    return session.scalars(select(District).order_by(District.tile_row, District.tile_column)).all()


def rows(session: Session, survey_id: int, wave_id: int | None = None) -> Iterator[Row]:
    """What was not withdrawn, by random id, without change numbers; as plain words and a page at a time, which is twice as quick as typed rows."""
    answer_id: ColumnElement[str] = type_coerce(cast(Answer.id, String), _Hyphened)
    day = cast(Answer.day, String)
    columns = (
        answer_id,
        Answer.version_id,
        Answer.wave_id,
        Answer.network_id,
        Answer.district_id,
        Answer.language,
        Answer.channel,
        day,
        Answer.content,
    )
    query = select(*columns).where(Answer.survey_id == survey_id, Answer.withdrawn.is_(False)).order_by(Answer.id)
    if wave_id is not None:
        query = query.where(Answer.wave_id == wave_id)
    for page in session.connection().execute(query.execution_options(yield_per=AT_ONCE)).partitions():
        yield from page  # type: ignore[misc]
