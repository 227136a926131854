"""The staff face: who is there, and which pages are theirs. One table of pages is all there is to add to."""

import streamlit as st

from services.may import Role
from ui import frame, state
from ui.words import _

EVERYONE = tuple(Role)
WORKING = (Role.COORDINATOR, Role.NETWORK_LEAD, Role.FACILITATOR)
LEADING = (Role.COORDINATOR, Role.NETWORK_LEAD)
COORDINATING = (Role.COORDINATOR,)

# a Material icon in the tab would be fetched from Google
st.set_page_config(page_title="Quartierspuls", page_icon="/assets/icon.svg", layout="centered")
actor = state.actor()
state.begin(actor)

# heading, file, title, icon, whose it is; an address that is not theirs leads to the first
PAGES = (
    (_("Mitmachen"), "participate/start.py", _("Überblick"), "home", EVERYONE),
    (_("Mitmachen"), "participate/assisted.py", _("Antwort aufnehmen"), "edit_note", WORKING),
    (_("Verstehen"), "facilitator/results.py", _("Ergebnisse"), "bar_chart", EVERYONE),
    (_("Verstehen"), "network/motivation.py", _("Motivation"), "favorite", LEADING),
    (_("Workshops"), "coordinator/workshops.py", _("Workshops planen"), "event", WORKING),
    (_("Workshops"), "facilitator/signups.py", _("Anmeldungen"), "groups", WORKING),
    (_("Workshops"), "participate/desk.py", _("Am Tisch anmelden"), "how_to_reg", WORKING),
    (_("Workshops"), "network/attendance.py", _("Teilnahme"), "insights", LEADING),
    (_("Koordinieren"), "coordinator/surveys.py", _("Umfragen"), "list_alt", COORDINATING),
    (_("Koordinieren"), "coordinator/designer.py", _("Fragebogen schreiben"), "edit_square", COORDINATING),
    (_("Koordinieren"), "coordinator/mails.py", _("Post und Löschungen"), "mark_email_unread", COORDINATING),
    (_("Koordinieren"), "coordinator/people.py", _("Personen"), "group", COORDINATING),
    (_("Koordinieren"), "coordinator/office.py", _("Impressum und Kontakt"), "contact_page", COORDINATING),
    (_("Daten"), "coordinator/exports.py", _("Daten herunterladen"), "download", EVERYONE),
)

mine: dict[str, list[st.Page]] = {}
for heading, file, title, icon, roles in PAGES:
    if not mine or actor.holds(*roles):
        page = st.Page(
            file,
            title=title,
            icon=f":material/{icon}:",
            url_path=file.rpartition("/")[2].removesuffix(".py"),
            default=not mine,
        )
        mine.setdefault(heading, []).append(page)

chosen = st.navigation(mine, expanded=True)
frame.draw(actor)
chosen.run()
