"""Answers as rows under the columns of all versions. The formats write them down; what a row holds is decided here."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import getitem
from typing import Any, Generic, TypeVar

import msgspec

from common.marks import N_
from exports.columns import OWN, Field, Version
from i18n.catalogue import LANGUAGES, Words, words
from survey.kinds import kind_of
from survey.model import Question, Text, Value, Values

Cell = str | int | float | None
Row = tuple[Cell, ...]
C = TypeVar("C")
Show = Callable[[Any], C]
"""How a format writes a stored value: words, numbers, and None where nothing was answered."""

Stored = tuple[str, int, int, int | None, int | None, str, str, str, str]
"""id, version, wave, network and district (database ids), language, channel, day (ISO) and content (JSON) of one answer."""

_LABELS: Mapping[str, Text] = {
    "id": {"de": N_("Kennung der Antwort")},
    "version": {"de": N_("Fassung")},
    "wave": {"de": N_("Welle")},
    "network": {"de": N_("Netzwerk")},
    "district": {"de": N_("Stadtbezirk")},
    "language": {"de": N_("Sprache")},
    "channel": {"de": N_("Weg")},
    "day": {"de": N_("Tag")},
}
_CHANNELS: Mapping[str, Text] = {
    "phone": {"de": N_("mit eigenem Gerät")},
    "assisted": {"de": N_("mit Hilfe")},
    "paper": {"de": N_("auf Papier")},
}


class Options(msgspec.Struct, frozen=True):
    language: str = "de"
    labels: bool = False
    """Words in place of codes."""
    texts: bool = False
    """The questions themselves as headers, in place of their names."""
    separator: str = ";"
    """Of CSV. With a semicolon fractions have a decimal comma, as spreadsheets in such languages (and R's `read.csv2`) expect."""
    bom: bool = True


class Named(msgspec.Struct, frozen=True):
    """A wave, network or district: the code and the name that stand for it."""

    code: str | int
    name: str


class Sheets(msgspec.Struct, frozen=True):
    """All that a file can hold. `answers` is read once."""

    versions: tuple[Version, ...]
    fields: tuple[Field, ...]
    waves: dict[int, Named]
    networks: dict[int, Named]
    districts: dict[int, Named]
    answers: Iterable[Stored]
    options: Options = Options()

    @property
    def words(self) -> Words:
        return words(self.options.language)

    def header(self) -> tuple[str, ...]:
        names = (*OWN, *(field.name for field in self.fields))
        if not self.options.texts:
            return names
        texts = [
            self.words.say(text).words
            for text in (*(_LABELS[name] for name in OWN), *(field.label for field in self.fields))
        ]
        often = Counter(texts)
        return tuple(
            text if text and often[text] == 1 else f"{text} [{name}]".strip()
            for name, text in zip(names, texts, strict=True)
        )

    def own_codes(self) -> dict[str, dict[Any, Named]]:
        """The codes of our own columns: what is stored, and what stands for it."""
        channels = {channel: Named(channel, self.words.say(text).words) for channel, text in _CHANNELS.items()}
        languages = {language.tag: Named(language.tag, language.name) for language in LANGUAGES}
        return {
            "wave": self.waves,
            "network": self.networks,
            "district": self.districts,
            "language": languages,
            "channel": channels,
        }

    def own_label(self, name: str) -> str:
        return self.words.say(_LABELS[name]).words

    def rows(self, show: Show[C]) -> Iterator[tuple[C, ...]]:
        """150,000 a second is the aim, so everything that does not change from row to row is made before the first one, or once."""
        beginnings = _Beginnings(self, show)
        for answer, version, wave, network, district, language, channel, day, content in self.answers:
            pouring, beginning = beginnings[version, wave, network, district, language, channel]
            if pouring is None:
                continue
            values = _decode(content)
            for question, cells, keys in pouring.spread:
                values.update(zip(keys, cells(question, values), strict=True))
            yield (answer, *beginning, day, *map(getitem, pouring.shown, map(values.get, pouring.keys)))  # type: ignore[arg-type]  # ids and days are cells of any format


_SMALL = 101
"""Numbers below this are shown once for all rows."""
_decode = msgspec.json.Decoder(dict[str, Any]).decode
"""Values were checked when they came in; checking their types again would cost a tenth of the time."""


class _Shown(dict[Any, C]):
    """From a stored value to its cell. Codes are there from the start, other values are shown when they come."""

    def __init__(self, codes: Mapping[Any, C], show: Show[C]) -> None:
        super().__init__(codes)
        self[None] = show(None)
        self._show = show

    def __missing__(self, value: Any) -> C:
        return self._show(value)


class _Beginnings(dict[tuple[Any, ...], "tuple[_Pouring[C] | None, tuple[C, ...]]"]):
    """How answers of one version, wave, place, language and channel begin, and how they are poured. There are few of these, so each is made once."""

    def __init__(self, sheets: Sheets, show: Show[C]) -> None:
        self._labels = sheets.options.labels
        self._show = show
        self._pourings = {version.id: _Pouring(version, sheets, show) for version in sheets.versions}
        self._codes = sheets.own_codes()

    def __missing__(self, key: tuple[Any, ...]) -> "tuple[_Pouring[C] | None, tuple[C, ...]]":
        version, wave, *_ = key
        pouring = self._pourings.get(version)
        if pouring is None or wave not in self._codes["wave"]:
            return None, ()  # published or opened after this export began
        named = [self._codes[column].get(stored, stored) for column, stored in zip(OWN[2:-1], key[1:], strict=True)]
        cells = (
            self._show((one.name if self._labels else one.code) if isinstance(one, Named) else one) for one in named
        )
        found = self[key] = pouring, (pouring.number, *cells)
        return found


class _Pouring(Generic[C]):
    """How the answers of one version fall into the fields: the key under which each field's value lies, and how it is shown."""

    def __init__(self, version: Version, sheets: Sheets, show: Show[C]) -> None:
        self.number = show(version.number)
        self.spread = tuple(
            spread for spread in map(_spread, version.questionnaire.each_time()) if any("/" in key for key in spread[2])
        )
        """Questions with cells that are made of a value. A column called like an item holds what is stored under that name."""
        self._version = version.number
        self.keys = tuple(self._key(field) for field in sheets.fields)
        self.shown = tuple(_Shown(self._codes(field, sheets, show), show) for field in sheets.fields)

    def _key(self, field: Field) -> str:
        source = field.sources.get(self._version)
        if source is None:
            return ""  # no item has this name, so the cell stays empty
        return _spread(source.question)[2][source.place]

    def _codes(self, field: Field, sheets: Sheets, show: Show[C]) -> dict[Any, C]:
        source = field.sources.get(self._version)
        codes: dict[Any, C] = {number: show(number) for number in range(_SMALL)}
        for choice in source.column.choices if source else ():
            label = sheets.words.say(choice.label).words if sheets.options.labels else ""
            codes[choice.name] = show(label or choice.name)
            if label and choice.name.isdecimal() and str(int(choice.name)) == choice.name:
                codes[int(choice.name)] = show(label)  # grades are stored as numbers
        return codes


def _spread(
    question: Question,
) -> tuple[Question, Callable[[Question, Values], tuple[Value | None, ...]], tuple[str, ...]]:
    kind = kind_of(question)
    stored = {item.name for item in kind.items(question)}
    keys = (
        column.name if column.name in stored else _cell_key(question, place)
        for place, column in enumerate(kind.columns(question))
    )
    return question, kind.cells, tuple(keys)


def _cell_key(question: Question, place: int) -> str:
    """Where the cell at a place lies among the values: a name that no question can have."""
    return f"{question.name}/{place}"
