"""What a question kind is, and the table of all kinds, found by a scan for `KIND`. Each kind lives in its own file."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from common.discover import constants
from survey.model import Choice, Form, Question, Text, Value, Values


class Level(StrEnum):
    """Level of measurement; decides which chart and which statistics are honest."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    DATE = "date"
    TIME = "time"
    """A time of day."""
    RANK = "rank"
    """An order of choices; each one's place is ordinal."""
    TEXT = "text"
    NONE = "none"


class Item(msgspec.Struct, frozen=True):
    """One thing stored under one name: the question itself, a row of a matrix, or the words beside "etwas anderes"."""

    name: str
    label: Text
    choices: tuple[Choice, ...] = ()
    """The categories it counts in."""
    is_text: bool = False
    """Somebody's own words beside a choice: they count in no category."""


class Column(msgspec.Struct, frozen=True):
    """One column of a flat table. `choices` are the labels of its codes, empty where the cell speaks for itself."""

    name: str
    label: Text
    level: Level
    choices: tuple[Choice, ...] = ()


class Example(msgspec.Struct, frozen=True):
    """A question with something sent to it: good examples carry what is stored, bad ones the codes of their problems."""

    question: Question
    form: dict[str, list[str]]
    values: dict[str, Value] | None = None
    problems: tuple[str, ...] = ()


def _itself(question: Question) -> tuple[Item, ...]:
    return (Item(question.name, question.label, question.choices),)


class Kind(msgspec.Struct, frozen=True):
    name: str
    level: Level
    parse: Callable[[Question, Form], Values]
    """From what was sent to what is stored. Raises `Wrong`. An empty answer is an empty mapping; `required` is the flow's business."""
    counts_as: Callable[[Question, Value], tuple[str, ...]]
    """The categories in which one stored value counts: one, several, or none for open text."""
    columns: Callable[[Question], tuple[Column, ...]]
    cells: Callable[[Question, Values], tuple[Value | None, ...]]
    """The cells under `columns` for one answer; None where nothing was answered."""
    examples: tuple[Example, ...]
    items: Callable[[Question], tuple[Item, ...]] = _itself
    """What is stored, in order; empty for a note."""
    needed: Callable[[Question], tuple[Item, ...]] | None = None
    """Which of them a required question must have; None means all."""

    asked: bool = True
    """Whether anybody is asked. What is only worked out has no control and no picture."""
    takes_file: bool = False
    """Whether it is answered with a file. What is stored is the name under which that is kept."""
    told: Text = {}
    """What people read in place of any answer to it, where the stored value says nothing to them."""

    def must(self, question: Question) -> tuple[Item, ...]:
        return (self.needed or self.items)(question)


KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in constants(__name__, "KIND", Kind)})


def kind_of(question: Question) -> Kind:
    return KINDS[question.kind]
