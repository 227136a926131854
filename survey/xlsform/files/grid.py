"""What every reader hands on: sheets as rows of words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from survey.xlsform import limits
from survey.xlsform.problems import Code, Findings

SHEETS = ("survey", "choices", "settings", "external_choices", "osm", "entities")
"""Sheets that mean something."""

Cells = list[str]
Rows = list[tuple[int, Cells]]


@dataclass(slots=True)
class Grid:
    """One sheet. Rows without anything in them are left out; each knows its number, counted from 1."""

    name: str
    rows: list[tuple[int, Cells]] = field(default_factory=list)
    lost: frozenset[tuple[int, int]] = frozenset()
    """Cells, by row and column from 1, whose formula came without a value."""


@dataclass(slots=True)
class Book:
    sheets: dict[str, Grid] = field(default_factory=dict)
    """By name as `SHEETS` spells it."""
    others: list[str] = field(default_factory=list)
    """Names of sheets that were not read."""


def wanted(names: Iterable[str]) -> dict[str, str]:
    """Which sheets to read: the name in the file to the one in `SHEETS`. A file with only one sheet means that one."""
    names = list(names)
    found: dict[str, str] = {}
    for name in names:
        plain = name.strip().lower().replace(" ", "_")
        if plain in SHEETS and plain not in found.values():
            found[name] = plain
    return found or ({names[0]: "survey"} if len(names) == 1 else {})


def has_header_alone(rows: Rows) -> bool:
    """Whether a text is one sheet: its first row is the header of a survey, and names no sheet."""
    first = next((row for _, row in rows if any(row)), [""])
    return first[0].lower() not in SHEETS and any(cell.lower() in ("type", "command") for cell in first)


def stacked(rows: Rows) -> dict[str, Rows]:
    """Several sheets under one another: a name in the first column begins one, what stands in the others belongs to it."""
    sheets: dict[str, Rows] = {}
    name = ""
    for number, row in rows:
        if row and row[0]:
            name = row[0]
            sheets.setdefault(name, [])
        if name and any(row[1:]):
            sheets[name].append((number, row[1:]))
    return sheets


def filled(name: str, rows: Iterable[tuple[int, Cells]], findings: Findings) -> Grid:
    """A grid of the rows that have something in them, within the limits."""
    return Grid(name, list(_within(name, rows, findings)))


def _within(name: str, rows: Iterable[tuple[int, Cells]], findings: Findings) -> Iterator[tuple[int, Cells]]:
    count = 0
    for number, cells in islice(rows, limits.LOOKED_AT):
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > limits.ROWS:
            findings.refuse(Code.TOO_MANY_ROWS, name, number, most=limits.ROWS)
            return
        if len(cells) > limits.COLUMNS:
            findings.refuse(Code.TOO_MANY_COLUMNS, name, number, most=limits.COLUMNS)
            return
        for place, cell in enumerate(cells):
            if len(cell) > limits.CELL:
                findings.refuse(Code.CELL_TOO_LONG, name, number, str(place + 1), most=limits.CELL)
                cells[place] = ""
        yield number, cells
