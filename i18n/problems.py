"""What is wrong with an answer, said kindly and with what to do. Codes are those of `survey.errors`; nothing of `survey` is imported."""

import re
from datetime import date
from typing import Any, Protocol

from common.marks import N_
from i18n.catalogue import Words


class Problem(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def context(self) -> dict[str, Any]: ...


_CHOOSE = N_("Bitte wählen Sie eine Antwort.")
_REQUIRED_BY_KIND = {
    "short_text": N_("Bitte schreiben Sie hier etwas."),
    "long_text": N_("Bitte schreiben Sie hier etwas."),
    "number": N_("Bitte tragen Sie hier eine Zahl ein."),
    "date": N_("Bitte tragen Sie hier einen Tag ein."),
    "time": N_("Bitte tragen Sie hier eine Uhrzeit ein."),
    "moment": N_("Bitte tragen Sie hier Tag und Uhrzeit ein."),
    "image": N_("Bitte fügen Sie hier ein Bild hinzu."),
    "multiple": N_("Bitte wählen Sie mindestens eine Antwort."),
    "ranking": N_("Bitte wählen Sie mindestens eine Antwort."),
    "slider": N_("Bitte wählen Sie eine Zahl."),
}
_SCALES = frozenset({"agreement", "matrix", "smileys", "ten"})

_PLAIN = {
    "not_a_choice": N_("Diese Antwort kennen wir hier nicht. Bitte wählen Sie eine der Antworten."),
    "several": N_("Hier ist nur eine Antwort möglich. Bitte wählen Sie eine."),
    "not_a_number": N_("Das können wir nicht als Zahl lesen. Bitte schreiben Sie Ziffern, zum Beispiel 12."),
    "not_whole": N_("Bitte schreiben Sie eine ganze Zahl, ohne Komma."),
    "not_a_date": N_("Das können wir nicht als Tag lesen. Bitte schreiben Sie ihn so: 15.6.2026."),
    "not_a_time": N_("Das können wir nicht als Uhrzeit lesen. Bitte schreiben Sie sie so: 10:30."),
    "not_a_moment": N_("Das können wir nicht als Tag mit Uhrzeit lesen. Bitte schreiben Sie es so: 15.6.2026, 10:30."),
    "unreadable": N_("Darin sind Zeichen, die wir nicht lesen können. Bitte schreiben Sie den Text neu."),
    "consent": N_("Ohne dieses Häkchen können wir nichts annehmen. Bitte setzen Sie es, wenn Sie einverstanden sind."),
    "acknowledge": N_("Bitte setzen Sie das Häkchen, wenn Sie das gelesen haben."),
    "not_an_image": N_(
        "Das können wir nicht als Bild lesen. Bitte wählen Sie ein Foto oder ein Bild als JPEG, PNG oder WebP."
    ),
    "image_too_large": N_(
        "Dieses Bild ist zu groß. Bitte wählen Sie ein kleineres, oder stellen Sie die Kamera auf eine kleinere Auflösung."
    ),
    "image_gone": N_("Dieses Bild ist nicht mehr da. Bitte wählen Sie es noch einmal."),
    "image_later": N_("Dieses Bild können wir gerade nicht annehmen. Bitte wählen Sie es in einer Minute noch einmal."),
    "constraint": N_("Das passt so nicht. Bitte prüfen Sie Ihre Antwort."),
    "unknown": N_("Diese Seite passt nicht mehr zur Umfrage. Bitte laden Sie sie neu."),
}
_LIMITS = {
    "too_small": N_("Bitte schreiben Sie eine Zahl, die mindestens {min} ist."),
    "too_large": N_("Bitte schreiben Sie eine Zahl, die höchstens {max} ist."),
    "too_early": N_("Bitte wählen Sie einen Tag ab dem {min}."),
    "too_late": N_("Bitte wählen Sie einen Tag bis zum {max}."),
}
_OF_TIMES = {
    "too_early": N_("Bitte wählen Sie eine Uhrzeit ab {min} Uhr."),
    "too_late": N_("Bitte wählen Sie eine Uhrzeit bis {max} Uhr."),
}
_OF_MOMENTS = {
    "too_early": N_("Bitte wählen Sie Tag und Uhrzeit ab {min} Uhr."),
    "too_late": N_("Bitte wählen Sie Tag und Uhrzeit bis {max} Uhr."),
}
_CLOCK = re.compile(r"\d\d:\d\d")
_ANY = N_("Das können wir so nicht annehmen. Bitte prüfen Sie Ihre Antwort.")


def _limits(code: str, context: dict[str, Any]) -> str:
    """The sentence for a limit that is a number, a day, a time of day or both."""
    when = str(next(iter(context.values()), ""))
    if code in _OF_TIMES and _CLOCK.fullmatch(when):
        return _OF_TIMES[code]
    return _OF_MOMENTS[code] if code in _OF_MOMENTS and "T" in when else _LIMITS[code]


def _limit(value: object, words: Words) -> str:
    if isinstance(value, str):
        day, _, clock = value.partition("T")
        try:
            said = words.date(date.fromisoformat(day))
        except ValueError:
            return value
        return f"{said}, {clock}" if clock else said
    if isinstance(value, float) and not value.is_integer():
        return words.number(value, 2 if round(value, 1) != value else 1)
    return words.number(float(value)) if isinstance(value, int | float) else str(value)


def _required(words: Words, question: Any) -> str:
    kind = getattr(question, "kind", "")
    if kind in _SCALES and getattr(question, "dont_know", False):
        return words.gettext("Bitte wählen Sie eine Antwort, oder „weiß nicht“.")
    return words.gettext(_REQUIRED_BY_KIND.get(kind, _CHOOSE))


def sentence(problem: Problem, words: Words, question: Any = None) -> str:
    """`question` needs no more than `kind` and `dont_know`, and may have words of its own (`required_words`, `constraint_words`); without it the sentence is the general one."""
    code, context = str(problem.code), problem.context
    if own := getattr(question, f"{code}_words", None):  # the questionnaire says it better
        return words.say(own).words
    if code == "required":
        return _required(words, question)
    if code in _LIMITS:
        return words.gettext(_limits(code, context)).format(
            **{name: _limit(value, words) for name, value in context.items()}
        )
    n = int(context.get("min", context.get("max", 0)))
    if code == "too_few":
        return words.ngettext(
            "Bitte wählen Sie mindestens {n} Antwort.", "Bitte wählen Sie mindestens {n} Antworten.", n
        ).format(n=n)
    if code == "too_many":
        return words.ngettext(
            "Bitte wählen Sie höchstens {n} Antwort.", "Bitte wählen Sie höchstens {n} Antworten.", n
        ).format(n=n)
    if code == "too_short":
        return words.ngettext(
            "Bitte schreiben Sie mindestens {n} Zeichen.", "Bitte schreiben Sie mindestens {n} Zeichen.", n
        ).format(n=n)
    if code == "too_long":
        return words.ngettext(
            "Das ist zu lang: Hier passt höchstens {n} Zeichen hinein. Bitte kürzen Sie.",
            "Das ist zu lang: Hier passen höchstens {n} Zeichen hinein. Bitte kürzen Sie.",
            n,
        ).format(n=n)
    return words.gettext(_PLAIN.get(code, _ANY))
