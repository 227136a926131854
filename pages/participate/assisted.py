"""Takes an answer at a desk, at a tablet or from paper. The same check and the same way into the database as on a phone."""

import streamlit as st

from i18n.catalogue import LANGUAGES
from services import may, surveys
from ui import desk, state
from ui.words import _, ngettext, say

actor = state.actor()
st.title(_("Antwort aufnehmen"), anchor=False)

mine = {one.survey.slug: one.survey for one in surveys.listed(actor) if may.take_answer(actor, one.survey)}
if not mine:
    st.info(
        _(
            "Gerade ist keine Umfrage offen, für die Sie Antworten aufnehmen. Sobald die Koordination eine öffnet, steht sie hier."
        ),
        icon=":material/event_busy:",
    )
    st.stop()

languages = {language.tag: language.name for language in LANGUAGES}
channels = {"assisted": _("im Gespräch oder am Tablet"), "paper": _("vom Papierbogen abgetippt")}

asked = st.query_params.get("survey", "")
slug = st.selectbox(
    _("Umfrage"),
    list(mine),
    index=list(mine).index(asked) if asked in mine else 0,
    format_func=lambda slug: say(mine[slug].questionnaire.title),
    key=f"desk.survey.{state.language()}",
)
survey = mine[slug]
st.query_params["survey"] = slug
desk.begin(survey)

if thanks := desk.thanks():
    st.success(_("Danke, die Antwort ist gespeichert."), icon=":material/check_circle:")
    if thanks.receipt:
        st.markdown(_("Diesen Code bitte der Person mitgeben. Damit kann sie ihre Antwort ansehen und zurückziehen:"))
        st.code(thanks.receipt, language=None)
    st.button(
        _("Nächste Antwort aufnehmen"), type="primary", on_click=desk.fresh, args=(survey,), icon=":material/add:"
    )
    st.stop()

spoken, came = st.columns(2)
with spoken:
    offered = desk.version(survey).questionnaire.languages
    language = st.selectbox(
        _("Sprache des Fragebogens"), offered, format_func=lambda tag: languages.get(tag, tag), key="desk.language"
    )
    place = desk.place(actor, survey)
with came:
    channel = st.radio(
        _("Wie kommt die Antwort?"),
        list(channels),
        format_func=channels.__getitem__,
        key=f"desk.channel.{state.language()}",
    )

if trouble := desk.trouble():
    st.error(trouble, icon=":material/error:")
    if desk.is_conflict():
        st.button(_("Als neue Antwort senden"), on_click=desk.as_new)
if wrong := desk.problems():
    look = ngettext(
        "Eine Antwort braucht noch einen Blick. Es ist noch nichts gespeichert.",
        "{n} Antworten brauchen noch einen Blick. Es ist noch nichts gespeichert.",
        len(wrong),
    )
    st.error(look.format(n=len(wrong)), icon=":material/error:")

with st.form("answer", enter_to_submit=False, border=False):
    sent = desk.questions(survey, language)
    st.divider()
    wants_receipt = st.checkbox(
        _(
            "Die Person möchte einen Code, mit dem sie ihre Antwort später ansehen und zurückziehen kann. Ohne Code ist die Antwort anonym."
        ),
        key=desk.key("receipt"),
    )
    pressed = st.form_submit_button(_("Antwort absenden"), type="primary", icon=":material/send:")

if pressed:
    desk.send(actor, survey, sent, language, place, channel, wants_receipt)
    st.rerun()
