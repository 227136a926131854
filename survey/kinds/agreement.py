"""Agreement in five steps, with "weiß nicht" beside them."""

from common.marks import N_
from survey.kinds import Example, Kind, Level
from survey.kinds.parts import counts_once, grade, one_cell, one_column, stored
from survey.model import DONT_KNOW, Choice, Form, Question, Values

LOWEST, HIGHEST = 1, 5
STEPS = (
    Choice("1", {"de": N_("stimmt gar nicht")}),
    Choice("2", {"de": N_("stimmt wenig")}),
    Choice("3", {"de": N_("teils, teils")}),
    Choice("4", {"de": N_("stimmt eher")}),
    Choice("5", {"de": N_("stimmt völlig")}),
)
NO_ANSWER = Choice(DONT_KNOW, {"de": N_("weiß nicht / möchte ich nicht sagen")})


def parse(question: Question, form: Form) -> Values:
    return stored(question.name, grade(form, question.name, LOWEST, HIGHEST, question.dont_know))


_JOY = Question("AM1", "agreement", {"de": "Das Mitmachen im Netzwerk macht mir Freude."})

KIND = Kind(
    name="agreement",
    level=Level.ORDINAL,
    parse=parse,
    counts_as=counts_once,
    columns=one_column(Level.ORDINAL, (*STEPS, NO_ANSWER)),
    cells=one_cell,
    examples=(
        Example(_JOY, {"AM1": ["4"]}, {"AM1": 4}),
        Example(_JOY, {"AM1": [DONT_KNOW]}, {"AM1": DONT_KNOW}),
        Example(_JOY, {"AM1": [""]}, {}),
        Example(_JOY, {"AM1": ["6"]}, problems=("not_a_choice",)),
        Example(_JOY, {"AM1": ["04"]}, problems=("not_a_choice",)),
        Example(_JOY, {"AM1": ["1", "5"]}, problems=("several",)),
    ),
)
