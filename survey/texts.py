"""Every text of a questionnaire with where it stands, to be looked at language by language. Words that kinds bring along are not here: they are in the catalogue."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from survey.editing import Key, replaced, things
from survey.model import Question, Questionnaire, Section, Text

OF_THE_WHOLE = ("title", "lead", "thanks")
OF_A_SECTION = ("title", "lead")
OF_A_QUESTION = ("label", "hint", "guidance", "constraint_words", "required_words")
LISTS = ("choices", "rows")


class Where(NamedTuple):
    """`key` is None for the questionnaire itself. `part` names a choice, a row, or one of a kind's own `labels`."""

    key: Key | None
    field: str
    part: str = ""


def texts(questionnaire: Questionnaire) -> dict[Where, Text]:
    """In the order of the questionnaire, empty ones too."""
    found = {Where(None, field): getattr(questionnaire, field) for field in OF_THE_WHOLE}
    for key, thing in things(questionnaire).items():
        found.update((Where(key, *where), text) for where, text in of_thing(thing.value))
    return found


def of_thing(value: Section | Question) -> Iterator[tuple[tuple[str, str], Text]]:
    """Field and part of each of its own texts."""
    if isinstance(value, Section):
        yield from (((field, ""), getattr(value, field)) for field in OF_A_SECTION)
        return
    yield from (((field, ""), getattr(value, field)) for field in OF_A_QUESTION)
    yield from ((("labels", part), text) for part, text in value.labels.items())
    for field in LISTS:
        yield from (((field, choice.name), choice.label) for choice in getattr(value, field))


def with_text(questionnaire: Questionnaire, where: Where, text: Text) -> Questionnaire:
    """The same with other words in one place. Where there is no such place, as it was."""
    if where.key is None:
        return replace(questionnaire, **{where.field: text})
    return replaced(questionnaire, where.key, lambda value: _said(value, where, text))


def _said(value: Any, where: Where, text: Text) -> Any:
    if where.field == "labels":
        others = {part: words for part, words in value.labels.items() if part != where.part}
        return replace(value, labels={**others, where.part: text} if text else others)
    if where.field not in LISTS:
        return replace(value, **{where.field: text})
    choices = tuple(
        replace(choice, label=text) if choice.name == where.part else choice for choice in getattr(value, where.field)
    )
    return replace(value, **{where.field: choices})
