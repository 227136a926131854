"""Mails that did not leave, or perhaps did; and what was deleted when."""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from common.marks import N_
from services import messages
from services.forgetting import ATTENDANCE, SIGNUPS, Deleted
from services.messages import Unsettled
from ui import state
from ui.plain import plain
from ui.words import _, day, ngettext, number

KINDS = {
    "confirmed": N_("Bestätigung"),
    "waiting": N_("Warteliste"),
    "changed": N_("Änderung"),
    "cancelled": N_("Absage der Familie"),
    "accepted": N_("Zusage"),
    "offered": N_("freie Plätze angeboten"),
    "moved_up": N_("nachgerückt"),
    "passed": N_("in der Reihe übersprungen"),
    "released": N_("abgemeldet"),
    "offer_expired": N_("Zeit für die Zusage vorbei"),
    "workshop_changed": N_("neuer Termin oder Ort"),
    "workshop_cancelled": N_("Workshop abgesagt"),
    "reminder": N_("Erinnerung"),
    "thanks": N_("Dank"),
}
STATES = {
    "failed": (N_("nicht angekommen"), "red", "error"),
    "uncertain": (N_("ungewiss"), "orange", "help"),
}
WHAT = {ATTENDANCE: N_("wer an einem Termin da war"), SIGNUPS: N_("alle Anmeldungen")}


def unsettled(found: Sequence[Unsettled]) -> None:
    for one in found:
        words, colour, icon = STATES.get(one.state, STATES["failed"])
        with st.container(border=True):
            st.markdown(f"**{plain(one.recipient)}** · {plain(_(KINDS.get(one.kind, one.kind)))}")
            st.badge(_(words), icon=f":material/{icon}:", color=colour)
            tried = ngettext("{n} Versuch", "{n} Versuche", one.attempts).format(n=number(one.attempts))
            st.caption(plain(" · ".join(filter(None, [one.slug, tried, one.problem]))))
            ways = st.container(horizontal=True)
            ways.button(
                _("Noch einmal senden"),
                icon=":material/send:",
                key=f"again_{one.id}",
                on_click=_decide,
                args=(one.id, True),
            )
            ways.button(_("So lassen"), type="tertiary", key=f"leave_{one.id}", on_click=_decide, args=(one.id, False))


def _decide(message: UUID, again: bool) -> None:
    messages.decide(state.actor(), message, again)
    state.say_next(_("Wird noch einmal gesendet.") if again else _("Bleibt, wie es ist."))


def deleted(found: Sequence[Deleted]) -> None:
    rows = [
        {
            _("Wann"): plain(day(one.on)),
            _("Workshop"): plain(one.slug),
            _("Was"): _(WHAT[one.what]),
            _("Einträge"): number(one.rows),
        }
        for one in found
    ]
    st.table(rows, border="horizontal", hide_index=True, height=600 if len(rows) > 14 else "content")
