"""Patterns of `regex()`: the whole text must match, within a time limit. `\\d`, `\\w` and `\\s` are those of ODK, for ASCII only."""

import re
from functools import lru_cache

import regex

from survey.expressions import limits
from survey.expressions.errors import Broken, Code

_PIECE = re.compile(r"\\.|\{(\d+)(?:,\d*)?\}[?+]?|\(\?(?:R|&|P>|P=|[+-]?\d)|\(\?#|[()\[\]]|.", re.DOTALL)
_ASCII = {"\\d": "[0-9]", "\\D": "[^0-9]", "\\w": "[A-Za-z0-9_]", "\\W": "[^A-Za-z0-9_]"}
_ASCII_INSIDE = {"\\d": "0-9", "\\w": "A-Za-z0-9_"}


def _prepared(pattern: str) -> str:
    """With ASCII classes written out. Refuses what would grow without bound: counts inside counts, and patterns that call themselves."""
    sizes, last, in_class = [0.0], 1.0, False
    written: list[str] = []
    for found in _PIECE.finditer(pattern):
        piece, count = found[0], found[1]
        written.append(_written(piece, written, in_class))
        if in_class:
            in_class = piece != "]"
        elif count:
            sizes[-1] += last * max(int(count) - 1, 0)
            last *= max(int(count), 1)
        elif piece == "(":
            sizes.append(0.0)
        elif piece == ")" and len(sizes) > 1:
            last = sizes.pop() + 1
            sizes[-1] += last
        elif len(piece) > 2 and piece.startswith("(?"):
            raise Broken(Code.BAD_PATTERN, pattern=pattern[:80])
        else:
            in_class = piece == "["
            last = 1.0
            sizes[-1] += last
        if sizes[-1] > limits.PATTERN_PARTS:
            raise Broken(Code.BAD_PATTERN, pattern=pattern[:80])
    return "".join(written)


def _written(piece: str, before: list[str], in_class: bool) -> str:
    """A hyphen beside a class (`[\\w-.]`) is a hyphen and makes no range of what the class is written out as."""
    if not in_class:
        return _ASCII.get(piece, piece)
    if piece in _ASCII_INSIDE and before[-1] == "-":
        before[-1] = "\\-"
    return "\\-" if piece == "-" and before[-1] in _ASCII_INSIDE.values() else _ASCII_INSIDE.get(piece, piece)


@lru_cache(maxsize=256)
def compiled(pattern: str) -> "regex.Pattern[str]":
    """Raises `Broken` for what is no pattern."""
    if len(pattern) > limits.PATTERN:
        raise Broken(Code.BAD_PATTERN, pattern=pattern[:80])
    try:
        return regex.compile(_prepared(pattern))
    except (regex.error, RecursionError, OverflowError, ValueError) as wrong:
        raise Broken(Code.BAD_PATTERN, pattern=pattern[:80]) from wrong


def matches(text: str, pattern: str) -> bool:
    try:
        return compiled(pattern).fullmatch(text, timeout=limits.PATTERN_SECONDS) is not None
    except TimeoutError as slow:
        raise Broken(Code.PATTERN_TOO_SLOW, pattern=pattern[:80]) from slow
    except MemoryError as large:
        raise Broken(Code.BAD_PATTERN, pattern=pattern[:80]) from large
