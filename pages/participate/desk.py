"""Signs a family up at a desk: the same rules, the same waiting list and the same way into the database as on a phone."""

import streamlit as st

from services import may, workshops
from ui import signing_desk, state, workshop_cards
from ui.plain import plain
from ui.words import _

actor = state.actor()
st.title(_("Am Tisch anmelden"), anchor=False)

mine = {
    one.slug: one
    for one in workshop_cards.sorted_into(workshops.listed(actor))[workshop_cards.COMING]
    if workshop_cards.takes_families(one) and may.see_signups(actor, one)
}
if not mine:
    st.info(
        _("Gerade ist kein Workshop offen, für den Sie Familien anmelden. Sobald einer geöffnet ist, steht er hier."),
        icon=":material/event_busy:",
    )
    st.stop()

draft = signing_desk.begin()
if draft["done"]:
    signing_desk.done(draft)
    st.button(
        _("Nächste Familie anmelden"), type="primary", icon=":material/add:", key="next", on_click=signing_desk.fresh
    )
    st.stop()

asked = st.query_params.get("workshop", "")
slug = st.selectbox(
    _("Workshop"),
    list(mine),
    index=list(mine).index(asked) if asked in mine else 0,
    format_func=lambda one: workshop_cards.name(mine[one]),
    key=f"signing_workshop_{state.language()}",
)
st.query_params["workshop"] = slug
workshop = mine[slug]
st.caption(plain(workshop_cards.when(workshop)))
workshop_cards.figures(workshop)

signing_desk.draw(workshop, draft)
st.divider()
if draft["wrong"]:
    st.error(_("Noch ist nichts gespeichert.") + f"\n\n{draft['wrong']}", icon=":material/error:")
if refused := signing_desk.full(workshop, draft):
    signing_desk.offer(workshop, draft, refused)
elif st.button(_("Familie anmelden"), type="primary", icon=":material/how_to_reg:", key="sign_up"):
    signing_desk.send(workshop, draft)
    st.rerun()
