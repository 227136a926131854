"""A value that the flow works out from other answers. It is stored and exported, and drawn nowhere."""

from survey.kinds import Example, Kind, Level
from survey.kinds.parts import counts_nowhere, one_cell, one_column
from survey.model import Form, Question, Values


def parse(question: Question, form: Form) -> Values:
    """Whatever is sent: only the flow says what it is."""
    return {}


_TOTAL = Question("total", "calculation", {"de": "Personen im Haushalt"}, calculation="${adults} + ${children}")

KIND = Kind(
    name="calculation",
    level=Level.NONE,
    parse=parse,
    counts_as=counts_nowhere,
    columns=one_column(Level.TEXT),
    cells=one_cell,
    asked=False,
    examples=(Example(_TOTAL, {"total": ["5"]}, {}), Example(_TOTAL, {}, {})),
)
