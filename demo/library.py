"""The questionnaires of the demonstration, read from `questionnaires/`. Their districts are filled in from the database."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from services.places import District
from survey import model
from survey.model import Choice, Question, Questionnaire

HOME = Path(__file__).parent / "questionnaires"


def slugs() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in HOME.glob("*.json")))


def read(slug: str, districts: Sequence[District] = ()) -> Questionnaire:
    """With the districts as choices, by name, wherever a district is asked for."""
    questionnaire = model.from_json((HOME / f"{slug}.json").read_text(encoding="utf-8"))
    choices = tuple(
        Choice(district.slug, {model.SOURCE_LANGUAGE: district.name})
        for district in sorted(districts, key=lambda district: district.name)
    )
    sections = (
        msgspec.structs.replace(
            section, questions=tuple(_with_districts(question, choices) for question in section.questions)
        )
        for section in questionnaire.sections
    )
    return msgspec.structs.replace(questionnaire, sections=tuple(sections))


def _with_districts(question: Question, choices: tuple[Choice, ...]) -> Question:
    return (
        msgspec.structs.replace(question, choices=choices)
        if question.kind == "district" and not question.choices
        else question
    )
