"""The way through a questionnaire: what is visible, what is missing, what comes next. One way for both faces."""

import msgspec

from survey.errors import Code, Problem
from survey.logic import logic_of
from survey.looking import LAST, SEED, UNSAID, Looking
from survey.model import Form, Questionnaire, most_times
from survey.repeats import less, names, repeat_called, times_of, unknown
from survey.view import Checked, Moment, View, item_names, leaves

__all__ = [
    "LAST",
    "SEED",
    "UNSAID",
    "Checked",
    "Form",
    "Moment",
    "View",
    "begin",
    "check",
    "item_names",
    "leaves",
    "less",
    "look",
    "more",
    "names",
    "unknown",
]


def look(questionnaire: Questionnaire, form: Form, moment: Moment | None = None) -> View:
    ready = logic_of(questionnaire)
    if ready is None:
        return View(questionnaire, form, questionnaire.sections, tuple(range(len(questionnaire.sections))))
    return Looking(ready, form, moment or Moment()).view()


def begin(questionnaire: Questionnaire, moment: Moment | None = None) -> dict[str, list[str]]:
    """What stands in a form before anybody typed: defaults."""
    ready = logic_of(questionnaire)
    return Looking(ready, {}, moment or Moment()).defaults() if ready and ready.has_defaults else {}


def more(questionnaire: Questionnaire, form: Form, repeat: str, moment: Moment | None = None) -> dict[str, list[str]]:
    """The form with a repeat there once more, filled in with its defaults. Unchanged where there is no such repeat, or it is there often enough."""
    grown = {name: list(values) for name, values in form.items()}
    found = repeat_called(questionnaire, repeat)
    if found is None:
        return grown
    times = min(times_of(found, repeat, form) + 1, most_times(found))
    grown[repeat] = [str(times)]
    ready = logic_of(questionnaire)
    first = f"{repeat}.{times}."
    if ready and ready.has_defaults:
        defaults = Looking(ready, grown, moment or Moment()).defaults()
        grown |= {name: values for name, values in defaults.items() if name.startswith(first) and name not in form}
    return grown


def check(questionnaire: Questionnaire, form: Form, moment: Moment | None = None) -> Checked:
    """The whole answer. What is hidden is not stored; names that no question has are problems."""
    wrong = tuple(Problem(Code.UNKNOWN, name) for name in unknown(questionnaire, form))
    checked = look(questionnaire, form, moment).checked
    return msgspec.structs.replace(checked, problems=wrong + checked.problems)
