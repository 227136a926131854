"""Five faces, each with its word."""

from survey.kinds.smileys import STEPS
from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import label, one_of, steps, trouble

FACES = tuple(
    f":material/sentiment_{mood}:"
    for mood in ("very_dissatisfied", "dissatisfied", "neutral", "satisfied", "very_satisfied")
)


def draw(question: Question, asking: Asking) -> Sent:
    given = one_of(question, asking, question.name, label(question, asking), steps(question, STEPS), FACES)
    trouble(question, asking, question.name)
    return given


WIDGET = Widget("smileys", draw)
