"""Kinds of questions as coordinators call them: a plain name, an example, a picture. In the order of the palette."""

from collections.abc import Mapping
from dataclasses import dataclass

from common.marks import N_
from survey.kinds import KINDS
from survey.model import Question


@dataclass(frozen=True)
class Look:
    name: str
    example: str
    icon: str


CHOOSING = N_("Auswählen")
RATING = N_("Bewerten und zustimmen")
WRITING = N_("Schreiben")
WHEN = N_("Zahlen, Tage, Zeiten")
SHOWING = N_("Zeigen, einwilligen, gliedern")
WORKING_OUT = N_("Im Hintergrund")

PALETTE: Mapping[str, Mapping[str, Look]] = {
    CHOOSING: {
        "single": Look(
            N_("Eine Antwort"), N_("Wie kommen Sie zur Kita? Zu Fuß, mit dem Rad …"), "radio_button_checked"
        ),
        "multiple": Look(N_("Mehrere Antworten"), N_("Welche Angebote kennen Sie? Elterncafé, Sport …"), "check_box"),
        "ranking": Look(
            N_("Reihenfolge"), N_("Was sollte sich zuerst ändern? Die drei wichtigsten."), "format_list_numbered"
        ),
        "grid": Look(
            N_("Tabelle"),
            N_("Mehrere Zeilen, je eine Antwort: Kita, Schule, Verein – nie, manchmal, oft"),
            "table_rows",
        ),
        "district": Look(N_("Stadtbezirk"), N_("In welchem Stadtbezirk wohnen Sie?"), "location_city"),
    },
    RATING: {
        "agreement": Look(
            N_("Zustimmung"),
            N_("Der Weg zur Schule ist sicher. Von „stimmt gar nicht“ bis „stimmt völlig“"),
            "thumbs_up_down",
        ),
        "matrix": Look(N_("Mehrere Aussagen"), N_("Fünf Sätze untereinander, jeder mit Zustimmung"), "view_list"),
        "smileys": Look(N_("Gesichter"), N_("Wie fühlen Sie sich im Viertel? Von traurig bis froh"), "mood"),
        "ten": Look(N_("Von 0 bis 10"), N_("Würden Sie uns weiterempfehlen?"), "linear_scale"),
        "slider": Look(N_("Schieberegler"), N_("Wie viele Stunden in der Woche? Von 0 bis 40"), "tune"),
    },
    WRITING: {
        "short_text": Look(N_("Eine Zeile"), N_("Wie heißt Ihr Angebot?"), "short_text"),
        "long_text": Look(N_("Freier Text"), N_("Was möchten Sie uns noch sagen?"), "notes"),
        "image": Look(N_("Bild"), N_("Zeigen Sie uns, was am Spielplatz kaputt ist."), "photo_camera"),
    },
    WHEN: {
        "number": Look(N_("Zahl"), N_("Wie viele Plätze gibt es?"), "123"),
        "date": Look(N_("Tag"), N_("Wann wurde Ihr Kind geboren?"), "calendar_month"),
        "time": Look(N_("Uhrzeit"), N_("Wann passt es Ihnen am besten?"), "schedule"),
        "moment": Look(N_("Tag mit Uhrzeit"), N_("Wann war der Termin?"), "event"),
    },
    SHOWING: {
        "note": Look(N_("Hinweis"), N_("Text zum Lesen, keine Frage"), "info"),
        "consent": Look(
            N_("Einwilligung"), N_("Ich bin einverstanden, dass mein Angebot veröffentlicht wird."), "verified_user"
        ),
        "acknowledge": Look(N_("Gelesen"), N_("Ich habe die Hinweise gelesen."), "task_alt"),
        "group": Look(N_("Gruppe"), N_("Fragen, die zusammengehören und zusammen erscheinen"), "folder"),
        "repeat": Look(
            N_("Für jedes Kind fragen"), N_("Dieselben Fragen mehrmals: für jedes Kind, jeden Ort …"), "repeat"
        ),
    },
    WORKING_OUT: {
        "calculation": Look(N_("Rechnung"), N_("Personen im Haushalt = Erwachsene + Kinder"), "calculate"),
        "hidden": Look(N_("Verborgener Wert"), N_("Steht in den Daten, niemand sieht ihn"), "visibility_off"),
    },
}
_LOOKS = {kind: look for group in PALETTE.values() for kind, look in group.items()}

WITH_CHOICES = frozenset({"single", "multiple", "ranking", "grid"})
WITH_ROWS = frozenset({"matrix", "grid"})
WITH_OTHER = frozenset({"single", "multiple"})
WITH_DONT_KNOW = frozenset({"agreement", "matrix", "smileys", "ten"})
WITH_ENDS = frozenset({"slider", "ten"})
UNASKED = frozenset({"calculation", "hidden"})
CONSENTING = frozenset({"consent", "acknowledge"})
LIMITS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "multiple": (("min", N_("Mindestens so viele")), ("max", N_("Höchstens so viele"))),
    "ranking": (("min", N_("Mindestens so viele Plätze")), ("max", N_("Plätze zu vergeben"))),
    "number": (("min", N_("Kleinste Zahl")), ("max", N_("Größte Zahl")), ("step", N_("Schritt"))),
    "slider": (("min", N_("Von")), ("max", N_("Bis")), ("step", N_("Schritt"))),
    "short_text": (("min", N_("Mindestens Zeichen")), ("max", N_("Höchstens Zeichen"))),
    "long_text": (("min", N_("Mindestens Zeichen")), ("max", N_("Höchstens Zeichen"))),
    "repeat": (("min", N_("Mindestens so oft")), ("max", N_("Höchstens so oft"))),
    "date": (("min", N_("Frühester Tag")), ("max", N_("Spätester Tag"))),
    "time": (("min", N_("Früheste Zeit")), ("max", N_("Späteste Zeit"))),
    "moment": (("min", N_("Frühester Tag")), ("max", N_("Spätester Tag"))),
}
DAYS = frozenset({"date", "moment"})
TIMES = frozenset({"time"})
FRACTIONS = frozenset({"number", "slider"})
"""Kinds whose limits may be no whole numbers."""


def look(kind: str) -> Look:
    """A kind that is not in the palette yet is shown by its name."""
    return _LOOKS.get(kind) or Look(kind, "", "help")


def palette() -> Mapping[str, Mapping[str, Look]]:
    """With every kind there is: those without a place of their own come last."""
    others = {kind: look(kind) for kind in KINDS if kind not in _LOOKS}
    known = {group: {kind: one for kind, one in kinds.items() if kind in KINDS} for group, kinds in PALETTE.items()}
    return {**known, WORKING_OUT: {**known[WORKING_OUT], **others}}


def fresh(kind: str) -> Question:
    """A new question of a kind, ready to be given its words."""
    match kind:
        case "ranking":
            return Question("frage", kind, {}, limits={"max": 3})
        case "slider":
            return Question("frage", kind, {}, limits={"min": 0, "max": 10, "step": 1})
        case "repeat":
            return Question("frage", kind, {}, limits={"max": 8})
        case _:
            return Question("frage", kind, {})
