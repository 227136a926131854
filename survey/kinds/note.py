"""Words to read; nothing is asked."""

from survey.kinds import Column, Example, Item, Kind, Level
from survey.kinds.parts import counts_nowhere
from survey.model import Form, Question, Value, Values


def parse(question: Question, form: Form) -> Values:
    return {}


def nothing(question: Question) -> tuple[Item, ...]:
    return ()


def no_columns(question: Question) -> tuple[Column, ...]:
    return ()


def no_cells(question: Question, values: Values) -> tuple[Value | None, ...]:
    return ()


KIND = Kind(
    name="note",
    level=Level.NONE,
    parse=parse,
    counts_as=counts_nowhere,
    columns=no_columns,
    cells=no_cells,
    items=nothing,
    examples=(Example(Question("hello", "note", {"de": "Gleich geschafft."}), {}, {}),),
)
