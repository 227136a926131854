"""The tree of an expression as it is written. Every part knows its place in the source; what names mean is not known here."""

from collections.abc import Iterator
from typing import Literal

import msgspec

Axis = Literal["child", "parent", "self"]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    start: int
    end: int


class Text(Part, frozen=True):
    value: str


class Number(Part, frozen=True):
    value: float


class Reference(Part, frozen=True):
    """`${name}`"""

    name: str


class Call(Part, frozen=True):
    name: str
    arguments: tuple["Expression", ...]


class Step(Part, frozen=True):
    axis: Axis
    name: str
    """`*` is any."""
    predicates: tuple["Expression", ...] = ()


class Path(Part, frozen=True):
    """Steps from `base`, from the root where `absolute`, else from the node that the expression is asked at."""

    steps: tuple[Step, ...]
    base: "Expression | None" = None
    absolute: bool = False


class Filtered(Part, frozen=True):
    """`(…)[…]`"""

    base: "Expression"
    predicates: tuple["Expression", ...]


class Negative(Part, frozen=True):
    operand: "Expression"


class Comparison(Part, frozen=True):
    operator: str
    left: "Expression"
    right: "Expression"


class Chain(Part, frozen=True):
    """Operands of one rank in a row, from left to right: long sums and long conditions are wide, not deep."""

    operators: tuple[str, ...]
    operands: tuple["Expression", ...]


class Union(Part, frozen=True):
    operands: tuple["Expression", ...]


Expression = Text | Number | Reference | Call | Path | Filtered | Negative | Comparison | Chain | Union


def children(expression: Expression) -> Iterator[Expression]:
    """The parts right below, without what stands in the predicates of steps."""
    match expression:
        case Call(arguments=parts) | Chain(operands=parts) | Union(operands=parts):
            yield from parts
        case Filtered(base=base, predicates=parts):
            yield base
            yield from parts
        case Negative(operand=operand):
            yield operand
        case Comparison(left=left, right=right):
            yield from (left, right)
        case Path(base=base) if base is not None:
            yield base
        case _:
            pass


def walk(expression: Expression) -> Iterator[Expression]:
    """Everything in it, predicates too."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(children(part))
        if isinstance(part, Path):
            waiting.extend(predicate for step in part.steps for predicate in step.predicates)
