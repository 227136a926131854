"""Where everybody arrives: what is open, and what to do next."""

import streamlit as st

from services import may, messages, surveys, workshops
from services.may import Role
from ui import state, workshop_cards
from ui.plain import plain
from ui.words import _, ngettext, number, say

actor = state.actor()
listed = surveys.listed(actor)
running = [one for one in listed if one.survey.is_open]
drafts = [one for one in listed if one.survey.status == "draft"]
working = actor.holds(Role.COORDINATOR, Role.NETWORK_LEAD, Role.FACILITATOR)

st.title(_("Guten Tag, {name}").format(name=plain(actor.name)))
if not actor.roles:
    st.info(
        _(
            "Ihr Konto hat noch keine Rolle. Bitten Sie die Koordinierungsstelle um eine; dann stehen hier Ihre Aufgaben."
        ),
        icon=":material/badge:",
    )
    st.stop()

st.header(_("Was gerade offen ist"), anchor=False)
for one in running:
    with st.container(border=True):
        st.subheader(plain(say(one.survey.questionnaire.title)), anchor=False)
        st.caption(_("Welle „{wave}“").format(wave=plain(one.wave)))
        if one.today is not None and one.total is not None:
            today = ngettext(
                "Heute eine neue Antwort, {total} in allem.", "Heute {n} neue Antworten, {total} in allem.", one.today
            )
            st.markdown(
                today.format(n=number(one.today), total=number(one.total))
                if one.today
                else _("Heute noch keine, {total} in allem.").format(total=number(one.total))
            )
        ways = st.container(horizontal=True)
        ways.page_link(
            "facilitator/results.py",
            label=_("Ergebnisse"),
            icon=":material/bar_chart:",
            query_params={"survey": one.survey.slug},
        )
        if working:
            ways.page_link(
                "participate/assisted.py",
                label=_("Antwort aufnehmen"),
                icon=":material/edit_note:",
                query_params={"survey": one.survey.slug},
            )
if not running:
    if actor.is_coordinator:
        st.info(_("Zurzeit ist keine Umfrage offen. Unter „Umfragen“ öffnen Sie eine."), icon=":material/inbox:")
    else:
        st.info(
            _("Zurzeit ist keine Umfrage offen. Frühere Ergebnisse finden Sie unter „Ergebnisse“."),
            icon=":material/inbox:",
        )

coming = (
    [one for one in workshop_cards.coming(workshops.listed(actor)) if may.see_signups(actor, one)] if working else []
)
if coming:
    st.header(_("Die nächsten Workshops"), anchor=False)
for one in coming[:3]:
    with st.container(border=True):
        workshop_cards.about(one)
        workshop_cards.waiting(one)
        ways = st.container(horizontal=True)
        ways.page_link(
            "facilitator/signups.py",
            label=_("Anmeldungen"),
            icon=":material/groups:",
            query_params={"workshop": one.slug},
        )
        if workshop_cards.takes_families(one):
            ways.page_link(
                "participate/desk.py",
                label=_("Am Tisch anmelden"),
                icon=":material/how_to_reg:",
                query_params={"workshop": one.slug},
            )

st.header(_("Was als Nächstes dran ist"), anchor=False)
if working and (calls := len(messages.to_call(actor))):
    st.page_link(
        "facilitator/signups.py",
        label=ngettext("{n} Familie anrufen", "{n} Familien anrufen", calls).format(n=number(calls)),
        icon=":material/call:",
    )
if actor.is_coordinator and (stuck := len(messages.unsettled(actor))):
    st.page_link(
        "coordinator/mails.py",
        label=ngettext(
            "{n} Nachricht klären, die nicht sicher ankam",
            "{n} Nachrichten klären, die nicht sicher ankamen",
            stuck,
        ).format(n=number(stuck)),
        icon=":material/mark_email_unread:",
    )
if actor.is_coordinator:
    if drafts:
        names = ", ".join(say(one.survey.questionnaire.title) for one in drafts)
        st.markdown(_("Noch nicht geöffnet: {names}.").format(names=plain(names)))
    st.page_link(
        "coordinator/surveys.py", label=_("Umfragen öffnen, schließen und weitergeben"), icon=":material/list_alt:"
    )
    st.page_link("coordinator/people.py", label=_("Konten und Rollen pflegen"), icon=":material/group:")
if actor.holds(Role.COORDINATOR, Role.NETWORK_LEAD):
    st.page_link(
        "network/motivation.py", label=_("Lesen, wie motiviert die Netzwerke sind"), icon=":material/favorite:"
    )
if working:
    st.page_link("coordinator/workshops.py", label=_("Workshops planen"), icon=":material/event:")
    st.page_link(
        "participate/assisted.py",
        label=_("Eine Antwort am Tisch oder vom Papier aufnehmen"),
        icon=":material/edit_note:",
    )
st.page_link("facilitator/results.py", label=_("Ergebnisse ansehen"), icon=":material/bar_chart:")
