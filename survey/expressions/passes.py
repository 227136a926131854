"""Brings an answer up to date: all rules in their order, or after a change only those that depend on it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any

from survey.expressions import limits
from survey.expressions.compiling import FAILURES, failure_of
from survey.expressions.environment import Focus
from survey.expressions.errors import Broken, Code, Failure
from survey.expressions.graph import Graph, Readers, Role, Rule
from survey.expressions.made import Run
from survey.expressions.nodes import Node
from survey.expressions.tree import Tree


@dataclass
class Outcome:
    touched: dict[int, Node] = field(default_factory=dict)
    """Nodes that look different now, or whose choices or words may."""
    evaluated: int = 0
    failures: list[tuple[Rule, Node, Failure]] = field(default_factory=list)
    """For staff. A condition that fails shows its question, a constraint lets the answer through, a calculation is empty."""


_WITHOUT: dict[Role, Any] = {
    Role.RELEVANT: True,
    Role.CALCULATION: "",
    Role.CONSTRAINT: True,
    Role.REQUIRED: False,
    Role.READ_ONLY: False,
}


class _Pass:
    def __init__(self, graph: Graph, tree: Tree) -> None:
        self.graph = graph
        self.tree = tree
        self.outcome = Outcome()
        self.focus = Focus(tree.environment, tree.root)
        self.left = limits.PASS
        self.pending: dict[int, dict[int, Node]] = {}
        self.ranks: list[int] = []

    # All rules

    def everything(self) -> Outcome:
        """The hot path: a thousand rules in a few milliseconds, so there is one call for each and no look at its role."""
        tree, root, evaluated = self.tree, self.tree.root.inside, 0
        for rule in self.graph.order:
            place, decide = rule.place, _DECIDE[rule.turn]
            nodes = tree.nodes(place) if place.depth else (root[place.number],)
            evaluated += len(nodes)
            for node in nodes:
                decide(self, rule, node)
        self.outcome.evaluated += evaluated
        return self.outcome

    # Only what depends

    def follow(self) -> Outcome:
        while self.ranks:
            rank = heappop(self.ranks)
            scopes = self.pending.pop(rank)
            rule = self.graph.order[rank]
            nodes = {id(node): node for scope in scopes.values() for node in self.tree.nodes(rule.place, scope)}
            decide = _DECIDE[rule.turn]
            self.outcome.evaluated += len(nodes)
            for node in nodes.values():
                for changed in decide(self, rule, node):
                    self.mark_readers(changed)
                    if rule.role is Role.RELEVANT:
                        self.mark_calculation(changed)
        return self.outcome

    def mark(self, rank: int, scope: Node) -> None:
        if rank not in self.pending:
            self.pending[rank] = {}
            heappush(self.ranks, rank)
        self.pending[rank][id(scope)] = scope

    def mark_readers(self, node: Node) -> None:
        assert node.place
        self.mark_all(self.graph.readers, node.place.number, node.scope)

    def mark_all(self, readers: Readers, number: int, scope: Node) -> None:
        for rank, common in readers.get(number, ()):
            self.mark(rank, _outwards(scope, common))

    def mark_calculation(self, node: Node) -> None:
        assert node.place
        rank = self.graph.calculations.get(node.place.number)
        if rank is not None and node.shown:
            self.mark(rank, node.scope)

    # One rule: what its value does to its node. Each gives back the nodes whose text or visibility changed.

    def value(self, rule: Rule, run: Run, node: Node) -> Any:
        focus, may = self.focus, self.left if self.left < limits.WORK else limits.WORK
        focus.origin, focus.scope, focus.work[0] = node, node.scope, may
        try:
            if may <= 0:
                raise Broken(Code.TOO_MUCH_WORK)
            return run(node, focus)
        except FAILURES as wrong:
            failure = failure_of(wrong)
            self.outcome.failures.append((rule, node, failure))
            if failure.code is Code.PATTERN_TOO_SLOW:
                self.left -= limits.PASS // 20
            return _WITHOUT[rule.role]
        finally:
            self.left -= may - focus.work[0]

    def show(self, rule: Rule, node: Node) -> Iterable[Node]:
        own = self.value(rule, rule.compiled.run_truth, node)
        if node.own == own:
            return ()
        node.own = own
        changed = list(_spread(node))
        for one in changed:
            self.outcome.touched[id(one)] = one
        return changed

    def calculate(self, rule: Rule, node: Node) -> Iterable[Node]:
        if not node.shown:
            return ()
        text = self.value(rule, rule.compiled.run_text, node)
        if text == node.text:
            return ()
        node.kept = node.text = text
        self.outcome.touched[id(node)] = node
        return (node,)

    def constrain(self, rule: Rule, node: Node) -> Iterable[Node]:
        """An empty answer is never wrong: whether there must be one is another matter."""
        valid = node.text == "" or self.value(rule, rule.compiled.run_truth, node)
        if node.valid != valid:
            node.valid = valid
            self.outcome.touched[id(node)] = node
        return ()

    def require(self, rule: Rule, node: Node) -> Iterable[Node]:
        needed = self.value(rule, rule.compiled.run_truth, node)
        if node.needed != needed:
            node.needed = needed
            self.outcome.touched[id(node)] = node
        return ()

    def lock(self, rule: Rule, node: Node) -> Iterable[Node]:
        locked = self.value(rule, rule.compiled.run_truth, node)
        if node.locked != locked:
            node.locked = locked
            self.outcome.touched[id(node)] = node
        return ()

    def notice(self, rule: Rule, node: Node) -> Iterable[Node]:
        self.outcome.touched[id(node)] = node
        return ()


_DECIDE: tuple[Callable[[_Pass, Rule, Node], Iterable[Node]], ...] = tuple(
    {
        Role.RELEVANT: _Pass.show,
        Role.CALCULATION: _Pass.calculate,
        Role.CONSTRAINT: _Pass.constrain,
        Role.REQUIRED: _Pass.require,
        Role.READ_ONLY: _Pass.lock,
        Role.WATCHED: _Pass.notice,
    }[role]
    for role in Role
)


def _spread(node: Node) -> Iterable[Node]:
    """Carries the visibility of a node to everything in it. Answers are kept and come back."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        shown = here.own and (here.parent is None or here.parent.shown)
        if shown == here.shown:
            continue
        here.shown = shown
        here.text = here.kept if shown else ""
        yield here
        waiting.extend(here.nodes())


def _outwards(scope: Node, depth: int) -> Node:
    """The scope around it that lies in so many repeats."""
    while scope.place and scope.place.depth > depth:
        assert scope.above
        scope = scope.above
    return scope


def bring_up_to_date(graph: Graph, tree: Tree) -> Outcome:
    """Runs every rule once. Needed when an answer is read; afterwards `follow` is enough."""
    return _Pass(graph, tree).everything()


def follow(graph: Graph, tree: Tree, *changed: Node) -> Outcome:
    """After `Tree.put`: runs what depends on these nodes, and what depends on that."""
    this = _Pass(graph, tree)
    for node in changed:
        this.mark_readers(node)
    return this.follow()


def follow_added(graph: Graph, tree: Tree, instance: Node) -> Outcome:
    """After `Tree.add`: the rules of the new instance, and those that look at its repeat."""
    assert instance.place and instance.above
    this = _Pass(graph, tree)
    for rank in graph.within[instance.place.number]:
        this.mark(rank, instance)
    this.mark_all(graph.counters, instance.place.number, instance.above)
    return this.follow()


def follow_removed(graph: Graph, tree: Tree, instance: Node) -> Outcome:
    """After `Tree.remove`: the rules that look at its repeat, positions within it too."""
    assert instance.place and instance.above
    this = _Pass(graph, tree)
    this.mark_all(graph.counters, instance.place.number, instance.above)
    return this.follow()
