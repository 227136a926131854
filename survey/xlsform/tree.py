"""The survey sheet as a tree: what stands between `begin_group` and `end_group` belongs to the group."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from survey.kinds import KINDS
from survey.xlsform import limits, types
from survey.xlsform.problems import Code, Findings
from survey.xlsform.sheet import Row, Sheet
from survey.xlsform.types import Type

NAME = re.compile(r"[^\W\d][\w.\-]*")
YES = frozenset({"yes", "true", "true()", "1", "ja"})
NO = frozenset({"no", "false", "false()", "0", "nein"})
_REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^{}]*?)\s*\}")


@dataclass(slots=True)
class Entry:
    """A row with what it holds."""

    row: Row
    type: Type
    name: str
    children: list["Entry"] = field(default_factory=list)
    closed: bool = False

    def everything(self) -> Iterator["Entry"]:
        yield self
        for child in self.children:
            yield from child.everything()


def grow(sheet: Sheet, findings: Findings) -> list[Entry]:
    top = Entry(Row(sheet.name, 0), Type("group"), "")
    path = [top]
    for row in sheet.rows:
        kind = _type(row, findings, sheet)
        if kind is None:
            continue
        if kind.closes:
            _close(path, row, kind, findings)
            continue
        entry = Entry(row, kind, _name(row, kind, findings))
        path[-1].children.append(entry)
        if kind.opens:
            path.append(entry)
            if len(path) > limits.DEPTH:
                findings.refuse(Code.TOO_DEEP, sheet.name, row.number, "type", most=limits.DEPTH)
                break
    for entry in path[1:]:
        findings.refuse(Code.NOT_CLOSED, sheet.name, entry.row.number, "type", name=entry.name, kind=entry.type.kind)
    return _enabled(top.children, findings)


def names_looked_at(rows: Iterable[Row]) -> frozenset[str]:
    """Every name that stands as `${name}` anywhere."""
    return frozenset(
        name
        for row in rows
        for words in (*row.cells.values(), *(said for text in row.texts.values() for said in text.values()))
        if "${" in words
        for name in _REFERENCE.findall(words)
    )


def _type(row: Row, findings: Findings, sheet: Sheet) -> Type | None:
    written = row.cell("type")
    if not written:
        if row.cell("name") or row.text("label"):
            findings.refuse(Code.TYPE_MISSING, row.sheet, row.number, "type", name=row.cell("name"))
        return None
    found = types.parse(written)
    if found is None:
        if row.cell("disabled").lower() in YES:
            return None
        meant = types.probably(written)
        findings.refuse(Code.TYPE_UNKNOWN, row.sheet, row.number, "type", type=written, like=meant)
        return Type("note")
    known = found.closes or found.skipped or found.kind in KINDS
    return found if known else replace(found, skipped="kind")


def _name(row: Row, kind: Type, findings: Findings) -> str:
    name = row.cell("name").removeprefix("${").removesuffix("}") if row.cell("name") else ""
    if not name:
        if kind.kind != "note" and not kind.skipped:
            findings.refuse(Code.NAME_MISSING, row.sheet, row.number, "name", type=row.cell("type"))
        return f"note_{row.number}"
    if not NAME.fullmatch(name) and not kind.skipped:
        instead = re.sub(r"[^\w.\-]+", "_", name).strip("_")
        instead = instead if NAME.fullmatch(instead) else f"q_{instead}"
        findings.refuse(Code.NAME_BAD, row.sheet, row.number, "name", name=name, like=instead)
    return name


def _close(path: list[Entry], row: Row, kind: Type, findings: Findings) -> None:
    """A slip costs one message, not one for every row below: what closes wrongly still closes."""
    if len(path) == 1:
        findings.refuse(Code.NOT_OPENED, row.sheet, row.number, "type", kind=kind.closes)
        return
    opened = path.pop()
    opened.closed = True
    if opened.type.kind != kind.closes:
        findings.refuse(
            Code.CLOSED_WRONGLY,
            row.sheet,
            row.number,
            "type",
            kind=kind.closes,
            opened=opened.type.kind,
            name=opened.name,
            opened_row=opened.row.number,
        )


def _enabled(entries: list[Entry], findings: Findings) -> list[Entry]:
    kept = []
    for entry in entries:
        if entry.row.cell("disabled").lower() in YES:
            findings.note(Code.ROW_DISABLED, entry.row.sheet, entry.row.number, "disabled", name=entry.name)
            continue
        entry.children = _enabled(entry.children, findings)
        kept.append(entry)
    return kept
