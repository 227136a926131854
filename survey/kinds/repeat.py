"""Questions that are asked several times, for each child for example. It stores how often; the flow stores the rest under `children.2.age`."""

from survey.errors import Code, Problem, Wrong
from survey.kinds import Example, Kind, Level
from survey.kinds.parts import counts_once, one, one_cell, one_column, stored
from survey.model import Form, Question, Values, most_times


def parse(question: Question, form: Form) -> Values:
    words = one(form, question.name)
    if words is None:
        return {}
    if not (words.isascii() and words.isdecimal() and len(words) < 4):
        raise Wrong(Problem(Code.NOT_A_NUMBER, question.name))
    if int(words) > most_times(question):
        raise Wrong(Problem(Code.TOO_LARGE, question.name, {"max": most_times(question)}))
    return stored(question.name, int(words))


_CHILDREN = Question(
    "children",
    "repeat",
    {"de": "Ihre Kinder"},
    questions=(Question("age", "number", {"de": "Wie alt ist das Kind?"}, limits={"min": 0, "max": 17}),),
    limits={"max": 8},
)

KIND = Kind(
    name="repeat",
    level=Level.INTERVAL,
    parse=parse,
    counts_as=counts_once,
    columns=one_column(Level.INTERVAL),
    cells=one_cell,
    examples=(
        Example(_CHILDREN, {"children": ["2"]}, {"children": 2}),
        Example(_CHILDREN, {}, {}),
        Example(_CHILDREN, {"children": ["9"]}, problems=("too_large",)),
        Example(_CHILDREN, {"children": ["viele"]}, problems=("not_a_number",)),
    ),
)
