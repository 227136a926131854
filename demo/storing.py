"""Brings synthetic answers into the database, through the same validation as real ones. Shared by `seeding` and `generating`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from uuid import uuid4

import numpy as np

from db import writer
from db.writer import NewAnswer, Outcome
from demo.synthetic import Person
from services import answering, house
from services.answering import Submission
from services.surveys import Survey, Wave

GROUP = 1000
"""So many answers one transaction takes."""
REMINDER = 0.55
"""Where in a wave people are reminded."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A person's form, where it belongs and when it came."""

    person: Person
    day: date
    network: str = ""
    district: str = ""
    channel: str = "phone"
    wants_receipt: bool = False


def store(survey: Survey, wave: Wave, sent: Iterable[Sent]) -> int:
    """How many were stored. They enter in the order given."""
    stored = 0
    waiting = iter(sent)
    while group := list(islice(waiting, GROUP)):
        rows = [_row(survey, wave, one) for one in group]
        with house.writing() as session:
            stored += writer.store(session, rows).count(Outcome.STORED)
    return stored


def _row(survey: Survey, wave: Wave, sent: Sent) -> NewAnswer:
    submission = Submission(
        slug=survey.slug,
        version=survey.version_number,
        instance=str(uuid4()),
        language=sent.person.language,
        form=sent.person.form,
        network=sent.network,
        district=sent.district,
        wants_receipt=sent.wants_receipt,
        channel=sent.channel,
    )
    return answering.prepare(survey, submission, day=sent.day, wave_id=wave.id)


def days(first: date, last: date, n: int, rng: np.random.Generator) -> Iterator[date]:
    """When n people answer: most at the beginning and after the reminder, few at weekends."""
    span = (last - first).days + 1
    place = np.arange(span)
    wanted = (
        0.25
        + np.exp(-place / (0.15 * span))
        + 0.7 * np.exp(-np.maximum(place - REMINDER * span, 0) / (0.1 * span)) * (place >= REMINDER * span)
    )
    calendar: Sequence[date] = [first + timedelta(days=int(day)) for day in place]
    wanted = wanted * np.array([0.35 if day.weekday() > 4 else 1.0 for day in calendar])
    return (calendar[day] for day in sorted(rng.choice(span, n, p=wanted / wanted.sum()).tolist()))
