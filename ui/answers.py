"""What somebody answered to a questionnaire, in words: one line for each thing that was answered."""

from collections.abc import Iterator

from survey.kinds import kind_of
from survey.kinds.parts import offered
from survey.model import Choice, Questionnaire, Value, Values
from ui.words import number, say


def lines(questionnaire: Questionnaire, values: Values) -> Iterator[tuple[str, str]]:
    for question in questionnaire.each_time():
        kind = kind_of(question)
        choices = (*offered(question), *(choice for column in kind.columns(question) for choice in column.choices))
        for item in kind.items(question):
            if kind.asked and item.name in values:
                yield say(item.label), _said(values[item.name], () if item.is_text else choices)


def _said(value: Value, choices: tuple[Choice, ...]) -> str:
    if isinstance(value, list):
        return ", ".join(_said(one, choices) for one in value)
    named = next((say(one.label) for one in choices if one.name == str(value)), "")
    if named:
        return named
    return value if isinstance(value, str) else number(value, 0 if float(value).is_integer() else 1)
