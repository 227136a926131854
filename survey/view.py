"""What a person sees of a questionnaire who has typed a form so far, and what is right and wrong in it. Made by `survey.flow`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import msgspec

from common import clock
from survey.errors import Code, Problem, Wrong
from survey.kinds import kind_of
from survey.model import SOURCE_LANGUAGE, Form, Question, Questionnaire, Section, Value, Values


class Checked(msgspec.Struct, frozen=True):
    """What can be stored of a form, and what is wrong with it. Values are whole only where there is no problem."""

    values: dict[str, Value]
    problems: tuple[Problem, ...]
    given: dict[str, Value] = {}
    """What the person said, without what was worked out from it: the same form twice is the same here, whatever the clock says."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Who looks, and when: it decides what expressions say of language, time and chance."""

    language: str = SOURCE_LANGUAGE
    seed: int = 0
    now: datetime = field(default_factory=lambda: clock.now())


@dataclass(frozen=True, slots=True)
class Found:
    values: dict[str, Value]
    given: dict[str, Value]
    problems: tuple[tuple[Problem, ...], ...]
    conditional: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class View:
    """A questionnaire as a person sees it who has typed this form so far: only what is asked, in its order, with the answers said in its words.

    Questions in repeats have the names of their controls (`children.2.age`) and stand in a group for each time.
    """

    questionnaire: Questionnaire
    form: Form
    sections: tuple[Section, ...]
    positions: tuple[int, ...]
    """Of these sections among all of the questionnaire."""
    found: Found | None = None
    """What was worked out, where anything depends on anything."""

    def problems(self, at: int) -> tuple[Problem, ...]:
        """What is wrong with one of its sections."""
        return (
            self.found.problems[at] if self.found else check_questions(self.sections[at].questions, self.form).problems
        )

    @cached_property
    def checked(self) -> Checked:
        if self.found is None:
            checked = check_questions(self.questionnaire.questions(), self.form)
            return Checked(checked.values, checked.problems, checked.values)
        return Checked(
            self.found.values, tuple(problem for some in self.found.problems for problem in some), self.found.given
        )

    @property
    def is_fixed(self) -> bool:
        """Whether it is the same for everyone."""
        return self.found is None

    def at(self, position: int) -> int:
        """Where among the visible ones a section stands, or else the one before it; the first where there is none."""
        return max((index for index, one in enumerate(self.positions) if one <= position), default=0)

    def section_of(self, problem: Problem) -> int:
        """The visible section in which a problem lies; the first where none has it."""
        for index, section in enumerate(self.sections):
            if problem.item in item_names(section.questions):
                return index
        return 0

    def conditional(self, at: int) -> frozenset[str]:
        """What is asked in a section only because of other answers, with the choices offered: whoever has not seen one of these has not answered the section."""
        return self.found.conditional[at] if self.found else frozenset()


def item_names(questions: Iterable[Question]) -> frozenset[str]:
    """Everything that a form of these questions stores, by name."""
    return frozenset(item.name for question in leaves(questions) for item in kind_of(question).items(question))


def leaves(questions: Iterable[Question]) -> Iterator[Question]:
    """Everything asked in a section of a view: groups give way to what is in them, repeats stand before it."""
    for question in questions:
        if question.kind != "group":
            yield question
        if question.holds:
            yield from leaves(question.questions)


def check_questions(questions: Iterable[Question], form: Form) -> Checked:
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for question in questions:
        given, wrong = parsed(question, form)
        values.update(given)
        problems += wrong or missing(question, given)
    return Checked(values, tuple(problems))


def parsed(question: Question, form: Form) -> tuple[Values, tuple[Problem, ...]]:
    try:
        return kind_of(question).parse(question, form), ()
    except Wrong as wrong:
        return {}, wrong.problems


def missing(question: Question, given: Values) -> list[Problem]:
    if not question.required:
        return []
    kind = kind_of(question)
    return [Problem(Code.REQUIRED, item.name) for item in kind.must(question) if item.name not in given]
