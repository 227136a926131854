"""What is still missing in a questionnaire before it is published, and what to do about it. Codes are those of `survey.checklist`; nothing of `survey` is imported."""

from typing import Any, Protocol

from common.marks import N_
from i18n import expressions
from i18n.catalogue import Words
from i18n.changes import FIELDS, language_name


class Finding(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def context(self) -> dict[str, Any]: ...
    @property
    def problem(self) -> expressions.Problem | None: ...
    @property
    def forbids(self) -> bool: ...


_SENTENCES = {
    "nothing_asked": N_("Es wird noch nichts gefragt."),
    "no_title": N_("Die Umfrage hat noch keinen Titel."),
    "empty_section": N_("Der Abschnitt „{name}“ ist leer."),
    "name": N_("„{name}“ kann kein Name sein."),
    "name_twice": N_("„{name}“ gibt es zweimal."),
    "no_choices": N_("„{name}“ hat noch keine Antworten zur Auswahl."),
    "choice_twice": N_("„{name}“: Die Antwort „{choice}“ gibt es zweimal, oder ihr fehlt der Name."),
    "expression": N_("„{name}“: {field} stimmt nicht. {problem}"),
    "cycle": N_("„{name}“: {problem}"),
    "no_words": N_("„{name}“ hat noch keinen Text."),
    "unreachable": N_("Zu „{name}“ kommt niemand: Die Bedingung trifft bei keiner Antwort zu."),
    "translation": N_("{language}: {missing} von {all} Texten fehlen."),
    "too_long": N_("Der Abschnitt „{name}“ ist auf einem Handy etwa {screens} Bildschirme lang."),
    "no_consent": N_("„{name}“ fragt nach Kontaktdaten, aber niemand wird um Einwilligung gebeten."),
    "free_text": N_("„{name}“ lädt zum freien Schreiben ein. Dort könnten Namen stehen."),
    "special": N_("„{name}“ fragt vielleicht nach {topic} („{word}“). Solche Daten sind besonders geschützt."),
}
_ADVICE = {
    "nothing_asked": N_("Fügen Sie eine Frage hinzu."),
    "no_title": N_("Schreiben Sie einen Titel. Er steht oben auf jeder Seite und auf dem Aushang."),
    "empty_section": N_("Fügen Sie eine Frage hinzu, oder löschen Sie den Abschnitt."),
    "name": N_("Namen fangen mit einem Buchstaben an und haben keine Leerzeichen."),
    "name_twice": N_("Geben Sie einer von beiden einen anderen Namen, sonst gehen Antworten verloren."),
    "no_choices": N_("Fügen Sie Antworten hinzu."),
    "choice_twice": N_("Geben Sie jeder Antwort einen eigenen Namen."),
    "no_words": N_("Schreiben Sie einen Text, mindestens auf Deutsch."),
    "unreachable": N_("Prüfen Sie, ob die Antworten in der Bedingung noch so heißen."),
    "translation": N_("Bis dahin sehen die Menschen dort den deutschen Text."),
    "too_long": N_("Teilen Sie ihn: Mehr als {most} Bildschirme lesen die wenigsten."),
    "no_consent": N_("Fügen Sie eine Einwilligung hinzu, oder fragen Sie nicht nach Kontaktdaten."),
    "free_text": N_("Bitten Sie im Hinweis darum, keine Namen zu nennen."),
    "special": N_("Lassen Sie die Frage weg, oder sprechen Sie vorher mit Ihrem Datenschutz."),
}
_TOPICS = {
    "health": N_("Gesundheit"),
    "religion": N_("Religion"),
    "origin": N_("Herkunft"),
    "politics": N_("politischer Haltung"),
    "sexuality": N_("Sexualität"),
    "body": N_("Körpermerkmalen"),
}
_FIELD = N_("ein Ausdruck")
_OF_NAMES = frozenset({"name", "name_twice"})
"""What is about the name itself."""


def sentence(finding: Finding, own: Words, called: str = "") -> str:
    """What is wrong, and where. `called` is what the question says, where that tells more than its name."""
    context = finding.context
    topic = _TOPICS.get(context.get("topic", ""), "")
    return own.gettext(_SENTENCES[str(finding.code)]).format(
        **{
            **context,
            "name": finding.name if str(finding.code) in _OF_NAMES else called or finding.name,
            "field": own.gettext(FIELDS.get(finding.field, _FIELD)),
            "language": language_name(finding.language),
            "problem": expressions.sentence(finding.problem, own) if finding.problem else "",
            "topic": own.gettext(topic) if topic else "",
            "choice": context.get("choice", ""),
        }
    )


def advice(finding: Finding, own: Words) -> str:
    """What to do."""
    if finding.problem:
        return expressions.hint(finding.problem, own)
    return own.gettext(_ADVICE[str(finding.code)]).format(**finding.context)
