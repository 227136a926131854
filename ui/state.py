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
SAY_NEXT = "say_next"
WARN_NEXT = "warn_next"
NEW_LINK = "new_link"
"""Whose one-time link was just made, and the link: shown until it is handed over, kept nowhere else."""
ORDERED = "ordered"
"""The last export that was ordered in this window."""
PLANNED = "planned"
"""The workshop that is being written in this window."""
SIGNING = "signing"
"""The family that is being signed up at this desk, and what came of it."""
CHANGED = "changed"
"""The sign-up that is being changed for a family in this window."""
SLIP = "slip"
"""Whose code and PIN are shown in this window, until another family's are."""

DESIGNING = "designing"
"""What this window knows of the draft it writes at: its step, what was refused, which controls belong to which question. The draft itself is in the database."""


def actor() -> Actor:
    """Who is signed in; whoever is not any more is asked to sign in again."""
    token = st.session_state.get(TOKEN) or st.context.cookies.get(COOKIE, "")
    found = accounts.actor_of(token) if token else None
    if found is None:
        _signed_out()
    return found


def begin(actor: Actor) -> None:
    """A new window speaks the language of the account."""
    st.session_state.setdefault(LANGUAGE, actor.language if actor.language in LANGUAGES else "de")


def language() -> str:
    """The language of the staff face: as chosen in this window, else as in the account."""
    chosen = st.session_state.get(LANGUAGE)
    return chosen if chosen in LANGUAGES else "de"


def say_next(words: str) -> None:
    """To be told at the top of the next draw, since what a button says is gone when the page draws itself again."""
    st.session_state[SAY_NEXT] = words


def warn_next(words: str) -> None:
    """As `say_next`, for what could not be done."""
    st.session_state[WARN_NEXT] = words


def to_warn() -> str:
    return str(st.session_state.pop(WARN_NEXT, ""))


def to_say() -> str:
    """What was to be told, once."""
    return str(st.session_state.pop(SAY_NEXT, ""))


def _signed_out() -> NoReturn:
    own = words(language())
    st.info(own.gettext("Sie sind nicht mehr angemeldet."))
    again = own.gettext("Neu anmelden")
    st.html(f'<a href="/login?next=/app">{again}</a>')
    st.stop()
