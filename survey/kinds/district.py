"""The city district where somebody lives. Its choices are written into the version when it is published, so that old answers keep old names."""

from survey.kinds import Example, Kind, Level
from survey.kinds.parts import choice_names, counts_once, one_cell, one_column, one_of, stored
from survey.model import Choice, Form, Question, Values


def parse(question: Question, form: Form) -> Values:
    return stored(question.name, one_of(form, question.name, choice_names(question)))


_HOME = Question(
    "home",
    "district",
    {"de": "Wo wohnen Sie?"},
    choices=(Choice("eving", {"de": "Eving"}), Choice("hoerde", {"de": "Hörde"})),
)

KIND = Kind(
    name="district",
    level=Level.NOMINAL,
    parse=parse,
    counts_as=counts_once,
    columns=one_column(Level.NOMINAL),
    cells=one_cell,
    examples=(
        Example(_HOME, {"home": ["hoerde"]}, {"home": "hoerde"}),
        Example(_HOME, {}, {}),
        Example(_HOME, {"home": ["atlantis"]}, problems=("not_a_choice",)),
    ),
)
