"""A number. Limits are told in words afterwards, so that a wrong number stays to be corrected."""

import streamlit as st

from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import label, sent, trouble


def draw(question: Question, asking: Asking) -> Sent:
    step = question.limits.get("step", 1)
    whole = float(step) >= 1
    given = st.number_input(
        label(question, asking),
        value=None,
        step=max(int(step), 1) if whole else float(step),
        format="%d" if whole else None,
        key=asking.key(question.name),
    )
    trouble(question, asking, question.name)
    return sent(question.name, given)


WIDGET = Widget("number", draw)
