"""Texts: put together, cut, looked into."""

from math import floor, inf, isfinite
from typing import TYPE_CHECKING, Any

from common.marks import N_
from survey.expressions import limits, patterns
from survey.expressions.coercion import value_of
from survey.expressions.errors import Broken, Code
from survey.expressions.functions.table import A, B, Function, N, T
from survey.expressions.made import Kind, Made
from survey.expressions.values import texts_of

if TYPE_CHECKING:
    from survey.expressions.maker import Maker
    from survey.expressions.syntax import Call
    from survey.expressions.where import Where


def _bounded(text: str) -> str:
    if len(text) > limits.TEXT:
        raise Broken(Code.TEXT_TOO_LONG, limit=limits.TEXT)
    return text


def _join(separator: str, *values: Any) -> str:
    texts = [text for value in values for text in texts_of(value)]
    if len(separator) * len(texts) > limits.TEXT:
        raise Broken(Code.TEXT_TOO_LONG, limit=limits.TEXT)
    return _bounded(separator.join(texts))


def _whole(number: float, otherwise: int) -> int:
    return otherwise if number != number else int(max(-limits.TEXT * 2, min(number, limits.TEXT * 2)))


def _substr(text: str, start: float, end: float = inf) -> str:
    """As Python slices, but for ends below the start."""
    return text[_whole(start, 0) : _whole(end, 0)] if end != inf else text[_whole(start, 0) :]


def _half_up(number: float) -> float:
    return floor(number + 0.5) if isfinite(number) else number


def _substring(text: str, start: float, length: float = inf) -> str:
    """XPath 1.0, section 4.2: characters whose place is at least round(start) and less than round(start) + round(length)."""
    first = _half_up(start)
    last = inf if length == inf else first + _half_up(length)
    if first != first or last != last:
        return ""
    low, high = max(first, 1.0), min(last, len(text) + 1.0)
    return text[int(low) - 1 : int(high) - 1] if low < high else ""


def _before(text: str, part: str) -> str:
    return text.partition(part)[0] if part and part in text else ""


def _after(text: str, part: str) -> str:
    return text if not part else text.partition(part)[2]


def _translate(text: str, from_: str, to: str) -> str:
    table = {ord(letter): to[place] if place < len(to) else None for place, letter in reversed([*enumerate(from_)])}
    return text.translate(table)


def _regex(maker: "Maker", call: "Call", where: "Where") -> Made:
    """A pattern that is written out is looked at before anybody answers."""
    text, pattern = (maker.argument(call, place, Kind.TEXT, where) for place in range(2))
    run, wanted = text.run, pattern.run
    if pattern.constant:
        try:
            patterns.compiled(value_of(pattern))
        except Broken as wrong:
            maker.complain(wrong.failure.code, call.arguments[1], **wrong.failure.context)
    return Made(lambda node, focus: patterns.matches(run(node, focus), wanted(node, focus)), Kind.TRUTH)


FUNCTIONS = (
    Function("string", (T,), T, N_("Der Wert als Text."), lambda text: text, itself=True),
    Function("concat", (), T, N_("Alle Werte als Text aneinandergefügt."), lambda *v: _join("", *v), rest=(A,)),
    Function("join", (T,), T, N_("Alle Werte als Text, mit dem ersten Text dazwischen."), _join, rest=(A,)),
    Function(
        "substr",
        (T, N, N),
        T,
        N_("Ein Stück Text von einer Stelle bis vor eine andere, von 0 an gezählt; negative Stellen zählen vom Ende."),
        _substr,
        least=2,
    ),
    Function(
        "substring",
        (T, N, N),
        T,
        N_("Ein Stück Text ab einer Stelle, von 1 an gezählt, so lang wie angegeben."),
        _substring,
        least=2,
    ),
    Function("substring-before", (T, T), T, N_("Was vor dem zweiten Text steht."), _before),
    Function("substring-after", (T, T), T, N_("Was hinter dem zweiten Text steht."), _after),
    Function("translate", (T, T, T), T, N_("Ersetzt einzelne Zeichen durch andere."), _translate),
    Function(
        "string-length", (T,), N, N_("Wie viele Zeichen ein Text hat."), lambda text: float(len(text)), itself=True
    ),
    Function(
        "normalize-space",
        (T,),
        T,
        N_("Der Text ohne überflüssige Leerzeichen."),
        lambda text: " ".join(text.split()),
        itself=True,
    ),
    Function("contains", (T, T), B, N_("Ob der zweite Text im ersten vorkommt."), lambda text, part: part in text),
    Function("starts-with", (T, T), B, N_("Ob ein Text so anfängt."), lambda text, part: text.startswith(part)),
    Function("ends-with", (T, T), B, N_("Ob ein Text so endet."), lambda text, part: text.endswith(part)),
    Function("regex", (T, T), B, N_("Ob der ganze Text einem Muster entspricht."), build=_regex),
    Function("upper-case", (T,), T, N_("Der Text in Großbuchstaben."), lambda text: text.upper()),
    Function("lower-case", (T,), T, N_("Der Text in Kleinbuchstaben."), lambda text: text.lower()),
)
