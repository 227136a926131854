"""What is drawn by chance: from the seed of the answer, the node and the place in the expression, so that it stays the same from page to page."""

from hashlib import blake2b
from typing import TYPE_CHECKING
from uuid import UUID

from common.marks import N_
from survey.expressions.environment import Focus
from survey.expressions.functions.table import Function, N, T
from survey.expressions.made import Kind, Made
from survey.expressions.nodes import Node

if TYPE_CHECKING:
    from survey.expressions.maker import Maker
    from survey.expressions.syntax import Call
    from survey.expressions.where import Where

_LONGEST = 100


def _address(node: Node) -> str:
    parts = []
    here: Node | None = node
    while here:
        parts.append(f"{here.name}[{here.position}]")
        here = here.parent
    return "/".join(parts)


def _drawn(node: Node, focus: Focus, start: int, number: int = 0) -> bytes:
    key = f"{focus.environment.seed} {_address(focus.origin)} {_address(node)} {start} {number}"
    return blake2b(key.encode(), digest_size=16).digest()


def _random(maker: "Maker", call: "Call", where: "Where") -> Made:
    start = call.start
    return Made(lambda node, focus: (int.from_bytes(_drawn(node, focus, start)[:8]) >> 11) / 2**53, Kind.NUMBER)


def _uuid(maker: "Maker", call: "Call", where: "Where") -> Made:
    start = call.start
    length = maker.argument(call, 0, Kind.NUMBER, where).run if call.arguments else None

    def run(node: Node, focus: Focus) -> str:
        if length is None:
            return str(UUID(bytes=_drawn(node, focus, start), version=4))
        wanted = length(node, focus)
        letters = int(min(max(wanted, 0), _LONGEST)) if wanted == wanted else 0
        return "".join(_drawn(node, focus, start, number).hex() for number in range(letters // 32 + 1))[:letters]

    return Made(run, Kind.TEXT)


FUNCTIONS = (
    Function(
        "random", (), N, N_("Eine Zufallszahl von 0 bis unter 1, die für diese Antwort gleich bleibt."), build=_random
    ),
    Function("uuid", (N,), T, N_("Eine zufällige Kennung, die für diese Antwort gleich bleibt."), build=_uuid, least=0),
)
