"""Above everything: what is written at, back and forward, and which of the four views is open."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from services import designing
from services.designing import Draft
from ui import state
from ui.designer import acting, outline, where
from ui.plain import plain
from ui.words import _


def draw(draft: Draft) -> None:
    with st.container(gap="xxsmall", key="designer_head"):
        st.title(plain(where.called(draft.questionnaire.title) or _("Fragebogen ohne Titel")), anchor=False)
        st.caption(" · ".join((_state(draft), outline.told(draft.questionnaire), _("Alles ist gespeichert."))))
    row = st.container(horizontal=True, vertical_alignment="center")
    _views(row)
    for verb, words, icon, possible in (
        (designing.undo, _("Rückgängig"), "undo", draft.can_undo),
        (designing.redo, _("Wiederholen"), "redo", draft.can_redo),
    ):
        row.button(
            "",
            icon=f":material/{icon}:",
            help=words,
            key=icon,
            disabled=not possible,
            on_click=acting.walk,
            args=(verb,),
        )
    row.button(_("Andere Umfrage"), icon=":material/folder_open:", type="tertiary", key="leave", on_click=where.leave)


def _views(row: DeltaGenerator) -> None:
    views = {
        where.WRITE: _(":material/edit: Schreiben"),
        where.TRANSLATE: _(":material/translate: Übersetzen"),
        where.LOOK: _(":material/smartphone: Ansehen"),
        where.PUBLISH: _(":material/publish: Veröffentlichen"),
    }
    key = f"designer_view_{state.language()}"
    acting.sync(key, where.view())
    row.segmented_control(
        _("Was möchten Sie tun?"),
        list(views),
        format_func=views.__getitem__,
        required=True,
        label_visibility="collapsed",
        key=key,
        on_change=_show,
        args=(key,),
    )


def _state(draft: Draft) -> str:
    return _("Neuer Entwurf") if draft.is_new else _("Entwurf der nächsten Fassung")


def _show(key: str) -> None:
    where.go(where.at(), st.session_state[key])
