"""The way from one place of the questionnaire to another, known before any answer: straight to a question of ours, or over all repeats of others."""

from collections.abc import Callable

from survey.expressions.environment import Focus
from survey.expressions.made import Kind, Made, Run
from survey.expressions.nodes import Node
from survey.expressions.outline import Place


def shared(one: Place, other: Place) -> int:
    """How many repeats two places lie in together."""
    count = 0
    around = (*other.chain, other) if other.repeats else other.chain
    for mine, theirs in zip(one.chain, around, strict=False):
        if mine is not theirs:
            break
        count += 1
    return count


def route(place: Place, common: int, depth: int) -> Made:
    """To a place from one that lies in `depth` repeats, `common` of which are the very same instances."""
    find = _scope(depth - common)
    alone = common >= len(place.chain) and (not place.repeats or common > len(place.chain))
    if not alone:
        return Made(_all(place, common, find), Kind.NODES)
    if place.children or place.repeats:
        return Made(_one(place, find), Kind.NODES)
    return Made(_text(place.number, depth - common), Kind.TEXT, nodes=_one(place, find))


def _scope(up: int) -> Callable[[Focus], Node]:
    if up == 0:
        return lambda focus: focus.scope

    def climb(focus: Focus) -> Node:
        scope = focus.scope
        for _ in range(up):
            assert scope.above
            scope = scope.above
        return scope

    return climb


def _text(number: int, up: int) -> Run:
    if up == 0:
        return lambda node, focus: focus.scope.inside[number].text
    if up == 1:
        return lambda node, focus: focus.scope.above.inside[number].text  # type: ignore[union-attr]
    find = _scope(up)
    return lambda node, focus: find(focus).inside[number].text


def _one(place: Place, find: Callable[[Focus], Node]) -> Run:
    number = place.number

    def run(node: Node, focus: Focus) -> list[Node]:
        found = find(focus).inside[number]
        return [found] if found.shown else []

    return run


def _all(place: Place, common: int, find: Callable[[Focus], Node]) -> Run:
    numbers = [repeat.number for repeat in place.chain[common:]]
    repeats, number = place.repeats, place.number

    def run(node: Node, focus: Focus) -> list[Node]:
        scopes = [find(focus)]
        for repeat in numbers:
            scopes = [instance for scope in scopes for instance in scope.repeats[repeat]]
        if repeats:
            found = [instance for scope in scopes for instance in scope.repeats[number]]
        else:
            found = [scope.inside[number] for scope in scopes]
        focus.spend(len(found))
        return [one for one in found if one.shown]

    return run
