"""Who may import whom (STYLE.md, "The house"). The table is the rule; a folder that is not in it is refused."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]

OURS: dict[str, set[str]] = {
    "settings.py": set(),
    "common": set(),
    "survey": {"common"},
    "booking": {"common"},
    "metrics": {"common", "survey.tally", "survey.model"},
    "i18n": {"common"},
    "charts": {"survey", "metrics", "i18n", "common"},
    "exports": {"survey", "metrics", "i18n", "common"},
    "db": {"survey", "booking", "common"},
    "services": {"survey", "booking", "metrics", "charts", "exports", "db", "i18n", "common", "settings"},
    "web": {
        "services",
        "survey.model",
        "survey.kinds",
        "survey.flow",
        "survey.errors",
        "booking.model",
        "booking.errors",
        "booking.places:Instead",
        "booking.places:Lack",
        "charts.svg",
        "i18n",
        "common",
        "settings",
        "db.engine:Unavailable",
    },
    "ui": {
        "services",
        "survey.model",
        "survey.kinds",
        "survey.flow",
        "survey.errors",
        "booking.model",
        "booking.errors",
        "charts",
        "i18n",
        "common",
    },
    "pages": {"ui", "services", "i18n"},
    "app.py": {"web", "ui", "settings"},
    "manage.py": {"services", "demo", "db", "web", "settings", "exports", "i18n", "common"},
    "demo": {"services", "survey", "booking", "metrics", "db", "i18n", "common", "settings"},
    "bench": {
        "services",
        "survey",
        "booking",
        "metrics",
        "charts",
        "exports",
        "db",
        "demo",
        "web",
        "i18n",
        "common",
        "settings",
    },
}
"""A name allows what is below it; `module:name` allows that one name."""

THEIRS: dict[str, set[str]] = {
    "streamlit": {"app.py", "pages", "ui", "bench"},
    "starlette": {"web", "app.py"},
    "jinja2": {"web", "app.py"},
    "sqlalchemy": {"db", "bench"},
    "alembic": {"db"},
    "altair": {"charts", "ui"},
    **{
        name: {"charts", "services", "metrics", "exports", "ui", "demo", "bench"}
        for name in ("pandas", "numpy", "scipy", "networkx")
    },
}
"""What only some may import."""
AS_TYPES = {("services", "sqlalchemy.orm:Session"), ("services", "sqlalchemy:Engine")}
"""A service opens the transaction and hands its session on; it writes no query."""
NOT_YET: set[tuple[str, str]] = set()
"""What has still to move into `db/queries`. Nothing is added here."""

ONLY_INSIDE = {"services", "exports"}
"""Folders on the residents' path: they import the heavy ones inside the functions that need them."""
HEAVY = {"pandas", "numpy", "scipy", "networkx", "altair", "PIL"}
REFUSED = {"utils", "helpers", "core", "lib"} | set(sys.stdlib_module_names)

NOT_CODE = {"tests", "docs", "data"}


def _room(path: Path) -> str:
    return path.relative_to(HOME).parts[0]


def _files() -> list[Path]:
    roots = [path for path in HOME.iterdir() if not path.name.startswith(".") and path.name not in NOT_CODE]
    return sorted(
        file
        for root in roots
        for file in ([root] if root.suffix == ".py" else root.rglob("*.py") if root.is_dir() else [])
    )


def imports(source: str) -> Iterator[tuple[str, bool]]:
    """Each imported name as `module:name`, and whether it is imported as soon as the file is."""
    tree = ast.parse(source)
    late = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        at_once = id(node) not in late | typed
        if isinstance(node, ast.Import):
            yield from ((name.name, at_once) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the layer"
            yield from ((f"{node.module}:{name.name}", at_once) for name in node.names)


def _allowed(wanted: str, allowed: set[str]) -> bool:
    dotted = wanted.replace(":", ".")
    return any(wanted == one or dotted == one or dotted.startswith(f"{one}.") for one in allowed)


def broken_rules(room: str, source: str, path: str = "") -> list[str]:
    found = []
    for wanted, at_once in imports(source):
        if (room, wanted) in AS_TYPES or (path, wanted) in NOT_YET:
            continue
        root = wanted.partition(":")[0].partition(".")[0]
        if (root in OURS or f"{root}.py" in OURS) and root != room and not _allowed(wanted, OURS[room]):
            found.append(f"{room} may not import {wanted}")
        if root in THEIRS and room not in THEIRS[root]:
            found.append(f"{room} may not import {root}")
        if root in HEAVY and room in ONLY_INSIDE and at_once:
            found.append(f"{room} imports {root} before somebody needs it")
    return found


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(HOME)))
def test_a_file_imports_only_what_its_layer_may(path: Path) -> None:
    assert broken_rules(_room(path), path.read_text(encoding="utf-8"), str(path.relative_to(HOME))) == []


def test_what_had_still_to_move_has_not_moved_yet() -> None:
    """When this fails, something became better: take it out of the list."""
    there = {(path, wanted) for path, _ in NOT_YET for wanted, _ in imports((HOME / path).read_text(encoding="utf-8"))}
    assert there >= NOT_YET


def test_every_folder_of_code_stands_in_the_table() -> None:
    assert {_room(path) for path in _files()} <= set(OURS)


def test_no_folder_is_called_like_the_standard_library_or_like_everything_and_nothing() -> None:
    folders = {
        path.relative_to(HOME) for file in _files() for path in file.parents if path != HOME and HOME in path.parents
    }
    assert {
        str(folder)
        for folder in folders
        if folder.name in REFUSED and (len(folder.parts) == 1 or folder.name not in sys.stdlib_module_names)
    } == set()


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("survey", "import db.engine"),
        ("survey", "from services import may"),
        ("web", "from db.engine import connect"),
        ("web", "from survey.tally import count"),
        ("web", "import charts.altair.look"),
        ("web", "from pandas import DataFrame"),
        ("pages", "from survey.model import Questionnaire"),
        ("services", "import streamlit"),
        ("services", "from sqlalchemy import select"),
        ("services", "import pandas as pd"),
        ("metrics", "from survey.flow import check"),
        ("charts", "def draw():\n    from db import models"),
        ("ui", "import starlette"),
    ],
)
def test_the_rule_notices(room: str, source: str) -> None:
    assert broken_rules(room, source)


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("web", "from db.engine import Unavailable"),
        ("web", "import charts.svg.bars"),
        ("services", "def export():\n    import pandas"),
        ("metrics", "from survey.tally import Tally"),
        ("pages", "import streamlit as st"),
        ("services", "from sqlalchemy.orm import Session"),
    ],
)
def test_the_rule_lets_through(room: str, source: str) -> None:
    assert broken_rules(room, source) == []
