"""Order the answers of a survey as a file and fetch it."""

import streamlit as st

from services import exporting, images, may, surveys
from services.exporting import Order
from ui import state
from ui.words import _, language_name, say

FORMATS = {"csv": _("CSV (für Statistikprogramme)"), "xlsx": _("Excel (XLSX)")}
REFUSED = {
    "format": _("Dieses Format gibt es hier nicht."),
    "wave": _("Diese Welle gibt es nicht mehr. Bitte laden Sie die Seite neu."),
}

actor = state.actor()
st.title(_("Daten herunterladen"))

mine = [one.survey for one in surveys.listed(actor) if one.survey.status != "draft" and may.export(actor, one.survey)]
if not mine:
    st.info(
        _(
            "Einzelne Antworten darf nur sehen, wer dafür ein eigenes Recht hat. Brauchen Sie welche? Die Koordinierungsstelle kann es Ihnen für eine Umfrage geben. Die Ergebnisse sehen Sie auch so."
        ),
        icon=":material/shield_person:",
    )
    st.page_link("facilitator/results.py", label=_("Zu den Ergebnissen"), icon=":material/bar_chart:")
    st.stop()

st.markdown(
    _(
        "In der Datei steht eine Zeile für jede Antwort: Welle, Netzwerk, Stadtbezirk, Sprache, Tag und was zu jeder Frage gesagt wurde. Die Reihenfolge ist zufällig, "
        "und nichts führt zu einer Person; freie Texte können trotzdem Namen enthalten, also gehen Sie achtsam damit um."
    )
)
survey = st.selectbox(_("Umfrage"), mine, format_func=lambda one: say(one.questionnaire.title), key="export_survey")
waves = {one.id: one.name for one in surveys.waves(survey)}
wave = st.selectbox(
    _("Welle"),
    [None, *waves],
    format_func=lambda one: waves[one] if one else _("alle Wellen"),
    key=f"export_wave_{survey.id}",
)
format = st.radio(_("Format"), list(FORMATS), format_func=FORMATS.__getitem__, key="export_format")
labels = st.radio(
    _("Antworten als"),
    [True, False],
    format_func=lambda one: _("Wörter") if one else _("Kürzel"),
    captions=[_("zum Lesen"), _("zum Rechnen, zum Beispiel 1 bis 5")],
    key="export_labels",
)
language = st.selectbox(
    _("Sprache"), survey.questionnaire.languages, format_func=language_name, key=f"export_language_{survey.id}"
)

if images.asked_in(survey.questionnaire):
    st.caption(
        _(
            "Von Bildern steht in der Datei der Name, zum Beispiel `image-….jpg`. Sie sehen eines unter der Adresse {address}, mit diesem Namen dahinter."
        ).format(address=f"`{images.address()}`")
    )

wanted = Order(format=format, language=language, labels=labels, wave_id=wave)
if st.button(_("Datei vorbereiten"), type="primary", key="order"):
    try:
        st.session_state[state.ORDERED] = (survey.slug, wanted, exporting.order(actor, survey.slug, wanted))
    except exporting.NotAvailable as refused:
        st.error(REFUSED.get(refused.code, _("So geht es nicht. Bitte wählen Sie noch einmal.")))

slug, ordered, download_id = st.session_state.get(state.ORDERED, ("", None, None))
if (slug, ordered) == (survey.slug, wanted):
    st.success(_("Die Datei liegt bereit. Der Link gilt einen Tag und nur für Sie."), icon=":material/check_circle:")
    st.link_button(_("Jetzt herunterladen"), f"/download/{download_id}", icon=":material/download:", type="primary")
