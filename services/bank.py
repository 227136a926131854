"""The question bank: what others asked before. Questionnaires that were published here, and those that come along."""

from dataclasses import dataclass
from dataclasses import replace as replace_fields
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from services import may, surveys
from services.may import Actor, Forbidden
from services.writing import with_districts
from survey import model
from survey.model import Question, Questionnaire, Section

SHIPPED = Path(__file__).parents[1] / "demo" / "questionnaires"
"""The questionnaires of the demonstration come along everywhere, as files."""
FIRST = "netzwerk-puls"


@dataclass(frozen=True, slots=True)
class Source:
    """A questionnaire to take questions from."""

    slug: str
    questionnaire: Questionnaire
    shipped: bool


def sources(actor: Actor) -> tuple[Source, ...]:
    """The Netzwerk-Puls first, then what was published here, then what comes along. Raises `Forbidden`."""
    if not may.manage_surveys(actor):
        raise Forbidden
    published = tuple(
        Source(one.survey.slug, one.survey.questionnaire, False)
        for one in surveys.listed(actor)
        if one.survey.version_number
    )
    own = {one.slug for one in published}
    found = (*published, *(_at_home(one) for one in _shipped() if one.slug not in own))
    return tuple(sorted(found, key=lambda one: one.slug != FIRST))


def _at_home(source: Source) -> Source:
    """With the districts of this city."""
    sections = tuple(
        replace(section, questions=tuple(map(with_districts, section.questions)))
        for section in source.questionnaire.sections
    )
    return replace_fields(source, questionnaire=replace(source.questionnaire, sections=sections))


@cache
def _shipped() -> tuple[Source, ...]:
    return tuple(
        Source(path.stem, model.from_json(path.read_text("utf-8")), True) for path in sorted(SHIPPED.glob("*.json"))
    )


def questions(source: Source) -> tuple[tuple[Section, Question], ...]:
    """Everything that can be taken alone, with its section."""
    return tuple((section, question) for section in source.questionnaire.sections for question in section.questions)


def matches(question: Question, wanted: str) -> bool:
    """Whether its words, hints or answers have what is looked for, in any language."""
    texts = (question.label, question.hint, *(one.label for one in (*question.choices, *question.rows)))
    return not wanted or any(wanted.casefold() in words.casefold() for text in texts for words in text.values())


def alone(question: Question) -> Question:
    """To be asked elsewhere: without conditions, which look at questions that are not there."""
    return replace(
        question,
        relevant="",
        required_if="",
        constraint="",
        choice_filter="",
        trigger="",
        questions=tuple(alone(one) for one in question.questions),
    )
