"""Old workbooks (.xls), read by xlrd."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

from survey.xlsform.files import cells
from survey.xlsform.files.grid import Book, Cells, filled, wanted
from survey.xlsform.problems import Code, Findings


def read(content: bytes, findings: Findings) -> Book | None:
    import xlrd

    try:
        with xlrd.open_workbook(file_contents=content, logfile=StringIO(), on_demand=True) as book:
            names = wanted(book.sheet_names())
            found = Book(others=[name for name in book.sheet_names() if name not in names])
            for name, plain in names.items():
                found.sheets[plain] = filled(name, _rows(book.sheet_by_name(name), book.datemode), findings)
            return found
    except Exception:  # xlrd raises whatever a broken record makes it stumble over
        findings.refuse(Code.UNREADABLE)
        return None


def _rows(sheet: Any, since: int) -> Iterator[tuple[int, Cells]]:
    for number in range(sheet.nrows):
        yield number + 1, [_words(cell, since) for cell in sheet.row(number)]


def _words(cell: Any, since: int) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return cells.words(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, since)
            return cells.words(moment if cell.value >= 1 else moment.time())
        except (ValueError, OverflowError):
            return cells.words(cell.value)
    return cells.words(cell.value)
