"""XLSX with answers, codebook and versions. Rows go to disk as they come, so memory stays flat however many there are."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import chain, islice
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, BinaryIO

from common.marks import N_
from exports import Format
from exports.codebook import codebook, versions
from exports.columns import OWN
from exports.defusing import defused
from exports.table import Cell, Row, Sheets
from survey.kinds import Level

AT_ONCE = 256 * 1024
"""Bytes in a chunk."""
ROWS = 1_048_576
"""What fits on one sheet. Answers beyond it go on in a further one."""
_EARLIEST = date(1900, 3, 1)
"""Excel believes in 29 February 1900; days before that are written as words."""


def write(sheets: Sheets) -> Iterator[bytes]:
    with TemporaryFile() as file:
        _fill(file, sheets)
        file.seek(0)
        while chunk := file.read(AT_ONCE):
            yield chunk


def _fill(file: BinaryIO, sheets: Sheets) -> None:
    from xlsxwriter import Workbook  # 0.1 s and 5 MB that the residents' processes do without

    with (
        TemporaryDirectory() as folder,
        Workbook(file, {"constant_memory": True, "tmpdir": folder, "use_zip64": True}) as book,
    ):
        pages = _Pages(book, right_to_left=sheets.words.direction == "rtl")
        levels = [Level.DATE if name == "day" else Level.NOMINAL for name in OWN] + [
            field.level for field in sheets.fields
        ]
        name = sheets.words.gettext(N_("Antworten"))
        rows, header, number = sheets.rows(_shown), sheets.header(), 1
        while (first := next(rows, None)) is not None or number == 1:
            page = chain([] if first is None else [first], islice(rows, ROWS - 2))
            pages.add(
                name if number == 1 else f"{name} {number}",
                header,
                page,
                [place for place, level in enumerate(levels) if level is Level.DATE],
            )
            number += 1
        pages.add_table(sheets.words.gettext(N_("Codebuch")), codebook(sheets), [])
        pages.add_table(sheets.words.gettext(N_("Versionen")), versions(sheets), [1])


def _shown(value: Cell) -> Cell:
    return defused(value) if isinstance(value, str) else value


class _Pages:
    """The sheets of a workbook: a header that stays, words always as words, numbers as numbers, days as days."""

    def __init__(self, book: Any, right_to_left: bool) -> None:
        self._book = book
        self._right_to_left = right_to_left
        self._bold = book.add_format({"bold": True, "bottom": 1})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})

    def add_table(self, name: str, table: Iterator[Row], days: Sequence[int]) -> None:
        header = next(table)
        self.add(name, header, (tuple(_shown(cell) for cell in row) for row in table), days)

    def add(self, name: str, header: Row, rows: Iterable[Row], days: Sequence[int]) -> None:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        if self._right_to_left:
            sheet.right_to_left()
        for place, words in enumerate(header):
            sheet.write_string(0, place, defused(str(words)), self._bold)
        for at, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    if not (place in days and self._write_day(sheet, at, place, cell)):
                        sheet.write_string(at, place, cell)
                elif cell is not None:
                    sheet.write_number(at, place, cell)

    def _write_day(self, sheet: Any, at: int, place: int, cell: str) -> bool:
        with suppress(ValueError):
            day = date.fromisoformat(cell)
            if day >= _EARLIEST:
                sheet.write_datetime(at, place, day, self._day)
                return True
        return False


FORMAT = Format("xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write)
