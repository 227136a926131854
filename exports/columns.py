"""The columns of a table over all versions of a questionnaire, known before the first row is poured in."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from survey.changes import bare
from survey.kinds import Column, Level, kind_of
from survey.model import SOURCE_LANGUAGE, Choice, Question, Questionnaire, Text, said

OWN = ("id", "version", "wave", "network", "district", "language", "channel", "day")
"""What every export begins with. Nothing here tells in which order answers arrived, and nothing may be added that does."""


class Version(msgspec.Struct, frozen=True):
    id: int
    number: int
    published_on: date
    questionnaire: Questionnaire


class Source(msgspec.Struct, frozen=True):
    """Where a field comes from in one version: the column at `place` among those of a question."""

    question: Question
    place: int
    column: Column


class Field(msgspec.Struct, frozen=True):
    """One column over all versions, and its source in each version (by number, oldest first) that has it."""

    name: str
    sources: dict[int, Source]

    @property
    def newest(self) -> Source:
        return next(reversed(self.sources.values()))

    @property
    def level(self) -> Level:
        return self.newest.column.level

    @property
    def label(self) -> Text:
        return self.newest.column.label


class _Growing:
    """A field while versions are still coming in, with all the codes it had so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sources: dict[int, Source] = {}
        self.codes: dict[str, str] = {}

    def means_the_same(self, source: Source) -> bool:
        """Questions may be reworded and choices come and go. Another level, or a code that stands for something else, is another meaning."""
        first = next(iter(self.sources.values()))
        if first.column.level is not source.column.level:
            return False
        if first.question.kind != source.question.kind and not (first.column.choices and source.column.choices):
            return False
        return all(self.codes.get(code, words) == words for code, words in _codes(source).items())

    def take(self, number: int, source: Source) -> None:
        self.sources[number] = source
        self.codes |= _codes(source)


def over(versions: Sequence[Version]) -> tuple[Field, ...]:
    """In the order of the newest version; what only older ones had stands behind its old neighbour."""
    fields: dict[str, list[_Growing]] = {}
    taken = set(OWN)
    order: list[_Growing] = []
    for line in reversed(
        [
            [_grown(fields, taken, version.number, source) for source in _sources(version)]
            for version in sorted(versions, key=lambda version: version.number)
        ]
    ):
        at = 0
        for field in line:
            if field not in order:
                order.insert(at, field)
            at = order.index(field) + 1
    return tuple(Field(field.name, field.sources) for field in order)


def _sources(version: Version) -> Iterator[Source]:
    for question in version.questionnaire.each_time():
        for place, column in enumerate(kind_of(question).columns(question)):
            yield Source(question, place, column)


def _grown(fields: dict[str, list[_Growing]], taken: set[str], number: int, source: Source) -> _Growing:
    known = fields.setdefault(source.column.name, [])
    field = next((field for field in known if field.means_the_same(source)), None)
    if field is None:
        field = _Growing(_free(source.column.name, taken, number if known else None))
        taken.add(field.name)
        known.append(field)
    field.take(number, source)
    return field


def _free(name: str, taken: set[str], number: int | None) -> str:
    """`role.v2` for a second meaning of `role`; `district.answer` for a question that is called like a column of ours."""
    name = f"{name}.answer" if name in OWN else name
    name = f"{name}.v{number}" if number is not None else name
    while name in taken:
        name += "_"
    return name


def _codes(source: Source) -> dict[str, str]:
    """What codes stand for, in German and without what a corrected spelling changes: capitals, spaces, punctuation."""
    choices = source.column.choices or source.question.choices
    ends = tuple(Choice(f"label {part}", words) for part, words in source.question.labels.items())
    return {choice.name: bare(said(choice.label, SOURCE_LANGUAGE).words) for choice in (*choices, *ends)}
