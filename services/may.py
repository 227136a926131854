"""Who may do what: one predicate per permission, each a sentence. Asked in services, since a page's guard does not run when a fragment reruns."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    COORDINATOR = "coordinator"
    NETWORK_LEAD = "network_lead"
    FACILITATOR = "facilitator"
    VIEWER = "viewer"


class Forbidden(Exception):
    """This person may not do this."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in member of staff. A role holds for one network, or with None for the whole city."""

    user_id: int
    name: str
    email: str
    language: str
    roles: frozenset[tuple[Role, int | None]]
    raw_surveys: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_coordinator(self) -> bool:
        return any(role is Role.COORDINATOR for role, _ in self.roles)

    def holds(self, *wanted: Role) -> bool:
        return any(role in wanted for role, _ in self.roles)

    def networks(self, *wanted: Role) -> frozenset[int] | None:
        """The networks for which one of these roles is held; None means all."""
        if self.is_coordinator or any(role in wanted and network is None for role, network in self.roles):
            return None
        return frozenset(network for role, network in self.roles if role in wanted and network is not None)


class BoundToNetwork(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def network_id(self) -> int | None: ...
    @property
    def status(self) -> str: ...


def manage_people(actor: Actor) -> bool:
    return actor.is_coordinator


def manage_surveys(actor: Actor) -> bool:
    return actor.is_coordinator


def set_up_office(actor: Actor) -> bool:
    return actor.is_coordinator


def see_surveys(actor: Actor) -> bool:
    return bool(actor.roles)


def see_raw_data(actor: Actor, survey: BoundToNetwork) -> bool:
    return actor.is_coordinator or survey.id in actor.raw_surveys


def export(actor: Actor, survey: BoundToNetwork) -> bool:
    return see_raw_data(actor, survey)


def see_results(actor: Actor, survey: BoundToNetwork) -> bool:
    """Protected figures; drafts have none."""
    return see_raw_data(actor, survey) or (
        survey.status != "draft" and (actor.holds(Role.VIEWER) or works_in(actor, survey))
    )


def take_answer(actor: Actor, survey: BoundToNetwork) -> bool:
    return survey.status == "open" and works_in(actor, survey)


def read_motivation(actor: Actor, network_id: int) -> bool:
    mine = actor.networks(Role.NETWORK_LEAD)
    return mine is None or network_id in mine


def works_in(actor: Actor, survey: BoundToNetwork) -> bool:
    """Leads and facilitators work in the surveys of their networks and in city-wide ones."""
    mine = actor.networks(Role.NETWORK_LEAD, Role.FACILITATOR)
    return mine is None or (bool(mine) and (survey.network_id is None or survey.network_id in mine))


def make_workshop(actor: Actor, network_id: int | None) -> bool:
    """Facilitators and leads in their networks; for the whole city, whoever works for all of it."""
    mine = actor.networks(Role.NETWORK_LEAD, Role.FACILITATOR)
    return mine is None or network_id in mine


def run_workshop(actor: Actor, workshop: BoundToNetwork) -> bool:
    """Write it, open and close it, change its places, release somebody."""
    return make_workshop(actor, workshop.network_id)


def see_signups(actor: Actor, workshop: BoundToNetwork) -> bool:
    """Names and needs of those who signed up."""
    return works_in(actor, workshop)


def check_in(actor: Actor, workshop: BoundToNetwork) -> bool:
    return works_in(actor, workshop)


def see_attendance(actor: Actor, workshop: BoundToNetwork) -> bool:
    """Counts without names."""
    return works_in(actor, workshop) or actor.holds(Role.VIEWER)
