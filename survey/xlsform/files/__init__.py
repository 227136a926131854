"""Reads a file into grids of words, whatever kind of file it is. What the words mean is not known here."""

from pathlib import PurePath

from survey.xlsform import limits
from survey.xlsform.files import separated, tables, workbook, workbook_of_1997
from survey.xlsform.files.grid import Book
from survey.xlsform.problems import Code, Findings

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Office before 2007 begin, and locked ones of today."""
LOCKED = "EncryptedPackage".encode("utf-16-le")
PACKED = b"PK"
READERS = {
    ".xlsx": workbook.read,
    ".xlsm": workbook.read,
    ".xls": workbook_of_1997.read,
    ".csv": separated.read,
    ".md": tables.read,
}


def read(name: str, content: bytes, findings: Findings) -> Book | None:
    """None where the file cannot be read; why stands in the findings. Never raises."""
    ending = PurePath(name).suffix.lower()
    if ending not in READERS:
        findings.refuse(Code.UNKNOWN_ENDING, ending=ending)
    elif not content.strip(b"\0\r\n\t "):
        findings.refuse(Code.EMPTY_FILE)
    elif len(content) > limits.FILE:
        findings.refuse(Code.FILE_TOO_LARGE, megabytes=limits.FILE // 1_000_000)
    elif content.startswith(OLD_WORKBOOK) and LOCKED in content:
        findings.refuse(Code.LOCKED)
    elif ending not in (really := _really(content)):
        findings.refuse(Code.WRONG_ENDING, ending=ending, really=really[0])
    else:
        return READERS[ending](content, findings)
    return None


def _really(content: bytes) -> tuple[str, ...]:
    """The endings that a file with this content may have."""
    if content.startswith(OLD_WORKBOOK):
        return (".xls",)
    if content.startswith(PACKED):
        return (".xlsx", ".xlsm")
    return (".csv", ".md")
