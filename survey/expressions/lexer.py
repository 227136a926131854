"""Cuts an expression into words. XPath 1.0, section 3.7, decides whether `*`, `-` or `and` is an operator or part of a name."""

import re
from typing import NamedTuple

from survey.expressions import limits
from survey.expressions.errors import Code, Invalid, located


class Token(NamedTuple):
    kind: str
    """number, text, name, reference, symbol, operator, end"""
    text: str
    start: int
    end: int


_SPACE = re.compile(r"[\s\u00a0\u200b\u200e\u200f\u2060\ufeff]+")
"""White space, and what spreadsheets hide in cells."""
_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+", re.ASCII)
_NAME = re.compile(r"[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?")
_REFERENCE = re.compile(r"\$\{\s*(?P<name>[^}]*?)\s*\}")
_NAME_INSIDE = re.compile(r"[^\W\d][\w.\-]*")
_VARIABLE = re.compile(r"\$[\w.\-]+")
_WORD_OPERATOR = re.compile(r"(?:and|or|div|mod)(?![^\W\d]|_)")
_ESCAPED = {"&lt;=": "<=", "&gt;=": ">=", "&lt;": "<", "&gt;": ">"}
"""As they stand in XForms: pasted from there often enough."""
_MISTAKEN = {
    "==": "=",
    "&&": "and",
    "||": "or",
    "<>": "!=",
    "=>": ">=",
    "=<": "<=",
    "≠": "!=",
    "≤": "<=",
    "≥": ">=",
    "–": "-",
    "−": "-",
    "×": "*",
    "÷": "div",
}
_MISTAKEN_WORDS = {
    "AND": "and",
    "OR": "or",
    "And": "and",
    "Or": "or",
    "DIV": "div",
    "MOD": "mod",
    "und": "and",
    "oder": "or",
}
_PLAIN = ["::", "//", "..", "!=", "<=", ">=", "(", ")", "[", "]", ",", "@", "+", "-", "*", "=", "<", ">", "|", "/", "."]
_SYMBOL = re.compile("|".join(map(re.escape, sorted((*_MISTAKEN, *_ESCAPED, *_PLAIN), key=len, reverse=True))))
_OPERATORS = frozenset({"!=", "<=", ">=", "+", "-", "*", "=", "<", ">", "|"})
_DOUBLE, _SINGLE = '"“”„‟', "'‘’‚‛"
_OPENERS = frozenset({"@", "::", "(", "[", ",", "/", "//"})


class _Lexer:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        source = self.source
        while True:
            if space := _SPACE.match(source, self.at):
                self.at = space.end()
            if self.at >= len(source):
                self._take("end", "", self.at)
                return self.tokens
            self._next()

    def _next(self) -> None:
        source, at = self.source, self.at
        first = source[at]
        if first in _DOUBLE or first in _SINGLE:
            self._quoted(first)
        elif first == "$":
            self._reference()
        elif number := _NUMBER.match(source, at):
            self._take("number", number[0], number.end())
        elif name := _NAME.match(source, at):
            self._word(name[0])
        else:
            self._symbol()

    def _take(self, kind: str, text: str, end: int) -> None:
        self.tokens.append(Token(kind, text, self.at, end))
        self.at = end

    def _after_operand(self) -> bool:
        """Whether what comes next can only be an operator."""
        if not self.tokens:
            return False
        last = self.tokens[-1]
        return last.kind != "operator" and not (last.kind == "symbol" and last.text in _OPENERS)

    def _quoted(self, opening: str) -> None:
        """A typographic quote is closed by any of its kind; a plain one by a plain one, else by what the spreadsheet made of it."""
        source, begin = self.source, self.at + 1
        alike = _DOUBLE if opening in _DOUBLE else _SINGLE
        plain = source.find(opening, begin) if opening in "\"'" else -1
        end = plain if plain >= 0 else next((at for at in range(begin, len(source)) if source[at] in alike), -1)
        if end < 0:
            raise self._problem(Code.NOT_CLOSED, len(source), opening=opening)
        self._take("text", source[begin:end], end + 1)

    def _reference(self) -> None:
        found = _REFERENCE.match(self.source, self.at)
        if not found:
            if variable := _VARIABLE.match(self.source, self.at):
                raise self._problem(Code.NOT_SUPPORTED, variable.end(), name=variable[0])
            raise self._problem(Code.NOT_CLOSED, len(self.source), opening="${")
        name = found["name"]
        if name.startswith("last-saved#"):
            raise self._problem(Code.NOT_SUPPORTED, found.end(), name="last-saved")
        if not _NAME_INSIDE.fullmatch(name):
            raise self._problem(Code.BAD_NAME, found.end(), name=name)
        self._take("reference", name, found.end())

    def _word(self, name: str) -> None:
        """After an operand a word can only be an operator, with or without a space before what follows: `1mod 2`."""
        if not self._after_operand():
            self._take("name", name, self.at + len(name))
        elif word := _WORD_OPERATOR.match(self.source, self.at):
            self._take("operator", word[0], word.end())
        elif name in _MISTAKEN_WORDS:
            raise self._problem(Code.WRONG_OPERATOR, self.at + len(name), wrote=name, write=_MISTAKEN_WORDS[name])
        else:
            self._take("name", name, self.at + len(name))

    def _symbol(self) -> None:
        found = _SYMBOL.match(self.source, self.at)
        if not found:
            raise self._problem(Code.STRANGE_CHARACTER, self.at + 1, character=self.source[self.at])
        wrote = found[0]
        if wrote in _MISTAKEN:
            raise self._problem(Code.WRONG_OPERATOR, found.end(), wrote=wrote, write=_MISTAKEN[wrote])
        symbol = _ESCAPED.get(wrote, wrote)
        operator = symbol in _OPERATORS and (symbol != "*" or self._after_operand())
        self._take("operator" if operator else "symbol", symbol, found.end())

    def _problem(self, code: Code, end: int, **context: str | int | float) -> Invalid:
        return Invalid(located(code, self.source, self.at, end, **context))


def tokens(source: str) -> list[Token]:
    """Raises `Invalid` at the first place that cannot be read. The last token is always `end`."""
    if len(source) > limits.LENGTH:
        raise Invalid(located(Code.TOO_LONG, source, limits.LENGTH, len(source), limit=limits.LENGTH))
    return _Lexer(source).run()
