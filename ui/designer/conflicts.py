"""Two people write at the same questionnaire: who was quicker, and what becomes of the other edit."""

import streamlit as st

from services import designing
from services.designing import Draft
from services.may import Actor
from survey.model import Questionnaire
from ui import state
from ui.designer import acting, where
from ui.plain import plain
from ui.words import _


def draw() -> None:
    memory = where.memory()
    if trouble := memory.pop("trouble", ""):
        st.error(_(trouble), icon=":material/error:")
    if memory.get("conflict"):
        _ask()


def _ask() -> None:
    verb, args, fields, by, mine = where.memory()["conflict"]

    @st.dialog(_("Jemand war schneller"), dismissible=False)
    def ask() -> None:
        st.markdown(
            _("{name} hat diesen Fragebogen gerade geändert. Ihre letzte Änderung ist noch nicht gespeichert.").format(
                name=f"**{plain(by)}**" if by else _("Jemand anderes")
            )
        )
        if st.button(_("Meine Änderung dazunehmen"), type="primary", key="conflict_again"):
            _settle()
            acting.do(verb, *args, **fields)
            st.rerun()
        st.caption(_("Beides steht dann da. Haben Sie beide dasselbe Feld geändert, gilt Ihres."))
        if st.button(_("Mit dem anderen Stand weitermachen"), key="conflict_theirs"):
            _settle()
            if mine is not None:
                acting.result(_beside, mine)
            st.rerun()
        st.caption(_("Ihr Stand geht nicht verloren: „Wiederholen“ holt ihn zurück."))

    ask()


def _settle() -> None:
    """From now on we know of the other edit."""
    where.memory().pop("conflict")
    acting.see(designing.look(state.actor(), where.slug()))


def _beside(actor: Actor, slug: str, step: int, mine: Questionnaire) -> Draft:
    """Keeps my state as a step and goes back to theirs."""
    kept = designing.save(actor, slug, mine, step)
    return designing.undo(actor, slug, kept.step)
