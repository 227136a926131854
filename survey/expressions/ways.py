"""Paths of an expression: where they lead, as far as that is known before any answer, and how to walk them."""

from dataclasses import replace

from survey.expressions import paths
from survey.expressions.calls import Calls
from survey.expressions.environment import Focus
from survey.expressions.errors import Code
from survey.expressions.made import Kind, Made
from survey.expressions.nodes import Node
from survey.expressions.outline import Place
from survey.expressions.routes import shared
from survey.expressions.syntax import Call, Comparison, Expression, Filtered, Path, Reference, Step, Text
from survey.expressions.where import NOWHERE, Where


class Ways(Calls):
    """The part of the maker (maker.py) that knows paths."""

    def path(self, path: Path, where: Where) -> Made:
        if where.stage == "item" and (column := _cell(path)):
            return self.cell(path, column, where)
        found = self.resolved(path, where)
        if found and found.place:
            return self.to(found.place, found.common)
        start = self.beginning(path, where)
        here, steps = self.standing(path, where)
        moves = []
        for step in steps:
            before, (here, move) = here, self.move(step, here)
            moves.append(move)
        if steps:
            self.read(steps[-1], before, here)
        return paths.walked(start.run, moves)

    def read(self, last: Step, before: Where, found: Where) -> None:
        """Notes what a path looks at. Where it led through `*`, everything of that name."""
        if found.place:
            self.readings.add((found.place, found.common))
        elif before.place:
            if last.axis == "child" and last.name == "*":
                self.readings.update((child, before.common) for child in before.place.children)
        elif not before.stage:
            self.readings.update((place, 0) for place in self.outline.places if last.name in ("*", place.name))

    def resolved(self, path: Path, where: Where) -> Where | None:
        """Where a path without predicates leads, if that is known before any answer."""
        if any(step.predicates or (step.name == "*" and step.axis == "child") for step in path.steps):
            return None
        if path.absolute:
            found = self.descended(path.steps, Where(self.outline.root), absolute=True)
            return replace(found, common=shared(found.place, self.place)) if found and found.place else None
        ours = where.outermost if path.base is None else _is_current(path.base)
        return self.descended(path.steps, Where(self.place, self.place.depth)) if ours else None

    def descended(self, steps: tuple[Step, ...], here: Where, absolute: bool = False) -> Where | None:
        if absolute:
            if not steps or steps[0].axis != "child" or steps[0].name != self.outline.root.name:
                return None
            steps = steps[1:]
        for step in steps:
            below = _stepped(here, step)
            if not below:
                return None
            here = below
        return here

    def standing(self, path: Path, where: Where) -> tuple[Where, tuple[Step, ...]]:
        """Where a path begins, and its steps from there: from the very top the first is the root itself."""
        if path.absolute:
            return Where(self.outline.root), tuple(
                _at_top(step) if not at else step for at, step in enumerate(path.steps)
            )
        if path.base is None:
            return replace(where, outermost=False), path.steps
        if _is_current(path.base):
            return Where(self.place, self.place.depth), path.steps
        return self.after(path.base, where), path.steps

    def beginning(self, path: Path, where: Where) -> Made:
        if path.absolute:
            return Made(_root, Kind.NODES)
        if path.base is None:
            return Made(lambda node, focus: [node], Kind.NODES)
        if _is_current(path.base):
            return Made(lambda node, focus: [focus.origin], Kind.NODES)
        return self.nodes(path.base, where)

    def move(self, step: Step, here: Where) -> tuple[Where, paths.Move]:
        below = self.below(step, here)
        if here.stage == "root" and (found := self.lookup(step, below)):
            return below, found
        predicates = [self.make(predicate, below) for predicate in step.predicates]
        return below, paths.MOVES[step.axis](step.name, predicates)

    def below(self, step: Step, here: Where) -> Where:
        """What is known of the nodes behind a step."""
        if here.stage:
            return self.in_list(step, here)
        found = _stepped(here, step)
        if found:
            return found
        if here.place and step.axis != "parent" and step.name != "*":
            self.warn(Code.UNKNOWN_PATH, step, name=step.name, like=self.outline.like(step.name))
        return NOWHERE

    def in_list(self, step: Step, here: Where) -> Where:
        if step.axis == "self":
            return here
        if step.axis == "parent":
            return NOWHERE
        if here.stage == "item":
            self.check_column(step.name, step, here.columns)
            return NOWHERE
        following = {"instance": "root", "root": "item"}[here.stage]
        if step.name not in (following, "*"):
            self.warn(Code.UNKNOWN_PATH, step, name=step.name, like=following)
            return NOWHERE
        return replace(here, stage=following)

    def lookup(self, step: Step, item: Where) -> paths.Move | None:
        """`item[column = …]` where the other side is the same for all items: found by an index."""
        if len(step.predicates) != 1 or step.axis != "child":
            return None
        match step.predicates[0]:
            case Comparison(operator="=", left=Path() as cell, right=other) if _cell(cell) and _independent(other):
                pass
            case Comparison(operator="=", left=other, right=Path() as cell) if _cell(cell) and _independent(other):
                pass
            case _:
                return None
        before = len(self.problems)
        made = self.make(other, item)
        if made.kind is not Kind.TEXT:
            del self.problems[before:]
            return None
        column = _cell(cell)
        self.check_column(column, cell, item.columns)
        return paths.looked_up(column, made.run)

    def cell(self, path: Path, column: str, where: Where) -> Made:
        self.check_column(column, path, where.columns)

        def nodes(node: Node, focus: Focus) -> list[Node]:
            return (node.children or {}).get(column, [])

        return Made(lambda node, focus: node.cell(column), Kind.TEXT, nodes=nodes)

    def after(self, part: Expression, where: Where) -> Where:
        """What is known of the nodes that a part gives."""
        match part:
            case Reference(name=name):
                found = self.outline.named(name, self.place)
                return Where(found[0], shared(found[0], self.place)) if len(found) == 1 else NOWHERE
            case Filtered(base=base):
                return self.after(base, where)
            case Call(name="instance", arguments=(Text(value=name),)):
                return Where(stage="instance", columns=(self.outline.lists or {}).get(name))
            case Call(name="randomize", arguments=(first, *_)):
                return self.after(first, where)
            case Path():
                return self.behind(part, where)
            case _:
                return NOWHERE

    def behind(self, path: Path, where: Where) -> Where:
        """As `path` finds it, without noting anything twice."""
        kept, self.problems = self.problems, []
        try:
            found = self.resolved(path, where)
            if not found:
                found, steps = self.standing(path, where)
                for step in steps:
                    found = self.below(step, found)
            return replace(found, outermost=False)
        finally:
            self.problems = kept

    # What the other parts do

    def to(self, place: Place, common: int) -> Made:
        raise NotImplementedError

    def nodes(self, part: Expression, where: Where) -> Made:
        raise NotImplementedError


def _stepped(here: Where, step: Step) -> Where | None:
    place, common = here.place, here.common
    if not place:
        return None
    if step.axis == "self":
        return here if step.name in ("*", place.name) else None
    if step.axis == "parent":
        above = place.parent
        if not above or step.name not in ("*", above.name):
            return None
        return Where(above, min(common, len(place.chain)))
    below = place.child(step.name)
    return Where(below, common) if below else None


def _root(node: Node, focus: Focus) -> list[Node]:
    scope = focus.scope
    while scope.above:
        scope = scope.above
    return [scope]


def _at_top(step: Step) -> Step:
    return Step("self", step.name, step.predicates, start=step.start, end=step.end)


def _cell(path: Path) -> str:
    """The column that a path of one plain step names."""
    if path.base is not None or path.absolute or len(path.steps) != 1:
        return ""
    step = path.steps[0]
    return step.name if step.axis == "child" and step.name != "*" and not step.predicates else ""


def _is_current(part: Expression) -> bool:
    return isinstance(part, Call) and part.name == "current" and not part.arguments


def _independent(part: Expression) -> bool:
    """Of the node that a predicate is asked at."""
    if isinstance(part, Path):
        plain = all(not step.predicates for step in part.steps)
        return plain and (part.absolute or (part.base is not None and _is_current(part.base)))
    return isinstance(part, Text | Reference) or _is_current(part)
