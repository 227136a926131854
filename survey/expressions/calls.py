"""Calls of functions: how many arguments, of what kind, and which names of lists stand in them."""

from typing import Any

from survey.expressions.coercion import as_nodes, as_number, as_text, as_truth, fixed, never_a_number, value_of
from survey.expressions.environment import Focus
from survey.expressions.errors import Broken, Code, Problem
from survey.expressions.functions import FUNCTIONS, like
from survey.expressions.functions.refused import refused
from survey.expressions.functions.table import Function
from survey.expressions.made import Kind, Made, Run
from survey.expressions.nodes import Node
from survey.expressions.outline import Outline, Place
from survey.expressions.syntax import Call, Expression, Path, Step, Text
from survey.expressions.where import Where

_AS = {Kind.TEXT: as_text, Kind.NUMBER: as_number, Kind.TRUTH: as_truth}


class Calls:
    """The part of the maker (maker.py) that knows functions."""

    outline: Outline
    place: Place
    problems: list[Problem]
    readings: set[tuple[Place, int]]

    def call(self, call: Call, where: Where) -> Made:
        function = FUNCTIONS.get(call.name)
        if not function:
            return self._unknown(call)
        if complaint := self._wrong_count(function, call):
            return complaint
        if function.build:
            return function.build(self, call, where)  # type: ignore[arg-type]
        arguments = [self.argument(call, place, function.kind_of(place), where) for place in range(len(call.arguments))]
        if function.itself and not arguments:
            itself = self.make(
                Path((Step("self", "*", start=call.start, end=call.end),), start=call.start, end=call.end), where
            )
            arguments = [_as(function.takes[0], itself)]
        return _applied(function, arguments)

    def argument(self, call: Call, number: int, kind: Kind, where: Where) -> Made:
        part = call.arguments[number]
        made = self.make(part, where)
        if kind is Kind.NODES:
            nodes = as_nodes(made)
            return nodes or self.complain(Code.NEEDS_QUESTIONS, part, name=call.name, argument=number + 1)
        if kind is Kind.NUMBER and never_a_number(made):
            self.warn(Code.NEVER_A_NUMBER, part, name=call.name, argument=number + 1)
        return _as(kind, made)

    def _unknown(self, call: Call) -> Made:
        if found := refused(call.name):
            return self.complain(Code.NOT_SUPPORTED, call, name=f"{call.name}()", why=found.why)
        return self.complain(Code.UNKNOWN_FUNCTION, call, name=call.name, like=like(call.name))

    def _wrong_count(self, function: Function, call: Call) -> Made | None:
        given = len(call.arguments)
        context: dict[str, Any] = {"name": function.name, "given": given}
        if given < function.fewest:
            return self.complain(Code.TOO_FEW_ARGUMENTS, call, least=function.fewest, **context)
        if function.most is not None and given > function.most:
            return self.complain(Code.TOO_MANY_ARGUMENTS, call, most=function.most, **context)
        if function.rest and given > len(function.takes) and (given - len(function.takes)) % len(function.rest):
            return self.complain(Code.INCOMPLETE_PAIR, call, **context)
        return None

    # For functions that look at how their arguments are written

    def read_itself(self) -> None:
        self.readings.add((self.place, self.place.depth))

    def read_order(self, where: Where) -> None:
        """Its value changes when instances are added or removed."""
        if where.outermost and self.place.repeats:
            self.read_itself()

    def check_list(self, listed: Expression, *columns: Expression) -> None:
        if not isinstance(listed, Text) or self.outline.lists is None:
            return
        known = self.outline.lists.get(listed.value)
        if known is None:
            self.complain(Code.UNKNOWN_LIST, listed, name=listed.value)
            return
        for column in columns:
            if isinstance(column, Text):
                self.check_column(column.value, column, known)

    def check_column(self, name: str, part: Expression | Step, columns: frozenset[str] | None) -> None:
        if columns is not None and name not in columns and name != "*":
            self.warn(Code.UNKNOWN_COLUMN, part, name=name, columns=", ".join(sorted(columns)[:10]))

    def complain_about_repeat(self, part: Expression, target: Place) -> None:
        self.complain(Code.NOT_AROUND, part, name=target.name)

    # What the other parts do

    def make(self, part: Expression, where: Where) -> Made:
        raise NotImplementedError

    def complain(self, code: Code, part: Expression | Step, **context: str | int | float) -> Made:
        raise NotImplementedError

    def warn(self, code: Code, part: Expression | Step, **context: str | int | float) -> None:
        raise NotImplementedError


def _as(kind: Kind, made: Made) -> Made:
    return _AS[kind](made) if kind in _AS else made


def _applied(function: Function, arguments: list[Made]) -> Made:
    assert function.run
    runs = [made.run for made in arguments]
    if not function.aware and all(made.constant for made in arguments):
        try:
            return fixed(function.run(*map(value_of, arguments)), function.gives)
        except Broken:
            pass  # said when it is evaluated
    return Made(_with_node(function.run, runs) if function.aware else _plain(function.run, runs), function.gives)


def _plain(compute: Any, runs: list[Run]) -> Run:
    if len(runs) == 1:
        one = runs[0]
        return lambda node, focus: compute(one(node, focus))
    if len(runs) == 2:
        first, second = runs
        return lambda node, focus: compute(first(node, focus), second(node, focus))
    return lambda node, focus: compute(*[run(node, focus) for run in runs])


def _with_node(compute: Any, runs: list[Run]) -> Run:
    def run(node: Node, focus: Focus) -> Any:
        return compute(node, focus, *[argument(node, focus) for argument in runs])

    return run
