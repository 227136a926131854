"""Workbooks of today (.xlsx, .xlsm). Formulas are not run: the value stored with them counts."""

import warnings

from survey.xlsform.files import packed
from survey.xlsform.files.grid import Book, filled, wanted
from survey.xlsform.problems import Code, Findings


def read(content: bytes, findings: Findings) -> Book | None:
    if not packed.is_harmless(content, findings):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and dates that openpyxl wonders about
        try:
            return _read(content, findings)
        except Exception:  # openpyxl raises whatever a broken part makes it stumble over
            findings.refuse(Code.UNREADABLE)
            return None


def _read(content: bytes, findings: Findings) -> Book:
    from survey.xlsform.files.opened import Opened  # openpyxl takes 0.2 s that the residents' processes do without

    opened = Opened(content)
    names = wanted(opened.names())
    found = Book(others=[name for name in opened.names() if name not in names])
    for name, plain in names.items():
        part = opened.sheet(name)
        found.sheets[plain] = filled(name, part.rows(), findings)
        found.sheets[plain].lost = frozenset(part.lost)
    return found
