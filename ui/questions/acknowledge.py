"""A tick that one has read something."""

import streamlit as st

from survey.kinds.acknowledge import READ, TICKED
from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import heading, trouble, words_of


def draw(question: Question, asking: Asking) -> Sent:
    heading(question, asking)
    ticked = st.checkbox(asking.say(words_of(question, "yes", READ)), key=asking.key(question.name))
    trouble(question, asking, question.name)
    return {question.name: [TICKED]} if ticked else {}


WIDGET = Widget("acknowledge", draw)
