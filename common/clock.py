"""What time it is. Tests set it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Berlin")

_now: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731


def now() -> datetime:
    return _now()


def today() -> date:
    """The day in the city."""
    return now().astimezone(LOCAL).date()


def set_clock(clock: Callable[[], datetime] | None) -> None:
    global _now
    _now = clock or (lambda: datetime.now(UTC))


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """As if it were then, for the whole process: how the demonstration plays its past."""
    global _now
    before, _now = _now, lambda: moment
    try:
        yield
    finally:
        _now = before
