"""What surrounds every page: who is signed in, the language, the way out."""

import streamlit as st

from services.may import Actor
from ui import state
from ui.words import _


def draw(actor: Actor) -> None:
    with st.sidebar:
        st.caption(actor.name)
        st.segmented_control(_("Sprache"), list(state.LANGUAGES), default="de", format_func=state.LANGUAGES.__getitem__, key=state.LANGUAGE, label_visibility="collapsed")
        st.link_button(_("Abmelden"), "/logout", icon=":material/logout:")
