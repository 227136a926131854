"""The answers of a question, or the lines of a table: edited as a table, or as a list to write, sort and paste into."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from msgspec.structs import replace

from services import writing
from services.writing import Key
from survey.model import Choice
from ui.designer import acting, where
from ui.words import _

WORDS, NAME = "words", "name"
Row = dict[str, str]


def draw(key: Key, choices: tuple[Choice, ...], field: str, language: str, label: str) -> None:
    st.markdown(f"**{label}**")
    base, editor = _base(key, choices, field, language)
    columns = list(dict.fromkeys(column for choice in choices for column in choice.columns))
    st.data_editor(
        base,
        num_rows="dynamic",
        placeholder="",
        hide_index=True,
        width="stretch",
        key=editor,
        column_order=[WORDS, NAME, *columns],
        column_config={
            WORDS: st.column_config.TextColumn(_("Text"), max_chars=500),
            NAME: st.column_config.TextColumn(
                _("Kürzel"),
                width="small",
                help=_("Steht in den Daten und in Bedingungen. Ohne Eintrag machen wir eines aus dem Text."),
                max_chars=64,
                validate=r"^\S*$",
            ),
        },
        on_change=_take_table,
        args=(editor, key, field, language),
    )
    with st.popover(_("Als Liste schreiben oder einfügen"), icon=":material/content_paste:", type="tertiary"):
        _as_list(key, choices, field, language)


def _base(key: Key, choices: tuple[Choice, ...], field: str, language: str) -> tuple[list[Row], str]:
    """What the table began with, and its key. It begins anew only when the answers were changed elsewhere (undo, a pasted list): else the cell that is being edited would be lost."""
    place = where.control(f"{field}.table.{language}")
    tables = where.memory().setdefault("tables", {})
    kept = tables.get(place)
    if kept is None or kept["made"] != choices:
        number = kept["number"] + 1 if kept else 0
        kept = tables[place] = {"made": choices, "before": choices, "number": number}
        tables[place]["rows"] = [
            {WORDS: one.label.get(language, ""), NAME: one.name, **one.columns} for one in choices
        ] or [{WORDS: "", NAME: ""}]
    return kept["rows"], f"{place}.{kept['number']}"


def _take_table(editor: str, key: Key, field: str, language: str) -> None:
    place = editor.rpartition(".")[0]
    kept = where.memory()["tables"][place]
    rows = edited(kept["rows"], st.session_state[editor])
    made = from_rows(rows, kept["before"], language)
    result = acting.result(writing.put_choices, key, made, field)
    if result is not None:
        kept["made"] = getattr(writing.things(result.draft.questionnaire)[key].value, field)


def edited(rows: Sequence[Row], changes: Mapping[str, Any]) -> list[Row]:
    """The rows of a table after what was done to it."""
    found = [dict(row) for row in rows]
    for place, cells in changes["edited_rows"].items():
        found[int(place)].update(cells)
    kept = [row for place, row in enumerate(found) if place not in changes["deleted_rows"]]
    return [*kept, *(dict(row) for row in changes["added_rows"])]


def from_rows(rows: Sequence[Row], before: Sequence[Choice], language: str) -> tuple[Choice, ...]:
    """Rows without words fall away. A choice that was there keeps its other languages."""
    known = {one.name: one for one in before}
    found: list[Choice] = []
    for row in rows:
        words, name = (row.get(WORDS) or "").strip(), (row.get(NAME) or "").strip()
        if not words:
            continue
        columns = {one: cell for one, cell in row.items() if one not in (WORDS, NAME) and cell}
        kept = known.get(name, Choice(name, {}))
        found.append(replace(kept, label={**kept.label, language: words}, columns=columns))
    return tuple(found)


def _as_list(key: Key, choices: tuple[Choice, ...], field: str, language: str) -> None:
    control = where.control(f"{field}.list.{language}.{hash(repr(choices))}")  # begins anew where they were changed
    st.text_area(
        _("Eine in jeder Zeile"),
        "\n".join(one.label.get(language, "") for one in choices),
        height=220,
        key=control,
        help=_("Aus einer Tabelle kopiert, darf in einer zweiten Spalte das Kürzel stehen."),
    )
    st.button(
        _("Übernehmen"),
        type="primary",
        key=f"{control}.take",
        on_click=_take_list,
        args=(control, key, choices, field, language),
    )
    st.caption(_("Zeilen, die gleich bleiben, behalten Kürzel und Übersetzungen, auch an anderer Stelle."))


def _take_list(control: str, key: Key, choices: tuple[Choice, ...], field: str, language: str) -> None:
    acting.do(writing.put_choices, key, from_lines(st.session_state[control], choices, language), field)


def from_lines(text: str, before: Sequence[Choice], language: str) -> tuple[Choice, ...]:
    """One choice a line, after a tab its name. The same words mean the same choice as before."""
    known = {one.label.get(language, ""): one for one in before}
    found: list[Choice] = []
    for line in text.splitlines():
        words, _tab, name = (part.strip() for part in line.partition("\t"))
        if not words:
            continue
        kept = known.pop(words, None) or Choice("", {language: words})
        found.append(replace(kept, name="_".join(name.split()) or kept.name))
    return tuple(found)
