"""What is wrong with an answer, said kindly and with what to do. Codes are those of `survey.errors`; nothing of `survey` is imported."""

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
    "multiple": N_("Bitte wählen Sie mindestens eine Antwort."),
}
_SCALES = frozenset({"agreement", "matrix", "smileys", "ten"})

_PLAIN = {
    "not_a_choice": N_("Diese Antwort kennen wir hier nicht. Bitte wählen Sie eine der Antworten."),
    "several": N_("Hier ist nur eine Antwort möglich. Bitte wählen Sie eine."),
    "not_a_number": N_("Das können wir nicht als Zahl lesen. Bitte schreiben Sie Ziffern, zum Beispiel 12."),
    "not_whole": N_("Bitte schreiben Sie eine ganze Zahl, ohne Komma."),
    "not_a_date": N_("Das können wir nicht als Tag lesen. Bitte schreiben Sie ihn so: 15.6.2026."),
    "unreadable": N_("Darin sind Zeichen, die wir nicht lesen können. Bitte schreiben Sie den Text neu."),
    "consent": N_("Ohne dieses Häkchen können wir nichts annehmen. Bitte setzen Sie es, wenn Sie einverstanden sind."),
    "unknown": N_("Diese Seite passt nicht mehr zur Umfrage. Bitte laden Sie sie neu."),
}
_LIMITS = {
    "too_small": N_("Bitte schreiben Sie eine Zahl, die mindestens {min} ist."),
    "too_large": N_("Bitte schreiben Sie eine Zahl, die höchstens {max} ist."),
    "too_early": N_("Bitte wählen Sie einen Tag ab dem {min}."),
    "too_late": N_("Bitte wählen Sie einen Tag bis zum {max}."),
}
_ANY = N_("Das können wir so nicht annehmen. Bitte prüfen Sie Ihre Antwort.")


def _limit(value: object, words: Words) -> str:
    if isinstance(value, str):
        try:
            return words.date(date.fromisoformat(value))
        except ValueError:
            return value
    if isinstance(value, float) and not value.is_integer():
        return words.number(value, 2 if round(value, 1) != value else 1)
    return words.number(float(value)) if isinstance(value, int | float) else str(value)


def _required(words: Words, question: Any) -> str:
    kind = getattr(question, "kind", "")
    if kind in _SCALES and getattr(question, "dont_know", False):
        return words.gettext("Bitte wählen Sie eine Antwort, oder „weiß nicht“.")
    return words.gettext(_REQUIRED_BY_KIND.get(kind, _CHOOSE))


def sentence(problem: Problem, words: Words, question: Any = None) -> str:
    """`question` needs no more than `kind` and `dont_know`; without it the sentence is the general one."""
    code, context = str(problem.code), problem.context
    if code == "required":
        return _required(words, question)
    if code in _LIMITS:
        return words.gettext(_LIMITS[code]).format(**{name: _limit(value, words) for name, value in context.items()})
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
