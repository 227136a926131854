"""From a questionnaire and what was typed to what the templates draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from i18n.catalogue import Words
from i18n.problems import sentence
from survey.errors import Problem
from survey.flow import leaves
from survey.kinds import Item, kind_of
from survey.kinds.parts import offered
from survey.model import Choice, Question, Questionnaire, Section, Text, Value, Values
from web.forms import Fields


@dataclass(frozen=True, slots=True)
class Drawn:
    """A control, or a row of a matrix, as it stands on the page."""

    name: str
    id: str
    kind: str
    label: Text
    hint: Text
    required: bool
    values: list[str]
    problem: str
    choices: Sequence[tuple[str, Text]]
    limits: Mapping[str, int | float | str]
    labels: Mapping[str, Text]
    dont_know: bool
    rows: Sequence["Drawn"] = field(default_factory=tuple)
    blank: str = ""
    """Where nothing was typed and nothing is wrong: a name under which the control's HTML may be kept, since it is the same for everyone."""

    questions: Sequence["Drawn"] = field(default_factory=tuple)
    """Of a group, or the times of a repeat."""
    other: "Drawn | None" = None
    """Room to say what the choice `other` is, where it is offered."""

    @property
    def optional(self) -> bool:
        return not self.required


def control_id(name: str) -> str:
    return f"q-{name}"


def drawn(section: Section, fields: Fields, problems: Mapping[str, str], version_id: int | str | None) -> list[Drawn]:
    """Without a version the questions are said in this person's words, and nothing is kept of them."""
    return [_drawn(question, fields, problems, version_id) for question in section.questions]


def sentences(section: Section, problems: Sequence[Problem], words: Words) -> dict[str, str]:
    """Control name to what is wrong there and what to do."""
    asked = {
        item.name: question for question in leaves(section.questions) for item in kind_of(question).items(question)
    }
    return {
        problem.item: sentence(problem, words, asked[problem.item]) for problem in problems if problem.item in asked
    }


def summary(section: Section, problems: Mapping[str, str]) -> list[tuple[str, Text, str]]:
    """For the top of the page: where to go, what was asked there, what to do."""
    items = [item for question in leaves(section.questions) for item in kind_of(question).items(question)]
    return [(control_id(item.name), item.label, problems[item.name]) for item in items if item.name in problems]


def _drawn(question: Question, fields: Fields, problems: Mapping[str, str], version_id: int | str | None) -> Drawn:
    kind = kind_of(question)
    names = {question.name, *(item.name for item in kind.items(question))}
    touched = any(name in fields or name in problems for name in names)
    rows = tuple(_row(question, row, fields, problems) for row in question.rows)
    return Drawn(
        question.name,
        control_id(question.name),
        question.kind,
        question.label,
        question.hint,
        question.required,
        fields.get(question.name, []),
        problems.get(question.name, ""),
        [(choice.name, choice.label) for choice in offered(question)],
        question.limits,
        question.labels,
        question.dont_know,
        rows,
        "" if touched or version_id is None else f"{version_id} {question.name}",
        tuple(_drawn(one, fields, problems, version_id) for one in question.questions),
        next((_beside(item, fields, problems) for item in kind.items(question) if item.is_text), None),
    )


def _beside(item: Item, fields: Fields, problems: Mapping[str, str]) -> Drawn:
    """The line beside the choice `other`."""
    return Drawn(
        item.name,
        control_id(item.name),
        "short_text",
        item.label,
        {},
        False,
        fields.get(item.name, []),
        problems.get(item.name, ""),
        (),
        {},
        {},
        False,
    )


def _row(question: Question, row: Choice, fields: Fields, problems: Mapping[str, str]) -> Drawn:
    return Drawn(
        row.name,
        control_id(row.name),
        question.kind,
        row.label,
        {},
        question.required,
        fields.get(row.name, []),
        problems.get(row.name, ""),
        (),
        {},
        {},
        question.dont_know,
    )


def answered(questionnaire: Questionnaire, values: Values) -> list[tuple[Text, str | list[Text]]]:
    """Each item that was answered, with its answer in words. What was only worked out was not answered."""
    lines: list[tuple[Text, str | list[Text]]] = []
    for question in questionnaire.each_time():
        kind = kind_of(question)
        labels = {choice.name: choice for column in kind.columns(question) for choice in column.choices} | {
            choice.name: choice for choice in offered(question)
        }
        lines += [
            (item.label, [kind.told] if kind.told else _in_words(values[item.name], {} if item.is_text else labels))
            for item in kind.items(question)
            if kind.asked and item.name in values
        ]
    return lines


def _in_words(value: Value, labels: dict[str, Choice]) -> str | list[Text]:
    if isinstance(value, list):
        return [labels[one].label if one in labels else {"de": one} for one in value]
    known = labels.get(str(value))
    return [known.label] if known else str(value)
