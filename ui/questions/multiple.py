"""Any of several choices."""

import streamlit as st

from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import label, trouble


def draw(question: Question, asking: Asking) -> Sent:
    shown = {choice.name: asking.say(choice.label) for choice in question.choices}
    ticked = st.pills(
        label(question, asking),
        list(shown),
        selection_mode="multi",
        format_func=shown.__getitem__,
        key=asking.key(question.name),
    )
    trouble(question, asking, question.name)
    return {question.name: list(ticked)} if ticked else {}


WIDGET = Widget("multiple", draw)
