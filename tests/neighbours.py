"""Who lives in the house of a test, and what tests share beside fixtures. Not in `conftest`: every folder has one, and the name means the nearest."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

import settings
from db import models
from services import accounts, answering, house, places, remembering, results
from services.may import Actor, Role

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def missing(what: str) -> None:
    """In CI a failure, elsewhere a visible skip."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


def forget() -> None:
    """What a process remembers."""
    house.close()
    settings.current.cache_clear()
    remembering.forget()
    results.forget()
    answering.forget()


@dataclass
class People:
    """Who lives in the house."""

    alice: Actor
    """coordinates"""
    bob: Actor
    """leads the Brunnenstraßenviertel"""
    chelsea: Actor
    """moderates in the Märchensiedlung"""
    dilek: Actor
    """reads published figures"""
    tokens: dict[str, str]
    """Name to login cookie."""
    networks: dict[str, int]


def furnish() -> People:
    """Two networks and four members of staff."""
    with house.writing() as session:
        for slug, name, district in (
            ("brunnenstrassenviertel", "Brunnenstraßenviertel", "innenstadt-nord"),
            ("maerchensiedlung", "Märchensiedlung", "eving"),
            ("dorstfeld", "Dorstfeld", "innenstadt-west"),
        ):
            district_id = next(one.id for one in places.districts() if one.slug == district)
            session.add(models.Network(slug=slug, name=name, district_id=district_id, planned=False))
    remembering.forget()
    networks = {one.slug: one.id for one in places.networks()}
    staff = {
        "alice": (Role.COORDINATOR, None),
        "bob": (Role.NETWORK_LEAD, networks["brunnenstrassenviertel"]),
        "chelsea": (Role.FACILITATOR, networks["maerchensiedlung"]),
        "dilek": (Role.VIEWER, None),
    }
    tokens = {}
    for name, role in staff.items():
        accounts.create_user(f"{name}@example.org", name.title(), [role], password=PASSWORD)
        tokens[name] = accounts.sign_in(f"{name}@example.org", PASSWORD)
    actors = {name: accounts.actor_of(token) for name, token in tokens.items()}
    return People(**actors, tokens=tokens, networks=networks)  # type: ignore[arg-type]


PASSWORD = "drei blaue Fahrräder"
