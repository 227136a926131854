"""A line of text."""

import streamlit as st

from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import label, sent, trouble


def draw(question: Question, asking: Asking) -> Sent:
    given = st.text_input(label(question, asking), key=asking.key(question.name))
    trouble(question, asking, question.name)
    return sent(question.name, given)


WIDGET = Widget("short_text", draw)
