"""The way through a questionnaire: what is visible, what is missing, what comes next. One way for both faces."""

from collections.abc import Iterable, Sequence

import msgspec

from survey.errors import Code, Problem, Wrong
from survey.kinds import kind_of
from survey.model import Form, Question, Questionnaire, Section, Value, Values


class Checked(msgspec.Struct, frozen=True):
    """What can be stored of a form, and what is wrong with it. Values are whole only where there is no problem."""

    values: dict[str, Value]
    problems: tuple[Problem, ...]


def visible_sections(questionnaire: Questionnaire, values: Values) -> tuple[Section, ...]:
    """The sections that this person sees. Conditions come in here; so far every section is seen."""
    return questionnaire.sections


def visible_questions(section: Section, values: Values) -> tuple[Question, ...]:
    """The questions of a section that this person sees. Conditions come in here; so far every question is seen."""
    return section.questions


def names(questionnaire: Questionnaire) -> frozenset[str]:
    """Every control name that a form of this questionnaire may send."""
    return frozenset(item.name for question in questionnaire.questions() for item in kind_of(question).items(question))


def check_questions(questions: Iterable[Question], form: Form) -> Checked:
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for question in questions:
        kind = kind_of(question)
        try:
            given = kind.parse(question, form)
        except Wrong as wrong:
            problems.extend(wrong.problems)
            continue
        values.update(given)
        if question.required:
            problems.extend(
                Problem(Code.REQUIRED, item.name) for item in kind.items(question) if item.name not in given
            )
    return Checked(values, tuple(problems))


def check_section(section: Section, form: Form) -> Checked:
    return check_questions(visible_questions(section, {}), form)


def check(questionnaire: Questionnaire, form: Form) -> Checked:
    """The whole answer. What is hidden is not stored; names that no question has are problems."""
    known = names(questionnaire)
    unknown = tuple(Problem(Code.UNKNOWN, name) for name in form if name not in known)
    checked = check_questions(questionnaire.questions(), form)
    return Checked(checked.values, unknown + checked.problems)


def section_of(sections: Sequence[Section], problem: Problem) -> int:
    """The position of the section in which a problem lies; 0 where none has it."""
    for position, section in enumerate(sections):
        for question in section.questions:
            if any(item.name == problem.item for item in kind_of(question).items(question)):
                return position
    return 0
