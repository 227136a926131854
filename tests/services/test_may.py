"""Who may do what: every role, every permission, every state of a survey, in their own network and in another."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import getmembers, isfunction

import pytest

from services import may
from services.may import Actor, Role

MINE, OTHER, EVERYWHERE = 1, 2, None
STATUSES = ("draft", "open", "closed")


@dataclass(frozen=True)
class Survey:
    id: int
    network_id: int | None
    status: str


def _actor(*roles: tuple[Role, int | None], raw: frozenset[int] = frozenset()) -> Actor:
    return Actor(7, "Somebody", "somebody@example.org", "de", frozenset(roles), raw)


ACTORS = {
    "coordinator": _actor((Role.COORDINATOR, None)),
    "lead": _actor((Role.NETWORK_LEAD, MINE)),
    "facilitator": _actor((Role.FACILITATOR, MINE)),
    "facilitator of all": _actor((Role.FACILITATOR, None)),
    "viewer": _actor((Role.VIEWER, None)),
    "viewer of one": _actor((Role.VIEWER, MINE)),
    "viewer with raw data": _actor((Role.VIEWER, None), raw=frozenset({10})),
    "nobody": _actor(),
}
PLACES = {"mine": MINE, "other": OTHER, "city": EVERYWHERE}

ALWAYS = {(place, status) for place in PLACES for status in STATUSES}
PUBLISHED = {(place, status) for place in PLACES for status in ("open", "closed")}
HERE = {(place, status) for place, status in ALWAYS if place != "other"}
MINE_ALONE = {(place, status) for place, status in ALWAYS if place == "mine"}

OF_SURVEYS: dict[str, dict[str, set[tuple[str, str]]]] = {
    "see_raw_data": {"coordinator": ALWAYS, "viewer with raw data": ALWAYS},
    "export": {"coordinator": ALWAYS, "viewer with raw data": ALWAYS},
    "see_results": {
        "coordinator": ALWAYS,
        "lead": HERE & PUBLISHED,
        "facilitator": HERE & PUBLISHED,
        "facilitator of all": PUBLISHED,
        "viewer": PUBLISHED,
        "viewer of one": PUBLISHED,
        "viewer with raw data": ALWAYS,
    },
    "take_answer": {
        "coordinator": {("mine", "open"), ("other", "open"), ("city", "open")},
        "lead": {("mine", "open"), ("city", "open")},
        "facilitator": {("mine", "open"), ("city", "open")},
        "facilitator of all": {("mine", "open"), ("other", "open"), ("city", "open")},
    },
    "works_in": {"coordinator": ALWAYS, "lead": HERE, "facilitator": HERE, "facilitator of all": ALWAYS},
    "run_workshop": {
        "coordinator": ALWAYS,
        "lead": MINE_ALONE,
        "facilitator": MINE_ALONE,
        "facilitator of all": ALWAYS,
    },
    "see_signups": {"coordinator": ALWAYS, "lead": HERE, "facilitator": HERE, "facilitator of all": ALWAYS},
    "check_in": {"coordinator": ALWAYS, "lead": HERE, "facilitator": HERE, "facilitator of all": ALWAYS},
    "see_attendance": {
        "coordinator": ALWAYS,
        "lead": HERE,
        "facilitator": HERE,
        "facilitator of all": ALWAYS,
        "viewer": ALWAYS,
        "viewer of one": ALWAYS,
        "viewer with raw data": ALWAYS,
    },
}
OF_PEOPLE: dict[str, set[str]] = {
    "manage_people": {"coordinator"},
    "manage_surveys": {"coordinator"},
    "set_up_office": {"coordinator"},
    "see_surveys": set(ACTORS) - {"nobody"},
}
OF_NETWORKS: dict[str, dict[str, set[int | None]]] = {
    "read_motivation": {"coordinator": {MINE, OTHER}, "lead": {MINE}},
    "make_workshop": {
        "coordinator": {MINE, OTHER, EVERYWHERE},
        "lead": {MINE},
        "facilitator": {MINE},
        "facilitator of all": {MINE, OTHER, EVERYWHERE},
    },
}


def _predicates() -> dict[str, Callable[..., bool]]:
    return {
        name: function
        for name, function in getmembers(may, isfunction)
        if function.__module__ == "services.may" and not name.startswith("_") and name != "dataclass"
    }


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("permission", OF_SURVEYS)
def test_what_one_may_do_with_a_survey(permission: str, who: str, place: str, status: str) -> None:
    allowed = (place, status) in OF_SURVEYS[permission].get(who, set())
    assert getattr(may, permission)(ACTORS[who], Survey(10, PLACES[place], status)) is allowed


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("permission", OF_PEOPLE)
def test_what_one_may_do_at_all(permission: str, who: str) -> None:
    assert getattr(may, permission)(ACTORS[who]) is (who in OF_PEOPLE[permission])


@pytest.mark.parametrize(
    ("permission", "network"),
    [
        ("read_motivation", MINE),
        ("read_motivation", OTHER),
        *(("make_workshop", network) for network in PLACES.values()),
    ],
)
@pytest.mark.parametrize("who", ACTORS)
def test_what_one_may_do_in_a_network(permission: str, who: str, network: int | None) -> None:
    assert getattr(may, permission)(ACTORS[who], network) is (network in OF_NETWORKS[permission].get(who, set()))


def test_the_right_to_raw_data_holds_for_its_survey_alone() -> None:
    assert not may.see_raw_data(ACTORS["viewer with raw data"], Survey(11, None, "open"))


def test_every_permission_stands_in_a_matrix() -> None:
    assert set(_predicates()) == {*OF_SURVEYS, *OF_PEOPLE, *OF_NETWORKS}


def test_roles_add_up() -> None:
    both = _actor((Role.NETWORK_LEAD, MINE), (Role.FACILITATOR, OTHER))
    assert may.take_answer(both, Survey(10, OTHER, "open"))
    assert not may.read_motivation(both, OTHER), "but each holds for its own network"
