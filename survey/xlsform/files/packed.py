"""Looks at a workbook as the zip it is before anybody unpacks it."""

import zipfile
from io import BytesIO

from survey.xlsform import limits
from survey.xlsform.problems import Code, Findings

_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
"""No part of a workbook needs these; entities are how a few bytes become gigabytes, or somebody else's file."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def parts(content: bytes, findings: Findings) -> list[str] | None:
    """The names of its parts; None, with the reason found, where it must not or cannot be unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _names(archive, len(content), findings)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        findings.refuse(Code.UNREADABLE)
    except Exception:  # zlib and lzma have errors of their own, and struct breaks on cut files
        findings.refuse(Code.UNREADABLE)
    return None


def _names(archive: zipfile.ZipFile, size: int, findings: Findings) -> list[str] | None:
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    if (
        len(infos) > limits.PARTS
        or unpacked > limits.UNPACKED
        or unpacked > max(limits.RATIO * size, limits.RATIO_COUNTS_FROM)
    ):
        findings.refuse(Code.UNPACKS_TOO_LARGE)
        return None
    if any(info.flag_bits & 1 for info in infos):
        findings.refuse(Code.LOCKED)
        return None
    if not any(info.filename == "xl/workbook.xml" or info.filename.endswith("workbook.xml") for info in infos):
        findings.refuse(Code.UNREADABLE)
        return None
    for info in infos:
        if info.filename.lower().endswith((".xml", ".rels", ".vml")) and _is_dangerous(archive.read(info)):
            findings.refuse(Code.DANGEROUS_XML, part=info.filename[:200])
            return None
    return [info.filename for info in infos]


def _is_dangerous(part: bytes) -> bool:
    return part.startswith(_UTF_16) or any(declared in part for declared in _DECLARED)
