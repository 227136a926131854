"""A city district, from a list that can be searched by typing."""

import streamlit as st

from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import label, sent, trouble


def draw(question: Question, asking: Asking) -> Sent:
    names = {choice.name: asking.words.say(choice.label).words for choice in question.choices}
    chosen = st.selectbox(
        label(question, asking),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="–",
        key=asking.key(question.name),
    )
    trouble(question, asking, question.name)
    return sent(question.name, chosen)


WIDGET = Widget("district", draw)
