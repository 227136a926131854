"""Whom to call, since they left no address for mails: what happened, in a sentence to say on the telephone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

import streamlit as st

from common.marks import N_
from services import messages
from services.messages import ToCall
from ui import families, state
from ui.plain import plain
from ui.words import _, day, moment, spoken

OFFERED = "offered"
WHY = {
    "offered": N_("Es sind Plätze frei geworden. Bitte sagen Sie zu bis {until}."),
    "moved_up": N_("Die Familie ist nachgerückt und dabei."),
    "passed": N_(
        "Jemand dahinter passte auf die freien Plätze. Die Familie behält ihren Platz in der Reihe, jetzt {place}."
    ),
    "workshop_changed": N_("Termin oder Ort hat sich geändert: {place}."),
    "workshop_cancelled": N_("Der Workshop fällt aus."),
    "released": N_("Wir haben die Familie abgemeldet."),
    "offer_expired": N_("Die Zeit für die Zusage ist vorbei, die Plätze sind weitergegeben."),
}


def draw(found: Sequence[ToCall], names: Mapping[str, str] = MappingProxyType({})) -> None:
    """The longest waiting first. `names` are the workshops' by their address, where there are several."""
    if not found:
        st.info(_("Niemand wartet auf einen Anruf."), icon=":material/call:")
    for one in found:
        with st.container(border=True):
            reach = (
                f"[{plain(one.phone)}](tel:{_dialled(one.phone)})"
                if one.phone
                else _("keine Nummer: bitte sagen, wenn sie kommen oder anrufen")
            )
            st.markdown(f"**{plain(one.name)}** · {reach}  \n{plain(sentence(one))}")
            about = _("spricht {language} · seit {day}").format(language=spoken(one.language), day=day(one.since))
            st.caption(" · ".join(plain(part) for part in (names.get(one.slug, ""), about) if part))
            ways = st.container(horizontal=True)
            if one.kind == OFFERED:
                ways.button(_("Sagt zu"), type="primary", key=f"yes_{one.id}", on_click=_says_yes, args=(one,))
            ways.button(
                _("Angerufen"), icon=":material/call_end:", key=f"called_{one.id}", on_click=_called, args=(one,)
            )


def sentence(one: ToCall) -> str:
    facts = {"place": str(one.payload.get("place") or "")}
    if until := one.payload.get("until"):
        facts["until"] = moment(datetime.fromisoformat(str(until)))
    return _(WHY.get(one.kind, N_("Bitte sagen Sie Bescheid."))).format(**({"until": ""} | facts))


def _dialled(phone: str) -> str:
    return "".join(letter for letter in phone if letter in "+0123456789")


def _says_yes(one: ToCall) -> None:
    families.accept(one.slug, one.signup_id, one.name)
    messages.called(state.actor(), one.id)


def _called(one: ToCall) -> None:
    messages.called(state.actor(), one.id)
    state.say_next(_("{name} steht nicht mehr auf der Anrufliste.").format(name=plain(one.name)))
