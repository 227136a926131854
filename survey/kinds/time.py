"""A time of day, stored in 24 hours. Old phones without a clock to pick from may write 9.30 Uhr, or 9:30 pm."""

import re
from datetime import time

from survey.errors import Code, Problem, Wrong
from survey.kinds import Example, Kind, Level
from survey.kinds.parts import digits, one, one_cell, one_column
from survey.model import Form, Question, Value, Values

_WRITTEN = re.compile(r"(\d{1,2})(?:[:.h](\d{2})(?::\d{2}(?:\.\d{1,6})?)?)?\s?(uhr|am|pm|ص|م)?")
_BEFORE_NOON, _AFTER_NOON = ("am", "ص"), ("pm", "م")


def read(words: str) -> time | None:
    """Seconds are left out: nobody is asked for them, some browsers send them."""
    written = _WRITTEN.fullmatch(digits(words).strip().lower().replace("a.m.", "am").replace("p.m.", "pm"))
    if written is None:
        return None
    hour, minute, half = int(written[1]), int(written[2] or 0), written[3]
    if half in (*_BEFORE_NOON, *_AFTER_NOON):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in _AFTER_NOON else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def clock(when: time) -> str:
    return when.strftime("%H:%M")


def parse(question: Question, form: Form) -> Values:
    name, words = question.name, one(form, question.name)
    if words is None:
        return {}
    when = read(words)
    if when is None:
        raise Wrong(Problem(Code.NOT_A_TIME, name))
    earliest, latest = (read(str(question.limits.get(end, ""))) for end in ("min", "max"))
    if earliest and when < earliest:
        raise Wrong(Problem(Code.TOO_EARLY, name, {"min": clock(earliest)}))
    if latest and when > latest:
        raise Wrong(Problem(Code.TOO_LATE, name, {"max": clock(latest)}))
    return {name: clock(when)}


def counts_as(question: Question, value: Value) -> tuple[str, ...]:
    """Its hour."""
    return (str(value)[:2],)


_BEST = Question("best", "time", {"de": "Wann passt es Ihnen?"}, limits={"min": "08:00", "max": "20:00"})

KIND = Kind(
    name="time",
    level=Level.TIME,
    parse=parse,
    counts_as=counts_as,
    columns=one_column(Level.TIME),
    cells=one_cell,
    examples=(
        Example(_BEST, {"best": ["09:30"]}, {"best": "09:30"}),
        Example(_BEST, {"best": ["9.30 Uhr"]}, {"best": "09:30"}),
        Example(_BEST, {"best": ["٠٩:٣٠"]}, {"best": "09:30"}),
        Example(_BEST, {"best": ["  "]}, {}),
        Example(_BEST, {"best": ["25:00"]}, problems=("not_a_time",)),
        Example(_BEST, {"best": ["abends"]}, problems=("not_a_time",)),
        Example(_BEST, {"best": ["07:59"]}, problems=("too_early",)),
        Example(_BEST, {"best": ["20:01"]}, problems=("too_late",)),
    ),
)
