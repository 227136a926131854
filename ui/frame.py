"""What surrounds every page: who is signed in, the language, the way out, and what the last action did."""

import streamlit as st

from common.tokens import DARK, LIGHT, Scheme
from services import accounts, installation
from services.may import Actor
from ui import state
from ui.words import _


def draw(actor: Actor) -> None:
    st.html(_style())
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
        way_out = _("Abmelden")  # inside the f-string, it would not be found for translation
        st.html(f'<a href="/logout">{way_out}</a>')
        if installation.is_demo():
            st.caption(_("Dies ist eine Vorführung: Menschen und Zahlen sind erfunden."))
    if words := state.to_say():
        st.success(words, icon=":material/check_circle:")
    if words := state.to_warn():
        st.error(words, icon=":material/error:")


def _style() -> str:
    """What the theme of Streamlit 1.67 cannot say: it fades captions to 4.1:1, writes white on every primary button, leaves links in HTML blue, and draws bars on a track that nobody sees."""
    return f"<style>{_rules(LIGHT)}@media (prefers-color-scheme:dark){{{_rules(DARK)}}}</style>"


def _rules(look: Scheme) -> str:
    soft = '[data-testid="stCaptionContainer"],[data-testid="stCaptionContainer"] p,[data-testid="stNavSectionHeader"],[data-testid="stNavSectionHeader"] *'
    primary = ",".join(
        f'[data-testid$="-{kind}"]:enabled{inside}'
        for kind in ("primary", "primaryFormSubmit")
        for inside in ("", " *")
    )
    return f"{soft}{{color:{look.soft}!important;opacity:1!important}}{primary}{{color:{look.accent_ink}!important}}[data-testid=stHtml] a{{color:{look.accent}}}[data-testid=stProgressBarTrack]{{background:{look.line}!important}}"


def _keep_language() -> None:
    accounts.set_language(state.actor(), state.language())
