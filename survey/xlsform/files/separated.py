"""Text tables (.csv). Either one sheet with a header of its own, the survey, or several under one another as pyxform writes them: the sheet's name in the first column."""

import csv
from collections.abc import Iterator
from io import StringIO

from survey.xlsform import limits
from survey.xlsform.files import cells
from survey.xlsform.files.grid import SHEETS, Book, Cells, filled, wanted
from survey.xlsform.problems import Code, Findings


def read(content: bytes, findings: Findings) -> Book | None:
    rows = list(lines(decoded(content)))
    sheets = _stacked(rows) if _is_stacked(rows) else {"survey": rows}
    names = wanted(sheets)
    if not rows:
        findings.refuse(Code.UNREADABLE)
        return None
    found = Book(others=[name for name in sheets if name not in names])
    for name, plain in names.items():
        found.sheets[plain] = filled(name, iter(sheets[name]), findings)
    return found


def decoded(content: bytes) -> str:
    """As UTF-8, as Excel's "Unicode text", or as Windows writes it."""
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def lines(text: str) -> Iterator[tuple[int, Cells]]:
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
        for number, row in enumerate(reader, 1):
            if number > limits.LOOKED_AT:
                return
            yield number, [cells.cleaned(cell) for cell in row]
    except csv.Error:
        return


def _delimiter(text: str) -> str:
    head = "\n".join(text.splitlines()[:5])
    return max(",;\t", key=head.count)


def _is_stacked(rows: list[tuple[int, Cells]]) -> bool:
    """Whether the first thing in it is the name of a sheet, alone in its row or before its header."""
    first = next((row for _, row in rows if any(row)), [""])
    return first[0].lower() in SHEETS and (not any(first[1:]) or "type" not in first[0].lower())


def _stacked(rows: list[tuple[int, Cells]]) -> dict[str, list[tuple[int, Cells]]]:
    sheets: dict[str, list[tuple[int, Cells]]] = {}
    name = ""
    for number, row in rows:
        if row and row[0]:
            name = row[0]
            sheets.setdefault(name, [])
        if name and any(row[1:]):
            sheets[name].append((number, row[1:]))
    return sheets
