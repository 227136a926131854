"""The column `parameters`: `start=0 end=10 step=1`."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from survey.xlsform.near import like
from survey.xlsform.problems import Code, Findings
from survey.xlsform.sheet import Row

_PAIR = re.compile(r"([\w-]+)\s*=\s*([^\s,;]+)")
_BETWEEN = re.compile(r"[\s,;]*")

_CHOICES = ("randomize", "seed")
KNOWN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "single": (*_CHOICES, "value", "label"),
        "multiple": (*_CHOICES, "value", "label"),
        "ranking": _CHOICES,
        "slider": ("start", "end", "step"),
        "short_text": ("rows",),
    }
)
SKIPPED = frozenset(
    {
        *("tick_interval", "tick_labelset", "placeholder", "max-pixels", "app", "quality", "capture-accuracy"),
        *("warning-accuracy", "allow-mock-accuracy", "incremental", "reference-geometry", "track-changes"),
        *("location-priority", "location-min-interval", "location-max-age", "track-changes-reasons", "identify-user"),
    }
)
"""Of no use here, whatever the type."""


def read(row: Row, kind: str, findings: Findings) -> dict[str, str]:
    written = row.cell("parameters")
    if not written:
        return {}
    found = {name.lower(): value for name, value in _PAIR.findall(written)}
    if not _BETWEEN.fullmatch(_PAIR.sub("", written)):
        findings.refuse(Code.PARAMETER_BAD, row.sheet, row.number, "parameters", parameter=written)
        return {}
    known = KNOWN.get(kind, ())
    for name in [name for name in found if name not in known]:
        if name in SKIPPED or name in {one for some in KNOWN.values() for one in some}:
            findings.note(Code.PARAMETER_SKIPPED, row.sheet, row.number, "parameters", parameter=name)
        else:
            findings.note(
                Code.PARAMETER_UNKNOWN, row.sheet, row.number, "parameters", parameter=name, like=like(name, known)
            )
        del found[name]
    return found


def number(parameters: Mapping[str, str], name: str, otherwise: int, row: Row, findings: Findings) -> int | float:
    written = parameters.get(name, str(otherwise))
    try:
        value = float(written)
    except ValueError:
        value = float("nan")
    if not abs(value) < 1e12:
        findings.refuse(Code.PARAMETER_BAD, row.sheet, row.number, "parameters", parameter=f"{name}={written}")
        return otherwise
    return int(value) if value == int(value) else value
