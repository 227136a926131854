"""One row of the survey sheet as a question."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from survey.model import Choice, Question, Text
from survey.xlsform import choices, ours, parameters
from survey.xlsform.choices import Lists
from survey.xlsform.columns import OWN_WORDS
from survey.xlsform.near import like
from survey.xlsform.problems import Code, Findings
from survey.xlsform.sheet import Row
from survey.xlsform.speech import Speech
from survey.xlsform.tree import NO, YES, Entry

NEEDS_NO_WORDS = frozenset({"calculation", "hidden", "group", "repeat"})
WITHOUT_EFFECT = frozenset(
    {
        *("new", "new-front", "draw", "annotate", "signature", "maps", "placement-map", "map", "image-map", "bearing"),
        *("printer", "masked", "counter", "hide-input", "ethiopian", "coptic", "islamic", "bikram-sambat", "myanmar"),
        *("persian", "buddhist", "url", "hidden-answer"),
    }
)
"""Appearances that need a device, or another calendar."""
TABLE = ("label", "list-nolabel", "list", "table-list")
"""Appearances of a table's rows. A row outside of a table would lose its words by them."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a row needs to know of the form around it."""

    speech: Speech
    lists: Lists
    external: Lists
    files: Mapping[str, bytes]
    findings: Findings


def question(entry: Entry, form: Form) -> Question:
    """What is wrong with the row goes to the findings; what comes back can always be used."""
    row = entry.row
    marked, appearance = ours.marked(row.cell("appearance"))
    kind = marked or entry.type.kind
    given = parameters.read(row, entry.type.kind, form.findings)
    if kind == "short_text" and (ours.MULTILINE in appearance.split() or "rows" in given or row.cell("rows")):
        kind, appearance = "long_text", ours.without(appearance, ours.MULTILINE)
    fields: dict[str, Any] = {
        **_words(entry, kind, form),
        **_logic(entry, form),
        **_choices(entry, kind, given, form),
        "limits": _limits(entry, kind, given, form),
        "appearance": _appearance(row, appearance, form),
        "sensitive": row.cell("x_sensitive").lower() in YES,
        "dont_know": row.cell("x_dont_know").lower() not in NO,
    }
    made = Question(entry.name, kind, **fields)
    return _with_constraint(made, row, entry.type.constraint)


# Words


def _words(entry: Entry, kind: str, form: Form) -> dict[str, Any]:
    row = entry.row
    hint = form.speech.text(row, "hint")
    return {
        "label": label(entry, kind, form),
        "hint": hint,
        "guidance": form.speech.text(row, "guidance_hint"),
        "required_words": form.speech.text(row, "required_message"),
        "constraint_words": form.speech.text(row, "constraint_message"),
        "labels": {
            column.removeprefix(OWN_WORDS): form.speech.text(row, column)
            for column in row.texts
            if column.startswith(OWN_WORDS)
        },
    }


def label(entry: Entry, kind: str, form: Form) -> Text:
    """Where there are no words the name stands for them: a question without any cannot be heard."""
    row = entry.row
    if row.text("label") or kind in NEEDS_NO_WORDS or row.text("hint"):
        return form.speech.text(row, "label")
    form.findings.note(Code.LABEL_MISSING, row.sheet, row.number, "label", name=entry.name)
    return {form.speech.unnamed: entry.name}


def _appearance(row: Row, appearance: str, form: Form) -> str:
    for word in appearance.split():
        if word in WITHOUT_EFFECT or word.startswith("ex:"):
            form.findings.note(Code.APPEARANCE_SKIPPED, row.sheet, row.number, "appearance", appearance=word)
    return ours.without(appearance, *TABLE)


# Logic


def _logic(entry: Entry, form: Form) -> dict[str, Any]:
    row = entry.row
    required = row.cell("required")
    always = required.lower() in YES
    return {
        "required": always,
        "required_if": "" if always or required.lower() in NO else required,
        "relevant": "" if row.cell("relevant").lower() in YES else row.cell("relevant"),
        "calculation": _calculation(entry, form),
        "trigger": row.cell("trigger"),
        "default": row.cell("default"),
        "read_only": _read_only(row, form),
        "count": row.cell("repeat_count") if entry.type.kind == "repeat" else "",
    }


def _calculation(entry: Entry, form: Form) -> str:
    row = entry.row
    if entry.type.kind == "calculation" and not row.cell("calculation"):
        if not row.cell("default"):
            form.findings.refuse(Code.CALCULATION_MISSING, row.sheet, row.number, "calculation", name=entry.name)
        return row.cell("default")
    return row.cell("calculation")


def _read_only(row: Row, form: Form) -> bool:
    written = row.cell("read_only").lower()
    if written and written not in YES | NO:
        form.findings.note(Code.READ_ONLY_SKIPPED, row.sheet, row.number, "read_only")
    return written in YES


def _with_constraint(made: Question, row: Row, of_type: str) -> Question:
    """Without what our own limits say already."""
    from msgspec.structs import replace

    written = row.cell("constraint")
    limits = ours.limiting(made) if row.cell("x_limits") else ""
    return replace(made, constraint=ours.parted(written, limits) if limits else ours.joined(of_type, written))


# Limits


def _limits(entry: Entry, kind: str, given: Mapping[str, str], form: Form) -> dict[str, int | float | str]:
    row, own = entry.row, entry.row.cell("x_limits")
    if own:
        try:
            return ours.read_limits(own, kind)
        except ValueError:
            form.findings.refuse(Code.PARAMETER_BAD, row.sheet, row.number, "x_limits", parameter=own)
            return {}
    if kind != "slider":
        return dict(entry.type.limits)
    return {
        "min": parameters.number(given, "start", 1, row, form.findings),
        "max": parameters.number(given, "end", 10, row, form.findings),
        "step": parameters.number(given, "step", 1, row, form.findings),
    }


# Choices


def _choices(entry: Entry, kind: str, given: Mapping[str, str], form: Form) -> dict[str, Any]:
    if not entry.type.needs_list or kind in ours.LISTED:
        return {}
    row = entry.row
    found = _found(entry, given, form)
    if kind == "multiple":
        _refuse_spaces(entry, found, form)
    return {
        "choices": found,
        "list_name": _list_name(entry, form),
        "choice_filter": row.cell("choice_filter"),
        "other": _other(entry, kind, form),
        "random": given.get("randomize", "").lower() in YES or row.cell("x_random").lower() in YES,
        "seed": row.cell("x_seed") or given.get("seed", ""),
    }


def _list_name(entry: Entry, form: Form) -> str:
    """Nothing where it is the question's own; another one where both sheets have a list of that name and they differ."""
    name = PurePath(entry.type.list_name).stem if entry.type.from_file else entry.type.list_name
    if entry.type.external and form.lists.get(name, form.external.get(name)) != form.external.get(name):
        name = f"{name}-external"
    return "" if name == entry.row.cell("name") == entry.name else name


def _found(entry: Entry, given: Mapping[str, str], form: Form) -> tuple[Choice, ...]:
    row, name = entry.row, entry.type.list_name
    if not name:
        form.findings.refuse(Code.LIST_NOT_NAMED, row.sheet, row.number, "type", type=row.cell("type"))
    elif entry.type.from_file:
        return _of_file(entry, given, form)
    elif not name.startswith("${"):
        lists = form.external if entry.type.external else form.lists
        if name in lists:
            return lists[name]
        form.findings.refuse(Code.LIST_MISSING, row.sheet, row.number, "type", list=name, like=like(name, lists))
    return ()


def _of_file(entry: Entry, given: Mapping[str, str], form: Form) -> tuple[Choice, ...]:
    row, name = entry.row, entry.type.list_name
    rows = choices.beside(form.files, name)
    if rows is None:
        form.findings.note(Code.FILE_MISSING, row.sheet, row.number, "type", file=name)
        return ()
    return choices.of_table(rows, given.get("value", "name"), given.get("label", "label"), form.speech)


def _refuse_spaces(entry: Entry, found: tuple[Choice, ...], form: Form) -> None:
    row = entry.row
    for choice in found:
        if " " in choice.name:
            form.findings.refuse(
                Code.CHOICE_WITH_SPACE, row.sheet, row.number, "type", name=choice.name, list=entry.type.list_name
            )


def _other(entry: Entry, kind: str, form: Form) -> bool:
    if entry.type.other and kind == "ranking":
        form.findings.note(Code.OTHER_SKIPPED, entry.row.sheet, entry.row.number, "type")
        return False
    return entry.type.other or entry.row.cell("x_other").lower() in YES
