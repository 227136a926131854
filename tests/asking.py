"""Asks expressions in tests: a small questionnaire with a repeat in a repeat, and a helper for each kind of question."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from survey.expressions import (
    Environment,
    Invalid,
    Items,
    Outline,
    Place,
    Tree,
    check,
    compile,
    group,
    question,
    repeat,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 6, 15, 10, 0, tzinfo=UTC)
TOWNS = Items(
    (
        {"name": "do", "label": {"de": "Dortmund", "ar": "دورتموند"}, "state": "nw", "size": "612065"},
        {"name": "lü", "label": "Lünen", "state": "nw", "size": "87000"},
        {"name": "hh", "label": "Hamburg", "state": "hh", "size": "1910160"},
    )
)
LISTS = {"towns": TOWNS}


def family() -> Outline:
    """Adults answer for their children, and for each child for its courses."""
    return Outline(
        question("name"),
        question("age"),
        question("town", choices="towns"),
        question("likes"),
        group("home", question("rooms"), question("net-name.2")),
        repeat(
            "children",
            question("child_name"),
            question("child_age"),
            group("school", question("grade")),
            repeat("courses", question("course"), question("hours")),
        ),
        lists={"towns": TOWNS.columns},
    )


ANSWER: Mapping[str, Any] = {
    "name": "Ada",
    "age": 41,
    "town": "do",
    "likes": ["swimming", "reading"],
    "rooms": "3",
    "net-name.2": "linden",
    "children": [
        {"child_name": "Mia", "child_age": "9", "grade": "3", "courses": [{"course": "judo", "hours": "2"}]},
        {"child_name": "Ole", "child_age": "", "grade": "", "courses": []},
        {
            "child_name": "Kim",
            "child_age": "14",
            "grade": "8",
            "courses": [{"course": "choir", "hours": "1.5"}, {"course": "chess", "hours": "1"}],
        },
    ],
}


def environment(**changes: Any) -> Environment:
    return Environment(**({"now": NOON, "zone": BERLIN, "language": "de", "seed": 7, "lists": LISTS} | changes))


def answered(given: Mapping[str, Any] = ANSWER, outline: Outline | None = None, **changes: Any) -> Tree:
    return Tree(outline or family(), given, environment(**changes))


def ask(
    source: str, tree: Tree | None = None, at: str | Place = "", way: tuple[str | int, ...] = (), **changes: Any
) -> Any:
    """The value of an expression; of nodes their texts."""
    tree = tree or answered(**changes)
    value = compile(source, tree.outline, at).evaluate(tree, tree.at(*way) if way else None)
    return [node.text for node in value] if isinstance(value, list) else value


def codes(source: str, outline: Outline | None = None, at: str = "", items: str = "") -> list[str]:
    return [str(problem.code) for problem in check(source, outline or family(), at, items)]


def refused(source: str, outline: Outline | None = None, at: str = "") -> list[str]:
    """The codes with which an expression is refused; empty when it is taken."""
    try:
        compile(source, outline or family(), at)
    except Invalid as invalid:
        return [str(problem.code) for problem in invalid.problems]
    return []
