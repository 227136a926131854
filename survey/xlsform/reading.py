"""From a file to a questionnaire, or to everything that is wrong with it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

import msgspec

from survey.model import Question, Questionnaire, Section, Text
from survey.xlsform import checking, choices, columns, files, names, ours, sections, sheet, speech, tree
from survey.xlsform.choices import Lists
from survey.xlsform.files.grid import SHEETS, Book, Grid
from survey.xlsform.near import like
from survey.xlsform.problems import Code, Findings, Problem
from survey.xlsform.questions import Form
from survey.xlsform.sheet import Row, Sheet
from survey.xlsform.tree import YES, Entry

KEPT = ("form_id", "version", "style", "instance_name")
"""Settings that mean nothing to us and go out again as they came."""
_MINUTES = re.compile(r"[0-9]{1,3}")
NO_FILES: Mapping[str, bytes] = {}


@dataclass(frozen=True, slots=True)
class Taken:
    """`questionnaire` is None where the form was refused; then `reasons` says why, all of it."""

    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]

    @property
    def reasons(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.refuses)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What was skipped, changed or assumed."""
        return tuple(problem for problem in self.problems if not problem.refuses)

    @property
    def files(self) -> tuple[str, ...]:
        """Tables that the form asks for and that were not given, by the names that they must have."""
        return tuple(dict.fromkeys(filter(None, map(_file, self.notes))))


def _file(note: Problem) -> str:
    """The table whose absence a note tells of, or nothing. A name with a way in it is none: nobody looks elsewhere for it."""
    context = note.context
    if note.code is Code.FILE_MISSING:
        name = str(context["file"])
    elif (note.code is Code.TYPE_SKIPPED and context["why"] == "table") or (
        note.code is Code.EXPRESSION_SKIPPED and context["why"] == "unknown_list"
    ):
        name = f"{context['name']}.csv"
    else:
        return ""
    return name if PurePath(name).name == name else ""


def read(name: str, content: bytes, beside: Mapping[str, bytes] = NO_FILES) -> Taken:
    """Reads a form by the name of its file and its content; `beside` are tables that it asks for, by name. Never raises."""
    findings = Findings()
    book = files.read(name, content, findings)
    if book is None or findings.refused:
        return Taken(None, tuple(findings.all))
    asked = _questionnaire(book, PurePath(name).stem, beside, findings)
    problems = sorted(findings.all, key=lambda one: (_rank(one.sheet, book), one.row))
    return Taken(None if findings.refused else asked, tuple(problems))


def _rank(name: str, book: Book) -> int:
    order = [grid.name for grid in book.sheets.values()]
    return order.index(name) + 1 if name in order else 0


def _questionnaire(book: Book, called: str, beside: Mapping[str, bytes], findings: Findings) -> Questionnaire | None:
    _say_what_is_ignored(book, findings)
    survey = _sheet(book, "survey", findings)
    if not _has_what_it_needs(book, survey, findings):
        return None
    settings = _settings(book, findings)
    listed = [_sheet(book, one, findings, free=True) for one in ("choices", "external_choices")]
    spoken = speech.listen(survey, listed, settings, findings)
    twins = settings is not None and settings.cell("allow_choice_duplicates").lower() in YES
    lists = choices.read(listed[0], spoken, findings, twins)
    external = choices.read(listed[1], spoken, findings, twins=True)
    form = Form(spoken, lists, external, beside, findings)
    entries = tree.grow(survey, findings)
    looked_at = tree.names_looked_at(survey.rows)
    names.settle(entries, looked_at, findings)
    entries = _without_skipped(entries, looked_at, beside, findings)
    asked = _put_together(entries, form, settings, called)
    if not any(True for _ in asked.questions()):
        findings.refuse(Code.NOTHING_ASKED, survey.name)
    return checking.checked(asked, entries, form)


# Sheets


def _sheet(book: Book, name: str, findings: Findings, free: bool = False) -> Sheet:
    grid = book.sheets.get(name, Grid(name))
    known = columns.SURVEY if name == "survey" else columns.SETTINGS if name == "settings" else columns.CHOICES
    return sheet.read(grid, known, findings, free)


def _settings(book: Book, findings: Findings) -> Row | None:
    """The first row with something in it: a settings sheet has no other."""
    return next(iter(_sheet(book, "settings", findings).rows), None)


def _say_what_is_ignored(book: Book, findings: Findings) -> None:
    for name in book.others:
        if name.startswith("_"):
            continue
        meant = like(name, [one for one in SHEETS if one not in book.sheets])
        if meant:
            findings.note(Code.SHEET_MISSPELT, name, like=meant)
        else:
            findings.note(Code.SHEET_IGNORED, name)
    for name in ("osm", "entities"):
        if name in book.sheets and len(book.sheets[name].rows) > 1:
            grid = book.sheets[name]
            findings.note(Code.SHEET_SKIPPED, grid.name, grid.rows[1][0], why=name)


def _has_what_it_needs(book: Book, survey: Sheet, findings: Findings) -> bool:
    if "survey" not in book.sheets:
        findings.refuse(Code.NO_SURVEY_SHEET, sheets=", ".join(book.others)[:200])
        return False
    if not survey.headers:
        findings.refuse(Code.NOTHING_ASKED, survey.name)
        return False
    missing = [column for column in ("type", "name") if not survey.has(column)]
    for column in missing:
        meant = like(column, [one.written for one in survey.headers])
        findings.refuse(Code.COLUMN_MISSING, survey.name, 1, column, like=meant)
    return not missing


# What is skipped


def _without_skipped(
    entries: list[Entry], looked_at: frozenset[str], beside: Mapping[str, bytes], findings: Findings
) -> list[Entry]:
    """Says what is not taken. Where expressions look at it, a hidden question without an answer stays in its place."""
    kept: list[Entry] = []
    for entry in entries:
        why = entry.type.skipped
        if not why:
            entry.children = _without_skipped(entry.children, looked_at, beside, findings)
            kept.append(entry)
            continue
        row = entry.row
        if why == "table" and choices.beside(beside, f"{entry.name}.csv") is not None:
            continue
        wanted = [one for one in entry.everything() if one.name in looked_at and why != "table"]
        findings.note(
            Code.TYPE_SKIPPED,
            row.sheet,
            row.number,
            "type",
            type=row.cell("type"),
            name=entry.name,
            why=why,
            looked_at=int(bool(wanted)),
        )
        kept += [_stand_in(one) for one in wanted]
    return kept


def _stand_in(entry: Entry) -> Entry:
    value = entry.type.value
    kind = msgspec.structs.replace(entry.type, kind="calculation" if value else "hidden", skipped="", opens=False)
    row = Row(entry.row.sheet, entry.row.number, {"calculation": value} if value else {})
    return Entry(row, msgspec.structs.replace(kind, needs_list=False), entry.name)


# Put together


def _put_together(entries: list[Entry], form: Form, settings: Row | None, called: str) -> Questionnaire:
    lead, entries = sections.led(entries, form)
    thanks: Text = {}
    if entries and ours.THANKS in entries[-1].row.cell("appearance").split():
        thanks, entries = form.speech.text(entries[-1].row, "label"), entries[:-1]
    found = sections.sections(entries, form)
    cell = settings.cell if settings else lambda _: ""
    title = cell("form_title") or cell("form_id") or called
    return Questionnaire(
        title=(form.speech.text(settings, "x_title") if settings else {}) or {form.speech.unnamed: title},
        sections=found,
        lead=lead,
        thanks=thanks,
        languages=form.speech.tags,
        minutes=int(cell("x_minutes")) if _MINUTES.fullmatch(cell("x_minutes")) else 0,
        scale=cell("x_scale"),
        lists=_unseen_lists(found, form),
        settings={name: cell(name) for name in KEPT if cell(name)},
    )


def _unseen_lists(found: Iterable[Section], form: Form) -> Lists:
    """Lists that no question draws from, and tables given beside the form: expressions may look at them."""
    shown = {one.list_name or one.name for section in found for one in _each(section.questions)}
    unseen = {**choices.tables(form.files, form.speech), **form.external, **form.lists}
    return {name: some for name, some in unseen.items() if some and name not in shown and not ours.is_of_a_kind(name)}


def _each(questions: Iterable[Question]) -> Iterable[Question]:
    for question in questions:
        yield question
        yield from _each(question.questions)
