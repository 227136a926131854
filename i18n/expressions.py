"""What is wrong with an expression, said to whoever writes the questionnaire, and what to do about it. Codes are those of `survey.expressions.errors`."""

from typing import Any, Protocol

from common.marks import N_
from i18n.catalogue import Words


class Problem(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def context(self) -> dict[str, Any]: ...


_SENTENCES = {
    "empty": N_("Hier steht noch kein Ausdruck."),
    "too_long": N_("Der Ausdruck ist zu lang: mehr als {limit} Zeichen."),
    "too_deep": N_("Der Ausdruck ist zu tief verschachtelt: mehr als {limit} Ebenen."),
    "strange_character": N_("Das Zeichen „{character}“ gehört nicht in einen Ausdruck."),
    "not_closed": N_("Was mit {opening} anfängt, hört nicht auf."),
    "not_opened": N_("Hier schließt {closing}, aber nichts ist offen."),
    "unexpected": N_("„{found}“ passt hier nicht hin."),
    "incomplete": N_("Der Ausdruck hört mittendrin auf."),
    "wrong_operator": N_("„{wrote}“ kennt XLSForm nicht."),
    "bad_name": N_("„{name}“ ist kein Name einer Frage."),
    "not_supported": N_("„{name}“ gibt es bei uns nicht."),
    "unknown_name": N_("Eine Frage „{name}“ gibt es nicht."),
    "ambiguous_name": N_("„{name}“ heißen mehrere Fragen: {paths}."),
    "unknown_path": N_("„{name}“ gibt es hier nicht. Das ist immer leer."),
    "unknown_function": N_("Eine Funktion „{name}“ gibt es nicht."),
    "unknown_list": N_("Eine Liste „{name}“ gibt es nicht."),
    "unknown_column": N_("Die Liste hat keine Spalte „{name}“. Das ist immer leer."),
    "too_few_arguments": N_("Der Funktion „{name}“ fehlt etwas: Sie braucht mindestens {least}, hier stehen {given}."),
    "too_many_arguments": N_("Die Funktion „{name}“ bekommt zu viel: Sie nimmt höchstens {most}, hier stehen {given}."),
    "incomplete_pair": N_("In der Funktion „{name}“ gehören die Angaben am Ende paarweise zusammen; eine fehlt."),
    "needs_questions": N_("Hier muss eine Frage oder Gruppe stehen, kein Text und keine Zahl."),
    "not_around": N_("Das ist keine Wiederholung, in der „{name}“ liegt."),
    "never_a_number": N_("Hier wird gerechnet, aber das ist keine Zahl und kein Tag."),
    "bad_pattern": N_("Das Muster „{pattern}“ können wir nicht benutzen."),
    "cycle": N_("Diese Ausdrücke warten aufeinander: {names}."),
    "not_a_date": N_("Das ist kein Tag: „{found}“."),
    "pattern_too_slow": N_("Das Muster „{pattern}“ braucht für manche Antworten zu lange."),
    "too_much_work": N_("Der Ausdruck sieht zu viele Antworten oder Zeilen an."),
    "text_too_long": N_("Der Text wird zu lang: mehr als {limit} Zeichen."),
    "failed": N_("Der Ausdruck lässt sich für diese Antworten nicht ausrechnen."),
}
_ANY = N_("Mit diesem Ausdruck stimmt etwas nicht.")

_HINTS = {
    "empty": N_("Schreiben Sie eine Bedingung, zum Beispiel ${{alter}} >= 18."),
    "too_long": N_("Teilen Sie ihn auf mehrere berechnete Felder auf."),
    "too_deep": N_("Teilen Sie ihn auf mehrere berechnete Felder auf."),
    "strange_character": N_("Texte stehen in Anführungszeichen, Fragen so: ${{name}}."),
    "not_closed": N_("Prüfen Sie Klammern und Anführungszeichen."),
    "not_opened": N_("Nehmen Sie die Klammer weg, oder öffnen Sie weiter vorn eine."),
    "unexpected": N_(
        "Fehlt davor „and“, „or“ oder ein Komma? Texte stehen in Anführungszeichen, Fragen so: ${{name}}."
    ),
    "incomplete": N_("Am Ende fehlt eine Frage, eine Zahl oder ein Text."),
    "wrong_operator": N_("Schreiben Sie „{write}“."),
    "bad_name": N_("Namen fangen mit einem Buchstaben an und haben keine Leerzeichen."),
    "unknown_name": N_("Prüfen Sie die Schreibweise, auch große und kleine Buchstaben."),
    "ambiguous_name": N_("Geben Sie einer der Fragen einen anderen Namen."),
    "unknown_path": N_("Ein Text gehört in Anführungszeichen, eine Frage wird so geschrieben: ${{name}}."),
    "unknown_function": N_("Prüfen Sie die Schreibweise; die Hilfe zeigt alle Funktionen."),
    "unknown_list": N_("Prüfen Sie den Namen auf dem Blatt mit den Antworten."),
    "unknown_column": N_("Es gibt: {columns}."),
    "needs_questions": N_("Schreiben Sie eine Frage so: ${{name}}."),
    "not_around": N_("Nennen Sie die Gruppe, die wiederholt wird und die Frage enthält."),
    "never_a_number": N_("Zahlen stehen ohne Anführungszeichen; Texte vergleichen Sie mit = oder !=."),
    "bad_pattern": N_("Prüfen Sie Klammern und Wiederholungen; ein Muster wie [0-9]{{5}} steht für eine Postleitzahl."),
    "cycle": N_("Einer davon muss ohne die anderen auskommen."),
    "not_a_date": N_("Tage werden so geschrieben: 2026-06-15."),
    "pattern_too_slow": N_("Vermeiden Sie Wiederholungen in Wiederholungen wie (a+)+."),
    "too_much_work": N_("Suchen Sie in kürzeren Listen, oder teilen Sie den Ausdruck auf."),
    "text_too_long": N_("Fügen Sie weniger aneinander."),
}
_LIKE = N_("Meinten Sie „{like}“?")
_WHY = {
    "geo": N_("Mit Orten auf der Karte rechnen wir nicht. Die Frage kann ohne diesen Ausdruck übernommen werden."),
    "old": N_("Das ist veraltet oder gehört zu den Geräten von ODK."),
    "foreign": N_("Das kennt nur ein anderes Programm. Vielleicht geht es mit den Funktionen aus unserer Hilfe."),
}
_SPECIAL = {
    "last-saved": N_("Frühere Antworten derselben Person werden bei uns nicht aufgehoben."),
    "//": N_("Schreiben Sie den ganzen Weg, oder einfach ${{name}}."),
    "@": N_("Merkmale von Knoten gibt es in Fragebögen nicht."),
}
_NO_SUCH = N_("Schreiben Sie Fragen so: ${{name}}. Wege gehen nur nach oben (..) und nach unten.")


def sentence(problem: Problem, words: Words) -> str:
    return _filled(words, _SENTENCES.get(str(problem.code), _ANY), problem)


def hint(problem: Problem, words: Words) -> str:
    """What to do; empty where there is nothing to add."""
    code, context = str(problem.code), problem.context
    if context.get("like"):
        return _filled(words, _LIKE, problem)
    if code == "not_supported":
        name = str(context.get("name", ""))
        return _filled(words, _WHY.get(str(context.get("why")), _SPECIAL.get(name, _NO_SUCH)), problem)
    return _filled(words, _HINTS[code], problem) if code in _HINTS else ""


def _filled(words: Words, german: str, problem: Problem) -> str:
    return words.gettext(german).format_map(_Context(problem.context))


class _Context(dict[str, Any]):
    """A problem that was stored long ago may lack what a newer sentence says."""

    def __missing__(self, key: str) -> str:
        return "…"
