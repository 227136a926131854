"""An item's tally as it is shown: its categories in order and in words, "weiß nicht" apart. How it is drawn is not decided here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby

import msgspec

from charts import periods
from common.marks import N_
from i18n.catalogue import Words
from metrics.disclosure import WHOLE_PERCENT
from survey.kinds import Column, Item, Level, kind_of, ranking, slider, ten
from survey.model import DONT_KNOW, Choice, Question, Section
from survey.tally import Tallies, Tally


class Shape(StrEnum):
    SCALE = "scale"
    """Steps from one end over a middle to the other."""
    RANKING = "ranking"
    """Categories without an order, the most frequent first."""
    COLUMNS = "columns"
    """Categories along an axis: numbers, months, days."""
    PLACES = "places"
    """Choices that were put in order: for each the places that it was given, the furthest ahead first."""
    SHARES = "shares"
    """Several rows on the same choices: for each how they share it."""
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
    Level.TIME: Shape.COLUMNS,
    Level.RANK: Shape.PLACES,
    Level.TEXT: Shape.WORDS,
}


def pictures(section: Section, tallies: Tallies, words: Words, rounded: bool = False) -> Iterator[Picture]:
    """In the order of the questionnaire; notes have none."""
    drawn = [question for question in section.questions if kind_of(question).level in _SHAPES]
    for _, group in groupby(enumerate(drawn), key=lambda pair: _neighbourhood(*pair)):
        questions = [question for _, question in group]
        yield _picture(questions, tallies, words, rounded)
        for question in questions:
            yield from _beside(question, tallies, words, rounded)


def _picture(questions: Sequence[Question], tallies: Tallies, words: Words, rounded: bool) -> Picture:
    first = questions[0]
    level = kind_of(first).level
    if level is Level.RANK:
        return Picture(
            first.name, words.say(first.label).words, Shape.PLACES, _in_places(first, tallies, words, rounded)
        )
    counted = tuple(
        _counted(question, item, column, tallies, words, rounded)
        for question in questions
        for item, column in _items(question)
    )
    title = words.say(first.label).words if counted and counted[0].name != first.name else ""
    name = counted[0].name if counted else first.name
    if level is Level.NOMINAL and title:
        return Picture(name, title, Shape.SHARES, _alike(counted))
    return Picture(name, title, _SHAPES[level], counted)


def _beside(question: Question, tallies: Tallies, words: Words, rounded: bool) -> Iterator[Picture]:
    """How many wrote something beside a choice."""
    for item in kind_of(question).items(question):
        if item.is_text:
            label = f"{words.say(question.label).words} {words.say(item.label).words}"
            counted = Counted(item.name, label, tallies.get(item.name, Tally()).n, (), rounded=rounded)
            yield Picture(item.name, label, Shape.WORDS, (counted,))


def _in_places(question: Question, tallies: Tallies, words: Words, rounded: bool) -> tuple[Counted, ...]:
    """Each choice with the places it was given, of all who put anything in order."""
    tally = tallies.get(question.name, Tally())
    given = {name: _place(name) for name in tally.counts}
    last = max((ranking.places(question), *(place for _, place in given.values())))
    labels = {choice.name: words.say(choice.label).words for choice in question.choices}
    labels |= {choice: choice for choice, _ in given.values() if choice not in labels}
    return tuple(
        Counted(
            f"{question.name}.{choice}",
            label,
            tally.n,
            tuple(
                Part(str(place), nth(place, words), tally.counts.get(ranking.category(choice, place), 0))
                for place in range(1, last + 1)
            ),
            rounded=rounded,
        )
        for choice, label in labels.items()
    )


def _place(category: str) -> tuple[str, int]:
    choice, _, place = category.rpartition(".")
    return choice, int(place)


def nth(place: int, words: Words) -> str:
    return words.gettext("{n}. Platz").format(n=words.number(place))


def _alike(items: tuple[Counted, ...]) -> tuple[Counted, ...]:
    """With the same parts in the same order, also those that only an earlier version offered in one row."""
    every = {part.name: part.label for item in items for part in item.parts}
    found = []
    for item in items:
        counts = {part.name: part.count for part in item.parts}
        parts = tuple(Part(name, label, counts.get(name, 0)) for name, label in every.items())
        found.append(msgspec.structs.replace(item, parts=parts))
    return tuple(found)


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
    """Each item that counts in categories, with its column; a question of many columns for one item has the item's own choices."""
    kind = kind_of(question)
    columns = kind.columns(question)
    named = {column.name: column for column in columns}
    return ((item, named.get(item.name, columns[0])) for item in kind.items(question) if not item.is_text)


def _choices(item: Item, column: Column) -> tuple[Choice, ...]:
    return item.choices or column.choices


def _counted(question: Question, item: Item, column: Column, tallies: Tallies, words: Words, rounded: bool) -> Counted:
    tally = tallies.get(item.name, Tally())
    none = tally.counts.get(DONT_KNOW, 0) if kind_of(question).level in (Level.ORDINAL, Level.INTERVAL) else 0
    counts = {name: count for name, count in tally.counts.items() if not (none and name == DONT_KNOW)}
    parts = _parts_of(question)(question, item, column, counts, words)
    return Counted(item.name, words.say(item.label).words, tally.n, parts, none, rounded)


Along = Callable[[Question, Item, Column, Mapping[str, int], Words], tuple[Part, ...]]


def _parts_of(question: Question) -> Along:
    level = kind_of(question).level
    return _ALONG.get(level, _along_choices)


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
    stops = slider.stops(question.limits) if question.kind == slider.KIND.name else ()
    if stops and counts.keys() <= set(map(str, stops)):  # an earlier version may have stood on other ones
        digits = slider.decimals(question.limits)
        return _columns([(words.number(stop, digits), counts.get(str(stop), 0)) for stop in stops])
    low, high = _range(question)
    numbers = {float(name): count for name, count in counts.items() if name != DONT_KNOW}
    return _columns(periods.of_numbers(numbers, low, high, words))


def _range(question: Question) -> tuple[object, object]:
    if question.kind == ten.KIND.name:
        return ten.LOWEST, ten.HIGHEST
    if question.kind == slider.KIND.name:
        return slider.ends(question.limits)[:2]
    return question.limits.get("min"), question.limits.get("max")


def _along_days(
    question: Question, item: Item, column: Column, counts: Mapping[str, int], words: Words
) -> tuple[Part, ...]:
    return _columns(periods.of_dates(counts, words))


def _along_hours(
    question: Question, item: Item, column: Column, counts: Mapping[str, int], words: Words
) -> tuple[Part, ...]:
    return _columns(periods.of_hours(counts))


def _columns(found: periods.Columns) -> tuple[Part, ...]:
    return tuple(Part(str(place), label, count) for place, (label, count) in enumerate(found))


_ALONG: Mapping[Level, Along] = {
    Level.INTERVAL: _along_numbers,
    Level.DATE: _along_days,
    Level.TIME: _along_hours,
}


def of_days(counts: Mapping[str, int], words: Words, rounded: bool = False) -> Picture:
    """How many answers came when."""
    label = words.gettext(_WHEN[periods.step_of(counts)])
    parts = _columns(periods.of_days(counts, words))
    return Picture("days", "", Shape.COLUMNS, (Counted("days", label, sum(counts.values()), parts, rounded=rounded),))
