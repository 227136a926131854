"""A day with a time, by the clock on the wall there. Stored as ISO without a zone; old phones may write 15.6.2026, 10.30 Uhr."""

import re

from survey.errors import Code, Problem, Wrong
from survey.kinds import Example, Kind, Level
from survey.kinds import date as days
from survey.kinds import time as times
from survey.kinds.parts import digits, one, one_cell, one_column
from survey.model import Form, Question, Value, Values

_WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d|\d{1,2}\.\s?\d{1,2}\.\s?\d{4})(?:T|,\s?|\s)(?:um\s)?(.{1,20})")
LENGTH = len("2026-06-15T10:30")


def read(words: str) -> str | None:
    written = _WRITTEN.fullmatch(digits(words))
    if written is None:
        return None
    day, when = days.read(written[1]), times.read(written[2])
    return f"{day.isoformat()}T{times.clock(when)}" if day and when else None


def parse(question: Question, form: Form) -> Values:
    """A limit may be a day alone; then all of it counts."""
    name, words = question.name, one(form, question.name)
    if words is None:
        return {}
    moment = read(words)
    if moment is None:
        raise Wrong(Problem(Code.NOT_A_MOMENT, name))
    earliest, latest = (str(question.limits.get(end, ""))[:LENGTH].replace(" ", "T") for end in ("min", "max"))
    if earliest and moment < earliest:
        raise Wrong(Problem(Code.TOO_EARLY, name, {"min": earliest}))
    if latest and moment[: len(latest)] > latest:
        raise Wrong(Problem(Code.TOO_LATE, name, {"max": latest}))
    return {name: moment}


def counts_as(question: Question, value: Value) -> tuple[str, ...]:
    """Its day."""
    return (str(value)[: len("2026-06-15")],)


_MEET = Question(
    "meet", "moment", {"de": "Wann treffen wir uns?"}, limits={"min": "2026-01-01T09:00", "max": "2026-12-31"}
)

KIND = Kind(
    name="moment",
    level=Level.DATE,
    parse=parse,
    counts_as=counts_as,
    columns=one_column(Level.DATE),
    cells=one_cell,
    examples=(
        Example(_MEET, {"meet": ["2026-06-15T10:30"]}, {"meet": "2026-06-15T10:30"}),
        Example(_MEET, {"meet": ["15.6.2026, 10.30 Uhr"]}, {"meet": "2026-06-15T10:30"}),
        Example(_MEET, {"meet": ["2026-12-31T23:59"]}, {"meet": "2026-12-31T23:59"}),
        Example(_MEET, {"meet": [""]}, {}),
        Example(_MEET, {"meet": ["2026-06-15"]}, problems=("not_a_moment",)),
        Example(_MEET, {"meet": ["2026-02-30T10:30"]}, problems=("not_a_moment",)),
        Example(_MEET, {"meet": ["2026-01-01T08:59"]}, problems=("too_early",)),
        Example(_MEET, {"meet": ["2027-01-01T00:00"]}, problems=("too_late",)),
    ),
)
