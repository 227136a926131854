"""0 to 10, with words at both ends."""

from common.marks import N_
from survey.kinds import Example, Kind, Level
from survey.kinds.agreement import NO_ANSWER
from survey.kinds.parts import counts_once, grade, one_cell, one_column, stored
from survey.model import DONT_KNOW, Choice, Form, Question, Text, Values

LOWEST, HIGHEST = 0, 10
LOW: Text = {"de": N_("auf keinen Fall")}
HIGH: Text = {"de": N_("auf jeden Fall")}
STEPS = tuple(Choice(str(step), {"de": str(step)}) for step in range(LOWEST, HIGHEST + 1))


def parse(question: Question, form: Form) -> Values:
    return stored(question.name, grade(form, question.name, LOWEST, HIGHEST, question.dont_know))


_ADVISE = Question("REC", "ten", {"de": "Würden Sie anderen raten, hier mitzumachen?"})

KIND = Kind(
    name="ten",
    level=Level.INTERVAL,
    parse=parse,
    counts_as=counts_once,
    columns=one_column(Level.INTERVAL, (NO_ANSWER,)),
    cells=one_cell,
    examples=(
        Example(_ADVISE, {"REC": ["10"]}, {"REC": 10}),
        Example(_ADVISE, {"REC": ["0"]}, {"REC": 0}),
        Example(_ADVISE, {"REC": [DONT_KNOW]}, {"REC": DONT_KNOW}),
        Example(_ADVISE, {"REC": ["11"]}, problems=("not_a_choice",)),
        Example(_ADVISE, {"REC": ["-1"]}, problems=("not_a_choice",)),
    ),
)
