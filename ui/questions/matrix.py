"""Several statements under one heading, each with the steps of agreement."""

import streamlit as st

from survey.kinds.agreement import STEPS
from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import heading, one_of, steps, trouble


def draw(question: Question, asking: Asking) -> Sent:
    given: Sent = {}
    with st.container(border=True):
        heading(question, asking)
        trouble(question, asking, question.name)
        for row in question.rows:
            given |= one_of(question, asking, row.name, asking.say(row.label), steps(question, STEPS))
            trouble(question, asking, row.name)
    return given


WIDGET = Widget("matrix", draw)
