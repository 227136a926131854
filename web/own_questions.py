"""A workshop's own questions beside the questions about the family: the same kinds as in surveys, all on one page."""

from collections.abc import Sequence

import msgspec

from booking.model import Workshop
from common import ids
from i18n.catalogue import Words
from services import workshops
from survey import flow
from survey.errors import Problem
from survey.kinds import kind_of
from survey.model import Question, Questionnaire, Section, Text, Values
from web import drawing, families
from web.drawing import Drawn
from web.forms import Fields

PREFIX = "own."
"""Before the name of a question that is called like one of our own controls."""


def asked(workshop: Workshop) -> Section:
    """All of them in one section, under the names of their controls."""
    questions = tuple(_named(question) for question in workshops.questions(workshop).questions())
    return Section("own", {}, questions)


def names(workshop: Workshop) -> frozenset[str]:
    """The controls that a form may send."""
    return frozenset(item.name for question in asked(workshop).questions for item in kind_of(question).items(question))


def problems(workshop: Workshop, fields: Fields) -> tuple[Problem, ...]:
    return flow.check(Questionnaire({}, (asked(workshop),)), fields).problems


def as_sent(fields: Fields) -> Fields:
    """Under the names that the questionnaire knows."""
    return {name.removeprefix(PREFIX): values for name, values in fields.items()}


def fields_of(workshop: Workshop, values: Values) -> Fields:
    """Stored answers as their form would have them."""
    known = {name.removeprefix(PREFIX): name for name in names(workshop)}
    return {
        known[name]: [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for name, value in values.items()
        if name in known
    }


def drawn(
    workshop: Workshop, fields: Fields, found: Sequence[Problem], own: Words
) -> tuple[list[Drawn], list[tuple[str, Text, str]]]:
    """The controls, and their lines in the summary of what is wrong."""
    section = asked(workshop)
    sentences = drawing.sentences(section, found, own)
    edition = ids.plain_hash(workshop.plan.questions.encode()).hex()[:16]
    return drawing.drawn(section, fields, sentences, edition), drawing.summary(section, sentences)


def _named(question: Question) -> Question:
    rows = tuple(msgspec.structs.replace(row, name=_outside(row.name)) for row in question.rows)
    return msgspec.structs.replace(question, name=_outside(question.name), rows=rows)


def _outside(name: str) -> str:
    return f"{PREFIX}{name}" if families.is_ours(name) else name


def answers(workshop: Workshop, values: Values) -> list[tuple[Text, str | list[Text]]]:
    """What was answered, in words."""
    return drawing.answered(workshops.questions(workshop), values)
