"""A grid with its header understood: rows whose cells stand under known columns, and whose words are sorted by language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from survey.model import Text
from survey.xlsform import languages
from survey.xlsform.columns import OWN_WORDS, PREFIXES, Column
from survey.xlsform.files.grid import Cells, Grid
from survey.xlsform.near import like
from survey.xlsform.problems import Code, Findings

UNNAMED = ""
"""The language of a column that names none."""


@dataclass(frozen=True, slots=True)
class Header:
    column: Column | None
    """None for one that we do not know."""
    language: str
    written: str
    """As it stands in the form."""


@dataclass(slots=True)
class Row:
    """One row. `texts` are words by language tag; those of a column without a language stand under `UNNAMED` until the form's own language is known."""

    sheet: str
    number: int
    cells: dict[str, str] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    """Under headers that we do not know, as they are written."""

    def cell(self, column: str) -> str:
        return self.cells.get(column, "")

    def text(self, column: str) -> Text:
        return self.texts.get(column, {})


@dataclass(slots=True)
class Sheet:
    name: str
    headers: list[Header]
    rows: list[Row]
    written: dict[str, str] = field(default_factory=dict)
    """What the form calls a column."""

    def has(self, column: str) -> bool:
        return column in self.written

    def languages(self) -> list[str]:
        """In the order of the columns."""
        return list(dict.fromkeys(one.language for one in self.headers if one.column and one.column.translated))


def read(grid: Grid, columns: Mapping[str, Column], findings: Findings, free: bool = False) -> Sheet:
    """`free` sheets may have columns of any name."""
    if not grid.rows:
        return Sheet(grid.name, [], [])
    (top, titles), *rows = grid.rows
    headers = [_header(title, columns) for title in titles]
    sheet = Sheet(grid.name, headers, [])
    for one in headers:
        if one.column:
            sheet.written.setdefault(one.column.name, one.written)
    taken = _taken(headers, rows, grid, top, findings)
    sheet.rows = [_row(grid.name, number, cells, headers, taken) for number, cells in rows]
    _say_what_is_skipped(grid, headers, rows, columns, findings, free)
    _say_what_is_lost(grid, headers, top, findings)
    return sheet


# Headers


def _header(title: str, columns: Mapping[str, Column]) -> Header:
    tokens = _tokens(title)
    if tokens and _key(tokens[0]) in PREFIXES and len(tokens) > 1:
        tokens = tokens[1:]
    column = columns.get(_key(tokens[0])) or columns.get(tokens[0].lower()) if tokens else None
    if tokens and tokens[0].startswith(OWN_WORDS) and column is None and "type" in columns:
        column = Column(tokens[0], translated=True)
    language = _language("::".join(tokens[1:])) if column and column.translated and len(tokens) > 1 else UNNAMED
    if column and not column.translated and len(tokens) > 1 and not column.skipped:
        column = None
    return Header(column, language, title)


def _tokens(title: str) -> list[str]:
    """`label::Deutsch (de)`, and as old forms have it `label:Deutsch`; a lone colon may belong to a name such as `jr:count`."""
    if "::" in title:
        parts = title.split("::")
    else:
        parts = title.split(":")
        if "jr" in parts[:-1]:
            at = parts.index("jr")
            parts[at : at + 2] = [f"jr:{parts[at + 1]}"]
        if parts[0].strip().lower() == "entities":
            parts = [title]
    return [part.strip() for part in parts if part.strip()]


def _key(title: str) -> str:
    return "_".join(title.lower().split())


def _language(name: str) -> str:
    if name.strip().lower() == "default":
        return UNNAMED
    return languages.tag_of(name) or languages.private(name)


# Rows


def _taken(
    headers: list[Header], rows: list[tuple[int, Cells]], grid: Grid, top: int, findings: Findings
) -> dict[int, Header]:
    """Which place in a row holds which column. Where two say the same the one with something in it counts; two with something are too many."""
    first: dict[tuple[str, str], int] = {}
    taken: dict[int, Header] = {}
    for place, one in enumerate(headers):
        key = (one.column.name if one.column else one.written, one.language)
        if key not in first or not one.column:
            first[key], taken[place] = place, one
            continue
        if one.column.skipped or not _has_cells(rows, place):
            continue
        if _has_cells(rows, first[key]):
            other = headers[first[key]].written
            findings.refuse(Code.COLUMN_REPEATED, grid.name, top, one.written, other=other)
            continue
        del taken[first[key]]
        first[key], taken[place] = place, one
    return taken


def _has_cells(rows: list[tuple[int, Cells]], place: int) -> bool:
    return any(place < len(cells) and cells[place] for _, cells in rows)


def _row(sheet: str, number: int, cells: Cells, headers: list[Header], taken: dict[int, Header]) -> Row:
    row = Row(sheet, number)
    for place, words in enumerate(cells):
        one = taken.get(place)
        if not words or one is None:
            continue
        if one.column is None:
            if one.written:
                row.others[one.written] = words
        elif one.column.translated:
            row.texts.setdefault(one.column.name, {})[one.language] = words
        else:
            row.cells[one.column.name] = words
    return row


# What is told


def _say_what_is_skipped(
    grid: Grid,
    headers: list[Header],
    rows: list[tuple[int, Cells]],
    columns: Mapping[str, Column],
    findings: Findings,
    free: bool,
) -> None:
    for place, one in enumerate(headers):
        if one.column and not one.column.skipped:
            continue
        numbers = [number for number, cells in rows if place < len(cells) and cells[place]]
        if not numbers:
            continue
        if one.column:
            findings.note(
                Code.COLUMN_SKIPPED, grid.name, numbers[0], one.written, why=one.column.skipped, rows=len(numbers)
            )
        elif not one.written:
            findings.note(Code.COLUMN_UNNAMED, grid.name, numbers[0], str(place + 1), rows=len(numbers))
        elif not free or like(one.written.partition(":")[0], _translated(columns)):
            meant = like(one.written.partition(":")[0], columns)
            if not free or meant:
                findings.note(Code.COLUMN_UNKNOWN, grid.name, numbers[0], one.written, like=meant, rows=len(numbers))


def _translated(columns: Mapping[str, Column]) -> Iterator[str]:
    return (name for name, column in columns.items() if column.translated and not column.skipped)


def _say_what_is_lost(grid: Grid, headers: list[Header], top: int, findings: Findings) -> None:
    for number, place in sorted(grid.lost):
        one = headers[place - 1] if place <= len(headers) else None
        if number != top and (one is None or not one.written or (one.column and one.column.skipped)):
            continue
        findings.refuse(Code.FORMULA_WITHOUT_VALUE, grid.name, number, one.written if one else str(place))
