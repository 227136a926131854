"""Any of several choices, and what "etwas anderes" is."""

import streamlit as st

from survey.kinds.parts import offered
from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import beside_other, label, trouble


def draw(question: Question, asking: Asking) -> Sent:
    shown = {choice.name: asking.say(choice.label) for choice in offered(question)}
    ticked = st.pills(
        label(question, asking),
        list(shown),
        selection_mode="multi",
        format_func=shown.__getitem__,
        key=asking.key(question.name),
    )
    trouble(question, asking, question.name)
    given: Sent = {question.name: list(ticked)} if ticked else {}
    return given | beside_other(question, asking)


WIDGET = Widget("multiple", draw)
