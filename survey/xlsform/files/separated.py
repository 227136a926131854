"""Text tables (.csv). Either one sheet with a header of its own, the survey, or several under one another as pyxform writes them: the sheet's name in the first column."""

import csv
from collections.abc import Iterator
from io import StringIO

from survey.xlsform import limits
from survey.xlsform.files import cells
from survey.xlsform.files.grid import Book, Cells, filled, has_header_alone, stacked, wanted
from survey.xlsform.problems import Code, Findings


def read(content: bytes, findings: Findings) -> Book | None:
    rows = list(lines(decoded(content)))
    if not rows:
        findings.refuse(Code.UNREADABLE)
        return None
    sheets = {"survey": rows} if has_header_alone(rows) else stacked(rows)
    names = wanted(sheets)
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
