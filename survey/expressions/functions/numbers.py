"""Numbers. What cannot be computed is NaN or infinite as in Java, never an exception."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from math import inf, isfinite, nan
from typing import Any

from common.marks import N_
from survey.expressions.environment import Focus
from survey.expressions.functions.table import A, Function, N, S
from survey.expressions.nodes import Node
from survey.expressions.values import number_of, numbers_of, text_of

_PLACES = 30


def _safely(compute: Callable[..., float]) -> Callable[..., float]:
    def run(*numbers: float) -> float:
        try:
            return compute(*numbers)
        except OverflowError:
            return inf
        except ValueError:
            return nan

    return run


def _number(node: Node, focus: Focus, value: Any) -> float:
    """Of a moment only its day, as JavaRosa and Web Forms have it."""
    number = number_of(value, focus.environment)
    of_moment = isinstance(value, str | list) and "T" in text_of(value)
    return float(math.floor(number)) if of_moment and isfinite(number) else number


def _round(number: float, places: float = 0.0) -> float:
    """Halves go up, towards zero for negative numbers (JavaRosa): -1.5 is -1. It rounds the digits that people see."""
    if not isfinite(number) or places != places:
        return number if places == places else nan
    if abs(places) > _PLACES:
        return nan
    method = ROUND_HALF_DOWN if number < 0 else ROUND_HALF_UP
    scaled = Decimal(repr(number)).scaleb(int(places))
    return float(scaled.to_integral_value(method).scaleb(-int(places)))


def _int(number: float) -> float:
    return float(math.trunc(number)) if isfinite(number) else number


def _log(number: float) -> float:
    return -inf if number == 0 else math.log(number)


def _log10(number: float) -> float:
    return -inf if number == 0 else math.log10(number)


def _pow(base: float, exponent: float) -> float:
    if base == 0 and exponent < 0:
        return inf
    return math.pow(base, exponent)


def _floor(number: float) -> float:
    return float(math.floor(number)) if isfinite(number) else number


def _ceiling(number: float) -> float:
    return float(math.ceil(number)) if isfinite(number) else number


def _all(focus: Focus, values: tuple[Any, ...]) -> list[float]:
    """Blanks are left out."""
    found = [number for value in values for number in numbers_of(value, focus.environment)]
    return [number for number in found if number == number]


def _min(node: Node, focus: Focus, *values: Any) -> float:
    return min(_all(focus, values), default=nan)


def _max(node: Node, focus: Focus, *values: Any) -> float:
    return max(_all(focus, values), default=nan)


def _sum(node: Node, focus: Focus, nodes: list[Node]) -> float:
    return sum(_all(focus, (nodes,)))


def _one(name: str, doc: str, compute: Callable[..., float]) -> Function:
    return Function(name, (N,), N, doc, _safely(compute))


FUNCTIONS = (
    Function("number", (A,), N, N_("Der Wert als Zahl; ein Tag als Tage seit 1970."), _number, aware=True, itself=True),
    _one("int", N_("Die Zahl ohne ihre Nachkommastellen."), _int),
    Function(
        "round",
        (N, N),
        N,
        N_("Die Zahl gerundet, auf so viele Nachkommastellen wie angegeben."),
        _safely(_round),
        least=1,
    ),
    _one("floor", N_("Die nächste ganze Zahl darunter."), _floor),
    _one("ceiling", N_("Die nächste ganze Zahl darüber."), _ceiling),
    _one("abs", N_("Die Zahl ohne Vorzeichen."), abs),
    Function("pow", (N, N), N, N_("Die erste Zahl hoch die zweite."), _safely(_pow)),
    _one("sqrt", N_("Die Quadratwurzel."), math.sqrt),
    _one("exp", N_("e hoch diese Zahl."), math.exp),
    _one("exp10", N_("10 hoch diese Zahl."), lambda number: _pow(10.0, number)),
    _one("log", N_("Der natürliche Logarithmus."), _log),
    _one("log10", N_("Der Zehnerlogarithmus."), _log10),
    _one("sin", N_("Der Sinus (Bogenmaß)."), math.sin),
    _one("cos", N_("Der Kosinus (Bogenmaß)."), math.cos),
    _one("tan", N_("Der Tangens (Bogenmaß)."), math.tan),
    _one("asin", N_("Der Arkussinus (Bogenmaß)."), math.asin),
    _one("acos", N_("Der Arkuskosinus (Bogenmaß)."), math.acos),
    _one("atan", N_("Der Arkustangens (Bogenmaß)."), math.atan),
    Function("atan2", (N, N), N, N_("Der Winkel eines Punktes aus y und x (Bogenmaß)."), _safely(math.atan2)),
    Function("pi", (), N, N_("Die Kreiszahl."), lambda: math.pi),
    Function("min", (), N, N_("Die kleinste Zahl; Leeres zählt nicht mit."), _min, rest=(A,), aware=True),
    Function("max", (), N, N_("Die größte Zahl; Leeres zählt nicht mit."), _max, rest=(A,), aware=True),
    Function("sum", (S,), N, N_("Die Summe über alle Wiederholungen; Leeres zählt nicht mit."), _sum, aware=True),
)
