"""Steps that several kinds share when they read a form and fill a table. No kind lives here."""

import unicodedata
from collections.abc import Callable, Iterable

from common.marks import N_
from survey.errors import Code, Problem, Wrong
from survey.kinds import Column, Item, Level
from survey.model import DONT_KNOW, Choice, Form, Question, Text, Value, Values, said

OTHER = "other"
OTHER_WORDS: Text = {"de": N_("etwas anderes")}
SAY_WHAT: Text = {"de": N_("etwas anderes, und zwar")}
LONGEST_OTHER = 200


def sent(form: Form, name: str) -> list[str]:
    """The values sent under a name, without blank ones."""
    return [value for value in form.get(name, ()) if value.strip()]


def one(form: Form, name: str) -> str | None:
    """The only value under a name, None where nothing was sent."""
    values = sent(form, name)
    if len(values) > 1:
        raise Wrong(Problem(Code.SEVERAL, name))
    return values[0].strip() if values else None


def one_of(form: Form, name: str, allowed: Iterable[str]) -> str | None:
    value = one(form, name)
    if value is not None and value not in allowed:
        raise Wrong(Problem(Code.NOT_A_CHOICE, name))
    return value


def offered(question: Question) -> tuple[Choice, ...]:
    """All choices, with `other` at the end where the question offers it and has none of its own."""
    if not question.other or any(choice.name == OTHER for choice in question.choices):
        return question.choices
    return (*question.choices, Choice(OTHER, question.labels.get(OTHER, OTHER_WORDS)))


def choice_names(question: Question) -> tuple[str, ...]:
    return tuple(choice.name for choice in offered(question))


def other_name(question: Question) -> str:
    return f"{question.name}_{OTHER}"


def other_items(question: Question) -> tuple[Item, ...]:
    """Room to say what `other` is, where the question offers it."""
    return (Item(other_name(question), SAY_WHAT, is_text=True),) if question.other else ()


def other_columns(question: Question) -> tuple[Column, ...]:
    return tuple(Column(item.name, item.label, Level.TEXT) for item in other_items(question))


def other_text(question: Question, form: Form, chosen: bool) -> Values:
    """What was written beside `other`; it counts only where `other` is chosen, and may be left out."""
    if not (question.other and chosen):
        return {}
    name = other_name(question)
    return stored(name, line(form, name, 0, LONGEST_OTHER))


def itself_and_other(question: Question) -> tuple[Item, ...]:
    return (Item(question.name, question.label, offered(question)), *other_items(question))


def itself(question: Question) -> tuple[Item, ...]:
    """What a required question with `other` must have: the choice, not the words beside it."""
    return itself_and_other(question)[:1]


def digits(words: str) -> str:
    """The same with every script's digits written as 0 to 9."""
    return "".join(
        str(unicodedata.decimal(letter)) if unicodedata.decimal(letter, None) is not None else letter
        for letter in words
    )


def under(question: Question, choice: Choice) -> Text:
    """The heading of a column that belongs to one choice: the question, then the choice."""
    return {
        language: f"{words}: {said(choice.label, language).words or choice.name}"
        for language, words in question.label.items()
    }


def grade(form: Form, name: str, lowest: int, highest: int, dont_know: bool) -> Value | None:
    """A whole number of a scale, or "weiß nicht" where that is offered."""
    allowed = [str(step) for step in range(lowest, highest + 1)] + ([DONT_KNOW] if dont_know else [])
    value = one_of(form, name, allowed)
    return value if value is None or value == DONT_KNOW else int(value)


def text(form: Form, name: str, shortest: int, longest: int) -> str | None:
    """Words as they were written, in one normal form and without control characters, which databases refuse."""
    values = sent(form, name)
    if len(values) > 1:
        raise Wrong(Problem(Code.SEVERAL, name))
    if not values:
        return None
    words = unicodedata.normalize("NFC", values[0].replace("\r\n", "\n").replace("\r", "\n")).strip()
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in words):
        raise Wrong(Problem(Code.UNREADABLE, name))
    if len(words) > longest:
        raise Wrong(Problem(Code.TOO_LONG, name, {"max": longest, "length": len(words)}))
    if len(words) < shortest:
        raise Wrong(Problem(Code.TOO_SHORT, name, {"min": shortest, "length": len(words)}))
    return words


def line(form: Form, name: str, shortest: int, longest: int) -> str | None:
    """Words that fit on one line."""
    words = text(form, name, shortest, longest)
    if words and "\n" in words:
        raise Wrong(Problem(Code.UNREADABLE, name))
    return words


def stored(name: str, value: Value | None) -> Values:
    return {} if value is None else {name: value}


def counts_once(question: Question, value: Value) -> tuple[str, ...]:
    return (str(value),)


def counts_nowhere(question: Question, value: Value) -> tuple[str, ...]:
    return ()


def one_column(level: Level, choices: tuple[Choice, ...] = ()) -> Callable[[Question], tuple[Column, ...]]:
    """One column under the question's own name; `choices` are the kind's own labels where the question brings none."""

    def columns(question: Question) -> tuple[Column, ...]:
        return (Column(question.name, question.label, level, question.choices or choices),)

    return columns


def one_cell(question: Question, values: Values) -> tuple[Value | None, ...]:
    return (values.get(question.name),)
