"""The questionnaire as a frozen value, and its JSON. How a kind behaves lives in `survey.kinds`, what is visible in `survey.flow`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    columns: dict[str, str] = {}
    """What filters look at: column name to its cell."""


class Question(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing asked, or with `questions` several: a group, a repeat. `rows` are the items of a matrix; their names stand beside question names and must differ from them.

    Expressions (survey/expressions) are kept as they were written: `relevant` to `count`.
    """

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
    relevant: str = ""
    """When it is asked; empty means always."""
    required_if: str = ""
    """When it must be answered, where `required` does not say always."""
    required_words: Text = {}
    constraint: str = ""
    constraint_words: Text = {}
    calculation: str = ""
    trigger: str = ""
    """Questions (`${name}`, by commas) whose change makes the calculation run again; empty means whatever it looks at."""
    default: str = ""
    """What stands there at first: words as they are, or an expression."""
    choice_filter: str = ""
    list_name: str = ""
    """What its choices are called where expressions look at them: `instance('list')`."""
    other: bool = False
    """Besides its choices `other`, with room to say what: that is the item `NAME_other`."""
    random: bool = False
    """Choices come in an order drawn for each person; those that belong at the end stay there (`flow.LAST`)."""
    seed: str = ""
    """An expression that fixes that order; empty draws one for each answer."""
    read_only: bool = False
    appearance: str = ""
    guidance: Text = {}
    """For those who ask on behalf of others: at the desk and on paper."""
    questions: tuple["Question", ...] = ()
    """Of a group or a repeat."""
    count: str = ""
    """Of a repeat: how often it is there; empty lets people add."""

    @property
    def holds(self) -> bool:
        """Whether it is a group or a repeat."""
        return self.kind in HOLDING


HOLDING = ("group", "repeat")
MOST_TIMES = 12
"""How often a repeat may be there where it has no limit of its own."""


class Section(msgspec.Struct, frozen=True, omit_defaults=True):
    name: str
    title: Text
    questions: tuple[Question, ...]
    lead: Text = {}
    relevant: str = ""
    appearance: str = ""
    loose: bool = False
    """A page of an imported form that has no group there: for expressions its questions stand at the top."""
    random: bool = False
    """Its questions come in an order drawn for each person."""


class Questionnaire(msgspec.Struct, frozen=True, omit_defaults=True):
    title: Text
    sections: tuple[Section, ...]
    lead: Text = {}
    thanks: Text = {}
    languages: tuple[str, ...] = (SOURCE_LANGUAGE,)
    """The first is what a text falls back to where it has no German."""
    minutes: int = 0
    """About how long it takes, said before it begins; 0 says nothing."""
    scale: str = ""
    """The scale that scores it (a name of metrics/scores), if any."""
    lists: dict[str, tuple[Choice, ...]] = {}
    """Lists that no question shows and expressions look at."""
    settings: dict[str, str] = {}
    """Of an imported form: what its settings sheet said and we only keep (form_id, version, style …)."""
    outdated: tuple[str, ...] = ()
    """Marks of translations whose source was changed after them (survey/translations.py). For those who translate; XLSForm has no place for it."""

    def questions(self) -> Iterator[Question]:
        """Everything asked, without the groups around it. What stands in a repeat is called `children.age`, whichever child it is of."""
        for section in self.sections:
            yield from unfolded(section.questions)

    def each_time(self) -> Iterator[Question]:
        """The same with a repeat's questions once for every time that it may be there: `children.1.age`, `children.2.age` …"""
        for section in self.sections:
            yield from _each_time(section.questions)


def unfolded(questions: Iterable[Question], prefix: str = "") -> Iterator[Question]:
    """Groups give way to what is in them. A repeat comes first itself, then what is asked each time, named behind it."""
    for question in questions:
        if question.kind == "group":
            yield from unfolded(question.questions, prefix)
            continue
        named = renamed(question, prefix)
        yield named
        if question.kind == "repeat":
            yield from unfolded(question.questions, f"{named.name}.")


def _each_time(questions: Iterable[Question], prefix: str = "") -> Iterator[Question]:
    for question in questions:
        if question.kind == "group":
            yield from _each_time(question.questions, prefix)
            continue
        named = renamed(question, prefix)
        yield named
        if question.kind == "repeat":
            for time in range(1, most_times(question) + 1):
                yield from _each_time(question.questions, f"{named.name}.{time}.")


def most_times(repeat: Question) -> int:
    return max(1, min(int(repeat.limits.get("max", MOST_TIMES)), 100))


def renamed(question: Question, prefix: str) -> Question:
    """The same question under a longer name, as in a repeat: `children.2.age`."""
    if not prefix:
        return question
    rows = tuple(msgspec.structs.replace(row, name=f"{prefix}{row.name}") for row in question.rows)
    return msgspec.structs.replace(question, name=f"{prefix}{question.name}", rows=rows)


def pattern_of(name: str) -> str:
    """`children.2.age` as `children.age`: the same question whichever time it is asked."""
    return ".".join(step for step in name.split(".") if not is_number(step))


def is_number(step: str) -> bool:
    """Whether a step of such a name says which time."""
    return 0 < len(step) < 4 and step.isascii() and step.isdecimal()


_decoder = msgspec.json.Decoder(Questionnaire)


def to_json(questionnaire: Questionnaire) -> bytes:
    return msgspec.json.encode(questionnaire, order="deterministic")


@lru_cache(maxsize=256)
def from_json(data: str) -> Questionnaire:
    """Raises `msgspec.ValidationError` with the path of what does not fit. Questionnaires are frozen, so each text is read once."""
    found = _decoder.decode(data)
    return (
        found
        if found.languages[:1] in ((), (SOURCE_LANGUAGE,))
        else from_plain(_first(found.languages[0], msgspec.to_builtins(found)))
    )


def _first(language: str, plain: Any) -> Any:
    """With the words in this language before others: `said` falls back to the first."""
    if isinstance(plain, dict):
        ordered = {language: plain[language], **plain} if language in plain else plain
        return {name: _first(language, value) for name, value in ordered.items()}
    return [_first(language, value) for value in plain] if isinstance(plain, list) else plain


def from_plain(data: Mapping[str, Any]) -> Questionnaire:
    return msgspec.convert(data, Questionnaire)
