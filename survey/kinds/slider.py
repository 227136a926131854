"""A number from `min` to `max` by `step`, with words at its ends. It has no value until somebody gives it one."""

import math
from collections.abc import Mapping

from survey.errors import Code, Problem, Wrong
from survey.kinds import Example, Kind, Level
from survey.kinds.number import read
from survey.kinds.parts import counts_once, one, one_cell, one_column, stored
from survey.model import Form, Question, Values

LOWEST, HIGHEST = 0.0, 10.0
MOST_STOPS = 21
"""So many steps can stand side by side to be tapped; more of them are written as a number."""
FINEST = 1_000_000
"""Steps that it can have at most."""
Limits = Mapping[str, int | float | str]


def ends(limits: Limits) -> tuple[float, float, float]:
    """The lowest and the highest number, and the step between two."""
    low, high = float(limits.get("min", LOWEST)), float(limits.get("max", HIGHEST))
    high = max(low, high)
    step = abs(float(limits.get("step", 1))) or 1.0
    return low, high, max(step, (high - low) / FINEST)


def stops(limits: Limits) -> tuple[int | float, ...]:
    """Every number that it can take, where they are few enough to be tapped."""
    low, high, step = ends(limits)
    last = math.floor((high - low) / step + 1e-9)
    return tuple(_exactly(low + place * step, limits) for place in range(last + 1)) if last < MOST_STOPS else ()


def decimals(limits: Limits) -> int:
    """Digits after the decimal mark that its numbers have."""
    low, _, step = ends(limits)
    written = (f"{abs(number):.6f}".rstrip("0").partition(".")[2] for number in (low, step))
    return max(map(len, written))


def parse(question: Question, form: Form) -> Values:
    """What is written between two steps goes to the nearer one, as a slider does."""
    name, words, limits = question.name, one(form, question.name), question.limits
    if words is None:
        return {}
    value, (low, high, step) = read(words), ends(limits)
    if math.isnan(value):
        raise Wrong(Problem(Code.NOT_A_NUMBER, name))
    if value < low:
        raise Wrong(Problem(Code.TOO_SMALL, name, {"min": _exactly(low, limits)}))
    if value > high:
        raise Wrong(Problem(Code.TOO_LARGE, name, {"max": _exactly(high, limits)}))
    place = min(round((value - low) / step), math.floor((high - low) / step + 1e-9))
    return stored(name, _exactly(low + place * step, limits))


def _exactly(number: float, limits: Limits) -> int | float:
    """Without the traces of binary fractions: 0.3, not 0.30000000000000004."""
    digits = decimals(limits)
    return round(number, digits) if digits else round(number)


_SAFE = Question(
    "safe",
    "slider",
    {"de": "Wie sicher fühlen Sie sich abends?"},
    limits={"min": 0, "max": 100, "step": 5},
    labels={"low": {"de": "gar nicht sicher"}, "high": {"de": "ganz sicher"}},
)
_HOURS = Question("hours", "slider", {"de": "Wie viele Stunden?"}, limits={"min": 0, "max": 3, "step": 0.1})

KIND = Kind(
    name="slider",
    level=Level.INTERVAL,
    parse=parse,
    counts_as=counts_once,
    columns=one_column(Level.INTERVAL),
    cells=one_cell,
    examples=(
        Example(_SAFE, {"safe": ["45"]}, {"safe": 45}),
        Example(_SAFE, {"safe": ["٤٥"]}, {"safe": 45}),
        Example(_SAFE, {"safe": ["47"]}, {"safe": 45}),
        Example(_SAFE, {"safe": [""]}, {}),
        Example(_HOURS, {"hours": ["0,3"]}, {"hours": 0.3}),
        Example(_SAFE, {"safe": ["101"]}, problems=("too_large",)),
        Example(_SAFE, {"safe": ["-1"]}, problems=("too_small",)),
        Example(_SAFE, {"safe": ["sehr"]}, problems=("not_a_number",)),
        Example(_SAFE, {"safe": ["5", "10"]}, problems=("several",)),
    ),
)
