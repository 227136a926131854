"""What surrounds every page: who is signed in, the language, the way out, and what the last action did."""

import streamlit as st

from common.tokens import Scheme
from services import accounts, installation
from services.may import Actor
from ui import state, theme
from ui.words import _


def draw(actor: Actor) -> None:
    st.html(_style(theme.scheme()))
    with st.sidebar:
        st.segmented_control(
            _("Sprache"),
            list(state.LANGUAGES),
            format_func=state.LANGUAGES.__getitem__,
            key=state.LANGUAGE,
            required=True,
            on_change=_keep_language,
        )
        st.caption(_("Angemeldet als {name}").format(name=actor.name))
        st.html(f'<a href="/logout">{_("Abmelden")}</a>')
        if installation.is_demo():
            st.caption(_("Dies ist eine Vorführung: Menschen und Zahlen sind erfunden."))
    if words := state.to_say():
        st.success(words, icon=":material/check_circle:")


def _style(look: Scheme) -> str:
    """What the theme cannot say: Streamlit 1.67 fades captions and headings of the navigation to 4.1:1, and links in HTML have no colour."""
    soft = '[data-testid="stCaptionContainer"],[data-testid="stCaptionContainer"] p,[data-testid="stNavSectionHeader"],[data-testid="stNavSectionHeader"] *'
    return f"<style>{soft}{{color:{look.soft}!important;opacity:1!important}}[data-testid=stHtml] a{{color:{look.accent}}}</style>"


def _keep_language() -> None:
    accounts.set_language(state.actor(), state.language())
