"""What is asked several times: the names of its controls, one time more, one time less."""

from collections.abc import Iterable, Mapping

from survey import logic
from survey.kinds import kind_of
from survey.model import Form, Question, Questionnaire, is_number, most_times, pattern_of


def names(questionnaire: Questionnaire) -> frozenset[str]:
    """Every item name; what is in a repeat without saying which time."""
    return _names(questionnaire)[0]


def unknown(questionnaire: Questionnaire, names: Iterable[str]) -> list[str]:
    """Control names that no form of this questionnaire sends."""
    plain, repeats = _names(questionnaire)
    return [name for name in names if name not in plain and not _is_in_repeat(name, plain, repeats)]


def _names(questionnaire: Questionnaire) -> tuple[frozenset[str], Mapping[str, int]]:
    """Item names, those in repeats without a number; and how often each repeat may be there."""
    found = _known.get(id(questionnaire))
    if found is None or found[0] is not questionnaire:
        questions = list(questionnaire.questions())
        names = frozenset(item.name for question in questions for item in kind_of(question).items(question))
        repeats = {question.name: most_times(question) for question in questions if question.kind == "repeat"}
        if len(_known) > logic.KEPT:
            _known.clear()
        found = _known[id(questionnaire)] = questionnaire, names, repeats
    return found[1], found[2]


_known: dict[int, tuple[Questionnaire, frozenset[str], Mapping[str, int]]] = {}


def _is_in_repeat(name: str, plain: frozenset[str], repeats: Mapping[str, int]) -> bool:
    pattern = ""
    for step in name.split("."):
        if pattern in repeats and not pattern.endswith("."):
            if not is_number(step) or not 1 <= int(step) <= repeats[pattern]:
                return False
            pattern += "."
            continue
        pattern = f"{pattern}{step}" if pattern.endswith(".") or not pattern else f"{pattern}.{step}"
    return pattern in plain


def fewest_times(repeat: Question) -> int:
    return max(0, int(repeat.limits.get("min", 0)))


def times_of(repeat: Question, name: str, form: Form) -> int:
    """How often it is there: what its control says, and at least as often as something was typed. At first it is there once."""
    said = next((value.strip() for value in form.get(name, ()) if value.strip()), "")
    if said and is_number(said):
        times = int(said)
    else:
        numbers = [other.removeprefix(f"{name}.").partition(".")[0] for other in form if other.startswith(f"{name}.")]
        times = max((int(number) for number in numbers if is_number(number)), default=1)
    return max(fewest_times(repeat), min(times, most_times(repeat)))


def repeat_called(questionnaire: Questionnaire, name: str) -> Question | None:
    pattern = pattern_of(name)
    return next((one for one in questionnaire.questions() if one.kind == "repeat" and one.name == pattern), None)


def less(questionnaire: Questionnaire, form: Form, time: str) -> dict[str, list[str]]:
    """The form without one time of a repeat (`children.2`); those behind it move up."""
    repeat, _, number = time.rpartition(".")
    kept = {name: list(values) for name, values in form.items()}
    found = repeat_called(questionnaire, repeat)
    if found is None or not is_number(number) or not 1 <= int(number) <= times_of(found, repeat, form):
        return kept
    gone, times = int(number), times_of(found, repeat, form)
    moved: dict[str, list[str]] = {}
    for name, values in kept.items():
        which, _, rest = (
            name.removeprefix(f"{repeat}.").partition(".") if name.startswith(f"{repeat}.") else ("", "", "")
        )
        if not is_number(which) or int(which) < gone:
            moved[name] = values
        elif int(which) > gone:
            moved[f"{repeat}.{int(which) - 1}.{rest}"] = values
    moved[repeat] = [str(times - 1)]
    return moved
