"""One answer as nodes: built from its values, changed by hand, brought up to date by a graph (graph.py)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from survey.expressions.environment import Environment
from survey.expressions.nodes import Node
from survey.expressions.outline import Outline, Place
from survey.expressions.values import text_of_number

Given = Mapping[str, Any]
"""Answers by their key: a text, a number, several choices, for a repeat a list of such mappings. Groups do not appear."""


def text_of(given: Any) -> str:
    """An answer as expressions see it: several choices have spaces between them."""
    if isinstance(given, str):
        return given
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, int | float):
        return text_of_number(float(given))
    if isinstance(given, Sequence):
        return " ".join(map(text_of, given))
    return ""


class Tree:
    def __init__(self, outline: Outline, given: Given | None = None, environment: Environment | None = None) -> None:
        self.outline = outline
        self.environment = environment or Environment()
        self.root = Node(outline.root.name, None, outline.root)
        self._fill(self.root, outline.root, given or {})

    # Growing

    def _fill(self, scope: Node, place: Place, given: Given) -> None:
        """The nodes of a scope, down to the next repeats."""
        scope.inside[place.number] = scope
        waiting = [(scope, place)]
        while waiting:
            node, here = waiting.pop()
            node.children = {child.name: [] for child in here.children}
            for child in here.children:
                if child.repeats:
                    self._fill_repeat(scope, node, child, given.get(child.key))
                    continue
                grown = Node(child.name, node, child)
                node.children[child.name].append(grown)
                scope.inside[child.number] = grown
                if child.children:
                    waiting.append((grown, child))
                elif (answer := given.get(child.key)) is not None:
                    self.put(grown, answer)

    def _fill_repeat(self, scope: Node, parent: Node, place: Place, given: Any) -> None:
        scope.repeats[place.number] = []
        for one in given if isinstance(given, Sequence) and not isinstance(given, str) else ():
            self._instance(scope, parent, place, one if isinstance(one, Mapping) else {})

    def _instance(self, scope: Node, parent: Node, place: Place, given: Given) -> Node:
        instance = Node(place.name, parent, place)
        instance.scope, instance.above = instance, scope
        parent.add(instance)
        scope.repeats[place.number].append(instance)
        self._fill(instance, place, given)
        return instance

    # Finding

    def at(self, *way: str | int) -> Node:
        """`at("children", 2, "age")`: keys, and behind the key of a repeat which instance of it, from 1."""
        scope = self.root
        node = scope
        place: Place | None = None
        for step in way:
            if isinstance(step, int):
                assert place
                scope = node = scope.repeats[place.number][step - 1]
                continue
            assert scope.place
            place = self.outline.keyed(step, scope.place)
            if not place.repeats:
                node = scope.inside[place.number]
        return node

    def nodes(self, place: Place, under: Node | None = None) -> list[Node]:
        """All nodes of a place, in the order of the questionnaire; with `under` only those within this scope."""
        scope = under or self.root
        if not place.chain and not place.repeats:
            return [scope.inside[place.number]]
        scopes = [scope]
        for outer in place.chain[scope.place.depth if scope.place else 0 :]:
            scopes = [instance for one in scopes for instance in one.repeats[outer.number]]
        if place.repeats:
            if scope.place is place:
                return [scope]
            return [instance for one in scopes for instance in one.repeats[place.number]]
        return [one.inside[place.number] for one in scopes]

    # Changing

    def put(self, node: Node, given: Any) -> None:
        """A new answer. What depends on it follows with `Graph.update`."""
        node.kept = "" if given is None else text_of(given)
        node.text = node.kept if node.shown else ""

    def add(self, place: Place, scope: Node | None = None, given: Given | None = None) -> Node:
        """One more instance of a repeat, at its end."""
        scope = scope or self.root
        assert place.parent
        parent = scope.inside[place.parent.number]
        return self._instance(scope, parent, place, given or {})

    def remove(self, instance: Node) -> None:
        assert instance.parent and instance.parent.children and instance.place and instance.above
        for alike in (instance.parent.children[instance.name], instance.above.repeats[instance.place.number]):
            alike.remove(instance)
            for position, one in enumerate(alike, 1):
                one.position = position

    # Reading

    def values(self, scope: Node | None = None) -> dict[str, Any]:
        """What is shown and not empty, as texts by key; repeats as lists."""
        return dict(self._values(scope or self.root))

    def _values(self, scope: Node) -> Iterator[tuple[str, Any]]:
        for node in scope.inside.values():
            if node.place and node.children is None and node.text:
                yield node.place.key, node.text
        for number, instances in scope.repeats.items():
            shown = [self.values(one) for one in instances if one.shown]
            if shown:
                yield self.outline.places[number].key, shown
