"""How each question kind is asked at a desk, with native widgets. Found by a scan for `WIDGET`; what was typed goes out as a form would send it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from common.discover import constants
from i18n.catalogue import Words
from i18n.problems import sentence
from survey.errors import Problem
from survey.model import Question, Section
from ui.plain import plain

Sent = dict[str, list[str]]
"""Control name to the values under it, as `survey.flow` reads a form."""


@dataclass(frozen=True)
class Asking:
    """One drawing of a form: in whose words, under which keys, what was wrong with it."""

    words: Words
    form: str
    problems: Mapping[str, Problem]
    take_image: Callable[[str, bytes], str | Problem] | None = None
    """From a control and what was uploaded there to what is sent in its place; None where no pictures are asked for."""

    def key(self, item: str) -> str:
        """Each form has keys of its own, so that the next person's is empty."""
        return f"{self.form}.{item}"

    def say(self, text: Mapping[str, str]) -> str:
        return plain(self.words.say(text).words)

    def wrong(self, question: Question, item: str) -> str:
        """What is wrong there, or nothing."""
        problem = self.problems.get(item)
        return sentence(problem, self.words, question) if problem else ""


@dataclass(frozen=True)
class Widget:
    name: str
    """The kind's."""
    draw: Callable[[Question, Asking], Sent]


def ask(section: Section, asking: Asking) -> Sent:
    """Draws the questions of a section and returns what stands in them."""
    return ask_all(section.questions, asking)


def ask_all(questions: Sequence[Question], asking: Asking) -> Sent:
    sent: Sent = {}
    for question in questions:
        sent |= WIDGETS[question.kind].draw(question, asking)
    return sent


WIDGETS: Mapping[str, Widget] = MappingProxyType(
    {widget.name: widget for widget in constants(__name__, "WIDGET", Widget)}
)
