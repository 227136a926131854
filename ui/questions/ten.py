"""0 to 10, with the words of both ends."""

from survey.kinds.ten import HIGH, LOW, STEPS
from survey.model import Question
from ui.questions import Asking, Sent, Widget
from ui.questions.parts import label, one_of, steps, trouble, words_of


def draw(question: Question, asking: Asking) -> Sent:
    low, high = asking.say(words_of(question, "low", LOW)), asking.say(words_of(question, "high", HIGH))
    ends = f"0 = {low}, 10 = {high}"
    given = one_of(question, asking, question.name, label(question, asking, ends), steps(question, STEPS))
    trouble(question, asking, question.name)
    return given


WIDGET = Widget("ten", draw)
