"""A part of an expression, ready to run, and what kind of value it gives."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from survey.expressions.environment import Focus
from survey.expressions.nodes import Node


class Kind(StrEnum):
    """What an argument is turned into, and what comes out."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    NODES = "nodes"
    ANY = "any"


Run = Callable[[Node, Focus], Any]


@dataclass(frozen=True, slots=True)
class Made:
    run: Run
    kind: Kind
    constant: bool = False
    nodes: Run | None = None
    """Where it is one question: the same as a set of nodes."""
