"""Who answers for this installation: imprint, privacy notice, accessibility statement."""

import streamlit as st

from services import may, office
from ui import state
from ui.words import _

actor = state.actor()
if not may.set_up_office(actor):
    st.switch_page("participate/start.py")

now = office.office()

st.title(_("Impressum und Kontakt"))
st.write(
    _(
        "Diese Angaben stehen auf den Seiten für alle: im Impressum, in der Datenschutzerklärung und in der Erklärung zur Barrierefreiheit. Was leer ist, wird dort als fehlend gezeigt."
    )
)

FIELDS = (
    ("brand", _("Name in der Kopfzeile"), ""),
    ("name", _("Stelle"), ""),
    ("street", _("Straße und Hausnummer"), ""),
    ("city", _("Postleitzahl und Ort"), ""),
    ("represented_by", _("Vertreten durch"), ""),
    ("phone", _("Telefon"), ""),
    ("email", _("E-Mail-Adresse"), ""),
    ("privacy_officer", _("Datenschutzbeauftragte Person oder Stelle"), ""),
    ("privacy_officer_email", _("E-Mail-Adresse für Datenschutz"), ""),
    ("accessibility_email", _("E-Mail-Adresse für Barrierefreiheit"), _("Leer: die E-Mail-Adresse von oben.")),
    ("accessibility_date", _("Stand der Erklärung zur Barrierefreiheit"), _("Der Tag, an dem zuletzt geprüft wurde.")),
    ("hosted_by", _("Betrieben von"), _("Wem der Server gehört.")),
)

with st.form("office"):
    entered = {
        name: st.text_input(label, getattr(now, name), max_chars=200, help=hint or None) for name, label, hint in FIELDS
    }
    sent = st.form_submit_button(_("Speichern"), type="primary")

if sent:
    office.change(actor, office.Office(**{name: words.strip() for name, words in entered.items()}))
    st.success(_("Gespeichert. Die Seiten zeigen es in wenigen Sekunden."))
