"""The documentation says what is so."""

import ast
import re
from pathlib import Path

import manage

HOME = Path(__file__).parents[1]
PAGES = sorted([*HOME.glob("*.md"), *HOME.glob("docs/**/*.md")])


def test_every_setting_is_documented_and_no_other() -> None:
    read = set(re.findall(r'environment(?:\.get\("|, ")([A-Z_]+)"', (HOME / "settings.py").read_text("utf-8")))
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", (HOME / "docs/operating.md").read_text("utf-8"), re.MULTILINE))
    assert read == told


def test_links_and_pictures_of_the_documentation_are_there() -> None:
    broken = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_every_make_target_named_in_the_documentation_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (HOME / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        name
        for page in PAGES
        for line in re.findall(r"`(make [a-z-]+)", page.read_text("utf-8"))
        for name in [line.split()[1]]
    }
    assert named and named <= targets


def test_every_folder_of_the_house_is_in_the_readme() -> None:
    told = set(re.findall(r"`([a-z0-9_]+)/`", (HOME / "README.md").read_text("utf-8")))
    packages = {path.parent.name for path in HOME.glob("*/*.py")} - {"tests"}
    assert packages <= told | {"pages"}


def test_every_table_is_in_the_description_of_the_database() -> None:
    tables = {
        node.value.value
        for node in ast.walk(ast.parse((HOME / "db/models.py").read_text("utf-8")))
        if isinstance(node, ast.Assign)
        and getattr(node.targets[0], "id", "") == "__tablename__"
        and isinstance(node.value, ast.Constant)
    }
    told = set(re.findall(r"`([a-z_]+)`", (HOME / "docs/database.md").read_text("utf-8")))
    assert tables <= told


def test_the_console_lists_what_the_contract_promises() -> None:
    listed = manage._parser().format_help()
    for command in ("migrate", "seed-demo", "create-user", "export", "generate", "retention", "check"):
        assert command in listed
