"""The questionnaire as a frozen value, and its JSON. How a kind behaves lives in `survey.kinds`, what is visible in `survey.flow`."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

Text = dict[str, str]
"""One text in several languages: language tag to words. Falls back to German on its own, see `said`."""

Form = Mapping[str, Sequence[str]]
"""What a person sent: control name to the values under it, in the order sent."""

Value = str | int | float | list[str]
Values = Mapping[str, Value]
"""What is stored of an answer: item name to value. An item without an answer is absent."""

SOURCE_LANGUAGE = "de"
DONT_KNOW = "none"
"""The value of "weiß nicht / möchte ich nicht sagen": an answer to the person, a missing value to statistics."""


class Said(msgspec.Struct, frozen=True):
    """Words and the language they are really in, which may differ from the one asked for."""

    words: str
    language: str


def said(text: Text, language: str) -> Said:
    """The text in the language asked for, else a plainer or wider form of it, else German, else whatever there is."""
    for tag in (language, language.partition("-")[0], SOURCE_LANGUAGE):
        if text.get(tag):
            return Said(text[tag], tag)
    return next((Said(words, tag) for tag, words in text.items() if words), Said("", SOURCE_LANGUAGE))


class Choice(msgspec.Struct, frozen=True, omit_defaults=True):
    name: str
    label: Text


class Question(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing asked. `rows` are the items of a matrix; their names stand beside question names and must differ from them."""

    name: str
    kind: str
    label: Text
    hint: Text = {}
    required: bool = False
    choices: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    limits: dict[str, int | float | str] = {}
    """Per kind: `min` `max` (number, date, length of a text, how many choices), `step`."""
    labels: dict[str, Text] = {}
    """Words of its own for parts that a kind words itself: `low` and `high` ends of 0–10, the consent's `yes`."""
    dont_know: bool = True
    """Whether scales offer "weiß nicht / möchte ich nicht sagen"."""
    sensitive: bool = False
    """Cell rules of disclosure control apply (metrics/disclosure.py)."""


class Section(msgspec.Struct, frozen=True, omit_defaults=True):
    name: str
    title: Text
    questions: tuple[Question, ...]
    lead: Text = {}


class Questionnaire(msgspec.Struct, frozen=True, omit_defaults=True):
    title: Text
    sections: tuple[Section, ...]
    lead: Text = {}
    thanks: Text = {}
    languages: tuple[str, ...] = (SOURCE_LANGUAGE,)
    minutes: int = 0
    """About how long it takes, said before it begins; 0 says nothing."""
    scale: str = ""
    """The scale that scores it (a name of metrics/scores), if any."""

    def questions(self) -> Iterator[Question]:
        return (question for section in self.sections for question in section.questions)


_decoder = msgspec.json.Decoder(Questionnaire)


def to_json(questionnaire: Questionnaire) -> bytes:
    return msgspec.json.encode(questionnaire, order="deterministic")


@lru_cache(maxsize=256)
def from_json(data: str) -> Questionnaire:
    """Raises `msgspec.ValidationError` with the path of what does not fit. Questionnaires are frozen, so each text is read once."""
    return _decoder.decode(data)


def from_plain(data: Mapping[str, Any]) -> Questionnaire:
    return msgspec.convert(data, Questionnaire)
