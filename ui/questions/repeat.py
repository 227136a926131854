"""Questions for each time: how often is a number to step up and down."""

import streamlit as st

from survey.model import Question, most_times
from ui.questions import Asking, Sent, Widget, ask_all
from ui.questions.parts import trouble


def draw(question: Question, asking: Asking) -> Sent:
    times = int(question.limits.get("times", len(question.questions)))
    wanted = times
    if question.limits.get("more") or question.limits.get("less"):
        wanted = st.number_input(
            f"**{asking.say(question.label)}**",
            min_value=0,
            max_value=most_times(question),
            value=times,
            key=asking.key(question.name),
        )
    trouble(question, asking, question.name)
    sent: Sent = {question.name: [str(wanted)]}
    for number, time in enumerate(question.questions, 1):
        with st.container(border=True):
            st.markdown(f"**{asking.say(time.label)} {number}**")
            sent |= ask_all(time.questions, asking)
    return sent


WIDGET = Widget("repeat", draw)
