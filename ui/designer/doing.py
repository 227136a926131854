"""What can be done with a section or a question besides writing it: up, down, elsewhere, once more, away."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from services import writing
from services.writing import Key, Sort
from survey.model import Questionnaire
from ui.designer import acting, where
from ui.words import _


def draw(head: DeltaGenerator, questionnaire: Questionnaire, key: Key) -> None:
    for icon, help, by in (("arrow_upward", _("Nach oben"), -1), ("arrow_downward", _("Nach unten"), 1)):
        head.button(
            "",
            icon=f":material/{icon}:",
            help=help,
            type="tertiary",
            key=f"move_{by}",
            on_click=acting.do,
            args=(writing.move, key, by),
        )
    head.button(
        "",
        icon=":material/content_copy:",
        help=_("Noch einmal"),
        type="tertiary",
        key="copy",
        on_click=acting.do_and_go,
        args=(writing.copy, key),
    )
    if key.sort is not Sort.SECTION:
        with head.popover("", icon=":material/drive_file_move:", help=_("In einen anderen Abschnitt"), type="tertiary"):
            _elsewhere(questionnaire, key)
    head.button(
        "",
        icon=":material/delete:",
        help=_("Löschen; „Rückgängig“ holt es zurück"),
        type="tertiary",
        key="delete",
        on_click=acting.do_and_go,
        args=(writing.delete, key),
    )


def _elsewhere(questionnaire: Questionnaire, key: Key) -> None:
    things = writing.things(questionnaire)
    others = [one for one in writing.holders(questionnaire) if one not in (key, things[key].parent)]
    if not others:
        st.caption(_("Es gibt noch keinen anderen Abschnitt."))
        return
    named = {where.written(one): one for one in others}
    chosen = st.selectbox(
        _("Wohin?"), list(named), format_func=lambda one: _called(things[named[one]].value), key="move_to"
    )
    st.button(_("Verschieben"), key="move_now", on_click=acting.do, args=(writing.move_into, key, named[chosen]))


def _called(value: object) -> str:
    words = getattr(value, "title", None) or getattr(value, "label", None) or {}
    return where.called(words) or str(getattr(value, "name", ""))
