"""Builds the tree of an expression: a Pratt parser over XPath 1.0 with the axes that XLSForm has (child, parent, self)."""

from survey.expressions import limits
from survey.expressions.errors import Code, Invalid, located
from survey.expressions.lexer import Token, tokens
from survey.expressions.syntax import (
    Axis,
    Call,
    Chain,
    Comparison,
    Expression,
    Filtered,
    Negative,
    Number,
    Path,
    Reference,
    Step,
    Text,
    Union,
)

_RANKS = {
    "or": 1,
    "and": 2,
    **dict.fromkeys(("=", "!="), 3),
    **dict.fromkeys(("<", "<=", ">", ">="), 4),
    **dict.fromkeys(("+", "-"), 5),
    **dict.fromkeys(("*", "div", "mod"), 6),
    "|": 8,
}
_MINUS = 7
_COMPARISONS = (3, 4)
_CLOSERS = {"(": ")", "[": "]"}
_NODE_TESTS = frozenset({"node", "text", "comment", "processing-instruction"})


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokens(source)
        self.at = 0
        self.depth = 0

    # Reading on

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def sees(self, *symbols: str) -> bool:
        return self.token.kind in ("symbol", "operator") and self.token.text in symbols

    def close(self, opening: Token) -> Token:
        if self.sees(_CLOSERS[opening.text]):
            return self.take()
        if self.token.kind == "end":
            raise self.problem(Code.NOT_CLOSED, opening, opening=opening.text)
        raise self.unexpected()

    def problem(self, code: Code, token: Token, **context: str | int | float) -> Invalid:
        return Invalid(located(code, self.source, token.start, token.end, **context))

    def unexpected(self) -> Invalid:
        token = self.token
        if token.kind == "end":
            return self.problem(Code.INCOMPLETE, token)
        if self.sees(")", "]"):
            return self.problem(Code.NOT_OPENED, token, closing=token.text)
        return self.problem(Code.UNEXPECTED, token, found=self.source[token.start : token.end][:40])

    # Operators

    def whole(self) -> Expression:
        if self.token.kind == "end":
            raise self.problem(Code.EMPTY, self.token)
        expression = self.expression(0)
        if self.token.kind != "end":
            raise self.unexpected()
        return expression

    def expression(self, floor: int) -> Expression:
        self.depth += 1
        if self.depth > limits.DEPTH:
            raise self.problem(Code.TOO_DEEP, self.token, limit=limits.DEPTH)
        left = self.operand()
        compared = 0
        while self.token.kind == "operator" and (rank := _RANKS[self.token.text]) > floor:
            if rank in _COMPARISONS:
                compared += 1
                if compared > limits.DEPTH:
                    raise self.problem(Code.TOO_DEEP, self.token, limit=limits.DEPTH)
                operator = self.take().text
                right = self.expression(rank)
                left = Comparison(operator, left, right, start=left.start, end=right.end)
            else:
                left = self.chain(left, rank)
        self.depth -= 1
        return left

    def chain(self, first: Expression, rank: int) -> Expression:
        operators, operands = [], [first]
        while self.token.kind == "operator" and _RANKS[self.token.text] == rank:
            operators.append(self.take().text)
            operands.append(self.expression(rank))
        if rank == _RANKS["|"]:
            return Union(tuple(operands), start=first.start, end=operands[-1].end)
        return Chain(tuple(operators), tuple(operands), start=first.start, end=operands[-1].end)

    def operand(self) -> Expression:
        first = self.token
        signs = 0
        while self.sees("-"):
            self.take()
            signs += 1
        if not signs:
            return self.path()
        operand = self.expression(_MINUS)
        for _ in range(2 - signs % 2):  # two signs still make a number of a text
            operand = Negative(operand, start=first.start, end=operand.end)
        return operand

    # Paths

    def path(self) -> Expression:
        token = self.token
        if self.sees("//"):
            raise self.problem(Code.NOT_SUPPORTED, token, name="//")
        if self.sees("/"):
            self.take()
            steps = self.steps() if self.begins_step() else ()
            return Path(steps, absolute=True, start=token.start, end=self.tokens[self.at - 1].end)
        if self.begins_step():
            return Path(self.steps(), start=token.start, end=self.tokens[self.at - 1].end)
        base: Expression = self.primary()
        if predicates := self.predicates():
            base = Filtered(base, predicates, start=base.start, end=self.tokens[self.at - 1].end)
        if self.sees("//"):
            raise self.problem(Code.NOT_SUPPORTED, self.token, name="//")
        if self.sees("/"):
            self.take()
            return Path(self.steps(), base, start=base.start, end=self.tokens[self.at - 1].end)
        return base

    def begins_step(self) -> bool:
        if self.sees("*", ".", "..", "@"):
            return True
        if self.token.kind != "name":
            return False
        following = self.tokens[self.at + 1]
        return not (following.kind == "symbol" and following.text == "(") or self.token.text in _NODE_TESTS

    def steps(self) -> tuple[Step, ...]:
        steps = [self.step()]
        while self.sees("/", "//"):
            if self.sees("//"):
                raise self.problem(Code.NOT_SUPPORTED, self.token, name="//")
            self.take()
            steps.append(self.step())
        return tuple(steps)

    def step(self) -> Step:
        token = self.take()
        if token.kind == "symbol" and token.text in (".", ".."):
            axis: Axis = "self" if token.text == "." else "parent"
            return Step(axis, "*", self.predicates(), start=token.start, end=token.end)
        if token.kind == "symbol" and token.text == "@":
            raise self.problem(Code.NOT_SUPPORTED, token, name="@")
        axis = "child"
        if token.kind == "name" and self.sees("::"):
            if token.text not in ("child", "parent", "self"):
                raise self.problem(Code.NOT_SUPPORTED, token, name=f"{token.text}::")
            axis = token.text  # type: ignore[assignment]
            self.take()
            token = self.take()
        name = self.test(token)
        return Step(axis, name, self.predicates(), start=token.start, end=self.tokens[self.at - 1].end)

    def test(self, token: Token) -> str:
        if token.kind == "symbol" and token.text == "*":
            return "*"
        if token.kind != "name":
            self.at -= 1
            raise self.unexpected()
        if token.text in _NODE_TESTS and self.sees("("):
            if token.text != "node":
                raise self.problem(Code.NOT_SUPPORTED, token, name=f"{token.text}()")
            self.close(self.take())
            return "*"
        return token.text

    def predicates(self) -> tuple[Expression, ...]:
        found = []
        while self.sees("["):
            opening = self.take()
            found.append(self.expression(0))
            self.close(opening)
        return tuple(found)

    # What stands by itself

    def primary(self) -> Expression:
        token = self.token
        if token.kind == "number":
            self.take()
            return Number(float(token.text), start=token.start, end=token.end)
        if token.kind == "text":
            self.take()
            return Text(token.text, start=token.start, end=token.end)
        if token.kind == "reference":
            self.take()
            return Reference(token.text, start=token.start, end=token.end)
        if token.kind == "name":
            return self.call()
        if self.sees("("):
            opening = self.take()
            inside = self.expression(0)
            self.close(opening)
            return inside
        raise self.unexpected()

    def call(self) -> Call:
        name, opening = self.take(), self.take()
        arguments: list[Expression] = []
        if not self.sees(")"):
            arguments.append(self.expression(0))
            while self.sees(","):
                self.take()
                arguments.append(self.expression(0))
        closing = self.close(opening)
        return Call(name.text, tuple(arguments), start=name.start, end=closing.end)


def parse(source: str) -> Expression:
    """The tree of an expression. Raises `Invalid` with the first place that cannot be understood; it knows no names and no functions."""
    return _Parser(source).whole()
