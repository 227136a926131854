"""Every key of `st.session_state`, and who is there. ContextVars are gone when a fragment reruns, so ask here each time."""

from typing import NoReturn

import streamlit as st

from i18n.catalogue import words
from services import accounts
from services.may import Actor

COOKIE = "quartierspuls"
TOKEN = "token"  # noqa: S105 - the key under which tests, which have no cookies, put theirs
LANGUAGE = "language"
LANGUAGES = {"de": "Deutsch", "en": "English"}


def actor() -> Actor:
    """Who is signed in; whoever is not any more is asked to sign in again."""
    token = st.session_state.get(TOKEN) or st.context.cookies.get(COOKIE, "")
    found = accounts.actor_of(token) if token else None
    if found is None:
        _signed_out()
    return found


def language() -> str:
    """The language of the staff face: as chosen in this window, else as in the account."""
    chosen = st.session_state.get(LANGUAGE)
    return chosen if chosen in LANGUAGES else "de"


def _signed_out() -> NoReturn:
    own = words(language())
    st.info(own.gettext("Sie sind nicht mehr angemeldet."))
    st.link_button(own.gettext("Neu anmelden"), "/login?next=/app")
    st.stop()
