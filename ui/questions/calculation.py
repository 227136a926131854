"""Nothing is drawn: nobody is asked."""

from ui.questions import Widget
from ui.questions.parts import draw_nothing

WIDGET = Widget("calculation", draw_nothing)
