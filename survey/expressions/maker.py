"""Makes closures of the tree of an expression for one place of a questionnaire; notes on the way what is wrong and what is read."""

from dataclasses import dataclass, field

from survey.expressions import operators, paths
from survey.expressions.coercion import as_nodes, fixed, never_a_number
from survey.expressions.errors import Code, Invalid, Problem, located
from survey.expressions.made import Kind, Made
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
from survey.expressions.ways import Ways
from survey.expressions.where import Where


@dataclass
class Maker(Ways):
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
        return operators.comparison(name, self.number(left, where), self.number(right, where))

    def number(self, part: Expression, where: Where) -> Made:
        """What will be used as a number; it is left as it is, since two days compare as days."""
        made = self.make(part, where)
        if never_a_number(made):
            self.warn(Code.NEVER_A_NUMBER, part)
        return made

    def nodes(self, part: Expression, where: Where) -> Made:
        made = self.make(part, where)
        return as_nodes(made) or self.complain(Code.NEEDS_QUESTIONS, part)

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
