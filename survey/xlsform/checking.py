"""Looks at the logic of a form that was read: what is wrong is said with its row and column, what other tools have and we do not is left out and said."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

from msgspec.structs import replace

from survey import logic
from survey.expressions import Code as Why
from survey.logic import Wrong
from survey.model import Question, Questionnaire, Section
from survey.xlsform import choices
from survey.xlsform.near import like
from survey.xlsform.problems import Code, Detail
from survey.xlsform.questions import Form
from survey.xlsform.sheet import Row
from survey.xlsform.tree import Entry

FIELDS = {"required": "required_if"}
"""Where a column and our field have different names."""
COLUMNS = {"count": "repeat_count", "seed": "parameters", "": "calculation"}
WORDS = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
_REFERENCE = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_LOST_SOURCE = re.compile(r"pulldata|last-saved|__")
"""What looks at things outside of the form."""


def checked(asked: Questionnaire, entries: list[Entry], form: Form) -> Questionnaire:
    """The questionnaire without expressions that we cannot run."""
    rows: dict[str, Row] = {}
    for entry in (one for top in entries for one in top.everything()):
        rows.setdefault(entry.name, entry.row)
    _check_references(entries, rows, form)
    lost = _files_not_given(entries, form)
    gone: dict[str, set[str]] = {}
    for wrong in logic.problems(asked):
        row = rows.get(wrong.name.rpartition("/")[2])
        if _is_of_elsewhere(wrong, row, lost):
            gone.setdefault(wrong.name, set()).add(wrong.field)
            _tell(wrong, row, form, refuses=False)
        else:
            _tell(wrong, row, form, refuses=True)
    return replace(asked, sections=tuple(_without(gone, asked.sections))) if gone else asked


def _is_of_elsewhere(wrong: Wrong, row: Row | None, lost: frozenset[str]) -> bool:
    code, context = wrong.problem.code, wrong.problem.context
    if code is Why.NOT_SUPPORTED:
        return wrong.field != "label"
    return code is Why.UNKNOWN_LIST and (context.get("name") in lost or bool(_LOST_SOURCE.search(_written(wrong, row))))


def _files_not_given(entries: list[Entry], form: Form) -> frozenset[str]:
    return frozenset(
        PurePath(one.type.list_name).stem
        for top in entries
        for one in top.everything()
        if one.type.from_file and choices.beside(form.files, one.type.list_name) is None
    )


# Telling


def _tell(wrong: Wrong, row: Row | None, form: Form, refuses: bool) -> None:
    problem = wrong.problem
    details: dict[str, Detail] = {
        **{name: value for name, value in problem.context.items() if name not in ("why", "expression")},
        "why": str(problem.code),
        "because": problem.context.get("why", ""),
        "expression": _written(wrong, row)[:200],
        "at": problem.column,
    }
    sheet, number = (row.sheet, row.number) if row else ("survey", 0)
    column = _column(wrong, row)
    if refuses:
        form.findings.refuse(Code.EXPRESSION, sheet, number, column, **details)
    else:
        form.findings.note(Code.EXPRESSION_SKIPPED, sheet, number, column, **details)


def _column(wrong: Wrong, row: Row | None) -> str:
    if wrong.field == "label" and row:
        name = str(wrong.problem.context.get("name", ""))
        said = (column for column in WORDS if any(name in words for words in row.text(column).values()))
        return next(said, "label")
    return COLUMNS.get(wrong.field, wrong.field)


def _written(wrong: Wrong, row: Row | None) -> str:
    column = _column(wrong, row)
    if row is None:
        return ""
    return row.cell(column) or next(iter(row.text(column).values()), "")


# Leaving out


def _without(gone: Mapping[str, set[str]], sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        relevant = "" if "relevant" in gone.get(section.name, ()) else section.relevant
        yield replace(section, relevant=relevant, questions=tuple(_freed(gone, section.questions)))


def _freed(gone: Mapping[str, set[str]], questions: Iterable[Question]) -> Iterator[Question]:
    for question in questions:
        fields = {FIELDS.get(field, field): "" for field in gone.get(question.name, ())}
        if "calculation" in fields and question.kind == "calculation":
            fields["kind"] = "hidden"  # a calculation without one is refused by every tool
        yield replace(question, **fields, questions=tuple(_freed(gone, question.questions)))


# Names that stand outside of expressions


def _check_references(entries: list[Entry], rows: Mapping[str, Row], form: Form) -> None:
    """Triggers, and lists made of what a repeat was answered with, name questions."""
    for entry in (one for top in entries for one in top.everything()):
        named = [("trigger", name) for name in _REFERENCE.findall(entry.row.cell("trigger"))]
        named += [("type", name) for name in _REFERENCE.findall(entry.type.list_name)]
        for column, name in named:
            if name not in rows:
                form.findings.refuse(
                    Code.REFERENCE_UNKNOWN, entry.row.sheet, entry.row.number, column, name=name, like=like(name, rows)
                )
