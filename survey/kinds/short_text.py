"""A line of text."""

from survey.kinds import Example, Kind, Level
from survey.kinds.parts import counts_nowhere, line, one_cell, one_column, stored
from survey.model import Form, Question, Values

LONGEST = 200


def parse(question: Question, form: Form) -> Values:
    shortest, longest = int(question.limits.get("min", 0)), int(question.limits.get("max", LONGEST))
    return stored(question.name, line(form, question.name, shortest, longest))


_OFFER = Question("offer", "short_text", {"de": "Wie heißt Ihr Angebot?"}, limits={"min": 2, "max": 20})

KIND = Kind(
    name="short_text",
    level=Level.TEXT,
    parse=parse,
    counts_as=counts_nowhere,
    columns=one_column(Level.TEXT),
    cells=one_cell,
    examples=(
        Example(_OFFER, {"offer": [" Elterncafé "]}, {"offer": "Elterncafé"}),
        Example(_OFFER, {"offer": ["مقهى الأهل"]}, {"offer": "مقهى الأهل"}),
        Example(_OFFER, {"offer": ["   "]}, {}),
        Example(_OFFER, {"offer": ["x"]}, problems=("too_short",)),
        Example(_OFFER, {"offer": ["x" * 21]}, problems=("too_long",)),
        Example(_OFFER, {"offer": ["a\x00b"]}, problems=("unreadable",)),
        Example(_OFFER, {"offer": ["a\nb"]}, problems=("unreadable",)),
    ),
)
