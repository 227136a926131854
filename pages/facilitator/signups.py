"""Who signed up for a workshop, who waits, whom to call, and what kitchen and childcare need to know."""

from uuid import UUID

import streamlit as st

from services import attendance, may, messages, workshops
from ui import calls, families, needs, state, workshop_cards
from ui.plain import plain
from ui.words import _, ngettext, number

actor = state.actor()
st.title(_("Anmeldungen"), anchor=False)

mine = {one.slug: one for one in workshops.listed(actor) if one.status != "draft" and may.see_signups(actor, one)}
if not mine:
    st.info(_("Hier stehen Anmeldungen, sobald ein Workshop geöffnet ist."), icon=":material/hourglass_empty:")
    st.stop()

order = workshop_cards.sorted_into(tuple(mine.values()))
slugs = [one.slug for one in (*order[workshop_cards.COMING], *order[workshop_cards.OVER])]
asked = st.query_params.get("workshop", "")
slug = st.selectbox(
    _("Workshop"),
    slugs,
    index=slugs.index(asked) if asked in slugs else 0,
    format_func=lambda one: workshop_cards.name(mine[one]),
    key=f"signups_workshop_{state.language()}",
)
st.query_params["workshop"] = slug
workshop = workshops.fresh(slug)
found = attendance.participants(actor, slug)
to_call = messages.to_call(actor)
drawn = (tuple(pool.taken for pool in workshop.pools), workshop.waiting)


@st.fragment(run_every=5)
def counts(slug: str, drawn: tuple[tuple[int, ...], int]) -> None:
    """Moves by itself; the lists below keep still while somebody reads them."""
    now = workshops.fresh(slug)
    if not may.see_signups(state.actor(), now):
        return
    workshop_cards.figures(now)
    if (tuple(pool.taken for pool in now.pools), now.waiting) != drawn and st.button(
        _("Es hat sich etwas geändert: Listen neu laden"), icon=":material/refresh:", key="reload"
    ):
        st.rerun()


@st.dialog(_("Familie"), width="medium")
def show(slug: str, family: UUID) -> None:
    one = families.by_id(slug, family)
    if one is None:
        st.info(_("Diese Anmeldung gibt es nicht mehr."))
        return
    workshop = workshops.fresh(slug)
    st.markdown(f"**{plain(one.name)}**")
    about, change, away = st.tabs([_("Übersicht"), _("Ändern"), _("Austragen")])
    with about:
        families.details(workshop, one)
        if one.state == "offered" and st.button(
            _("Familie sagt zu"),
            type="primary",
            key="accept",
            on_click=families.accept,
            args=(slug, family, one.name),
        ):
            st.rerun()
        families.slip(slug, family)
    with change:
        families.change(workshop, one)
    with away:
        st.markdown(
            _(
                "Die Familie verliert ihre Plätze oder ihren Platz in der Warteliste und bekommt Bescheid. Wer wartet, rückt nach."
            )
        )
        if st.button(
            _("Familie abmelden"),
            type="primary",
            key="release",
            on_click=families.release,
            args=(slug, family, one.name),
        ):
            st.rerun()


with st.container(border=True):
    workshop_cards.about(workshop)
    counts(slug, drawn)
    if to_call:
        families_to_call = ngettext("{n} Familie anrufen", "{n} Familien anrufen", len(to_call))
        st.caption(":material/call: " + families_to_call.format(n=number(len(to_call))))
    ways = st.container(horizontal=True, vertical_alignment="center")
    ways.link_button(_("Einlass"), f"/checkin/{slug}", icon=":material/door_open:", type="primary")
    if workshop_cards.takes_families(workshop):
        ways.page_link(
            "participate/desk.py",
            label=_("Familie anmelden"),
            icon=":material/how_to_reg:",
            query_params={"workshop": slug},
        )
    with ways.popover(_("Drucken"), icon=":material/print:", type="tertiary"):
        st.link_button(_("Liste der Familien"), f"/print/list/{slug}")
        st.link_button(_("Namensschilder"), f"/print/badges/{slug}")
        st.link_button(_("Zettel für Küche und Betreuung"), f"/print/needs/{slug}")

here, line, gone = families.holding(found), families.line(found), families.gone(found)
# without their counts: tabs with other words would be other tabs, and the first of them would be open again
first, second, third, fourth, fifth = st.tabs(
    [_("Dabei"), _("Warteliste"), _("Anrufen"), _("Bedarf"), _("Abgesagt")], key="signups_parts"
)
chosen = None

with first:
    if here:
        signed_up = ngettext("{n} Familie", "{n} Familien", len(here)).format(n=number(len(here)))
        st.caption(f"{signed_up} · {families.people(here)}")
    words = st.text_input(_("Suchen"), placeholder=_("Name, Organisation oder Telefon"), key="sought", max_chars=200)
    matching = families.sought(here, words)
    if not matching:
        st.info(_("Niemand mit diesem Namen.") if here else _("Noch ist niemand angemeldet."), icon=":material/groups:")
    for one in matching:
        if families.row(one):
            chosen = one.id

with second:
    if not line:
        st.info(_("Niemand wartet."), icon=":material/hourglass_empty:")
    for place, one in enumerate(line, start=1):
        if families.row(one, place):
            chosen = one.id

with third:
    calls.draw([one for one in to_call if one.slug == slug])
    if elsewhere := [one for one in to_call if one.slug != slug]:
        st.markdown("**" + _("Bei anderen Workshops") + "**")
        calls.draw(elsewhere, {one.slug: workshop_cards.name(one) for one in mine.values()})

with fourth:
    needs.draw(attendance.needs(actor, slug))

with fifth:
    if not gone:
        st.info(_("Niemand hat abgesagt."), icon=":material/event_available:")
    for one in gone:
        st.markdown(plain(one.name))

if chosen:
    show(slug, chosen)
