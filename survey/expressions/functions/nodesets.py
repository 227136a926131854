"""Repeats, paths and lists."""

from math import nan
from typing import TYPE_CHECKING, Any

from common.marks import N_
from survey.expressions.environment import Focus
from survey.expressions.functions.table import A, Function, N, S, T
from survey.expressions.made import Kind, Made, Run
from survey.expressions.nodes import Node, whole_text
from survey.expressions.outline import Place
from survey.expressions.shuffle import seed_of, shuffled

if TYPE_CHECKING:
    from survey.expressions.maker import Maker
    from survey.expressions.syntax import Call
    from survey.expressions.where import Where


def _count_non_empty(nodes: list[Node]) -> float:
    return float(sum(whole_text(node) != "" for node in nodes))


def _position(maker: "Maker", call: "Call", where: "Where") -> Made:
    if call.arguments:
        nodes = maker.argument(call, 0, Kind.NODES, where).run

        def of_node(node: Node, focus: Focus) -> float:
            found = nodes(node, focus)
            return float(found[0].position) if found else nan

        return Made(of_node, Kind.NUMBER)
    maker.read_order(where)
    if where.outermost:
        return Made(lambda node, focus: float(node.position), Kind.NUMBER)
    return Made(lambda node, focus: float(focus.position), Kind.NUMBER)


def _last(maker: "Maker", call: "Call", where: "Where") -> Made:
    maker.read_order(where)
    if not where.outermost:
        return Made(lambda node, focus: float(focus.size), Kind.NUMBER)

    def run(node: Node, focus: Focus) -> float:
        return float(len((node.parent.children or {})[node.name])) if node.parent else 1.0

    return Made(run, Kind.NUMBER)


def _name(maker: "Maker", call: "Call", where: "Where") -> Made:
    if not call.arguments:
        return Made(lambda node, focus: node.name, Kind.TEXT)
    nodes = maker.argument(call, 0, Kind.NODES, where).run

    def run(node: Node, focus: Focus) -> str:
        found = nodes(node, focus)
        return str(found[0].name) if found else ""

    return Made(run, Kind.TEXT)


def _current(maker: "Maker", call: "Call", where: "Where") -> Made:
    maker.read_itself()
    return Made(lambda node, focus: focus.origin.text, Kind.TEXT, nodes=lambda node, focus: [focus.origin])


def _instance(maker: "Maker", call: "Call", where: "Where") -> Made:
    name = maker.argument(call, 0, Kind.TEXT, where)
    maker.check_list(call.arguments[0])
    run_name = name.run

    def run(node: Node, focus: Focus) -> list[Node]:
        items = focus.environment.lists.get(run_name(node, focus))
        return [items.shelf(focus.environment.language).parent] if items else []  # type: ignore[list-item]

    return Made(run, Kind.NODES)


def _pulldata(maker: "Maker", call: "Call", where: "Where") -> Made:
    maker.check_list(call.arguments[0], *call.arguments[1:3])
    listed, column, key_column, key = (maker.argument(call, place, Kind.TEXT, where).run for place in range(4))

    def run(node: Node, focus: Focus) -> str:
        items = focus.environment.lists.get(listed(node, focus))
        if not items:
            return ""
        shelf = items.shelf(focus.environment.language)
        found = shelf.with_cell(key_column(node, focus), key(node, focus))
        return found[0].cell(column(node, focus)) if found else ""

    return Made(run, Kind.TEXT)


def _randomize(node: Node, focus: Focus, nodes: list[Node], seed: float | None = None) -> list[Node]:
    return shuffled(nodes, focus.environment.seed if seed is None else seed_of(seed))


def _indexed_repeat(maker: "Maker", call: "Call", where: "Where") -> Made:
    """From the root down through the repeats around the question: the given instance of those that are named, our own of those around us."""
    target = maker.named_in(call.arguments[0], where, anywhere=True)
    indexes: dict[Place, Run] = {}
    for place in range(1, len(call.arguments) - 1, 2):
        repeat = maker.named_in(call.arguments[place], where, anywhere=True)
        index = maker.argument(call, place + 1, Kind.NUMBER, where).run
        if repeat and target and repeat in target.chain:
            indexes[repeat] = index
        elif repeat and target:
            maker.complain_about_repeat(call.arguments[place], target)
    if not target:
        return Made(lambda node, focus: [], Kind.NODES)
    chain, wanted = target.chain, target

    def run(node: Node, focus: Focus) -> list[Node]:
        ours = _scopes(focus.scope)
        scope = ours[0]
        for depth, repeat in enumerate(chain, 1):
            instances = scope.repeats[repeat.number]
            if index := indexes.get(repeat):
                place = _which(index(node, focus))
            elif depth < len(ours) and ours[depth] in instances:
                place = ours[depth].position
            else:
                place = 1
            if place > len(instances):
                return []
            scope = instances[place - 1]
        found = scope.repeats[wanted.number] if wanted.repeats else [scope.inside[wanted.number]]
        return [one for one in found if one.shown]

    if target.children:
        return Made(run, Kind.NODES)

    def text(node: Node, focus: Focus) -> Any:
        found = run(node, focus)
        return found[0].text if found else ""

    return Made(text, Kind.TEXT, nodes=run)


def _which(number: float) -> int:
    """A blank is the first, as in JavaRosa."""
    return 1 if number != number else int(max(1.0, min(number, 1e9)))


def _scopes(scope: Node) -> list[Node]:
    """From the root to this one."""
    found = [scope]
    while found[-1].above:
        found.append(found[-1].above)
    return found[::-1]


FUNCTIONS = (
    Function("count", (S,), N, N_("Wie viele es davon gibt."), lambda nodes: float(len(nodes))),
    Function("count-non-empty", (S,), N, N_("Wie viele davon nicht leer sind."), _count_non_empty),
    Function(
        "position", (S,), N, N_("Die wievielte Wiederholung das ist, von 1 an gezählt."), build=_position, least=0
    ),
    Function("last", (), N, N_("Wie viele es in dieser Reihe gibt."), build=_last),
    Function("name", (S,), T, N_("Der Name einer Frage oder Gruppe."), build=_name, least=0),
    Function("local-name", (S,), T, N_("Der Name einer Frage oder Gruppe."), build=_name, least=0),
    Function("current", (), S, N_("Die Frage, zu der dieser Ausdruck gehört."), build=_current),
    Function("instance", (T,), S, N_("Eine Liste, in der gesucht werden kann."), build=_instance),
    Function(
        "pulldata",
        (T, T, T, T),
        T,
        N_("Aus einer Liste der Wert einer Spalte in der Zeile, in der eine andere Spalte diesen Schlüssel hat."),
        build=_pulldata,
    ),
    Function(
        "indexed-repeat",
        (A, A, N),
        A,
        N_("Die Antwort auf eine Frage in einer bestimmten Wiederholung, von 1 an gezählt."),
        build=_indexed_repeat,
        rest=(A, N),
    ),
    Function(
        "randomize",
        (S, N),
        S,
        N_("Dasselbe in zufälliger Reihenfolge; mit gleicher Startzahl immer in der gleichen."),
        _randomize,
        least=1,
        aware=True,
    ),
)
