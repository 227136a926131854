"""Conditions and truth."""

from typing import TYPE_CHECKING, Any

from common.marks import N_
from survey.expressions.environment import Focus
from survey.expressions.errors import Broken, Code
from survey.expressions.functions.table import A, B, Function, N
from survey.expressions.made import Kind, Made
from survey.expressions.nodes import Node
from survey.expressions.values import number_of, truths_of

if TYPE_CHECKING:
    from survey.expressions.maker import Maker
    from survey.expressions.syntax import Call
    from survey.expressions.where import Where


def _if(maker: "Maker", call: "Call", where: "Where") -> Made:
    condition = maker.argument(call, 0, Kind.TRUTH, where)
    yes, no = (maker.make(part, where) for part in call.arguments[1:])
    kind = yes.kind if yes.kind == no.kind else Kind.ANY
    test, this, that = condition.run, yes.run, no.run
    return Made(lambda node, focus: this(node, focus) if test(node, focus) else that(node, focus), kind)


def _coalesce(maker: "Maker", call: "Call", where: "Where") -> Made:
    first, second = (maker.make(part, where) for part in call.arguments)
    kind = first.kind if first.kind == second.kind else Kind.ANY
    one, other = first.run, second.run

    def run(node: Node, focus: Focus) -> Any:
        value = one(node, focus)
        blank = value == "" or value != value or (isinstance(value, list) and not (value and value[0].text))
        return other(node, focus) if blank else value

    return Made(run, kind)


def _once(maker: "Maker", call: "Call", where: "Where") -> Made:
    inner = maker.make(call.arguments[0], where).run
    return Made(lambda node, focus: focus.origin.text or inner(node, focus), Kind.ANY)


def _in_limits(found: float, low: float, high: float) -> bool:
    return (low == -1 or found >= low) and (high == -1 or found <= high)


def _checklist(low: float, high: float, *values: Any) -> bool:
    return _in_limits(sum(sum(truths_of(value)) for value in values), low, high)


def _weighted(node: Node, focus: Focus, low: float, high: float, *pairs: Any) -> bool:
    truths: list[bool] = []
    weights: list[float] = []
    for value, weight in zip(pairs[::2], pairs[1::2], strict=True):
        truths += truths_of(value)
        both = weight if isinstance(weight, list) else [weight]
        weights += [number_of([one] if isinstance(one, Node) else one, focus.environment) for one in both]
    if len(truths) != len(weights):
        raise Broken(Code.INCOMPLETE_PAIR, name="weighted-checklist")
    return _in_limits(sum(weight for true, weight in zip(truths, weights, strict=True) if true), low, high)


FUNCTIONS = (
    Function("if", (B, A, A), A, N_("Das Zweite, wenn die Bedingung stimmt, sonst das Dritte."), build=_if),
    Function("coalesce", (A, A), A, N_("Das Erste, das nicht leer ist."), build=_coalesce),
    Function("once", (A,), A, N_("Der Wert, der schon da ist; nur wenn keiner da ist, der neue."), build=_once),
    Function("true", (), B, N_("Wahr."), lambda: True),
    Function("false", (), B, N_("Falsch."), lambda: False),
    Function("not", (B,), B, N_("Das Gegenteil einer Bedingung."), lambda truth: not truth),
    Function(
        "boolean", (B,), B, N_("Wahr für jeden Text, der nicht leer ist, und jede Zahl außer 0."), lambda truth: truth
    ),
    Function(
        "boolean-from-string",
        (Kind.TEXT,),
        B,
        N_("Wahr nur für den Text „true“ oder „1“."),
        lambda text: text.lower() == "true" or text == "1",
    ),
    Function(
        "checklist",
        (N, N),
        B,
        N_("Ob mindestens und höchstens so viele Bedingungen stimmen; −1 lässt eine Grenze offen."),
        _checklist,
        rest=(A,),
    ),
    Function(
        "weighted-checklist",
        (N, N),
        B,
        N_("Ob die Gewichte der Bedingungen, die stimmen, zusammen zwischen den Grenzen liegen; −1 lässt eine offen."),
        _weighted,
        rest=(A, A),
        aware=True,
    ),
)
