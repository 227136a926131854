"""Choices: what was chosen, how many, and what it is called."""

from typing import TYPE_CHECKING

from common.marks import N_
from survey.expressions.environment import Focus
from survey.expressions.functions.table import B, Function, N, T
from survey.expressions.made import Kind, Made
from survey.expressions.nodes import Node
from survey.model import said

if TYPE_CHECKING:
    from survey.expressions.maker import Maker
    from survey.expressions.syntax import Call
    from survey.expressions.where import Where


def _selected(chosen: str, name: str) -> bool:
    name = name.strip()
    return f" {name} " in f" {chosen} " if name else not chosen.strip()


def _at(chosen: str, place: float) -> str:
    names = chosen.split()
    return names[int(place)] if 0 <= place < len(names) else ""


def _choice_name(maker: "Maker", call: "Call", where: "Where") -> Made:
    value = maker.argument(call, 0, Kind.TEXT, where).run
    place = maker.named_in(call.arguments[1], where)
    listed = place.choices if place else ""

    def run(node: Node, focus: Focus) -> str:
        items = focus.environment.lists.get(listed)
        found = items.shelf(focus.environment.language).with_cell("name", value(node, focus)) if items else ()
        return found[0].cell("label") if found else ""

    return Made(run, Kind.TEXT)


def _itext(node: Node, focus: Focus, name: str) -> str:
    return said(focus.environment.texts.get(name, {}), focus.environment.language).words


FUNCTIONS = (
    Function("selected", (T, T), B, N_("Ob bei einer Frage diese Antwort gewählt ist."), _selected),
    Function("is-selected", (T, T), B, N_("Ob bei einer Frage diese Antwort gewählt ist."), _selected),
    Function("selected-at", (T, N), T, N_("Die gewählte Antwort an dieser Stelle, von 0 an gezählt; sonst leer."), _at),
    Function(
        "count-selected", (T,), N, N_("Wie viele Antworten gewählt sind."), lambda chosen: float(len(chosen.split()))
    ),
    Function(
        "jr:choice-name",
        (T, T),
        T,
        N_("Wie eine Antwort in der Sprache der Person heißt; die Frage steht als zweites, in Anführungszeichen."),
        build=_choice_name,
    ),
    Function("jr:itext", (T,), T, N_("Ein Text aus der Übersetzung, nach seiner Kennung."), _itext, aware=True),
)
