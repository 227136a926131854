"""CSV as spreadsheets of this country open it: semicolons, UTF-8 with BOM, decimal comma. Other separators are options."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from exports import Format
from exports.defusing import defused
from exports.table import Cell, Sheets

AT_ONCE = 1000
"""Rows in a chunk."""


def write(sheets: Sheets) -> Iterator[bytes]:
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, delimiter=sheets.options.separator)
    writer.writerow([defused(name) for name in sheets.header()])
    yield (BOM_UTF8 if sheets.options.bom else b"") + _taken(buffer)
    rows = sheets.rows(_with_comma if sheets.options.separator == ";" else _with_point)
    while True:
        writer.writerows(islice(rows, AT_ONCE))
        if not (chunk := _taken(buffer)):
            return
        yield chunk


def _taken(buffer: StringIO) -> bytes:
    chunk = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return chunk


def _with_point(value: Cell) -> Cell:
    return defused(value) if isinstance(value, str) else value


def _with_comma(value: Cell) -> Cell:
    return str(value).replace(".", ",") if isinstance(value, float) else _with_point(value)


FORMAT = Format("csv", ".csv", "text/csv; charset=utf-8", write)
