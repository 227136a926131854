"""How texts, numbers, truths and nodes turn into one another, and how they compare. XPath 1.0, with what JavaRosa adds for days."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from math import isinf, isnan, nan

from survey.expressions import limits, moments
from survey.expressions.environment import Environment
from survey.expressions.nodes import Value, whole_text

NEAR = 1e-12
"""Numbers this close are equal, as in JavaRosa: `6.1 - 7.8 = -1.7` is true to people."""
_NUMBER = re.compile(r"\s*-?(?:\d+(?:[.,]\d*)?|[.,]\d+)\s*", re.ASCII)
known_numbers: dict[str, float] = {}
"""Each text is read once."""


def plain_number(text: str) -> float:
    """No exponent, no plus sign; a decimal comma counts as a point."""
    number = known_numbers.get(text)
    if number is None:
        number = float(text.replace(",", ".")) if len(text) < 400 and _NUMBER.fullmatch(text) else nan
        if len(known_numbers) > limits.KEPT:
            known_numbers.clear()
        if len(text) < 40:
            known_numbers[text] = number
    return number


def number_of_text(text: str, environment: Environment) -> float:
    """A day counts in whole days since 1970, a moment in days and parts of a day since 1970 in UTC."""
    number = plain_number(text)
    if number == number or not text or "-" not in text:
        return number
    moment = moments.read(text)
    return moments.days(moment, environment.zone) if moment else nan


def number_of(value: Value, environment: Environment) -> float:
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        return number_of_text(value, environment)
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    return number_of_text(whole_text(value[0]), environment) if value else nan


def text_of_number(number: float) -> str:
    if isnan(number):
        return "NaN"
    if isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number):
        return str(int(number))
    shortest = repr(number)
    return format(Decimal(shortest), "f") if "e" in shortest else shortest


def text_of(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return text_of_number(value)
    return whole_text(value[0]) if value else ""


def truth_of_number(number: float) -> bool:
    return abs(number) > NEAR  # not a number is false too


def truth_of(value: Value) -> bool:
    """A question is true when it is answered, a group when there is one."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value != ""
    if isinstance(value, float):
        return truth_of_number(value)
    return bool(value) and (value[0].children is not None or value[0].text != "")


def texts_of(value: Value) -> list[str]:
    """Nodes each by itself, anything else as one."""
    return [whole_text(node) for node in value] if isinstance(value, list) else [text_of(value)]


def numbers_of(value: Value, environment: Environment) -> list[float]:
    if isinstance(value, list):
        return [number_of_text(whole_text(node), environment) for node in value]
    return [number_of(value, environment)]


def truths_of(value: Value) -> list[bool]:
    return [truth_of([node]) for node in value] if isinstance(value, list) else [truth_of(value)]


def same_numbers(left: float, right: float) -> bool:
    return left == right or abs(left - right) < NEAR


def equal(left: Value, right: Value, environment: Environment) -> bool:
    return _equal(left, right, environment, True)


def unequal(left: Value, right: Value, environment: Environment) -> bool:
    """Of two sets of nodes: some pair differs. So both `=` and `!=` may be true, and with no nodes neither is."""
    return _equal(left, right, environment, False)


def _equal(left: Value, right: Value, environment: Environment, wanted: bool) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return (truth_of(left) == truth_of(right)) is wanted
    if isinstance(left, list) or isinstance(right, list):
        return _some_pair(left, right, environment, wanted)
    if isinstance(left, float) or isinstance(right, float):
        return same_numbers(number_of(left, environment), number_of(right, environment)) is wanted
    return (left == right) is wanted


def _some_pair(left: Value, right: Value, environment: Environment, wanted: bool) -> bool:
    if isinstance(left, float) or isinstance(right, float):
        return any(
            same_numbers(one, other) is wanted
            for one in numbers_of(left, environment)
            for other in numbers_of(right, environment)
        )
    ones, others = set(texts_of(left)), set(texts_of(right))
    return bool(ones & others) if wanted else bool(ones and others) and (len(ones | others) > 1)


Order = Callable[[float, float], bool]


def ordered(order: Order, left: Value, right: Value, environment: Environment) -> bool:
    if isinstance(left, list) or isinstance(right, list):
        return any(_ordered(order, one, other, environment) for one in _single(left) for other in _single(right))
    return _ordered(order, left, right, environment)


def _single(value: Value) -> Sequence[Value]:
    return [whole_text(node) for node in value] if isinstance(value, list) else [value]


def _ordered(order: Order, left: Value, right: Value, environment: Environment) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return ordered_texts(order, left, right, environment)
    return order(number_of(left, environment), number_of(right, environment))


def ordered_texts(order: Order, left: str, right: str, environment: Environment) -> bool:
    """Texts compare as numbers. Two days or moments compare as moments: a day begins at midnight in the city."""
    one, other = plain_number(left), plain_number(right)
    if one == one and other == other:
        return order(one, other)
    first, second = moments.read(left), moments.read(right)
    if first and second:
        if first.clock is None and second.clock is None:
            return order(first.day.toordinal(), second.day.toordinal())
        zone = environment.zone
        return order(moments.instant(first, zone).timestamp(), moments.instant(second, zone).timestamp())
    return order(number_of_text(left, environment), number_of_text(right, environment))
