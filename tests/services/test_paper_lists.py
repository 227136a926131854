"""A list of sign-ups that was kept on paper: stored in its order, all of it or nothing."""

from uuid import uuid4

import pytest
from crowds import workshop
from neighbours import People

from booking.model import Child, Contact, Kind, Party, Pool, State
from services import attendance, checking, signing_up, workshops
from services.may import Actor
from services.signing_up import Order
from services.workshops import Invalid, UnknownWorkshop

SLUG = "elterncafe"
pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def alice(people_on_both: People) -> Actor:
    workshop(people_on_both.alice, SLUG, (Pool(Kind.PLACE, 4), Pool(Kind.CHILDCARE, 2, age_from=0, age_to=3)))
    return people_on_both.alice


def line(name: str, party: Party, slug: str = SLUG) -> Order:
    return Order(slug, str(uuid4()), "de", party, Contact(name))


def names(actor: Actor) -> list[str]:
    return [one.name for one in attendance.participants(actor, SLUG)]


def test_a_paper_list_is_stored_in_its_order_and_its_end_waits(alice: Actor) -> None:
    orders = [line("Erste", Party(2, (Child(2, True),))), line("Zweite", Party(2)), line("Dritte", Party(1))]
    done = signing_up.sign_up_all(orders)
    assert [(one.state, one.place) for one in done] == [
        (State.CONFIRMED, 0),
        (State.CONFIRMED, 0),
        (State.WAITING, 1),
    ]
    assert names(alice) == ["Erste", "Zweite", "Dritte"]
    assert [pool.taken for pool in workshops.fresh(SLUG).pools] == [4, 1]
    assert signing_up.mine(done[2].token).place == 1
    assert checking.invariants() == []


def test_a_list_with_one_wrong_line_stores_nothing(alice: Actor) -> None:
    for wrong in (line("Riesen", Party(5)), line("", Party(1)), line("Nirgends", Party(1), "nowhere")):
        with pytest.raises((Invalid, UnknownWorkshop)):
            signing_up.sign_up_all([line("Erste", Party(1)), wrong])
    assert names(alice) == []


def test_a_line_that_is_only_found_wrong_under_the_lock_takes_the_others_back(alice: Actor) -> None:
    instance = str(uuid4())
    signing_up.sign_up(Order(SLUG, instance, "de", Party(1), Contact("Schon da")))
    other = Order(SLUG, instance, "de", Party(2), Contact("Schon da"))
    with pytest.raises(signing_up.Conflict):
        signing_up.sign_up_all([line("Erste", Party(1)), other])
    assert names(alice) == ["Schon da"]
    assert [pool.taken for pool in workshops.fresh(SLUG).pools] == [1, 0]


def test_the_same_list_sent_twice_is_stored_once(alice: Actor) -> None:
    orders = [line("Erste", Party(1)), line("Zweite", Party(1))]
    first, second = (signing_up.sign_up_all(orders) for _ in range(2))
    assert [one.token for one in first] == [one.token for one in second]
    assert [one.again for one in second] == [True, True]
    assert names(alice) == ["Erste", "Zweite"]


def test_an_empty_list_is_no_problem(alice: Actor) -> None:
    assert signing_up.sign_up_all([]) == ()
