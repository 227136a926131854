"""Results that move while people answer, as far as this person may see them."""

import streamlit as st

from services import results
from services.results import Where
from ui import charts, filters, news, protection, state
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
whole = results.view(actor, slug)
where = filters.where(actor, whole.survey, whole.filters)


@st.fragment
def figures(slug: str, where: Where) -> None:
    """Drawn anew on news, and only this: the lists above keep still while somebody chooses."""
    actor = state.actor()
    stamp = results.stamp(actor, slug)
    shown = results.view(actor, slug, where)
    protection.explain(shown)
    if shown.figures is None:
        protection.nothing_yet(shown)
    else:
        charts.draw(shown)
    news.follow(f"/s/{slug}/events", stamp)


figures(slug, where)
