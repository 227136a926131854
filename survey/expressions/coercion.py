"""Parts of an expression turned into closures that give a text, a number, a truth or nodes. The usual ways are short: this is the hot path."""

from typing import Any

from survey.expressions import moments, values
from survey.expressions.environment import Focus
from survey.expressions.errors import Broken, Code
from survey.expressions.made import Kind, Made, Run
from survey.expressions.nodes import Node
from survey.expressions.values import number_of_text

_known = values.known_numbers


def fixed(value: Any, kind: Kind) -> Made:
    return Made(lambda node, focus: value, kind, constant=True)


def value_of(made: Made) -> Any:
    """Of a constant."""
    return made.run(None, None)  # type: ignore[arg-type]


def as_text(made: Made) -> Made:
    run = made.run
    if made.kind is Kind.TEXT:
        return made
    if made.constant:
        return fixed(values.text_of(value_of(made)), Kind.TEXT)
    if made.kind is Kind.NUMBER:
        return Made(lambda node, focus: values.text_of_number(run(node, focus)), Kind.TEXT)
    return Made(lambda node, focus: values.text_of(run(node, focus)), Kind.TEXT)


def as_number(made: Made) -> Made:
    run = made.run
    if made.kind is Kind.NUMBER:
        return made
    if made.kind is Kind.TEXT:
        return _number_of_constant(made) if made.constant else Made(_number_of_text(run), Kind.NUMBER)
    if made.kind is Kind.TRUTH:
        return Made(lambda node, focus: 1.0 if run(node, focus) else 0.0, Kind.NUMBER, made.constant)
    return Made(lambda node, focus: values.number_of(run(node, focus), focus.environment), Kind.NUMBER)


def _number_of_constant(made: Made) -> Made:
    """A moment without an offset depends on the zone, so it is read each time."""
    number = values.plain_number(value_of(made))
    return fixed(number, Kind.NUMBER) if number == number else Made(_number_of_text(made.run), Kind.NUMBER)


def _number_of_text(run: Run) -> Run:
    def number(node: Node, focus: Focus) -> float:
        text = run(node, focus)
        found = _known.get(text)
        return found if found == found and found is not None else number_of_text(text, focus.environment)

    return number


def as_truth(made: Made) -> Made:
    run = made.run
    if made.kind is Kind.TRUTH:
        return made
    if made.constant:
        return fixed(values.truth_of(value_of(made)), Kind.TRUTH)
    if made.kind is Kind.TEXT:
        return Made(lambda node, focus: run(node, focus) != "", Kind.TRUTH)
    if made.kind is Kind.NUMBER:
        return Made(lambda node, focus: abs(run(node, focus)) > values.NEAR, Kind.TRUTH)
    return Made(lambda node, focus: values.truth_of(run(node, focus)), Kind.TRUTH)


def as_nodes(made: Made) -> Made | None:
    """None for what can never be nodes."""
    if made.nodes:
        return Made(made.nodes, Kind.NODES)
    if made.kind is Kind.NODES:
        return made
    if made.kind is not Kind.ANY:
        return None
    run = made.run

    def nodes(node: Node, focus: Focus) -> list[Node]:
        found = run(node, focus)
        if not isinstance(found, list):
            raise Broken(Code.NEEDS_QUESTIONS)
        return found

    return Made(nodes, Kind.NODES)


def never_a_number(made: Made) -> bool:
    """A text written out that is no number and no day."""
    return made.constant and made.kind is Kind.TEXT and _hopeless(value_of(made))


def _hopeless(text: str) -> bool:
    return text.strip() != "" and values.plain_number(text) != values.plain_number(text) and not moments.read(text)
