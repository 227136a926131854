"""Accounts of staff: who may make, change and remove them, and that somebody always coordinates. What the login page does is tested in tests/web."""

import pytest
from neighbours import PASSWORD, People
from sqlalchemy.exc import IntegrityError

from services import accounts
from services.accounts import NotAccepted
from services.may import Forbidden, Role


@pytest.fixture
def people(people_on_both: People) -> People:
    return people_on_both


def _code(refused: pytest.ExceptionInfo[NotAccepted]) -> str:
    return refused.value.code


@pytest.mark.parametrize("who", ["bob", "chelsea", "dilek"])
@pytest.mark.parametrize(
    "change",
    [
        lambda actor, people: accounts.add_user(actor, "eve@example.org", "Eve", Role.COORDINATOR, None),
        lambda actor, people: accounts.give_role(actor, actor.user_id, Role.COORDINATOR, None),
        lambda actor, people: accounts.take_role(actor, people.alice.user_id, Role.COORDINATOR, None),
        lambda actor, people: accounts.remove_user(actor, people.alice.user_id),
        lambda actor, people: accounts.reset_link(actor, people.alice.user_id),
        lambda actor, people: accounts.grant_raw_data(actor, actor.user_id, 1, True),
        lambda actor, people: accounts.people(actor),
        lambda actor, people: accounts.signed_in(actor),
        lambda actor, people: accounts.audit(actor),
    ],
)
def test_only_coordinators_manage_people(people: People, who: str, change: object) -> None:
    before = accounts.people(people.alice)
    with pytest.raises(Forbidden):
        change(getattr(people, who), people)  # type: ignore[operator]
    assert accounts.people(people.alice) == before


@pytest.mark.parametrize(
    ("email", "name", "code"),
    [
        ("alice@example.org", "Zweite", "email_taken"),
        (" ALICE@example.org ", "Zweite", "email_taken"),
        ("keine", "Eve", "email"),
        ("a b@example.org", "Eve", "email"),
        ("x" * 250 + "@example.org", "Eve", "email"),
        ("eve@example.org", "  ", "name"),
        ("eve@example.org", "x" * 201, "name"),
        ("eve@example.org", "Eve\0", "name"),
    ],
)
def test_an_account_needs_a_name_and_an_address_of_its_own(people: People, email: str, name: str, code: str) -> None:
    with pytest.raises(NotAccepted) as refused:
        accounts.add_user(people.alice, email, name, Role.VIEWER, None)
    assert _code(refused) == code
    assert len(accounts.people(people.alice)) == 4


def test_a_lead_leads_a_network(people: People) -> None:
    with pytest.raises(NotAccepted) as refused:
        accounts.add_user(people.alice, "eve@example.org", "Eve", Role.NETWORK_LEAD, None)
    assert _code(refused) == "lead_needs_network"
    assert "eve@example.org" not in {person.email for person in accounts.people(people.alice)}


def test_a_new_account_gets_in_by_its_link_alone(people: People) -> None:
    token = accounts.add_user(people.alice, "eve@example.org", "Eve", Role.VIEWER, None)
    for password in ("", PASSWORD):
        with pytest.raises(accounts.WrongPassword):
            accounts.sign_in("eve@example.org", password)
    assert accounts.link_is_for(token) == "eve@example.org"
    actor = accounts.actor_of(accounts.reset_password(token, PASSWORD))
    assert actor
    assert actor.roles == {(Role.VIEWER, None)}
    with pytest.raises(accounts.LinkExpired):
        accounts.reset_password(token, PASSWORD)


def test_a_role_is_given_once_and_taken_away_again(people: People) -> None:
    network = people.networks["dorstfeld"]
    accounts.give_role(people.alice, people.bob.user_id, Role.FACILITATOR, network)
    with pytest.raises(NotAccepted) as refused:
        accounts.give_role(people.alice, people.bob.user_id, Role.FACILITATOR, network)
    assert _code(refused) == "has_role"
    actor = accounts.actor_of(people.tokens["bob"])
    assert actor
    assert (Role.FACILITATOR, network) in actor.roles, "at once, without a new login"
    accounts.take_role(people.alice, people.bob.user_id, Role.FACILITATOR, network)
    actor = accounts.actor_of(people.tokens["bob"])
    assert actor
    assert actor.roles == people.bob.roles


@pytest.mark.parametrize(
    "change",
    [
        lambda alice: accounts.remove_user(alice, alice.user_id),
        lambda alice: accounts.take_role(alice, alice.user_id, Role.COORDINATOR, None),
    ],
)
def test_somebody_always_coordinates(people: People, change: object) -> None:
    with pytest.raises(NotAccepted) as refused:
        change(people.alice)  # type: ignore[operator]
    assert _code(refused) == "last_coordinator"
    actor = accounts.actor_of(people.tokens["alice"])
    assert actor
    assert actor.is_coordinator


def test_a_removed_account_is_out_at_once_and_stays_in_the_audit(people: People) -> None:
    accounts.remove_user(people.alice, people.bob.user_id)
    assert accounts.actor_of(people.tokens["bob"]) is None
    with pytest.raises(accounts.WrongPassword):
        accounts.sign_in("bob@example.org", PASSWORD)
    assert ("remove_user", "bob@example.org") in {(deed.action, deed.subject) for deed in accounts.audit(people.alice)}


def test_the_latest_deed_stands_first(people: People) -> None:
    accounts.reset_link(people.alice, people.bob.user_id)
    accounts.remove_user(people.alice, people.bob.user_id)
    assert [deed.action for deed in accounts.audit(people.alice, 2)] == ["remove_user", "reset_link"]


def test_raw_data_right_for_a_survey_that_does_not_exist_is_not_kept(people: People) -> None:
    with pytest.raises(IntegrityError):
        accounts.grant_raw_data(people.alice, people.dilek.user_id, 999, True)


def test_whoever_is_signed_in_can_be_seen(people: People) -> None:
    assert sorted(one.name for one in accounts.signed_in(people.alice)) == ["Alice", "Bob", "Chelsea", "Dilek"]
    accounts.sign_out(people.tokens["bob"])
    assert sorted(one.name for one in accounts.signed_in(people.alice)) == ["Alice", "Chelsea", "Dilek"]
