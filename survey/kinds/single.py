"""One of several choices."""

from survey.kinds import Example, Kind, Level
from survey.kinds.parts import choice_names, counts_once, one_cell, one_column, one_of, stored
from survey.model import Choice, Form, Question, Values


def parse(question: Question, form: Form) -> Values:
    return stored(question.name, one_of(form, question.name, choice_names(question)))


_ROLE = Question(
    "role",
    "single",
    {"de": "Wie sind Sie dabei?"},
    choices=(Choice("staff", {"de": "beruflich"}), Choice("resident", {"de": "Ich wohne hier"})),
)

KIND = Kind(
    name="single",
    level=Level.NOMINAL,
    parse=parse,
    counts_as=counts_once,
    columns=one_column(Level.NOMINAL),
    cells=one_cell,
    examples=(
        Example(_ROLE, {"role": ["staff"]}, {"role": "staff"}),
        Example(_ROLE, {}, {}),
        Example(_ROLE, {"role": ["mayor"]}, problems=("not_a_choice",)),
        Example(_ROLE, {"role": ["staff", "resident"]}, problems=("several",)),
    ),
)
