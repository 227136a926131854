"""The outline: sections with their questions. Only the section that is open shows its questions, a long one page by page: forms of 500 questions stay quick."""

from collections.abc import Collection, Sequence

import streamlit as st

from services import writing
from services.writing import Key, Sort, Thing
from survey.model import Question, Questionnaire, Section
from ui.designer import acting, kinds, palette, where
from ui.plain import plain
from ui.words import _, ngettext, number

A_PAGE = 40
LONGEST = 46
WRONG = ":material/error: "


def draw(questionnaire: Questionnaire, wrong: Collection[str]) -> None:
    """`wrong` are names of sections and questions in which something has to be mended."""
    things = writing.things(questionnaire)
    opened = where.at()
    section = writing.section_of(questionnaire, opened)
    with st.container(key="outline", gap="xxsmall"):
        _entry(_("Titel und Einleitung"), "title", None, opened)
        for one in questionnaire.sections:
            key = Key(Sort.SECTION, one.name)
            is_open = key == section or (section is None and one is questionnaire.sections[0])
            _section(key, one, opened, is_open, wrong)
            if is_open:
                _questions([thing for thing in things.values() if _lies_in(things, thing, key)], things, opened, wrong)
    st.button(
        _("Abschnitt dazunehmen"),
        icon=":material/add:",
        type="tertiary",
        key="add_section",
        on_click=acting.do_and_go,
        args=(writing.add_section, opened),
    )


def _section(key: Key, section: Section, opened: Key | None, is_open: bool, wrong: Collection[str]) -> None:
    words = where.called(section.title) or _("Abschnitt ohne Titel")
    mark = WRONG if section.name in wrong or (not is_open and _has_wrong(section.questions, wrong)) else ""
    count = "" if is_open else f" ({number(len(section.questions))})"
    _entry(f"{mark}**{plain(_short(words))}**{count}", "expand_more" if is_open else "chevron_right", key, opened)


def _questions(found: Sequence[Thing], things: dict[Key, Thing], opened: Key | None, wrong: Collection[str]) -> None:
    pages = -(-len(found) // A_PAGE)
    at = next((place for place, thing in enumerate(found) if thing.key == opened), 0) // A_PAGE
    if pages > 1:
        at = st.pagination(pages, default=at + 1, max_visible_pages=5, key=f"outline_page_{where.written(opened)}") - 1
    for thing in found[at * A_PAGE : (at + 1) * A_PAGE]:
        question = thing.value
        assert isinstance(question, Question)
        look, depth = kinds.look(question.kind), _depth(things, thing)
        words = where.called(question.label) or f"({_(look.name)})"
        mark = WRONG if question.name in wrong or thing.key.name in wrong else ""
        _entry("\u2003" * depth + mark + plain(_short(words)), look.icon, thing.key, opened)
    if not found:
        st.caption(_("Noch keine Frage."))
    if st.button(_("Frage dazunehmen"), icon=":material/add:", key="add_question", type="secondary"):
        palette.ask()


def _entry(words: str, icon: str, key: Key | None, opened: Key | None) -> None:
    st.button(
        words,
        icon=f":material/{icon}:",
        type="primary" if key == opened else "tertiary",
        width="stretch",
        key=f"outline_{where.written(key)}",
        on_click=where.go,
        args=(key,),
    )


def _lies_in(things: dict[Key, Thing], thing: Thing, section: Key) -> bool:
    place: Thing | None = thing
    while place and place.parent:
        place = things[place.parent]
    return place is not thing and place is not None and place.key == section


def _depth(things: dict[Key, Thing], thing: Thing) -> int:
    depth, place = -1, thing
    while place.parent:
        depth, place = depth + 1, things[place.parent]
    return depth


def _has_wrong(questions: Sequence[Question], wrong: Collection[str]) -> bool:
    return any(one.name in wrong or _has_wrong(one.questions, wrong) for one in questions)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def told(questionnaire: Questionnaire) -> str:
    """How much there is, in a few words."""
    n = sum(1 for _question in questionnaire.questions())
    return ngettext("{n} Frage", "{n} Fragen", n).format(n=number(n))
