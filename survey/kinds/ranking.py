"""Choices put in order, the most important first; `max` says how many places there are. Nobody must fill them all.

A choice that was put on two places stands on the better one: which that is leaves no doubt, and to ask again for such a slip would cost a page.
"""

from survey.errors import Code, Problem, Wrong
from survey.kinds import Column, Example, Item, Kind, Level
from survey.kinds.parts import choice_names, sent, under
from survey.model import Choice, Form, Question, Value, Values, said


def places(question: Question) -> int:
    return max(1, min(int(question.limits.get("max", len(question.choices))), len(question.choices)))


def parse(question: Question, form: Form) -> Values:
    name = question.name
    ranked = list(dict.fromkeys(value.strip() for value in sent(form, name)))
    if not ranked:
        return {}
    allowed = choice_names(question)
    if any(value not in allowed for value in ranked):
        raise Wrong(Problem(Code.NOT_A_CHOICE, name))
    fewest, most = int(question.limits.get("min", 0)), places(question)
    if len(ranked) < fewest:
        raise Wrong(Problem(Code.TOO_FEW, name, {"min": fewest}))
    if len(ranked) > most:
        raise Wrong(Problem(Code.TOO_MANY, name, {"max": most}))
    return {name: list(ranked)}


def category(choice: str, place: int) -> str:
    return f"{choice}.{place}"


def counts_as(question: Question, value: Value) -> tuple[str, ...]:
    """Each choice on its place."""
    ranked = value if isinstance(value, list) else []
    return tuple(category(choice, place) for place, choice in enumerate(ranked, 1))


def items(question: Question) -> tuple[Item, ...]:
    categories = (
        Choice(
            category(choice.name, place),
            {language: f"{said(choice.label, language).words}: {place}" for language in choice.label},
        )
        for choice in question.choices
        for place in range(1, places(question) + 1)
    )
    return (Item(question.name, question.label, tuple(categories)),)


def columns(question: Question) -> tuple[Column, ...]:
    return tuple(
        Column(f"{question.name}.{choice.name}", under(question, choice), Level.ORDINAL) for choice in question.choices
    )


def cells(question: Question, values: Values) -> tuple[Value | None, ...]:
    """The place of each choice, empty where it got none."""
    ranked = values.get(question.name)
    place = {choice: at for at, choice in enumerate(ranked, 1)} if isinstance(ranked, list) else {}
    return tuple(place.get(choice.name) for choice in question.choices)


_CHANGES = (
    Choice("traffic", {"de": "weniger Autos"}),
    Choice("green", {"de": "mehr Grün"}),
    Choice("clean", {"de": "sauberere Straßen"}),
    Choice("meeting", {"de": "mehr Orte zum Treffen"}),
)
_FIRST = Question("first", "ranking", {"de": "Was sollte sich zuerst ändern?"}, choices=_CHANGES, limits={"max": 3})
_WHOLE = Question("order", "ranking", {"de": "Was ist Ihnen am wichtigsten?"}, choices=_CHANGES, limits={"min": 2})

KIND = Kind(
    name="ranking",
    level=Level.RANK,
    parse=parse,
    counts_as=counts_as,
    columns=columns,
    cells=cells,
    items=items,
    examples=(
        Example(_FIRST, {"first": ["green", "traffic", "clean"]}, {"first": ["green", "traffic", "clean"]}),
        Example(_FIRST, {"first": ["", "green", ""]}, {"first": ["green"]}),
        Example(_FIRST, {"first": ["green", "green", "clean"]}, {"first": ["green", "clean"]}),
        Example(_FIRST, {"first": ["", ""]}, {}),
        Example(_WHOLE, {"order": ["clean", "meeting"]}, {"order": ["clean", "meeting"]}),
        Example(_FIRST, {"first": ["green", "chess"]}, problems=("not_a_choice",)),
        Example(_FIRST, {"first": ["green", "traffic", "clean", "meeting"]}, problems=("too_many",)),
        Example(_WHOLE, {"order": ["clean", "clean"]}, problems=("too_few",)),
    ),
)
