"""Who works here, and what they may do."""

import streamlit as st

from services import accounts, installation, places, surveys
from services.may import Role
from ui import staff, state
from ui.plain import plain
from ui.words import _, moment, say

actor = state.actor()
if not actor.is_coordinator:
    st.info(_("Konten und Rollen verwaltet die Koordinierungsstelle. Bitte wenden Sie sich an sie."))
    st.stop()

everyone = {one.id: one for one in accounts.people(actor)}
networks = {one.id: one.name for one in places.networks()}
scales = {one.survey.id: one.survey for one in surveys.listed(actor)}


def remove(user_id: int, name: str) -> None:
    try:
        accounts.remove_user(state.actor(), user_id)
        state.say_next(_("Das Konto von {name} ist gelöscht.").format(name=plain(name)))
    except accounts.NotAccepted as refused:
        state.say_next(staff.refusal(refused.code))


@st.dialog(_("Konto löschen"))
def ask_remove(user_id: int, name: str) -> None:
    st.markdown(
        _("{name} kann sich dann sofort nicht mehr anmelden. Was diese Person getan hat, bleibt im Protokoll.").format(
            name=plain(name)
        )
    )
    if st.button(_("Konto löschen"), type="primary", key="remove_now", on_click=remove, args=(user_id, name)):
        st.rerun()


st.title(_("Personen"))
if state.NEW_LINK in st.session_state:
    staff.hand_over(*st.session_state[state.NEW_LINK])
    if st.button(_("Ich habe ihn weitergegeben"), key="handed_over"):
        del st.session_state[state.NEW_LINK]
        st.rerun()

overview, change, new, here, trace = st.tabs([_("Alle"), _("Ändern"), _("Neu"), _("Angemeldet"), _("Protokoll")])

with overview:
    rows = [
        {
            _("Name"): plain(one.name),
            _("Adresse"): plain(one.email),
            _("Rollen"): plain(staff.roles(one.roles, networks)),
            "": "" if one.has_password else _("wartet auf das erste Passwort"),
        }
        for one in everyone.values()
    ]
    st.table(rows, border="horizontal", hide_index=True)

with new, st.form("new_person", border=False):
    name = st.text_input(_("Name"), max_chars=200, key="new_name")
    email = st.text_input(_("E-Mail-Adresse"), max_chars=254, key="new_email")
    role = st.radio(
        _("Rolle"),
        list(Role),
        format_func=staff.role,
        captions=[_(staff.MAY_DO[one]) for one in Role],
        index=1,
        key="new_role",
    )
    network = st.selectbox(
        _("Netzwerk"),
        [None, *networks],
        format_func=lambda one: networks[one] if one else _("die ganze Stadt"),
        key="new_network",
    )
    if st.form_submit_button(_("Konto anlegen"), type="primary"):
        try:
            token = accounts.add_user(actor, email, name, role, network)
            st.session_state[state.NEW_LINK] = (name, f"{installation.public_url()}/reset/{token}")
            state.say_next(
                _("Das Konto von {name} ist angelegt. Geben Sie jetzt den Link weiter.").format(name=plain(name))
            )
            st.rerun()
        except accounts.NotAccepted as refused:
            st.error(staff.refusal(refused.code))

with change:
    user_id = st.selectbox(
        _("Wessen Konto?"),
        list(everyone),
        format_func=lambda one: f"{everyone[one].name} · {everyone[one].email}",
        key="chosen_person",
    )
    chosen = everyone[user_id]

    st.subheader(_("Rollen"), anchor=False)
    for held, where in chosen.roles:
        line = st.container(horizontal=True, vertical_alignment="center")
        line.markdown(plain(staff.role(held, networks.get(where or 0, ""))))
        if line.button(_("Wegnehmen"), key=f"take_{user_id}_{held}_{where}"):
            try:
                accounts.take_role(actor, user_id, held, where)
                state.say_next(_("Die Rolle ist weg."))
                st.rerun()
            except accounts.NotAccepted as refused:
                st.error(staff.refusal(refused.code))
    if not chosen.roles:
        st.caption(_("Ohne Rolle sieht diese Person nichts. Geben Sie ihr eine."))
    with st.form(f"give_{user_id}", border=True):
        given = st.selectbox(
            _("Weitere Rolle"), list(Role), format_func=staff.role, index=1, key=f"give_role_{user_id}"
        )
        where = st.selectbox(
            _("Für"),
            [None, *networks],
            format_func=lambda one: networks[one] if one else _("die ganze Stadt"),
            key=f"give_network_{user_id}",
        )
        if st.form_submit_button(_("Rolle geben")):
            try:
                accounts.give_role(actor, user_id, given, where)
                state.say_next(
                    _("{name} hat jetzt diese Rolle: {role}.").format(
                        name=plain(chosen.name), role=plain(staff.role(given, networks.get(where or 0, "")))
                    )
                )
                st.rerun()
            except accounts.NotAccepted as refused:
                st.error(staff.refusal(refused.code))

    st.subheader(_("Rohdaten"), anchor=False)
    if any(held is Role.COORDINATOR for held, _network in chosen.roles):
        st.caption(_("Die Koordinierungsstelle sieht alle Antworten."))
    elif not scales:
        st.caption(_("Noch gibt es keine Umfrage."))
    else:
        st.caption(
            _(
                "Wer dieses Recht hat, sieht jede Antwort sofort und darf sie herunterladen. Geben Sie es nur, wo es nötig ist; es steht im Protokoll."
            )
        )
        before = accounts.raw_rights(actor, user_id)
        allowed = st.multiselect(
            _("Umfragen"),
            list(scales),
            default=[one for one in scales if one in before],
            format_func=lambda one: say(scales[one].questionnaire.title),
            key=f"raw_{user_id}",
        )
        if st.button(_("Rechte speichern"), disabled=set(allowed) == before, key=f"save_raw_{user_id}"):
            for survey_id in before ^ set(allowed):
                accounts.grant_raw_data(actor, user_id, survey_id, survey_id in allowed)
            state.say_next(_("Gespeichert."))
            st.rerun()

    st.subheader(_("Konto"), anchor=False)
    actions = st.container(horizontal=True)
    if actions.button(_("Link für ein neues Passwort"), icon=":material/key:", key=f"reset_{user_id}"):
        st.session_state[state.NEW_LINK] = (
            chosen.name,
            f"{installation.public_url()}/reset/{accounts.reset_link(actor, user_id)}",
        )
        st.rerun()
    if actions.button(_("Konto löschen …"), icon=":material/delete:", key=f"remove_{user_id}"):
        ask_remove(user_id, chosen.name)

with here:
    rows = [
        {_("Name"): plain(one.name), _("seit"): moment(one.since), _("zuletzt"): moment(one.seen)}
        for one in accounts.signed_in(actor)
    ]
    st.table(rows, border="horizontal", hide_index=True)

with trace:
    rows = [
        {
            _("Wann"): moment(one.at),
            _("Wer"): plain(one.who),
            _("Was"): staff.deed(one.action),
            _("Betrifft"): plain(one.subject),
        }
        for one in accounts.audit(actor)
    ]
    st.table(rows, border="horizontal", hide_index=True, height=600)
