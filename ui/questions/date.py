"""A calendar day."""

from datetime import date

import streamlit as st

from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import label, sent, trouble

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)


def draw(question: Question, asking: Asking) -> Sent:
    given = st.date_input(
        label(question, asking),
        value=None,
        min_value=FIRST,
        max_value=LAST,
        format="DD.MM.YYYY",
        key=asking.key(question.name),
    )
    trouble(question, asking, question.name)
    return sent(question.name, given)


WIDGET = Widget("date", draw)
