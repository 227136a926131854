"""One box to tick. Required, it means: without it nothing can be sent. Not ticked is an answer too, else every share would be 100 %."""

from common.marks import N_
from survey.errors import Code, Problem, Wrong
from survey.kinds import Example, Kind, Level
from survey.kinds.parts import counts_once, one_cell, one_column, one_of, stored
from survey.model import Choice, Form, Question, Text, Values

TICKED, LEFT = "yes", "no"
AGREED: Text = {"de": N_("Ja, ich stimme zu.")}
DECLINED: Text = {"de": N_("Nein")}


def parse(question: Question, form: Form) -> Values:
    value = one_of(form, question.name, (TICKED,))
    if value is None and question.required:
        raise Wrong(Problem(Code.CONSENT, question.name))
    return stored(question.name, value or LEFT)


_PHOTO = Question("photo", "consent", {"de": "Darf Ihr Angebot auf die Karte?"})
_NEEDED = Question("photo", "consent", {"de": "Darf Ihr Angebot auf die Karte?"}, required=True)

KIND = Kind(
    name="consent",
    level=Level.NOMINAL,
    parse=parse,
    counts_as=counts_once,
    columns=one_column(Level.NOMINAL, (Choice(TICKED, AGREED), Choice(LEFT, DECLINED))),
    cells=one_cell,
    examples=(
        Example(_PHOTO, {"photo": ["yes"]}, {"photo": "yes"}),
        Example(_PHOTO, {}, {"photo": "no"}),
        Example(_NEEDED, {}, problems=("consent",)),
        Example(_PHOTO, {"photo": ["on"]}, problems=("not_a_choice",)),
    ),
)
