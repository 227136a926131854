"""Steps that several kinds share when they read a form and fill a table. No kind lives here."""

import unicodedata
from collections.abc import Callable, Iterable

from survey.errors import Code, Problem, Wrong
from survey.kinds import Column, Level
from survey.model import DONT_KNOW, Choice, Form, Question, Value, Values


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


def choice_names(question: Question) -> tuple[str, ...]:
    return tuple(choice.name for choice in question.choices)


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
