"""What openpyxl makes of a workbook, one part at a time: only the sheets that are wanted, only their rows, never what a sheet says of its own size.

Its usual door (`load_workbook`, 3.1.5) reads every sheet once just to measure it, and stumbles over print settings that do not concern us.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import DATA_TAG, FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from survey.xlsform import limits
from survey.xlsform.files import cells
from survey.xlsform.files.grid import Cells


class Opened:
    def __init__(self, content: bytes) -> None:
        self._reader = ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        self._reader.read_manifest()
        self._reader.read_strings()
        self._reader.read_workbook()
        apply_stylesheet(self._reader.archive, self._reader.wb)  # which says what is a date
        found = self._reader.parser.find_sheets()
        self._parts = {sheet.name: link.target for sheet, link in found if link.Type.endswith("/worksheet")}

    def names(self) -> list[str]:
        return list(self._parts)

    def sheet(self, name: str) -> "Part":
        return Part(self._reader, self._parts[name])


class Part:
    """A sheet. `lost` are the cells whose formula came without a value that could be used, known once the rows were read."""

    def __init__(self, reader: Any, part: str) -> None:
        self._reader, self._part = reader, part
        self.lost: set[tuple[int, int]] = set()

    def rows(self) -> Iterator[tuple[int, Cells]]:
        book = self._reader.wb
        with self._reader.archive.open(self._part) as source:
            parser = _Parser(
                source,
                self._reader.shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            parser.lost = self.lost
            for number, found in parser.parse():
                yield number, _words(found)


class _Parser(WorkSheetParser):  # type: ignore[misc]
    lost: set[tuple[int, int]]

    def parse(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
                element.clear()
            elif element.tag == DATA_TAG:
                return

    def parse_cell(self, element: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().parse_cell(element)
        without = found["value"] is None and element.find(FORMULA_TAG) is not None
        if without or found["data_type"] == "e":
            self.lost.add((found["row"], found["column"]))
            found["value"] = None
        return found


def _words(found: Iterable[dict[str, Any]]) -> Cells:
    """In their columns; one more than is allowed stands for all beyond."""
    row: Cells = []
    for cell in found:
        if cell["value"] is None:
            continue
        place = min(cell["column"], limits.COLUMNS + 1)
        row += [""] * (place - len(row))
        row[place - 1] = _said(cell["value"])
    return row


def _said(value: object) -> str:
    return cells.cleaned(cells.unescaped(value)) if isinstance(value, str) else cells.words(value)
