"""Markdown tables (.md), as pyxform's own tests have them: the sheet's name in the first column, its rows below, indented by one cell."""

import re
from collections.abc import Iterator

from survey.xlsform.files import cells
from survey.xlsform.files.grid import Book, Cells, filled, wanted
from survey.xlsform.files.separated import decoded
from survey.xlsform.problems import Code, Findings

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:\-]*")


def read(content: bytes, findings: Findings) -> Book | None:
    sheets: dict[str, list[tuple[int, Cells]]] = {}
    name = ""
    for number, row in _rows(decoded(content)):
        if row[0]:
            name = row[0]
            sheets.setdefault(name, [])
        elif name and any(row[1:]):
            sheets[name].append((number, row[1:]))
    if not sheets:
        findings.refuse(Code.UNREADABLE)
        return None
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
