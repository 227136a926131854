"""What can be wrong with an expression: a code, where, and its context. The sentence and its hint are made at the edge (i18n/expressions.py)."""

from enum import StrEnum

import msgspec


class Code(StrEnum):
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    STRANGE_CHARACTER = "strange_character"
    NOT_CLOSED = "not_closed"
    NOT_OPENED = "not_opened"
    UNEXPECTED = "unexpected"
    INCOMPLETE = "incomplete"
    WRONG_OPERATOR = "wrong_operator"
    BAD_NAME = "bad_name"
    NOT_SUPPORTED = "not_supported"
    UNKNOWN_NAME = "unknown_name"
    AMBIGUOUS_NAME = "ambiguous_name"
    UNKNOWN_PATH = "unknown_path"
    UNKNOWN_FUNCTION = "unknown_function"
    UNKNOWN_LIST = "unknown_list"
    UNKNOWN_COLUMN = "unknown_column"
    TOO_FEW_ARGUMENTS = "too_few_arguments"
    TOO_MANY_ARGUMENTS = "too_many_arguments"
    INCOMPLETE_PAIR = "incomplete_pair"
    NEEDS_QUESTIONS = "needs_questions"
    NOT_AROUND = "not_around"
    NEVER_A_NUMBER = "never_a_number"
    BAD_PATTERN = "bad_pattern"
    CYCLE = "cycle"
    NOT_A_DATE = "not_a_date"
    PATTERN_TOO_SLOW = "pattern_too_slow"
    TOO_MUCH_WORK = "too_much_work"
    TEXT_TOO_LONG = "text_too_long"
    FAILED = "failed"


class Problem(msgspec.Struct, frozen=True):
    """`start` and `end` count characters from 0, `line` and `column` from 1. A warning does not keep the expression from being used."""

    code: Code
    start: int = 0
    end: int = 0
    line: int = 1
    column: int = 1
    context: dict[str, str | int | float] = {}
    warning: bool = False


class Failure(msgspec.Struct, frozen=True):
    """The value of an expression that has none: what went wrong while it was evaluated."""

    code: Code
    context: dict[str, str | int | float] = {}


class Invalid(Exception):
    """Raised by `parse` and `compile` with what is wrong in an expression. Nothing else leaves this package as an exception."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


class Broken(Exception):
    """Inside an evaluation only: ends it with a `Failure`."""

    def __init__(self, code: Code, **context: str | int | float) -> None:
        super().__init__(code)
        self.failure = Failure(code, context)


def located(code: Code, source: str, start: int, end: int, **context: str | int | float) -> Problem:
    before = source[:start]
    return Problem(code, start, end, before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1, context)
