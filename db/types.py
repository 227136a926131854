"""Column types that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Dialect, ForeignKey, LargeBinary, String, Text, TypeDecorator
from sqlalchemy.orm import mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. SQLite forgets time zones, so everything is kept in UTC and given back aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


Key = Annotated[int, mapped_column(primary_key=True)]
RandomKey = Annotated[UUID, mapped_column(primary_key=True)]
Address = Annotated[str, mapped_column(String(254), unique=True)]
Name = Annotated[str, mapped_column(String(200))]
Slug = Annotated[str, mapped_column(String(80), unique=True)]
Word = Annotated[str, mapped_column(String(40))]
Json = Annotated[str, mapped_column(Text)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Day = Annotated[date, mapped_column()]
Hash = Annotated[bytes, mapped_column(LargeBinary(32))]
Counter = Annotated[int, mapped_column(BigInteger, default=0)]


def reference(target: str, **options: Any) -> Any:
    """A foreign key; PostgreSQL makes no index for one, so ask for it where rows are looked up by it."""
    ondelete = options.pop("ondelete", None)
    return mapped_column(ForeignKey(target, ondelete=ondelete), **options)
