"""What is wrong with an imported form, or was skipped of it, said to whoever brings it: where, what, and what to do. Codes are those of `survey.xlsform.problems`."""

from types import SimpleNamespace
from typing import Any, Protocol

from common.marks import N_
from i18n import expressions
from i18n.catalogue import Words


class Problem(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def column(self) -> str: ...
    @property
    def context(self) -> dict[str, Any]: ...


_FILE = {
    "empty_file": N_("Die Datei ist leer."),
    "file_too_large": N_("Die Datei ist größer als {megabytes} MB. Nehmen Sie Bilder und Hilfeblätter heraus."),
    "unpacks_too_large": N_(
        "Die Datei wird ausgepackt zu groß. Kopieren Sie die Blätter „survey“, „choices“ und „settings“ in eine neue Datei."
    ),
    "unknown_ending": N_(
        "Dateien mit der Endung „{ending}“ lesen wir nicht. Speichern Sie den Fragebogen als .xlsx, .xls, .csv oder .md."
    ),
    "wrong_ending": N_(
        "Die Datei heißt „{ending}“, ist aber in Wirklichkeit „{really}“ oder keine Tabelle. Öffnen Sie sie, und speichern Sie sie neu als .xlsx."
    ),
    "locked": N_("Die Datei ist mit einem Passwort geschützt. Speichern Sie sie ohne Passwort."),
    "dangerous_xml": N_(
        "In der Datei steht etwas, das anderen Computern schaden kann. Wir öffnen sie nicht. Kopieren Sie die Blätter in eine neue Datei."
    ),
    "unreadable": N_(
        "Die Datei lässt sich nicht lesen; vielleicht ist sie beschädigt. Öffnen Sie sie, und speichern Sie sie neu als .xlsx."
    ),
    "too_many_rows": N_("Das Blatt hat mehr als {most} Zeilen. Teilen Sie den Fragebogen auf."),
    "too_many_columns": N_("Das Blatt hat mehr als {most} Spalten. Löschen Sie, was nicht zum Fragebogen gehört."),
    "cell_too_long": N_("Hier stehen mehr als {most} Zeichen. Bitte kürzen Sie."),
    "formula_without_value": N_(
        "Hier steht eine Formel ohne Ergebnis. Öffnen Sie die Datei in Excel oder LibreOffice, und speichern Sie sie neu, oder schreiben Sie den Text selbst hinein."
    ),
}
_SHEETS = {
    "no_survey_sheet": N_(
        "Es fehlt das Blatt „survey“ mit den Fragen. Gefunden: {sheets}. Benennen Sie das Blatt mit den Fragen in „survey“ um."
    ),
    "sheet_misspelt": N_(
        "Dieses Blatt lesen wir nicht. Meinten Sie „{like}“? Dann benennen Sie es um; sonst setzen Sie einen Unterstrich vor den Namen."
    ),
    "sheet_ignored": N_("Dieses Blatt gehört nicht zum Fragebogen. Wir lesen es nicht."),
    "sheet_skipped": N_("Dieses Blatt übernehmen wir nicht: {reason}"),
    "column_missing": N_("Es fehlt die Spalte „{column}“. Schreiben Sie sie in die erste Zeile."),
    "column_repeated": N_("Diese Spalte gibt es zweimal (auch als „{other}“). Löschen Sie eine davon."),
    "column_unknown": N_("Diese Spalte kennen wir nicht; wir lesen sie nicht."),
    "column_skipped": N_("Diese Spalte übernehmen wir nicht: {reason}"),
    "column_unnamed": N_(
        "Diese Spalte hat keine Überschrift. Wir lesen sie nicht; wenn sie dazugehört, geben Sie ihr eine."
    ),
    "language_unknown": N_(
        "Die Sprache „{language}“ kennen wir nicht; sie heißt bei uns {tag}. Schreiben Sie das Kürzel dazu, zum Beispiel label::Deutsch (de)."
    ),
    "language_assumed": N_(
        "Hier steht keine Sprache dabei. Wir nehmen Deutsch an; sonst schreiben Sie zum Beispiel label::English (en)."
    ),
}
_ROWS = {
    "nothing_asked": N_("Auf dem Blatt steht keine Frage, die wir übernehmen können."),
    "type_missing": N_("Hier fehlt der Typ der Frage, zum Beispiel „text“ oder „select_one liste“."),
    "type_unknown": N_("Den Typ „{type}“ gibt es nicht."),
    "type_skipped": N_("„{type}“ übernehmen wir nicht: {reason}"),
    "row_disabled": N_("Diese Zeile ist abgeschaltet. Wir lassen sie weg."),
    "name_missing": N_("Hier fehlt der Name. Jede Frage und jede Gruppe braucht einen, zum Beispiel „alter“."),
    "name_bad": N_(
        "„{name}“ geht nicht als Name: Namen fangen mit einem Buchstaben an und haben keine Leerzeichen. Schreiben Sie zum Beispiel „{like}“."
    ),
    "name_repeated": N_("„{name}“ heißt schon die Zeile {first_row}. Geben Sie einer davon einen anderen Namen."),
    "name_changed": N_("„{name}“ heißt bei uns „{instead}“."),
    "label_missing": N_("Hier fehlt der Text. Wir zeigen den Namen „{name}“."),
    "not_closed": N_(
        "Die Gruppe „{name}“ wird nicht geschlossen. Ergänzen Sie hinter ihrer letzten Frage eine Zeile „end_{kind}“."
    ),
    "not_opened": N_("Hier schließt eine Gruppe, aber keine ist offen. Löschen Sie die Zeile."),
    "closed_wrongly": N_(
        "Hier schließt „end_{kind}“, offen ist aber „begin_{opened}“ aus Zeile {opened_row} („{name}“). Schreiben Sie „end_{opened}“, oder prüfen Sie, ob dazwischen eine Zeile fehlt."
    ),
    "too_deep": N_("Hier stecken mehr als {most} Gruppen ineinander."),
    "parameter_bad": N_("„{parameter}“ können wir nicht lesen. Schreiben Sie zum Beispiel: start=0 end=10 step=1."),
    "parameter_unknown": N_("„{parameter}“ kennen wir hier nicht; wir lassen es weg."),
    "parameter_skipped": N_("„{parameter}“ hat bei uns keine Wirkung."),
    "appearance_skipped": N_("Die Darstellung „{appearance}“ gibt es bei uns nicht; die Frage wird übernommen."),
    "calculation_missing": N_("Hier fehlt, was gerechnet werden soll. Schreiben Sie es in die Spalte „calculation“."),
    "read_only_skipped": N_(
        "Ob eine Antwort geändert werden darf, kann bei uns nicht von anderen abhängen. Sie darf immer geändert werden."
    ),
    "other_skipped": N_("Beim Ordnen gibt es bei uns kein „anderes, nämlich“; der Rest wird übernommen."),
    "list_missing": N_("Die Liste „{list}“ fehlt auf dem Blatt mit den Antworten."),
    "list_not_named": N_("Hinter „{type}“ fehlt der Name der Liste, zum Beispiel „select_one ja_nein“."),
    "file_missing": N_(
        "Die Antworten stehen in der Datei „{file}“, die nicht dabei ist. Die Frage wird ohne Antworten übernommen; ergänzen Sie sie."
    ),
    "choice_skipped": N_("Hier steht nicht, zu welcher Liste die Antwort gehört. Wir lassen sie weg."),
    "choice_without_name": N_("Dieser Antwort der Liste „{list}“ fehlt der Name."),
    "choice_repeated": N_(
        "In der Liste „{list}“ gibt es „{name}“ schon in Zeile {first_row}. Geben Sie einer davon einen anderen Namen, oder schreiben Sie auf dem Blatt „settings“ unter „allow_choice_duplicates“: yes."
    ),
    "choice_with_space": N_(
        "In der Liste „{list}“ hat der Name „{name}“ ein Leerzeichen. Wo mehrere Antworten möglich sind, geht das nicht: Schreiben Sie einen Unterstrich."
    ),
    "expression_skipped": N_("Diesen Ausdruck übernehmen wir nicht."),
    "reference_unknown": N_("Eine Frage „{name}“ gibt es nicht."),
    "reference_ambiguous": N_(
        "„{name}“ heißt schon die Zeile {first_row}, und ein Ausdruck sieht danach. Geben Sie einer davon einen anderen Namen."
    ),
}
_SENTENCES = {**_FILE, **_SHEETS, **_ROWS}
_ANY = N_("Hier stimmt etwas nicht.")
_LIKE = N_("Meinten Sie „{like}“?")
_LOOKED_AT = N_("Andere Zeilen sehen danach: Für sie ist es leer.")

_REASONS = {
    "media": N_("Bilder, Töne und Videos aus Dateien zeigen wir nicht."),
    "autoplay": N_("Töne und Videos spielen wir nicht ab."),
    "own_error": N_("Solche Meldungen schreiben wir selbst, in jeder Sprache."),
    "entities": N_("Gemeinsame Listen von Dingen („Entities“) führen wir nicht."),
    "preload": N_("Angaben über das Gerät oder die Person holen wir nicht."),
    "sms": N_("Antworten über SMS nehmen wir nicht an."),
    "xml": N_("Das gehört zum XML anderer Programme."),
    "loop": N_("Schleifen von früher („loop“) gibt es nicht mehr. Schreiben Sie eine Wiederholung („begin_repeat“)."),
    "notes": N_("Das sind Notizen für die, die den Fragebogen schreiben."),
    "surveycto": N_("Das gibt es nur bei SurveyCTO."),
    "kobo": N_("Das gibt es nur bei KoboToolbox."),
    "cht": N_("Das gibt es nur beim Community Health Toolkit."),
    "encryption": N_("Antworten liegen bei uns auf dem eigenen Server; dieser Schlüssel gilt dort nicht."),
    "elsewhere": N_("Das sagt Apps, wohin sie Antworten schicken. Bei uns bleiben sie hier."),
    "spaces": N_("Überflüssige Leerzeichen nehmen wir immer weg."),
    "place": N_("Nach dem genauen Ort fragen wir nicht."),
    "osm": N_("Nach dem genauen Ort fragen wir nicht."),
    "recording": N_("Aufnahmen machen wir nicht."),
    "upload": N_("Solche Dateien nehmen wir nicht an."),
    "device": N_("Angaben über das Gerät erheben wir nicht."),
    "time": N_("Die Uhrzeit einer Antwort halten wir nicht fest."),
    "day": N_("Den Tag einer Antwort halten wir ohnehin fest."),
    "person": N_("Wer antwortet, halten wir nicht fest."),
    "table": N_("Die Tabelle ist nicht dabei."),
    "kind": N_("Diese Art von Frage gibt es hier noch nicht."),
}
_NO_REASON = N_("Das gibt es bei uns nicht.")


def refused(n: int, words: Words) -> str:
    return words.ngettext(
        "Der Fragebogen wurde nicht übernommen: {n} Stelle ist zu ändern.",
        "Der Fragebogen wurde nicht übernommen: {n} Stellen sind zu ändern.",
        n,
    ).format(n=n)


def taken(slug: str, asked: int, words: Words) -> str:
    return words.ngettext(
        "Übernommen als Entwurf „{slug}“ mit {n} Frage.", "Übernommen als Entwurf „{slug}“ mit {n} Fragen.", asked
    ).format(slug=slug, n=asked)


def place(problem: Problem, words: Words) -> str:
    """Sheet, row and column, as far as they are known; empty for the file as a whole."""
    parts = [
        words.gettext("Blatt {sheet}").format(sheet=problem.sheet) if problem.sheet else "",
        words.gettext("Zeile {row}").format(row=problem.row) if problem.row else "",
        words.gettext("Spalte {column}").format(column=problem.column) if problem.column else "",
    ]
    return ", ".join(filter(None, parts))


def line(problem: Problem, words: Words) -> str:
    """Where and what."""
    return ": ".join(filter(None, (place(problem, words), sentence(problem, words))))


def sentence(problem: Problem, words: Words) -> str:
    """What it is and what to do, without the place."""
    code, context = str(problem.code), problem.context
    if code in ("expression", "expression_skipped"):
        return _of_expression(problem, words)
    reason = words.gettext(_REASONS.get(str(context.get("why")), _NO_REASON))
    said = words.gettext(_SENTENCES.get(code, _ANY)).format_map(
        _Context({"column": problem.column, "reason": reason, **context})
    )
    like = words.gettext(_LIKE).format(like=context["like"]) if _asks(code, context) else ""
    looked_at = words.gettext(_LOOKED_AT) if context.get("looked_at") else ""
    return " ".join(filter(None, (said, like, looked_at)))


def _asks(code: str, context: dict[str, Any]) -> bool:
    """Whether to ask "did you mean" at the end: some sentences say it themselves."""
    return bool(context.get("like")) and "{like}" not in _SENTENCES.get(code, "")


def _of_expression(problem: Problem, words: Words) -> str:
    context = {**problem.context, "why": problem.context.get("because", "")}
    inner = SimpleNamespace(code=problem.context.get("why", ""), context=context)
    german = _ROWS["expression_skipped"]
    skipped = words.gettext(german) if str(problem.code) == "expression_skipped" else ""
    written = f"„{context['expression']}“:" if context.get("expression") else ""
    said = (written, expressions.sentence(inner, words), expressions.hint(inner, words), skipped)
    return " ".join(filter(None, said))


class _Context(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"
