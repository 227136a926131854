"""What is about the questionnaire as a whole: title, introduction, thanks, how long it takes."""

import streamlit as st

from services import writing
from services.designing import Draft
from services.translating import source_of
from ui.designer import acting, fields, where
from ui.plain import plain
from ui.words import _, language_name

LONGEST_MINUTES = 120


def draw(draft: Draft) -> None:
    whole = draft.questionnaire
    language = source_of(whole)
    st.subheader(_("Titel und Einleitung"), anchor=False)
    fields.words(None, "title", whole.title, language, _("Titel"), placeholder=_("Leben mit Kindern im Viertel"))
    fields.words(
        None,
        "lead",
        whole.lead,
        language,
        _("Einleitung"),
        lines=3,
        placeholder=_("Worum geht es, und was passiert mit den Antworten?"),
    )
    fields.words(
        None, "thanks", whole.thanks, language, _("Dank am Ende"), lines=2, placeholder=_("Danke! Wir besprechen …")
    )
    _minutes(whole.minutes)
    st.caption(
        _("Adresse: {address} · Sprachen: {languages}").format(
            address=plain(f"/s/{draft.survey.slug}"), languages=", ".join(map(language_name, whole.languages))
        )
    )


def _minutes(minutes: int) -> None:
    control = where.control("minutes")
    acting.sync(control, minutes)
    st.number_input(
        _("Dauer in Minuten"),
        min_value=0,
        max_value=LONGEST_MINUTES,
        step=1,
        key=control,
        width=220,
        help=_("Steht am Anfang, damit alle wissen, worauf sie sich einlassen. 0 sagt nichts."),
        on_change=_set_minutes,
        args=(control,),
    )


def _set_minutes(control: str) -> None:
    acting.do(writing.change_whole, minutes=st.session_state[control])
