"""Choices in order: tapped one after the other, the most important first."""

import streamlit as st

from survey.kinds.ranking import places
from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import label, trouble
from ui.words import _


def draw(question: Question, asking: Asking) -> Sent:
    shown = {choice.name: asking.say(choice.label) for choice in question.choices}
    ranked = st.multiselect(
        label(question, asking, _("Der Reihe nach antippen, das Wichtigste zuerst.")),
        list(shown),
        format_func=shown.__getitem__,
        max_selections=places(question),
        placeholder=_("Bitte wählen"),
        key=asking.key(question.name),
    )
    trouble(question, asking, question.name)
    return {question.name: list(ranked)} if ranked else {}


WIDGET = Widget("ranking", draw)
