"""Why some figures are not shown or come later, in words: what is protected, and what happens next."""

import streamlit as st

from services import places
from services.releasing import BATCH, PUBLIC, STAFF, THRESHOLD
from services.results import Results
from ui.plain import plain
from ui.words import _, say


def explain(shown: Results) -> None:
    """One line for each rule that binds this view; nothing where every answer is in."""
    audience = PUBLIC if shown.rounded else STAFF
    lines = []
    if shown.held_back:
        lines.append(
            _(
                "Damit niemand aus der Veränderung einzelne Antworten ablesen kann, kommen neue Antworten in Gruppen von mindestens {batch} dazu, "
                "und die jüngste Gruppe wartet noch. Wenn die Welle endet, ist alles dabei."
            ).format(batch=BATCH[audience])
        )
    if shown.rounded:
        lines.append(_("Die Zahlen sind auf Fünfer gerundet."))
    if shown.withheld:
        lines.append(
            _("Nicht enthalten, weil dort noch weniger als {threshold} Personen geantwortet haben: {places}.").format(
                threshold=THRESHOLD[audience], places=plain(_named(shown))
            )
        )
    if shown.hidden:
        lines.append(
            _(
                "Nur im Ganzen, und erst wenn jede Antwort von mindestens {threshold} Personen kommt: {questions}."
            ).format(threshold=THRESHOLD[audience], questions=plain(_hidden(shown)))
        )
    st.caption(":material/shield: " + " ".join(lines) if lines else "")


def _named(shown: Results) -> str:
    known = {
        one.id: one.name for one in (places.networks() if shown.survey.partition == "network" else places.districts())
    }
    return ", ".join(sorted({known.get(part, _("ohne Angabe")) for part in shown.withheld}))


def _hidden(shown: Results) -> str:
    return ", ".join(
        f"„{say(question.label)}“"
        for question in shown.survey.questionnaire.questions()
        if question.name in shown.hidden
    )


def nothing_yet(shown: Results) -> None:
    """Too few people: not even how many is said."""
    threshold = THRESHOLD[PUBLIC if shown.rounded else STAFF]
    if shown.survey.is_open:
        st.info(
            _(
                "Noch zu wenige Antworten. Zahlen zeigen wir erst, wenn mindestens {threshold} Personen geantwortet haben und ihre Antworten freigegeben sind; "
                "sonst wüsste man, was eine einzelne Person gesagt hat. Diese Seite ändert sich von selbst, sobald es so weit ist."
            ).format(threshold=threshold),
            icon=":material/shield:",
        )
    else:
        st.info(
            _(
                "Hier haben weniger als {threshold} Personen geantwortet. Damit niemand erkannt wird, zeigen wir dazu keine Zahlen. Wählen Sie mehr Wellen oder einen größeren Ort."
            ).format(threshold=threshold),
            icon=":material/shield:",
        )
