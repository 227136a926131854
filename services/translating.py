"""Translating a draft: each text beside its source, how far each language is, and PO files out and in."""

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from i18n import exchange
from i18n.exchange import Entry, NotReadable
from services import designing
from services.designing import Draft, Outdated
from services.forms import File, title
from services.may import Actor
from survey import translations
from survey.editing import Key, things
from survey.model import Question, Questionnaire, Section, Text
from survey.texts import LISTS, Where, texts, with_text
from survey.translations import placeholders, source_of

__all__ = ["NotReadable", "Where", "source_of"]

MEDIA_TYPE = "text/x-gettext-translation"
SEPARATOR = "/"


@dataclass(frozen=True, slots=True)
class Row:
    """One text in one language."""

    where: Where
    source: str
    translation: str
    outdated: bool

    @property
    def lost(self) -> tuple[str, ...]:
        """Placeholders that only one of the two has."""
        return tuple(sorted(placeholders(self.source) ^ placeholders(self.translation))) if self.translation else ()


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    outdated: int
    all: int

    @property
    def share(self) -> float:
        return (self.done - self.outdated) / self.all if self.all else 0.0


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a PO file. Texts in `refused` lost or changed a `${…}`; `unknown` fit no text here, since the source is another by now or the place is gone."""

    draft: Draft
    taken: int
    refused: tuple[str, ...]
    unknown: int


def rows(questionnaire: Questionnaire, language: str) -> tuple[Row, ...]:
    source = source_of(questionnaire)
    return tuple(
        Row(where, text[source], text.get(language, ""), translations.is_outdated(questionnaire, text, language))
        for where, text in translations.written(questionnaire).items()
    )


def progress(questionnaire: Questionnaire, language: str) -> Progress:
    found = rows(questionnaire, language)
    return Progress(sum(bool(row.translation) for row in found), sum(row.outdated for row in found), len(found))


def translate(actor: Actor, slug: str, step: int, where: Where, language: str, words: str) -> Draft:
    """One text in one language, and wherever the same words wait for it; empty words take it away. The language joins the questionnaire's. Raises as `designing.save` does."""
    draft = designing.look(actor, slug)
    text = texts(draft.questionnaire).get(where)
    if text is None:
        return draft
    changed = with_text(draft.questionnaire, where, _with(text, language, words))
    for other in _same(draft.questionnaire, where, language) if words.strip() else ():
        changed = with_text(changed, other, _with(texts(changed)[other], language, words))
    return _save(actor, slug, step, draft, _speaking(changed, language))


def _same(questionnaire: Questionnaire, where: Where, language: str) -> tuple[Where, ...]:
    """Other places with the same words, not translated yet: the answers of two questions are often alike."""
    there = {row.where: row for row in rows(questionnaire, language)}
    if where not in there:
        return ()
    source = there[where].source
    return tuple(one for one, row in there.items() if row.source == source and not row.translation and one != where)


def settle(actor: Actor, slug: str, step: int, where: Where, language: str) -> Draft:
    """The translation still fits, though the source was changed."""
    draft = designing.look(actor, slug)
    return _save(actor, slug, step, draft, translations.settled(draft.questionnaire, where, language))


def add_language(actor: Actor, slug: str, step: int, language: str) -> Draft:
    draft = designing.look(actor, slug)
    return _save(actor, slug, step, draft, _speaking(draft.questionnaire, language))


def remove_language(actor: Actor, slug: str, step: int, language: str) -> Draft:
    """Nobody is offered it any more. Its words stay, in case it comes back."""
    draft = designing.look(actor, slug)
    others = tuple(one for one in draft.questionnaire.languages if one != language)
    return _save(actor, slug, step, draft, replace(draft.questionnaire, languages=others))


def _save(actor: Actor, slug: str, step: int, draft: Draft, changed: Questionnaire) -> Draft:
    if draft.step != step:
        raise Outdated(changed, draft)
    return designing.save(actor, slug, translations.marked(draft.questionnaire, changed), step)


def _speaking(questionnaire: Questionnaire, language: str) -> Questionnaire:
    if language in questionnaire.languages:
        return questionnaire
    return replace(questionnaire, languages=(*questionnaire.languages, language))


def _with(text: Text, language: str, words: str) -> Text:
    if words.strip():
        return {**text, language: words}
    return {tag: said for tag, said in text.items() if tag != language}


# PO files


def po_file(actor: Actor, slug: str, language: str) -> File:
    """For a translator. Raises as `designing.look` does."""
    asked = designing.look(actor, slug).questionnaire
    held = {key: thing.value for key, thing in things(asked).items()}
    entries = [
        Entry(_place(row.where), row.source, row.translation, _comments(row, held), row.outdated)
        for row in rows(asked, language)
    ]
    content = exchange.to_po(entries, language, title(asked))
    return File(f"{slug}.{language}.po", MEDIA_TYPE, content)


def take_po(actor: Actor, slug: str, step: int, language: str, content: bytes) -> Taken:
    """Puts a translator's file into the draft, in one step. Raises `NotReadable` and as `designing.save` does."""
    draft = designing.look(actor, slug)
    changed = draft.questionnaire
    there, said = {_place(row.where): row for row in rows(changed, language)}, texts(changed)
    taken, unknown, refused = 0, 0, []
    for entry in exchange.from_po(content):
        row = there.get(entry.place)
        if row is None or row.source != entry.source:
            unknown += 1
            continue
        if not entry.translation.strip() or entry.outdated:
            continue
        if placeholders(entry.source) != placeholders(entry.translation):
            refused.append(entry.source)
            continue
        if row.translation != entry.translation:
            changed = with_text(changed, row.where, _with(said[row.where], language, entry.translation))
            taken += 1
        elif row.outdated:
            changed = translations.settled(changed, row.where, language)
    kept = _save(actor, slug, step, draft, _speaking(changed, language) if taken else changed)
    return Taken(kept, taken, tuple(refused), unknown)


def _place(where: Where) -> str:
    key = where.key
    parts = (str(key.sort), key.name, where.field, where.part) if key else ("", "", where.field, where.part)
    return SEPARATOR.join(parts).rstrip(SEPARATOR)


def _comments(row: Row, held: Mapping[Key, Section | Question]) -> tuple[str, ...]:
    """What helps a translator: which question an answer belongs to, and what must stay as it is."""
    holder = held.get(row.where.key) if row.where.key else None
    about: tuple[str, ...] = ()
    if row.where.field in LISTS and isinstance(holder, Question):
        about = (" ".join(next(iter(holder.label.values()), "").split()),)
    kept = " ".join(sorted(placeholders(row.source)))
    return (*about, f"Nicht übersetzen / keep as it is: {kept}") if kept else about
