"""A day with a time."""

from datetime import datetime, time

import streamlit as st

from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.date import FIRST, LAST
from ui.questions.parts import label, sent, trouble
from ui.questions.time import MINUTES


def draw(question: Question, asking: Asking) -> Sent:
    given = st.datetime_input(
        label(question, asking),
        value=None,
        min_value=datetime.combine(FIRST, time.min),
        max_value=datetime.combine(LAST, time.max),
        format="DD.MM.YYYY",
        step=MINUTES * 60,
        key=asking.key(question.name),
    )
    trouble(question, asking, question.name)
    return sent(question.name, given.isoformat(timespec="minutes") if given else None)


WIDGET = Widget("moment", draw)
