"""What surrounds every page: who is signed in, the language, the way out, and what the last action did."""

import streamlit as st

from services import accounts, installation
from services.may import Actor
from ui import state
from ui.words import _


def draw(actor: Actor) -> None:
    with st.sidebar:
        st.segmented_control(_("Sprache"), list(state.LANGUAGES), format_func=state.LANGUAGES.__getitem__, key=state.LANGUAGE, required=True, on_change=_keep_language)
        st.caption(_("Angemeldet als {name}").format(name=actor.name))
        st.html(f'<a href="/logout">{_("Abmelden")}</a>')
        if installation.is_demo():
            st.caption(_("Dies ist eine Vorführung: Menschen und Zahlen sind erfunden."))
    if words := state.to_say():
        st.success(words, icon=":material/check_circle:")


def _keep_language() -> None:
    accounts.set_language(state.actor(), state.language())
