"""Fills an empty database with the demonstration. What it tells stands in `city`, how people answer in `synthetic`."""

import time
import zlib
from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

import settings
from common import clock
from db import models
from db.queries import surveys as query
from demo import city, library, storing, synthetic, workshops
from demo.city import Group, Plan, Round
from demo.storing import Sent
from services import accounts, house, places, remembering, surveys
from services.may import Actor, Role
from services.surveys import Survey
from settings import Misconfigured

SEED = 2035
"""One of two dozen that were tried: samples of fifty are whimsical, and with this one each network tells the story of `city`."""
WANTS_RECEIPT = 0.08


def seed() -> None:
    """Does nothing where any survey exists. Raises `Misconfigured` outside demo mode: invented people must not get into a real database."""
    if not settings.current().demo:
        raise Misconfigured("The demonstration is only seeded in demo mode. Set DEMO=1.")
    with house.reading() as session:
        if query.all_surveys(session):
            return
    began = time.monotonic()
    networks = _networks()
    actor = _members(networks)
    answers = {plan.slug: _survey(actor, plan, networks) for plan in city.PLANS}
    families = workshops.play(actor, networks)
    remembering.forget()
    print(
        f"Demonstration: {len(networks)} networks, {len(city.MEMBERS)} people to sign in as (/login, one click each), {time.monotonic() - began:.1f} s."
    )
    for slug, count in answers.items():
        print(f"  /s/{slug:<33} {count:>4} answers")
    for slug, count in families.items():
        print(f"  /w/{slug:<33} {count:>4} families")


def _networks() -> dict[str, int]:
    """Slug to id. Those that are there stay as they are."""
    districts = {district.slug: district.id for district in places.districts()}
    known = {network.slug for network in places.networks()}
    with house.writing() as session:
        session.add_all(
            models.Network(slug=one.slug, name=one.name, district_id=districts[one.district], planned=one.planned)
            for one in city.NETWORKS
            if one.slug not in known
        )
    remembering.forget()
    return {network.slug: network.id for network in places.networks()}


def _members(networks: Mapping[str, int]) -> Actor:
    """Makes the accounts, without passwords, and returns the coordinator."""
    actors = []
    for member in city.MEMBERS:
        roles: list[tuple[Role, int | None]] = [(member.role, networks[network]) for network in member.networks]
        roles = roles or [(member.role, None)]
        user_id = accounts.create_user(member.email, member.name, roles)
        actors.append(Actor(user_id, member.name, member.email, "de", frozenset(roles)))
    return next(actor for actor in actors if actor.is_coordinator)


def _survey(actor: Actor, plan: Plan, networks: Mapping[str, int]) -> int:
    """Publishes it and plays its waves; how many answers it has."""
    questionnaire = library.read(plan.slug, places.districts())
    surveys.publish(
        actor,
        plan.slug,
        questionnaire,
        partition=plan.partition,
        network_id=networks.get(plan.network),
        open_results=plan.open_results,
    )
    return sum(_wave(actor, plan, number, one) for number, one in enumerate(plan.rounds))


def _wave(actor: Actor, plan: Plan, number: int, played: Round) -> int:
    opened, closed = _ago(played.opened), _ago(played.closed) if played.closed is not None else None
    surveys.open_survey(actor, plan.slug, _season(opened), on=opened)
    survey = surveys.by_slug(plan.slug)
    wave = surveys.waves(survey)[-1]
    stored = storing.store(survey, wave, _sent(survey, plan, number, played, opened, closed or clock.today()))
    if closed:
        surveys.close_survey(actor, plan.slug, on=closed)
    return stored


def _sent(survey: Survey, plan: Plan, number: int, played: Round, first: date, last: date) -> list[Sent]:
    """Everyone's answers, mixed and in the order of their days."""
    rng = np.random.default_rng([SEED, _number(plan.slug), number])
    sent = [
        (person, group) for place, group in enumerate(played.groups) for person in _group(survey, group, number, place)
    ]
    rng.shuffle(sent)
    channels = rng.choice(list(plan.channels), len(sent), p=list(plan.channels.values())).tolist()
    receipts = (rng.random(len(sent)) < WANTS_RECEIPT).tolist()
    days = storing.days(first, last, len(sent), rng)
    return [
        Sent(person, day, group.network, group.district, channel, receipt and channel == "phone")
        for (person, group), day, channel, receipt in zip(sent, days, channels, receipts, strict=True)
    ]


def _group(survey: Survey, group: Group, number: int, place: int) -> list[synthetic.Person]:
    return list(
        synthetic.crowd(
            survey.questionnaire, group.n, SEED + _number(f"{survey.slug} {number} {place}"), group.tendencies
        )
    )


def _number(words: str) -> int:
    return zlib.crc32(words.encode())


def _ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def _season(day: date) -> str:
    """Frühjahr 2026 from March, Herbst 2026 from September to February."""
    if 3 <= day.month <= 8:
        return f"Frühjahr {day.year}"
    return f"Herbst {day.year if day.month >= 9 else day.year - 1}"
