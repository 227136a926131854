"""Words about staff: roles, refusals with what to do, what the audit's codes mean."""

from collections.abc import Mapping

import streamlit as st

from common.marks import N_
from services.may import Role
from ui.words import _

ROLES = {
    Role.COORDINATOR: N_("Koordinierungsstelle"),
    Role.NETWORK_LEAD: N_("Netzwerkverantwortliche"),
    Role.FACILITATOR: N_("Moderation"),
    Role.VIEWER: N_("Lesen"),
}
MAY_DO = {
    Role.COORDINATOR: N_("darf alles: Umfragen, Daten, Personen"),
    Role.NETWORK_LEAD: N_("liest, wie es den eigenen Netzwerken geht"),
    Role.FACILITATOR: N_("nimmt Antworten auf und zeigt Ergebnisse im Raum"),
    Role.VIEWER: N_("sieht veröffentlichte Zahlen"),
}
REFUSALS = {
    "email": N_("Das ist keine E-Mail-Adresse. Bitte prüfen Sie sie, zum Beispiel: name@stadt.de"),
    "email_taken": N_(
        "Ein Konto mit dieser Adresse gibt es schon. Sie können ihm unter „Ändern“ eine weitere Rolle geben."
    ),
    "name": N_("Bitte schreiben Sie einen Namen, höchstens 200 Zeichen."),
    "lead_needs_network": N_("Netzwerkverantwortliche brauchen ein Netzwerk. Bitte wählen Sie eines aus."),
    "has_role": N_("Diese Rolle hat die Person schon."),
    "last_coordinator": N_(
        "Das geht nicht: Dann könnte niemand mehr koordinieren. Geben Sie zuerst einer anderen Person diese Rolle."
    ),
    "no_user": N_("Dieses Konto gibt es nicht mehr. Bitte laden Sie die Seite neu."),
}
DEEDS = {
    "set_up": N_("hat das erste Konto eingerichtet"),
    "create_user": N_("hat ein Konto angelegt"),
    "add_user": N_("hat ein Konto angelegt"),
    "remove_user": N_("hat ein Konto gelöscht"),
    "give_role": N_("hat eine Rolle gegeben"),
    "take_role": N_("hat eine Rolle genommen"),
    "reset_link": N_("hat einen Link für ein neues Passwort gemacht"),
    "reset_password": N_("hat ein neues Passwort gesetzt"),
    "grant_raw": N_("hat das Recht auf Rohdaten gegeben"),
    "revoke_raw": N_("hat das Recht auf Rohdaten genommen"),
    "publish": N_("hat eine Fassung veröffentlicht"),
    "open": N_("hat eine Umfrage geöffnet"),
    "close": N_("hat eine Umfrage geschlossen"),
    "close_by": N_("hat das Ende einer Umfrage festgelegt"),
    "draft_start": N_("hat eine Umfrage begonnen"),
    "draft_open": N_("hat eine neue Fassung begonnen"),
    "draft_discard": N_("hat einen Entwurf verworfen"),
    "order_export": N_("hat Daten bestellt"),
    "fetch_export": N_("hat Daten heruntergeladen"),
    "write_export": N_("hat Daten in eine Datei geschrieben"),
}


def role(which: Role, network: str = "") -> str:
    name = _(ROLES[which])
    return f"{name} ({network})" if network else name


def roles(held: tuple[tuple[Role, int | None], ...], networks: Mapping[int, str]) -> str:
    return ", ".join(role(which, networks.get(network or 0, "")) for which, network in held) or _("keine Rolle")


def refusal(code: str) -> str:
    return _(REFUSALS.get(code, N_("Das geht so nicht. Bitte prüfen Sie die Angaben.")))


def deed(code: str) -> str:
    return _(DEEDS[code]) if code in DEEDS else code


def hand_over(name: str, link: str) -> None:
    """A one-time link, to be given to its person by hand."""
    with st.container(border=True):
        st.markdown("**" + _("Einmal-Link für {name}").format(name=name) + "**")
        st.code(link, language=None, wrap_lines=True)
        st.caption(
            _(
                "Geben Sie diesen Link nur dieser Person, am besten persönlich. Er gilt sieben Tage und einmal. Wir zeigen ihn nur jetzt."
            )
        )
