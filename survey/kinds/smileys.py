"""Five faces from very unhappy to very happy, each with its word."""

from common.marks import N_
from survey.kinds import Example, Kind, Level
from survey.kinds.agreement import NO_ANSWER
from survey.kinds.parts import counts_once, grade, one_cell, one_column, stored
from survey.model import DONT_KNOW, Choice, Form, Question, Values

LOWEST, HIGHEST = 1, 5
STEPS = (
    Choice("1", {"de": N_("sehr schlecht")}),
    Choice("2", {"de": N_("schlecht")}),
    Choice("3", {"de": N_("mittel")}),
    Choice("4", {"de": N_("gut")}),
    Choice("5", {"de": N_("sehr gut")}),
)


def parse(question: Question, form: Form) -> Values:
    return stored(question.name, grade(form, question.name, LOWEST, HIGHEST, question.dont_know))


_WELL = Question("well", "smileys", {"de": "Wie wohl fühlen Sie sich hier?"})
_SURE = Question("well", "smileys", {"de": "Wie wohl fühlen Sie sich hier?"}, dont_know=False)

KIND = Kind(
    name="smileys",
    level=Level.ORDINAL,
    parse=parse,
    counts_as=counts_once,
    columns=one_column(Level.ORDINAL, (*STEPS, NO_ANSWER)),
    cells=one_cell,
    examples=(
        Example(_WELL, {"well": ["5"]}, {"well": 5}),
        Example(_WELL, {"well": [DONT_KNOW]}, {"well": DONT_KNOW}),
        Example(_SURE, {"well": [DONT_KNOW]}, problems=("not_a_choice",)),
        Example(_WELL, {"well": ["😀"]}, problems=("not_a_choice",)),
    ),
)
