"""Several rows under one heading, each answered with one of the question's own choices. Every row is an item with a name of its own."""

from survey.errors import Problem, Wrong
from survey.kinds import Column, Example, Item, Kind, Level
from survey.kinds.matrix import cells
from survey.kinds.parts import choice_names, counts_once, one_of
from survey.model import Choice, Form, Question, Value, Values


def parse(question: Question, form: Form) -> Values:
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for row in question.rows:
        try:
            value = one_of(form, row.name, choice_names(question))
        except Wrong as wrong:
            problems.extend(wrong.problems)
            continue
        if value is not None:
            values[row.name] = value
    if problems:
        raise Wrong(*problems)
    return values


def items(question: Question) -> tuple[Item, ...]:
    return tuple(Item(row.name, row.label, question.choices) for row in question.rows)


def columns(question: Question) -> tuple[Column, ...]:
    return tuple(Column(row.name, row.label, Level.NOMINAL, question.choices) for row in question.rows)


_OFTEN = Question(
    "often",
    "grid",
    {"de": "Wie oft haben Sie mit diesen Stellen zu tun?"},
    choices=(
        Choice("never", {"de": "nie"}),
        Choice("yearly", {"de": "ein paar Mal im Jahr"}),
        Choice("monthly", {"de": "jeden Monat"}),
    ),
    rows=(Choice("office", {"de": "Jugendamt"}), Choice("school", {"de": "Schule"})),
)

KIND = Kind(
    name="grid",
    level=Level.NOMINAL,
    parse=parse,
    counts_as=counts_once,
    columns=columns,
    cells=cells,
    items=items,
    examples=(
        Example(_OFTEN, {"office": ["never"], "school": ["monthly"]}, {"office": "never", "school": "monthly"}),
        Example(_OFTEN, {"school": ["yearly"]}, {"school": "yearly"}),
        Example(_OFTEN, {}, {}),
        Example(_OFTEN, {"office": ["daily"]}, problems=("not_a_choice",)),
        Example(_OFTEN, {"office": ["never", "monthly"], "school": ["x"]}, problems=("several", "not_a_choice")),
    ),
)
