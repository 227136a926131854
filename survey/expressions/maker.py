"""Makes closures of the tree of an expression for one place of a questionnaire, and notes on the way what is wrong and what is read."""

from dataclasses import dataclass, field, replace

from survey.expressions import operators, paths
from survey.expressions.calls import Calls
from survey.expressions.coercion import as_nodes, fixed, never_a_number
from survey.expressions.environment import Focus
from survey.expressions.errors import Code, Invalid, Problem, located
from survey.expressions.made import Kind, Made
from survey.expressions.nodes import Node
from survey.expressions.outline import Outline, Place
from survey.expressions.parser import parse
from survey.expressions.routes import route, shared
from survey.expressions.syntax import (
    Call,
    Chain,
    Comparison,
    Expression,
    Filtered,
    Negative,
    Number,
    Path,
    Reference,
    Step,
    Text,
    Union,
)


@dataclass(frozen=True, slots=True)
class Where:
    """What is known of the node that a part of an expression is asked at."""

    place: Place | None = None
    common: int = 0
    """In how many repeats it lies together with the node that the whole expression is asked at."""
    outermost: bool = False
    """It is that very node."""
    stage: str = ""
    """Within a list: `instance`, `root`, `item`."""
    columns: frozenset[str] | None = None


NOWHERE = Where()


@dataclass
class Maker(Calls):
    source: str
    outline: Outline
    place: Place
    problems: list[Problem] = field(default_factory=list)
    readings: set[tuple[Place, int]] = field(default_factory=set)
    """The places that it looks at, and in how many repeats they lie together with its own place."""

    # Saying what is wrong

    def complain(self, code: Code, part: Expression | Step, **context: str | int | float) -> Made:
        self.problems.append(located(code, self.source, part.start, part.end, **context))
        return Made(lambda node, focus: "", Kind.ANY)

    def warn(self, code: Code, part: Expression | Step, **context: str | int | float) -> None:
        self.complain(code, part, **context)
        problem = self.problems.pop()
        self.problems.append(
            Problem(code, problem.start, problem.end, problem.line, problem.column, problem.context, warning=True)
        )

    # Parts

    def make(self, part: Expression, where: Where) -> Made:
        match part:
            case Text(value=text):
                return fixed(text, Kind.TEXT)
            case Number(value=number):
                return fixed(number, Kind.NUMBER)
            case Reference():
                return self.reference(part)
            case Call():
                return self.call(part, where)
            case Path():
                return self.path(part, where)
            case Chain(operators=names, operands=operands):
                return self.chain(names, operands, where)
            case Comparison(operator=name, left=left, right=right):
                return self.comparison(name, left, right, where)
            case Negative(operand=operand):
                return operators.negative(self.number(operand, where))
            case Filtered(base=base, predicates=predicates):
                return self.filtered(base, predicates, where)
            case Union(operands=operands):
                parts = [self.nodes(operand, where) for operand in operands]
                return paths.united([made.run for made in parts])

    def chain(self, names: tuple[str, ...], operands: tuple[Expression, ...], where: Where) -> Made:
        if names[0] in ("and", "or"):
            made = [self.make(operand, where) for operand in operands]
            return operators.every(made) if names[0] == "and" else operators.some(made)
        return operators.arithmetic(names, [self.number(operand, where) for operand in operands])

    def comparison(self, name: str, left: Expression, right: Expression, where: Where) -> Made:
        if name in ("=", "!="):
            return operators.comparison(name, self.make(left, where), self.make(right, where))
        one, other = self.ordered(left, where), self.ordered(right, where)
        return operators.comparison(name, one, other)

    def ordered(self, part: Expression, where: Where) -> Made:
        made = self.make(part, where)
        if never_a_number(made):
            self.warn(Code.NEVER_A_NUMBER, part)
        return made

    def number(self, part: Expression, where: Where) -> Made:
        made = self.make(part, where)
        if never_a_number(made):
            self.warn(Code.NEVER_A_NUMBER, part)
        return made

    def nodes(self, part: Expression, where: Where, **context: str | int | float) -> Made:
        made = self.make(part, where)
        return as_nodes(made) or self.complain(Code.NEEDS_QUESTIONS, part, **context)

    def filtered(self, base: Expression, predicates: tuple[Expression, ...], where: Where) -> Made:
        start = self.nodes(base, where)
        inside = self.after(base, where)
        keep = paths.kept([self.make(predicate, inside) for predicate in predicates])
        assert keep
        return paths.walked(start.run, [keep])

    # Names

    def reference(self, part: Reference) -> Made:
        place = self.named(part.name, part)
        return self.to(place, shared(place, self.place)) if place else Made(lambda node, focus: "", Kind.TEXT)

    def named(self, name: str, part: Expression) -> Place | None:
        found = self.outline.named(name, self.place)
        if len(found) == 1:
            return found[0]
        if found:
            paths_found = ", ".join(place.path for place in found[:5])
            self.complain(Code.AMBIGUOUS_NAME, part, name=name, paths=paths_found)
        else:
            self.complain(Code.UNKNOWN_NAME, part, name=name, like=self.outline.like(name))
        return None

    def to(self, place: Place, common: int) -> Made:
        self.readings.add((place, common))
        return route(place, common, self.place.depth)

    def named_in(self, part: Expression, where: Where, anywhere: bool = False) -> Place | None:
        """The question that an argument names, be it in quotes, as a reference or as a path. `anywhere`: in whatever instance."""
        wanted = part
        if isinstance(part, Text):
            try:
                wanted = parse(part.value)
            except Invalid:
                wanted = part
        place = None
        if isinstance(wanted, Reference):
            place = self.named(wanted.name, part)
        elif isinstance(wanted, Path) and (found := self.resolved(wanted, where)):
            place = found.place
        else:
            self.complain(Code.NEEDS_QUESTIONS, part)
        if place and anywhere:
            self.readings.add((place, 0))
        return place

    # Paths

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
            return where, path.steps
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
        if here.place and step.axis == "child" and step.name != "*":
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
