"""A thousand expressions of a questionnaire: all of them, and what one more answer changes. In CPU time: nothing here waits, and no app is needed."""

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from bench.model import Bench, Line, Size, Start, quantile
from survey.expressions import Graph, Outline, Role, Rule, Tree, bring_up_to_date, compile, follow, question, repeat

T = TypeVar("T")

GROUPS = 200
"""Each has five questions with an expression."""
FLOOR = 5
ROUNDS = 60


def questionnaire() -> Outline:
    """What forms are made of: conditions on choices, sums, limits, and a household whose members are counted."""
    names = [f"{kind}{number}" for number in range(GROUPS) for kind in ("choice", "number", "sum", "date", "text")]
    return Outline(*(question(name) for name in names), repeat("person", question("born"), question("works")))


def rules(outline: Outline) -> Iterator[Rule]:
    for number in range(GROUPS):
        before = max(number - 1, 0)
        yield _rule(outline, Role.CONSTRAINT, f"number{number}", ". >= 0 and . <= 120")
        yield _rule(
            outline, Role.CALCULATION, f"sum{number}", f"if(${{choice{number}}} != '', ${{number{number}}} * 2 + 1, 0)"
        )
        yield _rule(
            outline,
            Role.RELEVANT,
            f"text{number}",
            f"selected(${{choice{before}}}, 'yes') or (${{sum{number}}} > 40 and not(${{choice{number}}} = 'no'))",
        )
        yield _rule(outline, Role.REQUIRED, f"text{number}", f"${{sum{before}}} + ${{sum{number}}} > 50")
        yield _rule(outline, Role.CONSTRAINT, f"date{number}", ". <= today() and . > '2000-01-01'")


def _rule(outline: Outline, role: Role, at: str, source: str) -> Rule:
    return Rule(role, compile(source, outline, at))


def run(start: Start, size: Size) -> Iterator[Line]:
    outline = questionnaire()
    ready, graph = _timed(lambda: Graph(outline, rules(outline)))
    built, tree = _timed(lambda: Tree(outline, _answers()))
    count = len(graph.order)
    full = [_timed(lambda: bring_up_to_date(graph, tree))[0] for _ in range(ROUNDS)]
    yield Line(f"{count:,} expressions, full pass", quantile(full, 0.5), "ms", FLOOR, 2, note=_spread(full))
    single = [_answer(graph, tree, number) for number in range(GROUPS)]
    yield Line(f"{count:,} expressions, one more answer", quantile(single, 0.5), "ms", 1, 0.1, note=_spread(single))
    yield Line(f"{count:,} expressions, read and checked once for a questionnaire", ready, "ms", 1000, 200)
    yield Line(f"{len(tree.outline.places):,} places, the tree of an answer", built, "ms", FLOOR, 3)


def _answers() -> dict[str, object]:
    given: dict[str, object] = {}
    for number in range(GROUPS):
        given[f"choice{number}"] = ("yes", "no", "yes maybe")[number % 3]
        given[f"number{number}"] = number % 90
        given[f"date{number}"] = f"20{number % 26:02}-06-15"
        given[f"text{number}"] = "words"
    return given


def _answer(graph: Graph, tree: Tree, number: int) -> float:
    node = tree.at(f"number{number}")
    tree.put(node, (number * 7) % 90)
    return _timed(lambda: follow(graph, tree, node))[0]


def _timed(run: Callable[[], T]) -> tuple[float, T]:
    began = time.thread_time()
    result = run()
    return (time.thread_time() - began) * 1000, result


def _spread(milliseconds: list[float]) -> str:
    return f"best {min(milliseconds):.2f}, 95 % under {quantile(milliseconds, 0.95):.2f}"


BENCH = Bench("expressions", run)
