"""Any of several choices, with limits on how many. A choice called `nothing` gives way to whatever is ticked beside it: to ask again for such a slip would cost a page. Where it is offered, "etwas anderes" has room to say what."""

from survey.errors import Code, Problem, Wrong
from survey.kinds import Column, Example, Kind, Level
from survey.kinds.parts import (
    OTHER,
    choice_names,
    itself,
    itself_and_other,
    offered,
    other_columns,
    other_items,
    other_text,
    sent,
    under,
)
from survey.model import Choice, Form, Question, Value, Values

EXCLUSIVE = "nothing"


def parse(question: Question, form: Form) -> Values:
    name, ticked = question.name, [value.strip() for value in sent(form, question.name)]
    if not ticked:
        return {}
    allowed = choice_names(question)
    if any(value not in allowed for value in ticked):
        raise Wrong(Problem(Code.NOT_A_CHOICE, name))
    if len(set(ticked)) < len(ticked):
        raise Wrong(Problem(Code.SEVERAL, name))
    if ticked == [EXCLUSIVE]:
        return {name: ticked}
    ticked = [value for value in ticked if value != EXCLUSIVE]
    fewest, most = int(question.limits.get("min", 0)), int(question.limits.get("max", len(allowed)))
    if len(ticked) < fewest:
        raise Wrong(Problem(Code.TOO_FEW, name, {"min": fewest}))
    if len(ticked) > most:
        raise Wrong(Problem(Code.TOO_MANY, name, {"max": most}))
    return {name: [choice for choice in allowed if choice in ticked], **other_text(question, form, OTHER in ticked)}


def counts_as(question: Question, value: Value) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else ()


def columns(question: Question) -> tuple[Column, ...]:
    ticks = (
        Column(f"{question.name}.{choice.name}", under(question, choice), Level.NOMINAL) for choice in offered(question)
    )
    return (*ticks, *other_columns(question))


def cells(question: Question, values: Values) -> tuple[Value | None, ...]:
    ticked, choices = values.get(question.name), offered(question)
    ticks = (int(choice.name in ticked) for choice in choices) if isinstance(ticked, list) else (None for _ in choices)
    return (*ticks, *(values.get(item.name) for item in other_items(question)))


_KNOWN = Question(
    "known",
    "multiple",
    {"de": "Welche Angebote kennen Sie?"},
    choices=(
        Choice("cafe", {"de": "Elterncafé"}),
        Choice("sport", {"de": "Sport"}),
        Choice("language", {"de": "Sprachförderung"}),
        Choice(EXCLUSIVE, {"de": "keins davon"}),
    ),
    limits={"max": 2},
)

_MISSING = Question(
    "missing",
    "multiple",
    {"de": "Was fehlt?"},
    choices=(Choice("shade", {"de": "Schatten"}), Choice(EXCLUSIVE, {"de": "nichts"})),
    limits={"max": 2},
    other=True,
)

KIND = Kind(
    name="multiple",
    level=Level.NOMINAL,
    parse=parse,
    counts_as=counts_as,
    columns=columns,
    cells=cells,
    items=itself_and_other,
    needed=itself,
    examples=(
        Example(_KNOWN, {"known": ["sport", "cafe"]}, {"known": ["cafe", "sport"]}),
        Example(_KNOWN, {"known": [EXCLUSIVE]}, {"known": [EXCLUSIVE]}),
        Example(_KNOWN, {}, {}),
        Example(_KNOWN, {"known": ["cafe", "sport", "language"]}, problems=("too_many",)),
        Example(_KNOWN, {"known": ["cafe", EXCLUSIVE]}, {"known": ["cafe"]}),
        Example(_KNOWN, {"known": ["cafe", "cafe"]}, problems=("several",)),
        Example(_KNOWN, {"known": ["chess"]}, problems=("not_a_choice",)),
        Example(
            _MISSING,
            {"missing": ["other", "shade"], "missing_other": ["Bänke"]},
            {"missing": ["shade", "other"], "missing_other": "Bänke"},
        ),
        Example(_MISSING, {"missing": ["shade"], "missing_other": ["Bänke"]}, {"missing": ["shade"]}),
        Example(_MISSING, {"missing": [EXCLUSIVE, "other"]}, {"missing": ["other"]}),
        Example(_MISSING, {"missing": ["other"], "missing_other": ["a\nb"]}, problems=("unreadable",)),
    ),
)
