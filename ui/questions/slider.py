"""A number between two ends. Few steps are tapped and many are written: Streamlit's own slider has a value before anybody touched it."""

import streamlit as st

from survey.kinds.slider import decimals, ends, stops
from survey.model import Choice, Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import label, one_of, sent, trouble
from ui.words import number


def draw(question: Question, asking: Asking) -> Sent:
    limits = question.limits
    (low, high, step), digits = ends(limits), decimals(limits)
    at_ends = ((low, "low"), (high, "high"))
    words = label(
        question,
        asking,
        ", ".join(
            f"{number(value, digits)} = {asking.say(question.labels[end])}"
            for value, end in at_ends
            if end in question.labels
        ),
    )
    if few := stops(limits):
        steps = [Choice(str(value), {asking.words.tag: number(value, digits)}) for value in few]
        given = one_of(question, asking, question.name, words, steps)
    else:
        value = st.number_input(words, value=None, step=step if digits else int(step), key=asking.key(question.name))
        given = sent(question.name, value)
    trouble(question, asking, question.name)
    return given


WIDGET = Widget("slider", draw)
