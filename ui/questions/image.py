"""A picture. It is taken when the form is sent; what is wrong with it is said beside it."""

import streamlit as st

from i18n.problems import sentence
from services import images
from survey.errors import Problem
from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import label, trouble

TYPES = ("jpg", "jpeg", "png", "webp")
MEGABYTES = images.LARGEST // 2**20


def draw(question: Question, asking: Asking) -> Sent:
    told = asking.words.gettext(
        "Höchstens {n} MB. Ort, Zeit und Gerät entfernen wir aus dem Bild. Bitte zeigen Sie niemanden, der zu erkennen ist."
    )
    given = st.file_uploader(
        label(question, asking, told.format(n=MEGABYTES)),
        type=TYPES,
        max_upload_size=MEGABYTES,
        key=asking.key(question.name),
    )
    if given is None or asking.take_image is None:
        trouble(question, asking, question.name)
        return {}
    taken = asking.take_image(question.name, given.getvalue())
    if isinstance(taken, Problem):
        st.error(sentence(taken, asking.words, question), icon=":material/error:")
        return {question.name: [given.name]}  # which is refused: an answer without its picture is not sent unnoticed
    trouble(question, asking, question.name)
    return {question.name: [taken]}


WIDGET = Widget("image", draw)
