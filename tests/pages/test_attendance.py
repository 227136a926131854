"""What leads read about attendance, and what they do not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from crowds import workshop
from neighbours import PASSWORD
from opening import opened, told

from booking.model import Contact, Kind, Party, Pool
from common import clock
from services import accounts, attendance, participation, signing_up
from services.signing_up import Order

PAGE, SLUG = "network/attendance", "elterncafe"
ORGANISATIONS = ("Jugendamt", "Kita", "")


@pytest.fixture
def held(people, noon):
    """A workshop yesterday: six families, five answered the voluntary question; four came, one stayed away, one was excused."""
    place = people.networks["brunnenstrassenviertel"]
    one = workshop(people.alice, SLUG, [Pool(Kind.PLACE, 30)], asks=("organisation", "been_before"), network_id=place)
    for place in range(6):
        contact = Contact(f"Familie {place}", organisation=ORGANISATIONS[place % 3])
        been = None if place == 5 else place < 2
        signing_up.sign_up(Order(SLUG, str(uuid4()), "tr", Party(2), contact, been_before=been))
    date_id = one.dates[0].id
    marks = ("came", "came", "came", "came", "none", "excused")
    for family, state in zip(attendance.participants(people.alice, SLUG), marks, strict=True):
        attendance.mark(people.alice, SLUG, date_id, family.id, state)
    return people


def later(people):
    """The day after it; by then, everybody has to sign in again."""
    moment = clock.now() + timedelta(days=21)
    clock.set_clock(lambda: moment)
    people.tokens["bob"] = accounts.sign_in("bob@example.org", PASSWORD)


def test_before_the_first_workshop_is_over_the_page_says_what_is_to_come(held):
    assert "sobald der erste Workshop vorbei ist" in told(opened(held, "bob", PAGE))


def test_a_lead_reads_who_came_and_who_stayed_away(held):
    later(held)
    at = opened(held, "bob", PAGE)
    words = told(at)
    assert "Menschen, die kamen 8" in words
    assert "Familien, die kamen 4" in words
    assert "ohne Absage weggeblieben 17\xa0%" in words
    assert "zum ersten Mal dabei 60\xa0%" in words
    assert list(at.table[0].value.iloc[0]) == ["Jugendamt", "Kita", "1"]
    tables = " ".join(one.value for one in at.get("html"))
    assert "1 · 17\xa0%" in tables


def test_a_lead_of_another_network_sees_nothing_of_it(held):
    later(held)
    assert not participation.over(attendance.figures(held.chelsea))


def test_the_page_speaks_english(held):
    later(held)
    assert "Families who came 4" in told(opened(held, "bob", PAGE, "en"))
