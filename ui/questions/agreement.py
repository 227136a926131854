"""Five steps of agreement."""

from survey.kinds.agreement import STEPS
from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import label, one_of, steps, trouble


def draw(question: Question, asking: Asking) -> Sent:
    given = one_of(question, asking, question.name, label(question, asking), steps(question, STEPS))
    trouble(question, asking, question.name)
    return given


WIDGET = Widget("agreement", draw)
