"""Workbooks of today (.xlsx, .xlsm), read by openpyxl without ever keeping more than a row. Formulas are not run: the value stored with them counts."""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from survey.xlsform.files import cells, packed
from survey.xlsform.files.grid import Book, Cells, filled, wanted
from survey.xlsform.problems import Code, Findings

_WITHOUT_VALUE = re.compile(
    rb'<(?:\w{1,9}:)?c\s[^<>]{0,99}?r="([A-Z]{1,3})(\d{1,7})"[^<>]{0,99}>\s{0,9}'
    rb"<(?:\w{1,9}:)?f(?:\s[^<>]{0,99})?(?:/>|>[^<]{0,9000}</(?:\w{1,9}:)?f>)\s{0,9}"
    rb"(?:<(?:\w{1,9}:)?v\s?/>|<(?:\w{1,9}:)?v>\s{0,9}</(?:\w{1,9}:)?v>)?\s{0,9}</(?:\w{1,9}:)?c>"
)
"""A cell with a formula and nothing else. Every part has an end, so that no file can keep the search busy."""

_ERROR = re.compile(rb'<(?:\w{1,9}:)?c\s[^<>]{0,99}?r="([A-Z]{1,3})(\d{1,7})"[^<>]{0,99}?\st="e"')
"""A cell whose formula came to an error, such as #N/A."""


def read(content: bytes, findings: Findings) -> Book | None:
    parts = packed.parts(content, findings)
    if parts is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which do not concern us
        try:
            return _read(content, findings)
        except Exception:  # openpyxl raises whatever a broken part makes it stumble over
            findings.refuse(Code.UNREADABLE)
            return None


def _read(content: bytes, findings: Findings) -> Book:
    from openpyxl import load_workbook  # 0.2 s that the residents' processes do without

    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = {sheet.title: sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")}
        names = wanted(sheets)
        found = Book(others=[name for name in sheets if name not in names])
        for name, plain in names.items():
            lost = _lost(sheets[name])
            found.sheets[plain] = filled(name, _rows(sheets[name], lost), findings)
            found.sheets[plain].lost = lost
        return found
    finally:
        book.close()


def _rows(sheet: Any, lost: frozenset[tuple[int, int]]) -> Iterator[tuple[int, Cells]]:
    """Without trusting what the sheet says of its own size: some claim a million rows of sixteen thousand columns."""
    sheet.reset_dimensions()
    broken = {row for row, _ in lost}
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        words = [_words(cell) for cell in row]
        if number in broken:
            words = ["" if (number, place) in lost else cell for place, cell in enumerate(words, 1)]
        yield number, words


def _words(cell: object) -> str:
    return cells.cleaned(cells.unescaped(cell)) if isinstance(cell, str) else cells.words(cell)


def _lost(sheet: Any) -> frozenset[tuple[int, int]]:
    """Cells whose formula came without a value that could be used."""
    from openpyxl.utils import column_index_from_string

    with sheet._get_source() as source:
        part = source.read()
    found = _WITHOUT_VALUE.findall(part) if b"f>" in part or b"f/>" in part else []
    found += _ERROR.findall(part) if b't="e"' in part else []
    return frozenset((int(row), column_index_from_string(column.decode())) for column, row in found)
