"""Many synthetic answers for a survey that is there, for benchmarks: `manage.py generate SLUG --answers N`."""

from collections.abc import Iterator
from random import Random

import numpy as np

from common import clock
from db.queries import surveys as query
from demo import storing, synthetic
from demo.storing import Sent
from services import house, places, releasing, remembering, surveys
from services.surveys import Survey, UnknownSurvey, Wave


def generate(slug: str, answers: int, seed: int = 1) -> None:
    """Into the open wave, else into the last one. Raises `LookupError` where there is no such survey or it never had a wave."""
    try:
        survey = surveys.by_slug(slug)
    except UnknownSurvey:
        raise LookupError(f"there is no survey {slug!r}") from None
    waves = surveys.waves(survey)
    if not waves:
        raise LookupError(f"{slug} was never open; open it first")
    wave = next((wave for wave in waves if wave.closed_on is None), waves[-1])
    stored = storing.store(survey, wave, _sent(survey, wave, answers, seed))
    if wave.closed_on:
        _release(survey, wave)
    remembering.forget()
    print(f"{stored} answers for /s/{slug} in wave {wave.name}")


def _sent(survey: Survey, wave: Wave, answers: int, seed: int) -> Iterator[Sent]:
    days = storing.days(wave.opened_on, wave.closed_on or clock.today(), answers, np.random.default_rng(seed))
    people = synthetic.crowd(survey.questionnaire, answers, seed)
    for person, day, (network, district) in zip(people, days, _places(survey, seed), strict=False):
        yield Sent(person, day, network, district)


def _places(survey: Survey, seed: int) -> Iterator[tuple[str, str]]:
    """Where people of a city-wide survey belong, at random; a survey that is bound to a place needs none."""
    existing = [network.slug for network in places.networks() if not network.planned]
    districts = [district.slug for district in places.districts()]
    bound = survey.network_id is not None or survey.district_id is not None
    random = Random(seed)
    while True:
        if bound:
            yield "", ""
        elif survey.partition == "network" and existing:
            yield random.choice(existing), ""
        else:
            yield "", random.choice(districts)


def _release(survey: Survey, wave: Wave) -> None:
    """What comes late into a closed wave is released with it."""
    with house.writing() as session:
        row = query.locked(session, survey.slug)
        closed = next(one for one in query.waves(session, survey.id) if one.id == wave.id)
        assert row is not None, "the survey was there a moment ago"
        releasing.release_all(session, row, closed)
