"""The languages, found by their files, and their words. The German sentence is the key; a language is one PO file."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from gettext import GNUTranslations
from io import BytesIO, StringIO
from pathlib import Path

import msgspec
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

LOCALES = Path(__file__).parent / "locales"
SOURCE = "de"
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "ur"})
"""For questionnaire texts in a language that has no file here."""


class Language(msgspec.Struct, frozen=True):
    tag: str
    name: str
    """What its speakers call it."""
    direction: str
    """`ltr` or `rtl`"""
    locale: Locale
    order: int


class Said(msgspec.Struct, frozen=True):
    """Words, the language they are really in, and its direction."""

    words: str
    language: str
    direction: str


def base(tag: str) -> str:
    return tag.partition("-")[0]


def header(po: str, field: str, default: str = "") -> str:
    found = re.search(rf'^"{re.escape(field)}: *(.*?)\\n"$', po, re.MULTILINE)
    return found[1] if found else default


def path_of(tag: str) -> Path:
    return LOCALES / tag / "LC_MESSAGES" / "messages.po"


def _locale(tag: str) -> Locale:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(base(tag))


def _language(tag: str) -> Language:
    po = path_of(tag).read_text("utf-8")
    return Language(
        tag, header(po, "X-Name", tag), header(po, "X-Direction", "ltr"), _locale(tag), int(header(po, "X-Order", "99"))
    )


def catalogue(tag: str) -> Catalog:
    """What stands in the file of a language."""
    return read_po(StringIO(path_of(tag).read_text("utf-8")), abort_invalid=True)


LANGUAGES: tuple[Language, ...] = tuple(
    sorted(
        (_language(file.parents[1].name) for file in LOCALES.glob("*/LC_MESSAGES/messages.po")),
        key=lambda language: (language.order, language.tag),
    )
)
_BY_TAG = {language.tag: language for language in LANGUAGES}


def direction_of(tag: str) -> str:
    known = _BY_TAG.get(tag) or _BY_TAG.get(base(tag))
    return known.direction if known else "rtl" if base(tag) in _RIGHT_TO_LEFT else "ltr"


class Words:
    """The words of one language."""

    def __init__(self, language: Language, messages: Catalog) -> None:
        self.language = language
        self.tag = self.speaks = language.tag
        self.direction = language.direction
        self._sentences: dict[str, str] = {
            message.id: message.string
            for message in messages
            if isinstance(message.id, str)
            and isinstance(message.string, str)
            and message.id
            and message.string
            and not message.fuzzy
        }
        compiled = BytesIO()
        write_mo(compiled, messages)
        compiled.seek(0)
        self.ngettext: Callable[[str, str, int], str] = GNUTranslations(compiled).ngettext

    def gettext(self, german: str) -> str:
        return self._sentences.get(german, german)

    def say(self, text: Mapping[str, str]) -> Said:
        """A text in this language: its own words, else ours for the same German sentence, else a wider language, German, or whatever there is."""
        tag = self.tag
        if words := text.get(tag):
            return Said(words, tag, self.direction)
        german = text.get(SOURCE)
        if german and (words := self._sentences.get(german)):
            return Said(words, tag, self.direction)
        if words := text.get(base(tag)):
            return Said(words, base(tag), direction_of(tag))
        if german:
            return Said(german, SOURCE, "ltr")
        return next(
            (Said(words, other, direction_of(other)) for other, words in text.items() if words),
            Said("", tag, self.direction),
        )

    def date(self, day: date) -> str:
        return _date(day, self.language.locale)

    def number(self, value: float, digits: int = 0) -> str:
        """With exactly so many digits after the decimal mark."""
        return str(format_decimal(value, "#,##0." + "0" * digits if digits else "#,##0", locale=self.language.locale))

    def percent(self, share: float) -> str:
        """0.45 as "45 %"."""
        return str(format_percent(share, locale=self.language.locale))


class GuestWords(Words):
    """Somebody reads a questionnaire in a language that only the questionnaire has: its texts are said in it, everything else in German."""

    def __init__(self, tag: str, host: Words) -> None:
        vars(self).update(vars(host))
        self.speaks = tag

    def say(self, text: Mapping[str, str]) -> Said:
        for tag in (self.speaks, base(self.speaks)):
            if words := text.get(tag):
                return Said(words, tag, direction_of(tag))
        return super().say(text)


def guest(tag: str) -> Language:
    """A language without a file here: its name as far as it is known."""
    try:
        locale = _locale(tag)
    except (UnknownLocaleError, ValueError):
        return Language(tag, tag, direction_of(tag), _BY_TAG[SOURCE].locale, 999)
    return Language(tag, (locale.get_display_name() or tag).capitalize(), direction_of(tag), locale, 999)


@lru_cache(maxsize=1024)
def _date(day: date, locale: Locale) -> str:
    return str(format_date(day, "long", locale=locale))


@cache
def _words(tag: str) -> Words:
    return Words(_BY_TAG[tag], catalogue(tag))


@lru_cache(maxsize=64)
def _guest(tag: str) -> Words:
    return GuestWords(tag, _words(SOURCE))


def words(tag: str) -> Words:
    """The words of a language; for a tag that nobody translated German, with the questionnaire's own words where it has some."""
    for known in (tag, base(tag)):
        if known in _BY_TAG:
            return _words(known)
    return _guest(tag)


@lru_cache(maxsize=1024)
def choose(accept_language: str) -> str:
    """The language that a browser asks for, German where we have none of those."""
    wanted: list[tuple[float, str]] = []
    for part in accept_language[:1000].split(","):
        tag, _, weight = part.strip().partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=").strip() or "1") if weight else 1.0
        except ValueError:
            continue
        if tag and 0 < quality <= 1:
            wanted.append((quality, tag.strip().lower()))
    for _, tag in sorted(wanted, key=lambda pair: -pair[0]):
        for candidate in (tag, base(tag)):
            if candidate in _BY_TAG:
                return candidate
    return SOURCE
