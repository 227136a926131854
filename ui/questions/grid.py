"""Several rows under one heading, each with the question's own choices."""

import streamlit as st

from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import heading, one_of, trouble


def draw(question: Question, asking: Asking) -> Sent:
    given: Sent = {}
    with st.container(border=True):
        heading(question, asking)
        trouble(question, asking, question.name)
        for row in question.rows:
            given |= one_of(question, asking, row.name, asking.say(row.label), question.choices)
            trouble(question, asking, row.name)
    return given


WIDGET = Widget("grid", draw)
