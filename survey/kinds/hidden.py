"""A value that nobody sees: its default, which the flow puts into the form when somebody begins, and which travels with it."""

from survey.errors import Wrong
from survey.kinds import Example, Kind, Level
from survey.kinds.parts import counts_nowhere, one_cell, one_column, stored, text
from survey.model import Form, Question, Values

LONGEST = 2000


def parse(question: Question, form: Form) -> Values:
    """What cannot be kept falls away: nobody could correct it."""
    try:
        return stored(question.name, text(form, question.name, 0, LONGEST))
    except Wrong:
        return {}


_SOURCE = Question("source", "hidden", {"de": "Woher der Bogen kommt"}, default="aushang")

KIND = Kind(
    name="hidden",
    level=Level.NONE,
    parse=parse,
    counts_as=counts_nowhere,
    columns=one_column(Level.TEXT),
    cells=one_cell,
    asked=False,
    examples=(
        Example(_SOURCE, {"source": ["aushang"]}, {"source": "aushang"}),
        Example(_SOURCE, {}, {}),
        Example(_SOURCE, {"source": ["x" * 2001]}, {}),
        Example(_SOURCE, {"source": ["a\x00b"]}, {}),
    ),
)
