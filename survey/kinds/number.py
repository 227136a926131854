"""A number within limits; whole ones unless a `step` below 1 is given. A comma, and any script's digits, are read."""

import math

from survey.errors import Code, Problem, Wrong
from survey.kinds import Example, Kind, Level
from survey.kinds.parts import counts_once, digits, one, one_cell, one_column, stored
from survey.model import Form, Question, Values


def read(words: str) -> float:
    """The number, or NaN. Other scripts' digits count; a lone comma or Arabic separator is a decimal point."""
    plain = digits(words).replace("\N{ARABIC DECIMAL SEPARATOR}", ".").replace("\N{MINUS SIGN}", "-")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if len(plain) > 30 or not set(plain) <= set("+-.0123456789"):
        return math.nan
    try:
        return float(plain)
    except ValueError:
        return math.nan


def parse(question: Question, form: Form) -> Values:
    name, words = question.name, one(form, question.name)
    if words is None:
        return {}
    value = read(words)
    if math.isnan(value):
        raise Wrong(Problem(Code.NOT_A_NUMBER, name))
    whole = float(question.limits.get("step", 1)) >= 1
    if whole and value != int(value):
        raise Wrong(Problem(Code.NOT_WHOLE, name))
    if "min" in question.limits and value < float(question.limits["min"]):
        raise Wrong(Problem(Code.TOO_SMALL, name, {"min": question.limits["min"]}))
    if "max" in question.limits and value > float(question.limits["max"]):
        raise Wrong(Problem(Code.TOO_LARGE, name, {"max": question.limits["max"]}))
    return stored(name, int(value) if whole else value)


_PLACES = Question("places", "number", {"de": "Wie viele Plätze gibt es?"}, limits={"min": 0, "max": 500})
_HOURS = Question("hours", "number", {"de": "Wie viele Stunden?"}, limits={"min": 0, "max": 24, "step": 0.5})

KIND = Kind(
    name="number",
    level=Level.INTERVAL,
    parse=parse,
    counts_as=counts_once,
    columns=one_column(Level.INTERVAL),
    cells=one_cell,
    examples=(
        Example(_PLACES, {"places": ["24"]}, {"places": 24}),
        Example(_PLACES, {"places": ["٢٤"]}, {"places": 24}),
        Example(_HOURS, {"hours": ["3,5"]}, {"hours": 3.5}),
        Example(_PLACES, {"places": ["2.5"]}, problems=("not_whole",)),
        Example(_PLACES, {"places": ["-1"]}, problems=("too_small",)),
        Example(_PLACES, {"places": ["501"]}, problems=("too_large",)),
        Example(_PLACES, {"places": ["nan"]}, problems=("not_a_number",)),
        Example(_PLACES, {"places": ["1e3"]}, problems=("not_a_number",)),
        Example(_PLACES, {"places": ["viele"]}, problems=("not_a_number",)),
    ),
)
