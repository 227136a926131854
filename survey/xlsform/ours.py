"""How our own kinds look in XLSForm, so that other tools understand them and they come back as what they were. Both directions read it."""

from datetime import date, datetime, time
from math import isfinite

from survey.kinds import agreement, consent, smileys, ten
from survey.model import Choice, Question

TYPES = {
    "short_text": "text",
    "long_text": "text",
    "date": "date",
    "time": "time",
    "moment": "datetime",
    "slider": "range",
    "note": "note",
    "acknowledge": "acknowledge",
    "calculation": "calculate",
    "hidden": "hidden",
    "image": "image",
}
SELECTS = {"single": "select_one", "multiple": "select_multiple", "ranking": "rank", "district": "select_one"}
MARKED = ("agreement", "smileys", "ten", "consent", "district", "matrix", "grid", "calculation")
"""Kinds that XLSForm does not have, and calculations that nobody has written yet. Their rows carry an appearance that other tools pass over: `x-agreement`."""
LISTED = {
    "agreement": (*agreement.STEPS, agreement.NO_ANSWER),
    "smileys": (*smileys.STEPS, agreement.NO_ANSWER),
    "ten": (*ten.STEPS, agreement.NO_ANSWER),
    "consent": (Choice(consent.TICKED, consent.AGREED), Choice(consent.LEFT, consent.DECLINED)),
    "matrix": (*agreement.STEPS, agreement.NO_ANSWER),
}
"""The choices of kinds that bring their own."""
LEAD, THANKS = "x-lead", "x-thanks"
"""Notes that are the words before a section and those after the last."""
PAGE = "field-list"
MULTILINE = "multiline"


def mark(kind: str) -> str:
    return f"x-{kind}"


def is_of_a_kind(list_name: str) -> bool:
    """Whether a list is one that we write for a kind: `x-ten`, or `x-ten-2` where the kind has other words somewhere."""
    return list_name.rstrip("0123456789").rstrip("-") in {mark(kind) for kind in LISTED}


def marked(appearance: str) -> tuple[str, str]:
    """The kind that an appearance names, or nothing, and what else it says."""
    words = appearance.split()
    kind = next((word[2:] for word in words if word.startswith("x-") and word[2:] in MARKED), "")
    return kind, " ".join(word for word in words if not kind or word != mark(kind))


def without(appearance: str, *gone: str) -> str:
    return " ".join(word for word in appearance.split() if word not in gone)


# Limits

NONE = "none"


def written_limits(limits: dict[str, int | float | str]) -> str:
    return " ".join(f"{name}={value}" for name, value in limits.items()) or NONE


def read_limits(words: str, kind: str) -> dict[str, int | float | str]:
    """Raises `ValueError` where it is not `min=0 max=10`, or not of this kind."""
    if words == NONE:
        return {}
    return {name: _limit(value, kind) for name, value in (pair.split("=", 1) for pair in words.split())}


_WRITTEN = {"date": date.fromisoformat, "time": time.fromisoformat, "moment": datetime.fromisoformat}


def _limit(value: str, kind: str) -> int | float | str:
    if kind in _WRITTEN:
        _WRITTEN[kind](value)
        return value
    number = float(value)
    if not isfinite(number):
        raise ValueError(value)
    return int(number) if number == int(number) and "e" not in value.lower() else number


_MEASURED = {
    "short_text": "string-length(.)",
    "long_text": "string-length(.)",
    "multiple": "count-selected(.)",
    "number": ".",
}


def limiting(question: Question) -> str:
    """The limits of a question as the constraint that other tools need for them."""
    measured = _MEASURED.get(question.kind)
    date = question.kind == "date"
    parts = [
        f"{measured or '.'} {sign} " + (f"date('{question.limits[name]}')" if date else str(question.limits[name]))
        for name, sign in (("min", ">="), ("max", "<="))
        if name in question.limits and (measured or date)
    ]
    return " and ".join(parts)


def joined(limits: str, constraint: str) -> str:
    return f"({limits}) and ({constraint})" if limits and constraint else limits or constraint


def parted(constraint: str, limits: str) -> str:
    """The constraint without the limits that `joined` put before it."""
    if not limits or constraint == limits:
        return "" if limits else constraint
    before = f"({limits}) and ("
    return constraint[len(before) : -1] if constraint.startswith(before) and constraint.endswith(")") else constraint
