"""Words to read aloud."""

import streamlit as st

from survey.model import Question
from ui.questions import Asking, Sent, Widget


def draw(question: Question, asking: Asking) -> Sent:
    st.info(asking.say(question.label), icon=":material/info:")
    return {}


WIDGET = Widget("note", draw)
