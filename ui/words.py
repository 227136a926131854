"""The words of the staff face in the language chosen. German is the source."""

from collections.abc import Mapping
from datetime import date, datetime

from common.clock import LOCAL
from i18n.catalogue import LANGUAGES, Words, words
from ui import state


def own() -> Words:
    """For what says its own sentences, such as `services.wording`."""
    return words(state.language())


def _(german: str) -> str:
    return words(state.language()).gettext(german)


def ngettext(one: str, many: str, n: int) -> str:
    return words(state.language()).ngettext(one, many, n)


def say(text: Mapping[str, str]) -> str:
    """A questionnaire's text, as far as possible in the language chosen."""
    return words(state.language()).say(text).words


def language_name(tag: str) -> str:
    """What its speakers call it."""
    return next((one.name for one in LANGUAGES if one.tag == tag), tag)


def spoken(tag: str) -> str:
    """What we call it: in lists of figures a word from right to left would turn the line around."""
    called = words(state.language()).language.locale.languages.get(tag)
    return str(called) if called else language_name(tag)


def day(value: date) -> str:
    return words(state.language()).date(value)


def moment(value: datetime) -> str:
    """Day and time in the city."""
    return f"{value.astimezone(LOCAL):%d.%m.%Y %H:%M}"


def number(value: float, digits: int = 0) -> str:
    return words(state.language()).number(value, digits)


def percent(share: float) -> str:
    return words(state.language()).percent(share)
