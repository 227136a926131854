"""One of several choices."""

from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import label, one_of, trouble


def draw(question: Question, asking: Asking) -> Sent:
    given = one_of(question, asking, question.name, label(question, asking), question.choices)
    trouble(question, asking, question.name)
    return given


WIDGET = Widget("single", draw)
