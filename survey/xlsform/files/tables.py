"""Markdown tables (.md), as pyxform's own tests have them: the sheet's name in the first column, its rows below, indented by one cell. Or one table, the survey."""

import re
from collections.abc import Iterator

from survey.xlsform.files import cells
from survey.xlsform.files.grid import Book, Cells, filled, has_header_alone, stacked, wanted
from survey.xlsform.files.separated import decoded
from survey.xlsform.problems import Code, Findings

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:\-]*")


def read(content: bytes, findings: Findings) -> Book | None:
    rows = list(_rows(decoded(content)))
    if not rows:
        findings.refuse(Code.UNREADABLE)
        return None
    sheets = {"survey": rows} if has_header_alone(rows) else stacked(rows)
    names = wanted(sheets)
    found = Book(others=[other for other in sheets if other not in names])
    for written, plain in names.items():
        found.sheets[plain] = filled(written, iter(sheets[written]), findings)
    return found


def _rows(text: str) -> Iterator[tuple[int, Cells]]:
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if line.startswith("|") and not _RULE.fullmatch(line):
            inside = line[1:].removesuffix("|")
            yield number, [cells.cleaned(cell.replace(r"\|", "|")) for cell in _BAR.split(inside)]
