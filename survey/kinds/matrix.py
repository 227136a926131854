"""Several statements under one heading, each agreed to in five steps. Every row is an item with a name of its own."""

from survey.errors import Problem, Wrong
from survey.kinds import Column, Example, Item, Kind, Level
from survey.kinds.agreement import HIGHEST, LOWEST, NO_ANSWER, STEPS
from survey.kinds.parts import counts_once, grade
from survey.model import DONT_KNOW, Choice, Form, Question, Value, Values


def parse(question: Question, form: Form) -> Values:
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for row in question.rows:
        try:
            value = grade(form, row.name, LOWEST, HIGHEST, question.dont_know)
        except Wrong as wrong:
            problems.extend(wrong.problems)
            continue
        if value is not None:
            values[row.name] = value
    if problems:
        raise Wrong(*problems)
    return values


def items(question: Question) -> tuple[Item, ...]:
    return tuple(Item(row.name, row.label) for row in question.rows)


def columns(question: Question) -> tuple[Column, ...]:
    return tuple(Column(row.name, row.label, Level.ORDINAL, (*STEPS, NO_ANSWER)) for row in question.rows)


def cells(question: Question, values: Values) -> tuple[Value | None, ...]:
    return tuple(values.get(row.name) for row in question.rows)


_GROUP = Question(
    "group",
    "matrix",
    {"de": "Wie ist es in der Runde?"},
    rows=(Choice("EI1", {"de": "Ich bin in der Runde willkommen."}), Choice("EI2", {"de": "Wir hören einander zu."})),
)

KIND = Kind(
    name="matrix",
    level=Level.ORDINAL,
    parse=parse,
    counts_as=counts_once,
    columns=columns,
    cells=cells,
    items=items,
    examples=(
        Example(_GROUP, {"EI1": ["5"], "EI2": [DONT_KNOW]}, {"EI1": 5, "EI2": DONT_KNOW}),
        Example(_GROUP, {"EI2": ["1"]}, {"EI2": 1}),
        Example(_GROUP, {}, {}),
        Example(_GROUP, {"EI1": ["0"], "EI2": ["x"]}, problems=("not_a_choice", "not_a_choice")),
    ),
)
