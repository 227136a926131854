"""An expression made ready for one place of a questionnaire: checked, and evaluated as often as one likes."""

from collections.abc import Callable
from typing import Any

from survey.expressions.coercion import as_number, as_text, as_truth
from survey.expressions.environment import Focus
from survey.expressions.errors import Broken, Code, Failure, Invalid, Problem
from survey.expressions.made import Made, Run
from survey.expressions.maker import Maker
from survey.expressions.nodes import Node, Value
from survey.expressions.outline import Outline, Place
from survey.expressions.parser import parse
from survey.expressions.syntax import Expression
from survey.expressions.tree import Tree
from survey.expressions.where import Where

_EMPTY = Outline()


class Compiled:
    """`at` is the node of its own place that it is asked at; without one the first there is."""

    __slots__ = (
        "expression",
        "items",
        "place",
        "readings",
        "run",
        "run_number",
        "run_text",
        "run_truth",
        "source",
        "warnings",
    )

    def __init__(self, source: str, expression: Expression, maker: Maker, made: Made, items: str) -> None:
        self.source = source
        self.expression = expression
        self.place: Place = maker.place
        self.items = items
        """The list that a choice filter goes through."""
        self.readings = frozenset(maker.readings)
        self.warnings = tuple(maker.problems)
        self.run: Run = made.run
        self.run_text: Run = as_text(made).run
        self.run_number: Run = as_number(made).run
        self.run_truth: Run = as_truth(made).run

    def evaluate(self, tree: Tree, at: Node | None = None) -> Value | Failure:
        found: Value | Failure = self._asked(self.run, tree, at)
        return found

    def text(self, tree: Tree, at: Node | None = None) -> str | Failure:
        found: str | Failure = self._asked(self.run_text, tree, at)
        return found

    def number(self, tree: Tree, at: Node | None = None) -> float | Failure:
        found: float | Failure = self._asked(self.run_number, tree, at)
        return found

    def truth(self, tree: Tree, at: Node | None = None) -> bool | Failure:
        found: bool | Failure = self._asked(self.run_truth, tree, at)
        return found

    def choices(self, tree: Tree, at: Node | None = None) -> list[Node] | Failure:
        """The items of its list that a choice filter lets through."""
        environment = tree.environment
        items = environment.lists.get(self.items)
        if not items:
            return []
        shelf = items.shelf(environment.language)
        found: list[Node] | Failure = guarded(self._kept, shelf, Focus(environment, at or self._first(tree)))
        return found

    def _kept(self, shelf: Node, focus: Focus) -> list[Node]:
        found = []
        items = list(shelf.nodes())
        focus.size = len(items)
        focus.spend(len(items))
        for focus.position, item in enumerate(items, 1):
            if self.run_truth(item, focus):
                found.append(item)
        return found

    def _asked(self, run: Run, tree: Tree, at: Node | None) -> Any:
        node = at or self._first(tree)
        return guarded(run, node, Focus(tree.environment, node))

    def _first(self, tree: Tree) -> Node:
        return next(iter(tree.nodes(self.place)), tree.root)


FAILURES = (Broken, ArithmeticError, LookupError, ValueError, RecursionError)
"""What may end an evaluation. All but the first stand for what no check foresaw."""


def failure_of(wrong: Exception) -> Failure:
    return wrong.failure if isinstance(wrong, Broken) else Failure(Code.FAILED, {"error": type(wrong).__name__})


def guarded(run: Callable[[Node, Focus], Any], node: Node, focus: Focus) -> Any:
    """The value, or the failure that took its place."""
    try:
        return run(node, focus)
    except FAILURES as wrong:
        return failure_of(wrong)


def _made(source: str, outline: Outline, at: str | Place, items: str) -> tuple[Expression, Maker, Made]:
    expression = parse(source)
    place = at if isinstance(at, Place) else outline.at(at)
    maker = Maker(source, outline, place)
    where = Where(place, place.depth, outermost=True)
    if items:
        where = Where(stage="item", columns=(outline.lists or {}).get(items))
    return expression, maker, maker.make(expression, where)


def compile(source: str, outline: Outline = _EMPTY, at: str | Place = "", items: str = "") -> Compiled:
    """Makes an expression ready for the place it belongs to; with `items` a choice filter over that list.

    Raises `Invalid` with everything that is wrong; warnings stay with what comes back.
    """
    expression, maker, made = _made(source, outline, at, items)
    if any(not problem.warning for problem in maker.problems):
        raise Invalid(*maker.problems)
    return Compiled(source, expression, maker, made, items)


def check(source: str, outline: Outline = _EMPTY, at: str | Place = "", items: str = "") -> tuple[Problem, ...]:
    """Everything that is wrong with an expression, warnings too, in the order of the text. Never raises."""
    try:
        _, maker, _ = _made(source, outline, at, items)
    except Invalid as invalid:
        return invalid.problems
    return tuple(sorted(maker.problems, key=lambda problem: problem.start))
