"""One section: its title, its lead, when it comes, and what can be done with it."""

import streamlit as st

from services.translating import source_of
from services.writing import Key
from survey.model import Questionnaire, Section
from ui.designer import doing, fields, logic
from ui.words import _


def draw(questionnaire: Questionnaire, key: Key, section: Section) -> None:
    language = source_of(questionnaire)
    head = st.container(horizontal=True, vertical_alignment="center")
    head.subheader(_("Abschnitt"), anchor=False)
    doing.draw(head, questionnaire, key)
    fields.words(key, "title", section.title, language, _("Überschrift"), placeholder=_("Im Viertel"))
    fields.words(key, "lead", section.lead, language, _("Einleitung"), lines=2)
    fields.switch(
        key, "random", section.random, _("Fragen in zufälliger Reihenfolge"), help=_("Für jede Person eine andere.")
    )
    with st.expander(_("Bedingung"), expanded=bool(section.relevant), icon=":material/alt_route:"):
        logic.draw(questionnaire, key, "relevant", section.relevant, None)
