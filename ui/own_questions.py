"""A workshop's own questions as they are being written: of the same kinds as a survey's, each with its words in several languages."""

from collections.abc import Iterator

import msgspec
import streamlit as st

from common.marks import N_
from i18n.catalogue import LANGUAGES
from services import places
from survey.model import SOURCE_LANGUAGE, Choice, Question, Questionnaire, Section, Text, from_json, to_json
from ui import drafts
from ui.drafts import Draft
from ui.plain import plain
from ui.words import _, language_name, ngettext, number

KINDS = {
    "short_text": N_("Eine Zeile Text"),
    "long_text": N_("Längerer Text"),
    "single": N_("Eine Antwort aus mehreren"),
    "multiple": N_("Mehrere Antworten möglich"),
    "ranking": N_("In eine Reihenfolge bringen"),
    "number": N_("Zahl"),
    "date": N_("Tag"),
    "time": N_("Uhrzeit"),
    "moment": N_("Tag mit Uhrzeit"),
    "district": N_("Stadtbezirk"),
    "consent": N_("Einwilligung zum Ankreuzen"),
    "acknowledge": N_("Hinweis, den man als gelesen ankreuzt"),
    "agreement": N_("Zustimmung in fünf Stufen"),
    "matrix": N_("Mehrere Aussagen mit fünf Stufen"),
    "smileys": N_("Gesichter"),
    "ten": N_("Von 0 bis 10"),
    "slider": N_("Schieberegler"),
    "note": N_("Nur ein Hinweis, keine Frage"),
}
LINES = {
    "single": N_("Antworten, eine in jeder Zeile"),
    "multiple": N_("Antworten, eine in jeder Zeile"),
    "ranking": N_("Antworten, eine in jeder Zeile"),
    "matrix": N_("Aussagen, eine in jeder Zeile"),
}
FEWEST = {"single": 2, "multiple": 2, "ranking": 2, "matrix": 1}
TAGS = tuple(one.tag for one in LANGUAGES)
OTHERS = tuple(tag for tag in TAGS if tag != SOURCE_LANGUAGE)


def begin(draft: Draft, stored: str) -> None:
    """Into the draft; the questionnaire itself stays there too, for what this editor does not show."""
    whole = from_json(stored) if stored else Questionnaire({}, (Section("own", {}, ()),))
    draft |= {"questionnaire": whole, "stored_questions": stored, "questions": []}
    for section in whole.sections:
        for question in section.questions:
            drafts.add(draft, "questions", **_row(question, section.name))
    draft["untouched"] = _sections(draft)


def add(draft: Draft) -> None:
    drafts.add(
        draft,
        "questions",
        **_row(Question(_free_name(draft), "short_text", {}), draft["questionnaire"].sections[-1].name),
    )


def _row(question: Question, section: str) -> Draft:
    lines = question.rows if question.kind == "matrix" else question.choices
    return {
        "before": question,
        "section": section,
        "kind": question.kind,
        "required": question.required,
        "into": OTHERS[0],
        **{f"label.{tag}": question.label.get(tag, "") for tag in TAGS},
        **{f"lines.{tag}": "\n".join(one.label.get(tag, "") for one in lines).rstrip("\n") for tag in TAGS},
    }


def draw(draft: Draft) -> None:
    for place, row in enumerate(draft["questions"], start=1):
        with st.container(border=True):
            _one(draft, row, place)
    st.button(
        _("Frage dazunehmen"), icon=":material/add:", key=f"{draft['key']}.add_question", on_click=add, args=(draft,)
    )


def _one(draft: Draft, row: Draft, place: int) -> None:
    head = st.container(horizontal=True, vertical_alignment="center")
    head.markdown("**" + _("Frage {n}").format(n=number(place)) + "**")
    if place > 1:
        head.button(
            _("nach oben"),
            icon=":material/arrow_upward:",
            type="tertiary",
            key=f"{row['key']}.up",
            on_click=drafts.up,
            args=(draft, "questions", row["key"]),
        )
    head.button(
        _("Frage streichen"),
        icon=":material/delete:",
        type="tertiary",
        key=f"{row['key']}.remove",
        on_click=drafts.remove,
        args=(draft, "questions", row["key"]),
    )
    drafts.keep(row, f"label.{SOURCE_LANGUAGE}", st.text_input, _("Wortlaut auf Deutsch"), max_chars=500)
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        kinds = {kind: _(words) for kind, words in KINDS.items()}
        drafts.keep(row, "kind", st.selectbox, _("Art"), kinds | {row["kind"]: kinds.get(row["kind"], row["kind"])})
    with right:
        if row["kind"] != "note":
            drafts.keep(row, "required", st.checkbox, _("muss beantwortet werden"))
    if row["kind"] in LINES:
        over = LINES[row["kind"]]
        drafts.keep(row, f"lines.{SOURCE_LANGUAGE}", st.text_area, _(over), height=110)
    elif row["kind"] == "district":
        st.caption(_("Die Stadtbezirke stehen von selbst zur Wahl."))
    with st.expander(_("Übersetzungen"), key=f"{row['key']}.translations"):
        there = [language_name(tag) for tag in OTHERS if row[f"label.{tag}"].strip()]
        st.caption(
            _("Schon da: {languages}").format(languages=", ".join(there))
            if there
            else _("Noch keine. Ohne Übersetzung steht dort der deutsche Wortlaut.")
        )
        into = drafts.keep(row, "into", st.selectbox, _("Sprache"), {tag: language_name(tag) for tag in OTHERS})
        drafts.keep(
            row,
            f"label.{into}",
            st.text_input,
            _("Wortlaut: {language}").format(language=language_name(into)),
            max_chars=500,
        )
        if row["kind"] in LINES:
            drafts.keep(
                row,
                f"lines.{into}",
                st.text_area,
                _("In derselben Reihenfolge: {language}").format(language=language_name(into)),
                height=110,
            )


def problems(draft: Draft) -> Iterator[str]:
    """Sentences, each with the number of its question."""
    for place, row in enumerate(draft["questions"], start=1):
        for words in _wrong(row):
            yield _("Frage {n}: {problem}").format(n=number(place), problem=words)


def _wrong(row: Draft) -> Iterator[str]:
    if not row[f"label.{SOURCE_LANGUAGE}"].strip():
        yield _("Der deutsche Wortlaut fehlt.")
    fewest, lines = FEWEST.get(row["kind"], 0), _lines(row, SOURCE_LANGUAGE)
    if len(lines) < fewest:
        yield ngettext(
            "Bitte schreiben Sie mindestens {n} Zeile.", "Bitte schreiben Sie mindestens {n} Zeilen.", fewest
        ).format(n=number(fewest))
    for tag in OTHERS if fewest else ():
        there = len(_lines(row, tag))
        if there not in (0, len(lines)):
            yield _("Zeilen in {language}: {there}, auf Deutsch: {wanted}. Sie gehören zueinander.").format(
                language=plain(language_name(tag)), there=number(there), wanted=number(len(lines))
            )


def written(draft: Draft) -> str:
    """The JSON to store. What was not touched is given back letter by letter, since a stored set that is in use may not change."""
    sections = _sections(draft)
    if sections == draft["untouched"]:
        return str(draft["stored_questions"])
    if not draft["questions"]:
        return ""
    spoken = tuple(
        tag for tag in TAGS if tag == SOURCE_LANGUAGE or any(row[f"label.{tag}"].strip() for row in draft["questions"])
    )
    return to_json(msgspec.structs.replace(draft["questionnaire"], sections=sections, languages=spoken)).decode()


def _sections(draft: Draft) -> tuple[Section, ...]:
    whole: Questionnaire = draft["questionnaire"]
    return tuple(
        msgspec.structs.replace(
            one, questions=tuple(_question(row) for row in draft["questions"] if row["section"] == one.name)
        )
        for one in whole.sections
    )


def _question(row: Draft) -> Question:
    before: Question = row["before"]
    kind = row["kind"]
    base = before if before.kind == kind else Question(before.name, kind, {})
    changed = msgspec.structs.replace(
        base, label=_text(base.label, row, "label"), required=row["required"] and kind != "note"
    )
    if kind == "matrix":
        return msgspec.structs.replace(changed, rows=_choices(row, base.rows, f"{base.name}_"))
    if kind in LINES:
        return msgspec.structs.replace(changed, choices=_choices(row, base.choices, "c"))
    if kind == "district" and not base.choices:
        named = sorted(places.districts(), key=lambda one: one.name)
        return msgspec.structs.replace(
            changed, choices=tuple(Choice(one.slug, {SOURCE_LANGUAGE: one.name}) for one in named)
        )
    return changed


def _choices(row: Draft, before: tuple[Choice, ...], prefix: str) -> tuple[Choice, ...]:
    """A line that was there keeps its name; a new one gets the next that is free."""
    lines = {tag: _lines(row, tag) for tag in TAGS}
    names = [one.name for one in before]
    free = (name for n in range(1, 1000) if (name := f"{prefix}{n}") not in names)
    found = []
    for place in range(len(lines[SOURCE_LANGUAGE])):
        kept = before[place] if place < len(before) else Choice(next(free), {})
        others = {tag: words for tag, words in kept.label.items() if tag not in TAGS}
        found.append(Choice(kept.name, {tag: lines[tag][place] for tag in TAGS if place < len(lines[tag])} | others))
    return tuple(found)


def _lines(row: Draft, tag: str) -> list[str]:
    return [words.strip() for words in row[f"lines.{tag}"].splitlines() if words.strip()]


def _text(before: Text, row: Draft, name: str) -> Text:
    others = {tag: words for tag, words in before.items() if tag not in TAGS}
    return {tag: row[f"{name}.{tag}"].strip() for tag in TAGS if row[f"{name}.{tag}"].strip()} | others


def _free_name(draft: Draft) -> str:
    taken = {row["before"].name for row in draft["questions"]}
    return next(name for n in range(1, 1000) if (name := f"q{n}") not in taken)
