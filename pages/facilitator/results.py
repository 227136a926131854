"""Results that move while people answer, as far as this person may see them."""

import time

import streamlit as st

from services import results
from ui import charts, filters, protection, state
from ui.words import _

actor = state.actor()
st.title(_("Ergebnisse"), anchor=False)

found = filters.with_results(actor)
if not found:
    st.info(
        _("Hier stehen Ergebnisse, sobald eine Umfrage geöffnet ist, an der Sie beteiligt sind."),
        icon=":material/hourglass_empty:",
    )
    st.stop()

slug = filters.survey(found)
stamp, begun = results.stamp(actor, slug), time.monotonic()
whole = results.view(actor, slug)
where = filters.where(actor, whole.survey, whole.filters)
shown = whole if where == results.Where() else results.view(actor, slug, where)


@st.fragment(run_every=0.5)
def look_for_news(slug: str, stamp: int, begun: float) -> None:
    """Draws nothing. The first look comes with the page itself and is too early: a stream of answers must not keep the page from being drawn."""
    if time.monotonic() - begun > 0.3 and results.stamp(state.actor(), slug) != stamp:
        st.rerun()


protection.explain(shown)
if shown.figures is None:
    protection.nothing_yet(shown)
else:
    charts.head(shown.figures, shown.rounded)
    charts.draw(shown.survey.questionnaire, shown.figures, shown.rounded)
    charts.days(shown.figures, shown.rounded)

look_for_news(slug, stamp, begun)
