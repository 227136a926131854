"""Who takes part in workshops: who came and who stayed away, where, in which languages, and which organisations meet there."""

import streamlit as st

from services import attendance, participation, places
from ui import attended, state
from ui.words import _, ngettext, number, percent

actor = state.actor()
st.title(_("Teilnahme"), anchor=False)

everything = attendance.figures(actor)
over = participation.over(everything)
if not over:
    st.info(_("Hier steht etwas, sobald der erste Workshop vorbei ist."), icon=":material/hourglass_empty:")
    st.stop()

# choose
names = {one.id: one.name for one in sorted(places.districts(), key=lambda one: one.name)}
there = participation.per_district(over)
choices = {None: _("alle Stadtbezirke")} | {one: name for one, name in names.items() if one in there}
district = st.selectbox(
    _("Stadtbezirk"),
    list(choices),
    format_func=choices.__getitem__,
    key=f"attendance_district_{state.language()}",
)
chosen = [one for one in over if district in (None, one.workshop.district_id)]
whole = participation.whole(chosen)

# draw: how it stands
dates = ngettext("{n} Termin", "{n} Terminen", whole.dates).format(n=number(whole.dates))
held = ngettext("Bisher {n} Workshop mit {dates}.", "Bisher {n} Workshops mit {dates}.", len(chosen))
st.caption(held.format(n=number(len(chosen)), dates=dates))
cards = st.container(horizontal=True)
cards.metric(_("Menschen, die kamen"), number(whole.people), border=True)
cards.metric(_("Familien, die kamen"), number(whole.came), border=True)
cards.metric(
    _("ohne Absage weggeblieben"),
    "–" if whole.no_show is None else percent(whole.no_show),
    help=_("Von {n} Familien, bei denen etwas vermerkt ist.").format(n=number(whole.marked)),
    border=True,
)
if whole.unmarked:
    st.caption(
        ngettext(
            "Bei {n} angemeldeten Familie ist nichts vermerkt; sie zählt nicht mit.",
            "Bei {n} angemeldeten Familien ist nichts vermerkt; sie zählen nicht mit.",
            whole.unmarked,
        ).format(n=number(whole.unmarked))
    )

st.subheader(_("Monat für Monat"), anchor=False)
attended.months(participation.per_month(chosen))

if district is None and len(there) > 1:
    st.subheader(_("Nach Stadtbezirken"), anchor=False)
    attended.table(
        {names[one]: there[one] for one in names if one in there}, _("Stadtbezirk"), _("Teilnahme nach Stadtbezirken")
    )

st.subheader(_("Nach Workshops"), anchor=False)
attended.per_workshop(chosen)

# draw: who they are. Always of all together: the parts would give away single families
st.subheader(_("Neue und vertraute Familien"), anchor=False)
attended.been_before(participation.been_before(everything))

st.subheader(_("Sprachen"), anchor=False)
attended.languages(participation.languages(everything))

st.subheader(_("Wer sich hier begegnet"), anchor=False)
attended.together(participation.together(chosen))
