"""Lists of choices: from the sheets `choices` and `external_choices`, and from tables given beside the form."""

from collections.abc import Mapping
from pathlib import PurePath

from survey.model import Choice
from survey.xlsform.files import separated
from survey.xlsform.problems import Code, Findings
from survey.xlsform.sheet import Row, Sheet
from survey.xlsform.speech import Speech

Lists = dict[str, tuple[Choice, ...]]
EMPTY = "x_empty"
"""The only choice of a list that we had to write and that has none."""


def read(sheet: Sheet, speech: Speech, findings: Findings, twins: bool) -> Lists:
    """By name, in the order of the sheet. `twins`: whether two choices of a list may have one name."""
    if sheet.rows:
        for column in ("list_name", "name"):
            if not sheet.has(column):
                findings.refuse(Code.COLUMN_MISSING, sheet.name, 1, column)
                return {}
    found: dict[str, list[Choice]] = {}
    first: dict[tuple[str, str], int] = {}
    for row in sheet.rows:
        if not _is_whole(row, findings):
            continue
        choice = _choice(row, speech, findings)
        key = (row.cell("list_name"), choice.name)
        if key in first and not twins:
            findings.refuse(
                Code.CHOICE_REPEATED, sheet.name, row.number, "name", name=key[1], list=key[0], first_row=first[key]
            )
            continue
        first.setdefault(key, row.number)
        some = found.setdefault(key[0], [])
        if choice.name != EMPTY:
            some.append(choice)
    return {name: tuple(choices) for name, choices in found.items()}


def _is_whole(row: Row, findings: Findings) -> bool:
    if row.cell("list_name") and row.cell("name"):
        return True
    if row.cell("list_name"):
        if row.text("label") or row.others:
            findings.refuse(Code.CHOICE_WITHOUT_NAME, row.sheet, row.number, "name", list=row.cell("list_name"))
    elif row.cell("name") or row.text("label"):
        findings.note(Code.CHOICE_SKIPPED, row.sheet, row.number, "list_name")
    return False


def _choice(row: Row, speech: Speech, findings: Findings) -> Choice:
    label = speech.text(row, "label")
    if not label and not row.text("label"):
        label = {speech.unnamed: row.cell("name")}
        findings.note(Code.LABEL_MISSING, row.sheet, row.number, "label", name=row.cell("name"))
    return Choice(row.cell("name"), label, row.others)


# Tables beside the form


def beside(files: Mapping[str, bytes], wanted: str) -> list[dict[str, str]] | None:
    """The rows of a table given with the form, by column; None where it was not given or is no table."""
    content = next((content for name, content in files.items() if name.lower() == wanted.lower()), None)
    if content is None or PurePath(wanted).suffix.lower() != ".csv":
        return None
    rows = [cells for _, cells in separated.lines(separated.decoded(content))]
    if not rows:
        return []
    header, *body = rows
    return [dict(zip(header, cells, strict=False)) for cells in body if any(cells)]


def of_table(rows: list[dict[str, str]], value: str, label: str, speech: Speech) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            row[value],
            {speech.unnamed: row.get(label) or row[value]},
            {column: cell for column, cell in row.items() if column not in (value, label) and cell},
        )
        for row in rows
        if row.get(value)
    )


def tables(files: Mapping[str, bytes], speech: Speech) -> Lists:
    """Every table given, by the name that expressions have for it."""
    found: Lists = {}
    for name in files:
        rows = beside(files, name)
        if rows:
            value = "name" if "name" in rows[0] else next(iter(rows[0]))
            found[PurePath(name).stem] = of_table(rows, value, "label", speech)
    return found
