"""Closures of operators. Operands come with their kind, so that most comparisons need no look at their values."""

import math
import operator
from collections.abc import Callable, Sequence
from math import inf, nan

from survey.expressions import values
from survey.expressions.coercion import as_number, as_truth, value_of
from survey.expressions.environment import Focus
from survey.expressions.made import Kind, Made, Run
from survey.expressions.nodes import Node
from survey.expressions.values import NEAR


def divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left != left or right != right or left == 0:
        return nan
    return inf if (left > 0) == (math.copysign(1, right) > 0) else -inf


def remainder(left: float, right: float) -> float:
    """With the sign of the dividend."""
    try:
        return math.fmod(left, right)
    except ValueError:
        return nan


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": divide,
    "mod": remainder,
}
_ORDERS: dict[str, values.Order] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def arithmetic(operators: Sequence[str], operands: Sequence[Made]) -> Made:
    runs = [as_number(operand).run for operand in operands]
    first, rest = runs[0], [(_ARITHMETIC[name], run) for name, run in zip(operators, runs[1:], strict=True)]
    if len(rest) == 1:
        compute, second = rest[0]
        return Made(lambda node, focus: compute(first(node, focus), second(node, focus)), Kind.NUMBER)

    def run(node: Node, focus: Focus) -> float:
        total: float = first(node, focus)
        for compute, operand in rest:
            total = compute(total, operand(node, focus))
        return total

    return Made(run, Kind.NUMBER)


def negative(operand: Made) -> Made:
    number = as_number(operand)
    run = number.run
    return Made(lambda node, focus: -run(node, focus), Kind.NUMBER, number.constant)


def every(operands: Sequence[Made]) -> Made:
    runs = [as_truth(operand).run for operand in operands]
    if len(runs) == 2:
        one, other = runs
        return Made(lambda node, focus: one(node, focus) and other(node, focus), Kind.TRUTH)

    def run(node: Node, focus: Focus) -> bool:
        for operand in runs:  # noqa: SIM110 - a generator costs as much as three operands
            if not operand(node, focus):
                return False
        return True

    return Made(run, Kind.TRUTH)


def some(operands: Sequence[Made]) -> Made:
    runs = [as_truth(operand).run for operand in operands]
    if len(runs) == 2:
        one, other = runs
        return Made(lambda node, focus: one(node, focus) or other(node, focus), Kind.TRUTH)

    def run(node: Node, focus: Focus) -> bool:
        for operand in runs:  # noqa: SIM110
            if operand(node, focus):
                return True
        return False

    return Made(run, Kind.TRUTH)


def comparison(name: str, left: Made, right: Made) -> Made:
    if name in _ORDERS:
        return Made(_order(_ORDERS[name], left, right), Kind.TRUTH)
    return Made(_equality(left, right, name == "="), Kind.TRUTH)


def _equality(left: Made, right: Made, wanted: bool) -> Run:
    kinds = {left.kind, right.kind}
    if kinds == {Kind.TEXT}:
        return _same_text(left, right, wanted)
    if Kind.TRUTH in kinds:
        one, other = as_truth(left).run, as_truth(right).run
        return lambda node, focus: (one(node, focus) == other(node, focus)) is wanted
    if kinds <= {Kind.TEXT, Kind.NUMBER}:
        return _same_number(left, right, wanted)
    this, that = left.run, right.run
    compare = values.equal if wanted else values.unequal
    return lambda node, focus: compare(this(node, focus), that(node, focus), focus.environment)


def _same_text(left: Made, right: Made, wanted: bool) -> Run:
    one, other = left.run, right.run
    if right.constant:
        text = value_of(right)
        if wanted:
            return lambda node, focus: one(node, focus) == text
        return lambda node, focus: one(node, focus) != text
    return lambda node, focus: (one(node, focus) == other(node, focus)) is wanted


def _same_number(left: Made, right: Made, wanted: bool) -> Run:
    one, other = as_number(left), as_number(right)
    first = one.run
    if other.constant:
        number = value_of(other)

        def compare(node: Node, focus: Focus) -> bool:
            found = first(node, focus)
            return (found == number or abs(found - number) < NEAR) is wanted

        return compare
    second = other.run
    same = values.same_numbers
    return lambda node, focus: same(first(node, focus), second(node, focus)) is wanted


def _order(order: values.Order, left: Made, right: Made) -> Run:
    kinds = {left.kind, right.kind}
    one, other = left.run, right.run
    if kinds == {Kind.TEXT}:
        compare = values.ordered_texts
        return lambda node, focus: compare(order, one(node, focus), other(node, focus), focus.environment)
    if kinds <= {Kind.TEXT, Kind.NUMBER, Kind.TRUTH}:
        return _ordered_numbers(order, as_number(left), as_number(right))
    return lambda node, focus: values.ordered(order, one(node, focus), other(node, focus), focus.environment)


def _ordered_numbers(order: values.Order, left: Made, right: Made) -> Run:
    one, other = left.run, right.run
    if right.constant:
        number = value_of(right)
        return lambda node, focus: order(one(node, focus), number)
    return lambda node, focus: order(one(node, focus), other(node, focus))
