"""One of several choices, and where it is offered "etwas anderes" with room to say what."""

from survey.kinds import Column, Example, Kind, Level
from survey.kinds.parts import (
    OTHER,
    choice_names,
    counts_once,
    itself,
    itself_and_other,
    offered,
    one_of,
    other_columns,
    other_text,
    stored,
)
from survey.model import Choice, Form, Question, Value, Values


def parse(question: Question, form: Form) -> Values:
    chosen = one_of(form, question.name, choice_names(question))
    return {**stored(question.name, chosen), **other_text(question, form, chosen == OTHER)}


def columns(question: Question) -> tuple[Column, ...]:
    itself = Column(question.name, question.label, Level.NOMINAL, offered(question))
    return (itself, *other_columns(question))


def cells(question: Question, values: Values) -> tuple[Value | None, ...]:
    return tuple(values.get(item.name) for item in itself_and_other(question))


_ROLE = Question(
    "role",
    "single",
    {"de": "Wie sind Sie dabei?"},
    choices=(Choice("staff", {"de": "beruflich"}), Choice("resident", {"de": "Ich wohne hier"})),
)
_WAY = Question(
    "way",
    "single",
    {"de": "Wie haben Sie davon gehört?"},
    choices=(Choice("poster", {"de": "Aushang"}), Choice("friends", {"de": "Freunde"})),
    other=True,
)

KIND = Kind(
    name="single",
    level=Level.NOMINAL,
    parse=parse,
    counts_as=counts_once,
    columns=columns,
    cells=cells,
    items=itself_and_other,
    needed=itself,
    examples=(
        Example(_ROLE, {"role": ["staff"]}, {"role": "staff"}),
        Example(_ROLE, {}, {}),
        Example(_ROLE, {"role": ["mayor"]}, problems=("not_a_choice",)),
        Example(_ROLE, {"role": ["staff", "resident"]}, problems=("several",)),
        Example(_ROLE, {"role": ["other"]}, problems=("not_a_choice",)),
        Example(_WAY, {"way": ["other"], "way_other": [" vom Bäcker "]}, {"way": "other", "way_other": "vom Bäcker"}),
        Example(_WAY, {"way": ["other"], "way_other": [""]}, {"way": "other"}),
        Example(_WAY, {"way": ["poster"], "way_other": ["vom Bäcker"]}, {"way": "poster"}),
        Example(_WAY, {"way_other": ["vom Bäcker"]}, {}),
        Example(_WAY, {"way": ["other"], "way_other": ["x" * 201]}, problems=("too_long",)),
    ),
)
