"""A tick that one has read something. It agrees to nothing: that is `consent`. Not ticked is an answer too, else every share would be 100 %."""

from common.marks import N_
from survey.errors import Code, Problem, Wrong
from survey.kinds import Example, Kind, Level
from survey.kinds.parts import counts_once, one_cell, one_column, one_of, stored
from survey.model import Choice, Form, Question, Text, Values

TICKED, LEFT = "OK", "no"
"""`OK` is what other tools store, so that conditions of imported forms hold."""
READ: Text = {"de": N_("Ich habe das gelesen.")}
NOT_READ: Text = {"de": N_("Nicht angekreuzt")}


def parse(question: Question, form: Form) -> Values:
    value = one_of(form, question.name, (TICKED,))
    if value is None and question.required:
        raise Wrong(Problem(Code.ACKNOWLEDGE, question.name))
    return stored(question.name, value or LEFT)


_RULES = Question("rules", "acknowledge", {"de": "Bitte bringen Sie für jedes Kind eine Jacke mit."})
_NEEDED = Question("rules", "acknowledge", {"de": "Bitte bringen Sie für jedes Kind eine Jacke mit."}, required=True)

KIND = Kind(
    name="acknowledge",
    level=Level.NOMINAL,
    parse=parse,
    counts_as=counts_once,
    columns=one_column(Level.NOMINAL, (Choice(TICKED, READ), Choice(LEFT, NOT_READ))),
    cells=one_cell,
    examples=(
        Example(_RULES, {"rules": ["OK"]}, {"rules": "OK"}),
        Example(_RULES, {}, {"rules": "no"}),
        Example(_NEEDED, {}, problems=("acknowledge",)),
        Example(_RULES, {"rules": ["yes"]}, problems=("not_a_choice",)),
    ),
)
