"""A time of day."""

import streamlit as st

from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import label, sent, trouble

MINUTES = 15


def draw(question: Question, asking: Asking) -> Sent:
    given = st.time_input(label(question, asking), value=None, step=MINUTES * 60, key=asking.key(question.name))
    trouble(question, asking, question.name)
    return sent(question.name, given.isoformat("minutes") if given else None)


WIDGET = Widget("time", draw)
