"""Looks at a workbook as the zip it is before anybody unpacks it."""

import zipfile
from io import BytesIO

from survey.xlsform import limits
from survey.xlsform.problems import Code, Findings

_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
"""No part of a workbook needs these; entities are how a few bytes become gigabytes, or somebody else's file."""
_XML = (".xml", ".rels", ".vml")
ENCRYPTED = 1
"""The flag of a part that needs a password."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""How a part begins in which the words above could hide."""


def is_harmless(content: bytes, findings: Findings) -> bool:
    """Whether it may be unpacked; if not, the reason is found."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            wrong = _wrong(archive, len(content))
    except Exception:  # zipfile, zlib, lzma and struct each have their own for files that are cut or forged
        wrong = Code.UNREADABLE
    if wrong:
        findings.refuse(wrong)
    return wrong is None


def _wrong(archive: zipfile.ZipFile, size: int) -> Code | None:
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > limits.PARTS or unpacked > limits.UNPACKED:
        return Code.UNPACKS_TOO_LARGE
    if unpacked > max(limits.RATIO * size, limits.RATIO_COUNTS_FROM):
        return Code.UNPACKS_TOO_LARGE
    if any(info.flag_bits & ENCRYPTED for info in infos):
        return Code.LOCKED
    if not any(info.filename.endswith("workbook.xml") for info in infos):
        return Code.UNREADABLE
    read = (archive.read(info) for info in infos if info.filename.lower().endswith(_XML))
    return Code.DANGEROUS_XML if any(map(_is_dangerous, read)) else None


def _is_dangerous(part: bytes) -> bool:
    return part.startswith(_UTF_16) or any(declared in part for declared in _DECLARED)
