"""One of several choices, and what "etwas anderes" is."""

from survey.kinds.parts import offered
from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import beside_other, label, one_of, trouble


def draw(question: Question, asking: Asking) -> Sent:
    given = one_of(question, asking, question.name, label(question, asking), offered(question))
    trouble(question, asking, question.name)
    return given | beside_other(question, asking)


WIDGET = Widget("single", draw)
