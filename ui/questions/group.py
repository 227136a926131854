"""Several questions under one heading."""

import streamlit as st

from survey.model import Question
from ui.questions import Asking, Sent, Widget, ask_all


def draw(question: Question, asking: Asking) -> Sent:
    with st.container(border=True):
        if question.label:
            st.markdown(f"**{asking.say(question.label)}**")
        if question.hint:
            st.caption(asking.say(question.hint))
        return ask_all(question.questions, asking)


WIDGET = Widget("group", draw)
