"""What an edit changes in a questionnaire, said to whoever publishes it. Codes are those of `survey.changes`; nothing of `survey` is imported."""

from typing import Protocol

from common.marks import N_
from i18n.catalogue import LANGUAGES, Words


class Key(Protocol):
    @property
    def sort(self) -> str: ...
    @property
    def name(self) -> str: ...


class Change(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def key(self) -> Key | None: ...
    @property
    def field(self) -> str: ...
    @property
    def part(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def places(self) -> tuple[object, ...]: ...


_SENTENCES = {
    "wording": N_("{thing}: {field} lautet anders."),
    "new": N_("Neu: „{after}“"),
    "removed": N_("Fällt weg: „{before}“"),
    "moved": N_("{thing} steht an anderer Stelle."),
    "renamed": N_("„{before}“ heißt jetzt „{after}“."),
    "kind": N_("{thing} hat eine andere Frageart."),
    "choice_new": N_("{thing}: neue Antwort „{after}“"),
    "choice_removed": N_("{thing}: Die Antwort „{before}“ fällt weg."),
    "choice_wording": N_("{thing}: Statt „{before}“ steht dort „{after}“."),
    "choice_meaning": N_("{thing}: „{part}“ steht jetzt für „{after}“ statt für „{before}“."),
    "order": N_("{thing}: andere Reihenfolge"),
    "limits": N_("{thing}: andere Grenzen"),
    "required": N_("{thing}: Ob eine Antwort nötig ist, hat sich geändert."),
    "logic": N_("{thing}: {field} ist anders."),
    "setting": N_("{thing}: {field} ist anders."),
    "language_new": N_("Neue Sprache: {language}"),
    "language_removed": N_("Die Sprache {language} fällt weg."),
}
_OF_SECTIONS = {"new": N_("Neuer Abschnitt: „{after}“"), "removed": N_("Der Abschnitt „{before}“ fällt weg.")}
FIELDS = {
    "title": N_("der Titel"),
    "lead": N_("die Einleitung"),
    "thanks": N_("der Dank"),
    "label": N_("die Frage"),
    "hint": N_("der Hinweis"),
    "guidance": N_("der Hinweis für Fragende"),
    "constraint_words": N_("der Satz bei unpassender Antwort"),
    "required_words": N_("der Satz bei fehlender Antwort"),
    "rows": N_("eine Zeile"),
    "relevant": N_("die Bedingung"),
    "required_if": N_("die Bedingung für Pflicht"),
    "constraint": N_("die Prüfung"),
    "calculation": N_("die Berechnung"),
    "trigger": N_("der Auslöser der Berechnung"),
    "default": N_("die Vorgabe"),
    "choice_filter": N_("der Filter der Antworten"),
    "choices": N_("der Filter der Antworten"),
    "count": N_("die Anzahl der Wiederholungen"),
    "seed": N_("der Startwert der Reihenfolge"),
    "lists": N_("eine Liste"),
    "dont_know": N_("„weiß nicht“"),
    "sensitive": N_("der Schutz als empfindliche Frage"),
    "random": N_("die zufällige Reihenfolge"),
    "read_only": N_("ob man es ändern kann"),
    "appearance": N_("das Aussehen"),
    "minutes": N_("die Dauer"),
    "scale": N_("die Skala"),
}
_FIELD = N_("eine Einstellung")


def sentence(change: Change, own: Words, called: str = "") -> str:
    """What changed, in one line. `called` is what the question says, where that tells more than its name."""
    code = str(change.code)
    if code.startswith("translation_"):
        return _translated(change, own)
    german = _SENTENCES[code]
    if change.key and str(change.key.sort) == "section":
        german = _OF_SECTIONS.get(code, german)
    return own.gettext(german).format(
        thing=f"„{called or change.key.name}“" if change.key else own.gettext("Umfrage"),
        field=own.gettext(FIELDS.get(change.field, _FIELD)),
        part=change.part,
        before=change.before,
        after=change.after,
        language=language_name(change.language),
    )


def effect(change: Change, answers: int, own: Words) -> str:
    """What becomes of the stored answers that it meets; nothing where it meets none."""
    code = str(change.code)
    if not answers:
        return ""
    if code in ("wording", "choice_wording"):
        german = own.ngettext(
            "{n} gespeicherte Antwort behält den alten Wortlaut.",
            "{n} gespeicherte Antworten behalten den alten Wortlaut.",
            answers,
        )
    elif code == "choice_removed":
        german = own.ngettext(
            "{n} Mensch hat das gewählt. Das bleibt in den Exporten stehen.",
            "{n} Menschen haben das gewählt. Das bleibt in den Exporten stehen.",
            answers,
        )
    elif code == "removed":
        german = own.ngettext(
            "{n} gespeicherte Antwort bleibt in ihrer Spalte der Exporte.",
            "{n} gespeicherte Antworten bleiben in ihrer Spalte der Exporte.",
            answers,
        )
    elif code in ("kind", "renamed", "choice_meaning"):
        german = own.ngettext(
            "{n} gespeicherte Antwort bleibt in ihrer Spalte, neue bekommen eine eigene.",
            "{n} gespeicherte Antworten bleiben in ihrer Spalte, neue bekommen eine eigene.",
            answers,
        )
    else:
        return ""
    return german.format(n=own.number(answers))


def _translated(change: Change, own: Words) -> str:
    n = len(change.places)
    german = {
        "translation_new": own.ngettext("{language}: {n} Text neu übersetzt", "{language}: {n} Texte neu übersetzt", n),
        "translation_changed": own.ngettext(
            "{language}: {n} Übersetzung geändert", "{language}: {n} Übersetzungen geändert", n
        ),
        "translation_removed": own.ngettext(
            "{language}: {n} Übersetzung fällt weg", "{language}: {n} Übersetzungen fallen weg", n
        ),
    }[str(change.code)]
    return german.format(language=language_name(change.language), n=own.number(n))


def language_name(tag: str) -> str:
    """As the language calls itself; an unknown one by its tag."""
    return next((one.name for one in LANGUAGES if one.tag == tag), tag)
