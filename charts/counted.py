"""An item's tally as it is shown: its categories in order and in words, "weiß nicht" apart. How it is drawn is not decided here."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby

import msgspec

from charts import periods
from common.marks import N_
from i18n.catalogue import Words
from metrics.disclosure import WHOLE_PERCENT
from survey.kinds import Column, Item, Level, kind_of, ten
from survey.model import DONT_KNOW, Choice, Question, Section
from survey.tally import Tallies, Tally


class Shape(StrEnum):
    SCALE = "scale"
    """Steps from one end over a middle to the other."""
    RANKING = "ranking"
    """Categories without an order, the most frequent first."""
    COLUMNS = "columns"
    """Categories along an axis: numbers, months, days."""
    WORDS = "words"
    """Open text: only how many wrote something."""


class Part(msgspec.Struct, frozen=True):
    name: str
    label: str
    count: int


class Counted(msgspec.Struct, frozen=True):
    """`n` persons answered; `none` of them "weiß nicht", which no part contains. Shares are of the others."""

    name: str
    label: str
    n: int
    parts: tuple[Part, ...]
    none: int = 0
    rounded: bool = False

    @property
    def base(self) -> int:
        return self.n - self.none

    def share(self, count: int) -> float | None:
        """Of those who said something else than "weiß nicht". Rounded counts of few persons give no honest share."""
        if not self.base or (self.rounded and self.base < WHOLE_PERCENT):
            return None
        return min(1.0, count / self.base)


class Picture(msgspec.Struct, frozen=True):
    """One drawing: neighbouring items on one scale share it. `title` is empty where the only item says it all."""

    name: str
    title: str
    shape: Shape
    items: tuple[Counted, ...]

    @property
    def n(self) -> int:
        return max((item.n for item in self.items), default=0)


_WHEN = {
    periods.Step.DAY: N_("Antworten nach Tagen"),
    periods.Step.WEEK: N_("Antworten nach Wochen (ab Montag)"),
    periods.Step.MONTH: N_("Antworten nach Monaten"),
}
_SHAPES = {
    Level.ORDINAL: Shape.SCALE,
    Level.NOMINAL: Shape.RANKING,
    Level.INTERVAL: Shape.COLUMNS,
    Level.DATE: Shape.COLUMNS,
    Level.TEXT: Shape.WORDS,
}


def pictures(section: Section, tallies: Tallies, words: Words, rounded: bool = False) -> Iterator[Picture]:
    """In the order of the questionnaire; notes have none."""
    drawn = [question for question in section.questions if kind_of(question).level in _SHAPES]
    for _, group in groupby(enumerate(drawn), key=lambda pair: _neighbourhood(*pair)):
        questions = [question for _, question in group]
        first = questions[0]
        counted = tuple(
            _counted(question, item, column, tallies, words, rounded)
            for question in questions
            for item, column in _items(question)
        )
        title = words.say(first.label).words if counted and counted[0].name != first.name else ""
        yield Picture(counted[0].name if counted else first.name, title, _SHAPES[kind_of(first).level], counted)


def _neighbourhood(place: int, question: Question) -> object:
    """Questions with one key and side by side share a picture: single statements on the same scale."""
    kind = kind_of(question)
    alone = (
        kind.level is not Level.ORDINAL
        or len(kind.columns(question)) > 1
        or kind.items(question)[0].name != question.name
    )
    return place if alone else (kind.name, question.choices)


def _items(question: Question) -> Iterator[tuple[Item, Column]]:
    """Each item with its column; a question of many columns for one item has the item's own choices."""
    kind = kind_of(question)
    items, columns = kind.items(question), kind.columns(question)
    return (
        zip(items, columns if len(columns) == len(items) else (columns[0],) * len(items), strict=True)
        if items
        else iter(())
    )


def _choices(item: Item, column: Column) -> tuple[Choice, ...]:
    return item.choices or column.choices


def _counted(question: Question, item: Item, column: Column, tallies: Tallies, words: Words, rounded: bool) -> Counted:
    tally = tallies.get(item.name, Tally())
    none = tally.counts.get(DONT_KNOW, 0) if kind_of(question).level in (Level.ORDINAL, Level.INTERVAL) else 0
    counts = {name: count for name, count in tally.counts.items() if not (none and name == DONT_KNOW)}
    parts = _parts_of(question)(question, item, column, counts, words)
    return Counted(item.name, words.say(item.label).words, tally.n, parts, none, rounded)


def _parts_of(question: Question) -> "Callable[[Question, Item, Column, Mapping[str, int], Words], tuple[Part, ...]]":
    level = kind_of(question).level
    return _along_numbers if level is Level.INTERVAL else _along_months if level is Level.DATE else _along_choices


def _along_choices(
    question: Question, item: Item, column: Column, counts: Mapping[str, int], words: Words
) -> tuple[Part, ...]:
    """Every choice, also those that nobody took; then what only earlier versions offered, by its name."""
    choices = [choice for choice in _choices(item, column) if choice.name != DONT_KNOW or column.level is Level.NOMINAL]
    known = {choice.name for choice in choices}
    offered = tuple(Part(choice.name, words.say(choice.label).words, counts.get(choice.name, 0)) for choice in choices)
    gone = (
        ()
        if column.level is Level.ORDINAL
        else tuple(Part(name, name, count) for name, count in counts.items() if name not in known)
    )
    return offered + gone


def _along_numbers(
    question: Question, item: Item, column: Column, counts: Mapping[str, int], words: Words
) -> tuple[Part, ...]:
    low, high = (
        (ten.LOWEST, ten.HIGHEST)
        if question.kind == ten.KIND.name
        else (question.limits.get("min"), question.limits.get("max"))
    )
    numbers = {float(name): count for name, count in counts.items() if name != DONT_KNOW}
    return tuple(
        Part(str(place), label, count)
        for place, (label, count) in enumerate(periods.of_numbers(numbers, low, high, words))
    )


def _along_months(
    question: Question, item: Item, column: Column, counts: Mapping[str, int], words: Words
) -> tuple[Part, ...]:
    return tuple(
        Part(str(place), label, count) for place, (label, count) in enumerate(periods.of_months(counts, words))
    )


def of_days(counts: Mapping[str, int], words: Words, rounded: bool = False) -> Picture:
    """How many answers came when."""
    label = words.gettext(_WHEN[periods.step_of(counts)])
    parts = tuple(Part(str(place), day, count) for place, (day, count) in enumerate(periods.of_days(counts, words)))
    return Picture("days", "", Shape.COLUMNS, (Counted("days", label, sum(counts.values()), parts, rounded=rounded),))
