"""Names: one answer has one. Two rows of one name, and names that we keep for ourselves, get others, and it is said."""

import re
from collections.abc import Iterable

from survey.xlsform.problems import Code, Findings
from survey.xlsform.tree import Entry

OURS = "_"
"""Controls whose names begin so are the page's own."""
INSTEAD = "x"


def settle(entries: list[Entry], looked_at: frozenset[str], findings: Findings) -> None:
    """Changes names in place, with the expressions that look at them."""
    everything = [entry for top in entries for entry in top.everything()]
    _give_up_ours(everything, findings)
    _tell_apart(entries, "", {}, looked_at, findings)
    _refuse_twins(entries, findings)


def _give_up_ours(everything: Iterable[Entry], findings: Findings) -> None:
    everything = list(everything)
    changed = {entry.name: f"{INSTEAD}{entry.name}" for entry in everything if entry.name.startswith(OURS)}
    if not changed:
        return
    some = "|".join(re.escape(name) for name in sorted(changed, key=len, reverse=True))
    seen = re.compile(rf"(?<=\$\{{)(?:{some})(?=\s*\}})|(?<=/)(?:{some})(?![\w.\-])")
    for entry in everything:
        row = entry.row
        if entry.name in changed:
            findings.note(
                Code.NAME_CHANGED, row.sheet, row.number, "name", name=entry.name, instead=changed[entry.name]
            )
            entry.name = changed[entry.name]
        row.cells = {column: seen.sub(lambda found: changed[found[0]], cell) for column, cell in row.cells.items()}
        row.texts = {
            column: {tag: seen.sub(lambda found: changed[found[0]], words) for tag, words in text.items()}
            for column, text in row.texts.items()
        }


def _tell_apart(
    entries: list[Entry], around: str, taken: dict[str, Entry], looked_at: frozenset[str], findings: Findings
) -> None:
    """XLSForm allows the same name in two groups; our answers do not, except in two repeats. Twins side by side are refused below."""
    here: set[str] = set()
    for entry in entries:
        if entry.type.skipped and entry.name not in looked_at:
            continue
        if entry.name in here:
            entry.name = f"{entry.name}_{entry.row.number}"  # so that what else is wrong is said of the right row
        here.add(entry.name)
        if entry.type.kind == "repeat":
            _claim(entry, around, taken, looked_at, findings)
            _tell_apart(entry.children, entry.name, {}, looked_at, findings)
        elif entry.type.opens:
            _tell_apart(entry.children, entry.name, taken, looked_at, findings)
        else:
            _claim(entry, around, taken, looked_at, findings)


def _claim(entry: Entry, around: str, taken: dict[str, Entry], looked_at: frozenset[str], findings: Findings) -> None:
    name, row = entry.name, entry.row
    first = taken.setdefault(name, entry)
    if first is entry:
        return
    if name in looked_at:
        findings.refuse(Code.REFERENCE_AMBIGUOUS, row.sheet, row.number, "name", name=name, first_row=first.row.number)
        return
    instead = _free(f"{around}_{name}" if around else f"{name}_2", taken)
    taken[instead] = entry
    entry.name = instead
    findings.note(Code.NAME_CHANGED, row.sheet, row.number, "name", name=name, instead=instead)


def _free(name: str, taken: Iterable[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free


def _refuse_twins(entries: list[Entry], findings: Findings) -> None:
    """Two of one name side by side are a slip, in every tool."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        row = entry.row
        written = row.cell("name")
        first = seen.setdefault(written, entry) if written and not entry.type.skipped else entry
        if first is not entry:
            findings.refuse(Code.NAME_REPEATED, row.sheet, row.number, "name", name=written, first_row=first.row.number)
        _refuse_twins(entry.children, findings)
