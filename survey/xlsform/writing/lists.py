"""The sheet `choices`: every list under a name of its own."""

from collections.abc import Iterator, Mapping

from survey.model import Choice, Question, Questionnaire, Text
from survey.xlsform import ours
from survey.xlsform.choices import EMPTY
from survey.xlsform.speech import BLANK

ORDER = ("list_name", "name", "label")
Row = dict[str, str | Text]


class Lists:
    """Gives each question the name of its list. Two lists of one name and other choices get two names."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._language = next(iter(questionnaire.languages), "de")
        self._found: dict[str, tuple[Choice, ...]] = dict(questionnaire.lists)

    def named(self, question: Question) -> str:
        if question.kind in ours.LISTED:
            return self._of_kind(question)
        if question.list_name.startswith("${"):
            return question.list_name
        return self._free(question.list_name or question.name, question.choices)

    def _of_kind(self, question: Question) -> str:
        """A scale with its own words, or without "weiß nicht", is a list of its own: other tools should show what we show."""
        choices = ours.LISTED[question.kind]
        if not question.dont_know:
            choices = tuple(choice for choice in choices if choice.name != "none")
        ends = {"yes": "yes", "low": choices[0].name, "high": choices[-1 - question.dont_know].name}
        said = {ends[part]: words for part, words in question.labels.items() if part in ends}
        choices = tuple(Choice(one.name, said.get(one.name) or one.label) for one in choices)
        return self._free(ours.mark(question.kind), choices)

    def _free(self, name: str, choices: tuple[Choice, ...]) -> str:
        number, free = 1, name
        while self._found.setdefault(free, choices) != choices:
            number += 1
            free = f"{name}-{number}"
        return free

    def rows(self) -> Iterator[Row]:
        for name, choices in self._found.items():
            for choice in choices or (Choice(EMPTY, {}),):
                yield _row(name, choice, self._language)


def _row(name: str, choice: Choice, language: str) -> Row:
    columns: Mapping[str, str] = choice.columns
    return {"list_name": name, "name": choice.name, "label": choice.label or {language: BLANK}, **columns}
