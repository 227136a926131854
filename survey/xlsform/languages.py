"""Languages as forms write them: "Deutsch (de)", "english", "Einfache Sprache"; and their tags."""

import re
import unicodedata
from functools import cache

_IN_BRACKETS = re.compile(r"\(([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\)\s*$")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_NAMES = {
    "de": "Deutsch",
    "de-simple": "Einfache Sprache",
    "en": "English",
    "tr": "Türkçe",
    "ar": "العربية",
    "bg": "Български",
    "ro": "Română",
    "pl": "Polski",
    "uk": "Українська",
    "fr": "Français",
    "es": "Español",
    "pt": "Português",
    "it": "Italiano",
    "ru": "Русский",
    "sq": "Shqip",
    "el": "Ελληνικά",
    "ku": "Kurdî",
    "fa": "فارسی",
    "sw": "Kiswahili",
    "hi": "हिन्दी",
    "ne": "नेपाली",
    "bn": "বাংলা",
    "zh": "中文",
    "id": "Bahasa Indonesia",
    "vi": "Tiếng Việt",
}
"""What their speakers call them."""
_ALSO = {
    "leichte sprache": "de-simple",
    "plain german": "de-simple",
    "kurmanci": "ku",
    "kurdisch": "ku",
    "farsi": "fa",
    "dari": "fa",
    "castellano": "es",
    "kiswahili": "sw",
    "swahili": "sw",
    "bahasa": "id",
    "creole": "ht",
    "kreyol": "ht",
    "chinese": "zh",
    "eng": "en",
    "ger": "de",
    "deu": "de",
    "fra": "fr",
    "fre": "fr",
    "esp": "es",
    "spa": "es",
    "ara": "ar",
    "tur": "tr",
    "rus": "ru",
    "ukr": "uk",
    "por": "pt",
}
PRIVATE = "x-"
"""Before the name of a language that nobody knows a tag for."""


def written(tag: str) -> str:
    """As a header says it: its name and its tag."""
    if tag.startswith(PRIVATE):
        return tag.removeprefix(PRIVATE)
    return f"{_NAMES.get(tag) or _english().get(tag) or tag} ({tag})"


def tag_of(name: str) -> str:
    """The tag of a language as a form calls it, or nothing."""
    name = " ".join(name.split())
    if found := _IN_BRACKETS.search(name):
        return _normal(found[1])
    plain = _plain(name)
    if plain in _by_name():
        return _by_name()[plain]
    if _TAG.fullmatch(name) and (_normal(name) in _NAMES or name.lower().partition("-")[0] in _english()):
        return _normal(name)
    return ""


def private(name: str) -> str:
    """A tag of our own for a language whose name says nothing to us."""
    words = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", name.lower())).strip("-")
    return f"{PRIVATE}{words or 'other'}"


def _normal(tag: str) -> str:
    first, *rest = tag.replace("_", "-").split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


@cache
def _english() -> dict[str, str]:
    from babel import Locale

    return {str(tag).replace("_", "-"): str(name) for tag, name in Locale("en").languages.items()}


@cache
def _by_name() -> dict[str, str]:
    """Names in the languages that forms are written in most, to tags."""
    from babel import Locale

    found: dict[str, str] = {}
    for locale in ("fr", "es", "de", "en"):
        found |= {_plain(str(name)): str(tag).replace("_", "-") for tag, name in Locale(locale).languages.items()}
    return found | {_plain(name): tag for tag, name in _NAMES.items()} | _ALSO
