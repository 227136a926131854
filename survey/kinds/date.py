"""A calendar day. Stored as ISO; old phones without a date picker may write 15.6.2026."""

import re
from datetime import date

from survey.errors import Code, Problem, Wrong
from survey.kinds import Example, Kind, Level
from survey.kinds.parts import digits, one, one_cell, one_column
from survey.model import Form, Question, Value, Values

_WRITTEN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


def read(words: str) -> date | None:
    words = digits(words)
    try:
        if written := _WRITTEN.fullmatch(words):
            day, month, year = (int(part) for part in written.groups())
            return date(year, month, day)
        return date.fromisoformat(words) if len(words) == len("2026-06-15") else None
    except ValueError:
        return None


def parse(question: Question, form: Form) -> Values:
    name, words = question.name, one(form, question.name)
    if words is None:
        return {}
    day = read(words)
    if day is None:
        raise Wrong(Problem(Code.NOT_A_DATE, name))
    if "min" in question.limits and day < date.fromisoformat(str(question.limits["min"])):
        raise Wrong(Problem(Code.TOO_EARLY, name, {"min": question.limits["min"]}))
    if "max" in question.limits and day > date.fromisoformat(str(question.limits["max"])):
        raise Wrong(Problem(Code.TOO_LATE, name, {"max": question.limits["max"]}))
    return {name: day.isoformat()}


def counts_as(question: Question, value: Value) -> tuple[str, ...]:
    """Its month: single days would point at single people."""
    return (str(value)[:7],)


_SINCE = Question("since", "date", {"de": "Seit wann?"}, limits={"min": "2020-01-01", "max": "2026-12-31"})

KIND = Kind(
    name="date",
    level=Level.DATE,
    parse=parse,
    counts_as=counts_as,
    columns=one_column(Level.DATE),
    cells=one_cell,
    examples=(
        Example(_SINCE, {"since": ["2026-06-15"]}, {"since": "2026-06-15"}),
        Example(_SINCE, {"since": ["15.6.2026"]}, {"since": "2026-06-15"}),
        Example(_SINCE, {"since": ["١٥.٦.٢٠٢٦"]}, {"since": "2026-06-15"}),
        Example(_SINCE, {"since": ["2026-02-30"]}, problems=("not_a_date",)),
        Example(_SINCE, {"since": ["20260615"]}, problems=("not_a_date",)),
        Example(_SINCE, {"since": ["2019-12-31"]}, problems=("too_early",)),
        Example(_SINCE, {"since": ["2027-01-01"]}, problems=("too_late",)),
    ),
)
