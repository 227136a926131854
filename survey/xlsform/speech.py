"""Which languages a form speaks, and which of them its unlabelled columns are in."""

from collections.abc import Iterable
from dataclasses import dataclass

from survey.model import SOURCE_LANGUAGE, Text
from survey.xlsform import languages
from survey.xlsform.problems import Code, Findings
from survey.xlsform.sheet import UNNAMED, Row, Sheet

BLANK = "\N{ZERO WIDTH SPACE}"
"""Stands where XLSForm demands words and there are none. We write it, and read it as nothing."""


@dataclass(frozen=True, slots=True)
class Speech:
    tags: tuple[str, ...]
    unnamed: str
    """The language of columns that name none."""

    def settled(self, text: Text) -> Text:
        """With the words of unnamed columns in their language, where that has none of its own."""
        if UNNAMED in text:
            text = {self.unnamed: text[UNNAMED], **{tag: words for tag, words in text.items() if tag != UNNAMED}}
        return {tag: words for tag, words in text.items() if words != BLANK}

    def text(self, row: Row, column: str) -> Text:
        return self.settled(row.text(column))


def listen(survey: Sheet, choices: Iterable[Sheet], settings: Row | None, findings: Findings) -> Speech:
    """Without `default_language` the first language named is the main one, as in Kobo and ODK."""
    sheets = [survey, *choices]
    named = list(dict.fromkeys(tag for sheet in sheets for tag in sheet.languages() if tag != UNNAMED))
    main = _default(settings)
    plain_labels = any(UNNAMED in row.text("label") for row in survey.rows)
    if main is None:
        main = _assumed(named, plain_labels, survey, findings)
    tags = tuple(dict.fromkeys([main, *named]))
    for tag in tags:
        if tag.startswith(languages.PRIVATE):
            findings.note(Code.LANGUAGE_UNKNOWN, survey.name, language=languages.written(tag), tag=tag)
    own = tuple((settings.cell("x_languages") if settings else "").split())
    return Speech(own or tags, main)


def _default(settings: Row | None) -> str | None:
    name = settings.cell("default_language") if settings else ""
    if not name or name.lower() == "default":
        return None
    return languages.tag_of(name) or languages.private(name)


def _assumed(named: list[str], plain_labels: bool, survey: Sheet, findings: Findings) -> str:
    if named and not plain_labels:
        return named[0]
    if SOURCE_LANGUAGE in named:
        return SOURCE_LANGUAGE
    findings.note(Code.LANGUAGE_ASSUMED, survey.name, 1, survey.written.get("label", "label"))
    return SOURCE_LANGUAGE
