"""Steps and predicates over nodes, where the way is not known beforehand."""

from collections.abc import Callable, Sequence

from survey.expressions.environment import Focus
from survey.expressions.lists import Shelf
from survey.expressions.made import Kind, Made, Run
from survey.expressions.nodes import Node
from survey.expressions.values import truth_of

Move = Callable[[list[Node], Focus], list[Node]]


def walked(start: Run, moves: Sequence[Move]) -> Made:
    def run(node: Node, focus: Focus) -> list[Node]:
        nodes: list[Node] = start(node, focus)
        for move in moves:
            nodes = move(nodes, focus)
        return nodes

    return Made(run, Kind.NODES)


def child(name: str, predicates: Sequence[Made]) -> Move:
    keep = kept(predicates)

    def move(nodes: list[Node], focus: Focus) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            below = _children(node, name)
            focus.spend(len(below))
            found += keep(below, focus) if keep else below
        return found

    return move


def _children(node: Node, name: str) -> list[Node]:
    if not node.children:
        return []
    below = node.nodes() if name == "*" else node.children.get(name, ())
    return [one for one in below if one.shown]


def parent(name: str, predicates: Sequence[Made]) -> Move:
    keep = kept(predicates)

    def move(nodes: list[Node], focus: Focus) -> list[Node]:
        focus.spend(len(nodes))
        above = {id(node.parent): node.parent for node in nodes if node.parent and name in ("*", node.parent.name)}
        found = list(above.values())
        return keep(found, focus) if keep else found

    return move


def itself(name: str, predicates: Sequence[Made]) -> Move:
    keep = kept(predicates)

    def move(nodes: list[Node], focus: Focus) -> list[Node]:
        found = nodes if name == "*" else [node for node in nodes if node.name == name]
        return [one for node in found for one in keep([node], focus)] if keep else found

    return move


MOVES = {"child": child, "parent": parent, "self": itself}


def kept(predicates: Sequence[Made]) -> Move | None:
    """The nodes that all predicates let through: a number is a place in the row, anything else a condition."""
    tests = [_test(predicate) for predicate in predicates]
    if not tests:
        return None

    def keep(nodes: list[Node], focus: Focus) -> list[Node]:
        for test in tests:
            focus.spend(len(nodes))
            inner = focus.within()
            inner.size = len(nodes)
            left = []
            for position, node in enumerate(nodes, 1):
                inner.position = position
                if test(node, inner):
                    left.append(node)
            nodes = left
        return nodes

    return keep


def _test(predicate: Made) -> Run:
    run = predicate.run
    if predicate.kind is Kind.TRUTH:
        return run
    if predicate.kind is Kind.NUMBER:
        return lambda node, focus: run(node, focus) == focus.position

    def test(node: Node, focus: Focus) -> bool:
        value = run(node, focus)
        return value == focus.position if isinstance(value, float) else truth_of(value)

    return test


def looked_up(column: str, wanted: Run) -> Move:
    """`item[column = …]`, by the index of the list. What is wanted does not depend on the item."""

    def move(nodes: list[Node], focus: Focus) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            if isinstance(node, Shelf):
                found += node.with_cell(column, wanted(node, focus))
        return found

    return move


def united(parts: Sequence[Run]) -> Made:
    """Each node once, in the order of the document."""

    def run(node: Node, focus: Focus) -> list[Node]:
        found = list({id(one): one for part in parts for one in part(node, focus)}.values())
        return sorted(found, key=_order)

    return Made(run, Kind.NODES)


def _order(node: Node) -> list[tuple[int, int]]:
    way = []
    here: Node | None = node
    while here:
        way.append((here.place.number if here.place else 0, here.position))
        here = here.parent
    return way[::-1]
