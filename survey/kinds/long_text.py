"""Text of several lines."""

from survey.kinds import Example, Kind, Level
from survey.kinds.parts import counts_nowhere, one_cell, one_column, stored, text
from survey.model import Form, Question, Values

LONGEST = 2000


def parse(question: Question, form: Form) -> Values:
    return stored(
        question.name,
        text(form, question.name, int(question.limits.get("min", 0)), int(question.limits.get("max", LONGEST))),
    )


_WISH = Question("wish", "long_text", {"de": "Was wünschen Sie sich?"})

KIND = Kind(
    name="long_text",
    level=Level.TEXT,
    parse=parse,
    counts_as=counts_nowhere,
    columns=one_column(Level.TEXT),
    cells=one_cell,
    examples=(
        Example(_WISH, {"wish": ["Mehr Schatten.\r\nUnd Bänke."]}, {"wish": "Mehr Schatten.\nUnd Bänke."}),
        Example(_WISH, {"wish": ["👍👍"]}, {"wish": "👍👍"}),
        Example(_WISH, {"wish": ["=SUM(A1)"]}, {"wish": "=SUM(A1)"}),
        Example(_WISH, {"wish": ["x" * 2001]}, problems=("too_long",)),
        Example(_WISH, {"wish": ["a", "b"]}, problems=("several",)),
    ),
)
