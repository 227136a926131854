"""Days and moments: ISO texts read, counted, written. The time zone is handed in."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

from survey.expressions import limits
from survey.expressions.calendar_words import words_of
from survey.expressions.errors import Broken, Code

_TIME = r"(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?"
_MOMENT = re.compile(rf"\s*(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})(?:[T ]{_TIME})?\s*", re.ASCII)
_CLOCK = re.compile(rf"\s*{_TIME}\s*", re.ASCII)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_DAY = 86_400_000


class Moment(NamedTuple):
    """A day, or with `clock` a time on it; without `offset` in the zone of whoever asks."""

    day: date
    clock: time | None = None
    offset: timedelta | None = None


def _offset(text: str | None) -> timedelta | None:
    if not text:
        return None
    if text == "Z":
        return timedelta(0)
    digits = text[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > 23 or minutes > 59:
        raise ValueError(text)
    size = timedelta(hours=hours, minutes=minutes)
    return -size if text[0] == "-" else size


def _clock(parts: tuple[str | None, ...]) -> time:
    hour, minute, second, fraction = parts
    return time(int(hour or 0), int(minute or 0), int(second or 0), int((fraction or "").ljust(6, "0")[:6]))


@lru_cache(maxsize=limits.KEPT)
def read(text: str) -> Moment | None:
    """None for what is no day and no moment of our calendar."""
    if len(text) > 60 or not (found := _MOMENT.fullmatch(text)):
        return None
    year, month, day, *clock, offset = found.groups()
    try:
        on = date(int(year), int(month), int(day))
        return Moment(on) if clock[0] is None else Moment(on, _clock(tuple(clock)), _offset(offset))
    except ValueError:
        return None


def read_clock(text: str, day: date) -> Moment | None:
    """A time without a day, put on this one."""
    if len(text) > 60 or not (found := _CLOCK.fullmatch(text)):
        return None
    *clock, offset = found.groups()
    try:
        return Moment(day, _clock(tuple(clock)), _offset(offset))
    except ValueError:
        return None


def instant(moment: Moment, zone: tzinfo) -> datetime:
    """In the zone. A day begins at its midnight there."""
    at = datetime.combine(
        moment.day, moment.clock or time(), zone if moment.offset is None else timezone(moment.offset)
    )
    try:
        return at.astimezone(zone)
    except OverflowError as edge:
        raise Broken(Code.NOT_A_DATE) from edge


def days_in_utc(at: datetime) -> float:
    """Days since 1970-01-01T00:00 UTC, to the millisecond."""
    return ((at - _EPOCH) // _MILLISECOND) / _DAY


def days(moment: Moment, zone: tzinfo) -> float:
    if moment.clock is None:
        return float(moment.day.toordinal() - _EPOCH_DAY)
    return days_in_utc(instant(moment, zone))


def day_of(number: float, zone: tzinfo) -> date:
    """Whole days are days of the calendar; with parts of a day it is a moment, whose day in the zone counts."""
    try:
        if number == int(number):
            return date.fromordinal(int(number) + _EPOCH_DAY)
        return moment_of(number, zone).date()
    except (OverflowError, ValueError) as far:
        raise Broken(Code.NOT_A_DATE, found=str(number)) from far


def moment_of(number: float, zone: tzinfo) -> datetime:
    try:
        return (_EPOCH + timedelta(milliseconds=round(number * _DAY))).astimezone(zone)
    except (OverflowError, ValueError) as far:
        raise Broken(Code.NOT_A_DATE, found=str(number)) from far


def iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def part_of_day(at: datetime) -> float:
    """The time of day as a fraction."""
    clock = timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
    return (clock // _MILLISECOND) / _DAY


_FORMATS = re.compile("%[a-zA-Z3%]")


def formatted(at: datetime, pattern: str, language: str) -> str:
    months, weekdays = words_of(language)
    parts = {
        "%Y": f"{at.year:04}",
        "%y": f"{at.year % 100:02}",
        "%m": f"{at.month:02}",
        "%n": str(at.month),
        "%b": months[at.month - 1],
        "%d": f"{at.day:02}",
        "%e": str(at.day),
        "%a": weekdays[at.weekday()],
        "%H": f"{at.hour:02}",
        "%h": str(at.hour),
        "%M": f"{at.minute:02}",
        "%S": f"{at.second:02}",
        "%3": f"{at.microsecond // 1000:03}",
        "%%": "%",
    }
    return _FORMATS.sub(lambda found: parts.get(found[0], found[0]), pattern)
