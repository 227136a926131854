"""The rule of the waiting list. Everyone has a number; who may move up follows from the numbers, what is free, and the workshop's rule."""

from collections.abc import Hashable, Iterable, Mapping, Set
from typing import Generic, NamedTuple, TypeVar

from booking.model import Amounts, Rule
from booking.places import fits, take

K = TypeVar("K", bound=Hashable)


class InLine(NamedTuple, Generic[K]):
    key: K
    number: int
    wanted: Mapping[int, int]


class Moved(NamedTuple, Generic[K]):
    """Who moves up, in order, and who stays though somebody behind them moved."""

    up: tuple[InLine[K], ...]
    passed: tuple[InLine[K], ...]


def movers(line: Iterable[InLine[K]], free: Mapping[int, int], capacity: Mapping[int, int], rule: Rule) -> Moved[K]:
    """Who moves, when `line` stands in ascending number.

    `strict`: from the head on, until one does not fit; nobody behind them moves.
    `next_that_fits`: everyone who fits, in order.
    Whoever could not even have the empty workshop (its places were reduced meanwhile) holds up nobody.
    """
    left: Amounts = dict(free)
    up: list[InLine[K]] = []
    staying: list[InLine[K]] = []
    for one in line:
        if fits(one.wanted, left):
            take(left, one.wanted)
            up.append(one)
            continue
        staying.append(one)
        if rule is Rule.STRICT and fits(one.wanted, capacity):
            break
    last = up[-1].number if up else 0
    return Moved(tuple(up), tuple(one for one in staying if one.number < last))


def may_grow(extra: Mapping[int, int], free: Mapping[int, int], waited_for: Set[int], rule: Rule) -> bool:
    """Whether a family that is in may have `extra` places: they are free, and by the strict rule nobody in line waits for places of these pools."""
    return fits(extra, free) and (rule is Rule.NEXT_THAT_FITS or waited_for.isdisjoint(extra))
