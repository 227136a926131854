"""Who came, what kitchen and childcare need, and what is deleted when."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from crowds import POOLS, workshop
from neighbours import NOON, People
from sqlalchemy import func, select

from booking.model import Child, Contact, Date, Kind, Party, Pool, Workshop
from common import clock
from db import models
from services import attendance, checking, forgetting, house, signing_up
from services.attendance import DateCounts
from services.may import Forbidden
from services.signing_up import Order, SignedUp
from services.workshops import Invalid, NotPossible

SLUG = "elterncafe"


@pytest.fixture(autouse=True)
def every_invariant_holds_afterwards(people_on_both: People, noon: None) -> Iterator[None]:
    yield
    assert checking.invariants() == []


@pytest.fixture
def alice(people_on_both: People) -> Any:
    return people_on_both.alice


def two_dates(alice: Any) -> Workshop:
    days = [NOON + timedelta(days=days) for days in (10, 17)]
    return workshop(
        alice,
        SLUG,
        POOLS,
        dates=tuple(Date(day, day + timedelta(hours=2)) for day in days),
        asks=("food", "step_free", "organisation", "been_before"),
    )


def sign_up(party: Party, name: str, **more: Any) -> SignedUp:
    contact = Contact(name, more.pop("email", ""), organisation=more.pop("organisation", ""))
    return signing_up.sign_up(Order(SLUG, str(uuid4()), more.pop("language", "de"), party, contact, **more))


def ids(alice: Any) -> dict[str, UUID]:
    return {one.name: one.id for one in attendance.participants(alice, SLUG)}


def at(moment: Any) -> None:
    clock.set_clock(lambda: moment)
    signing_up.forget()


def families(alice: Any) -> Workshop:
    one = two_dates(alice)
    sign_up(
        Party(2, (Child(3, True), Child(8)), interpreter="ar", food={"halal": 4}),
        "Hassan",
        language="ar",
        been_before=False,
    )
    sign_up(
        Party(1, (Child(2, True),), step_free=True, food={"vegan": 1}),
        "Ábel",
        been_before=True,
        organisation="Kita Sonnenschein",
        email="abel@example.org",
    )
    sign_up(Party(1), "Zoe")
    return one


def test_the_list_at_the_door_is_by_name_and_knows_the_family(alice: Any) -> None:
    one = families(alice)
    listed, walk_ins = attendance.at_the_door(alice, SLUG, one.dates[0].id)
    assert ([(each.name, each.party.people, each.mark) for each in listed], walk_ins) == (
        [("Hassan", 4, ""), ("Zoe", 1, ""), ("Ábel", 2, "")],
        (),
    )


def test_kitchen_and_childcare_see_numbers_and_no_names(alice: Any) -> None:
    families(alice)
    found = attendance.needs(alice, SLUG)
    assert (found.food, found.childcare_ages, found.interpreters, found.step_free) == (
        {"halal": 4, "vegan": 1},
        {2: 1, 3: 1},
        {"ar": 2},
        1,
    )


def test_a_code_or_the_link_scanned_at_the_door_finds_the_family(alice: Any) -> None:
    one = two_dates(alice)
    hassan = sign_up(Party(2), "Hassan")
    found = {
        attendance.find(alice, SLUG, words)
        for words in (
            hassan.code,
            hassan.code.lower().replace("-", " "),
            hassan.token,
            f"https://q.example/m/{hassan.token}",
        )
    }
    assert found == {ids(alice)["Hassan"]}
    workshop(alice, "anderer")
    with pytest.raises(signing_up.UnknownSignUp):
        attendance.find(alice, "anderer", hassan.code)
    with pytest.raises(signing_up.UnknownSignUp):
        attendance.find(alice, SLUG, "made-up")
    assert one.dates


def test_marks_that_arrive_late_or_twice_settle_to_the_one_made_last(alice: Any) -> None:
    one = families(alice)
    date, hassan = one.dates[0].id, ids(alice)["Hassan"]
    tapped = [one.dates[0].starts + timedelta(minutes=minutes) for minutes in (1, 2, 3)]
    at(one.dates[0].starts + timedelta(minutes=30))
    attendance.mark(alice, SLUG, date, hassan, "came", adults=1, children=2, at=tapped[2])
    attendance.mark(alice, SLUG, date, hassan, "none", at=tapped[0])  # sent again when the connection was back
    listed, _ = attendance.at_the_door(alice, SLUG, date)
    assert [(each.mark, each.came_adults, each.came_children) for each in listed if each.name == "Hassan"] == [
        ("came", 1, 2)
    ]
    attendance.mark(
        alice, SLUG, date, hassan, "excused", at=clock.now() + timedelta(days=400)
    )  # a phone whose clock is wrong
    attendance.mark(alice, SLUG, date, hassan, "came")
    listed, _ = attendance.at_the_door(alice, SLUG, date)
    assert [(each.mark, each.came_adults, each.came_children) for each in listed if each.name == "Hassan"] == [
        ("came", 2, 2)
    ]


def test_a_walk_in_counts_once_and_takes_no_place(alice: Any) -> None:
    one = families(alice)
    instance = str(uuid4())
    for _ in range(2):
        attendance.walk_in(alice, SLUG, one.dates[0].id, instance, 2, 1, "Nachbarin")
    _, walk_ins = attendance.at_the_door(alice, SLUG, one.dates[0].id)
    assert [(each.name, each.adults, each.children) for each in walk_ins] == [("Nachbarin", 2, 1)]
    for adults, name in ((-1, "A"), (10**9, "A"), (1, "A\nB"), (1, "A" * 10_000)):
        with pytest.raises(Invalid):
            attendance.walk_in(alice, SLUG, one.dates[0].id, str(uuid4()), adults, 0, name)


def test_marks_need_a_date_and_a_family_of_this_workshop_and_a_known_word(alice: Any) -> None:
    one = families(alice)
    other = workshop(alice, "anderer")
    hassan = ids(alice)["Hassan"]
    with pytest.raises(NotPossible):
        attendance.mark(alice, SLUG, other.dates[0].id, hassan, "came")
    with pytest.raises(signing_up.UnknownSignUp):
        attendance.mark(alice, "anderer", other.dates[0].id, hassan, "came")
    with pytest.raises(Invalid):
        attendance.mark(alice, SLUG, one.dates[0].id, hassan, "late")
    with pytest.raises(Invalid):
        attendance.mark(alice, SLUG, one.dates[0].id, hassan, "came", adults=-3)


def test_who_reads_published_figures_sees_counts_and_no_names(alice: Any, people_on_both: People) -> None:
    one = families(alice)
    for deed in (attendance.participants, attendance.needs):
        with pytest.raises(Forbidden):
            deed(people_on_both.dilek, SLUG)  # type: ignore[operator]
    with pytest.raises(Forbidden):
        attendance.walk_in(people_on_both.dilek, SLUG, one.dates[0].id, str(uuid4()), 1, 0)
    (figures,) = attendance.figures(people_on_both.dilek)
    assert (figures.signups.adults, figures.signups.children, figures.signups.been_before) == (
        4,
        3,
        {"no": 1, "yes": 1},
    )


def test_marks_go_date_by_date_sign_ups_after_the_last_and_counts_stay(alice: Any) -> None:
    one = families(alice)
    first, last = one.dates
    at(first.ends)
    attendance.mark(alice, SLUG, first.id, ids(alice)["Hassan"], "came")
    attendance.mark(alice, SLUG, first.id, ids(alice)["Zoe"], "excused")
    attendance.walk_in(alice, SLUG, first.id, str(uuid4()), 1, 1)
    counts = DateCounts(came=1, excused=1, unmarked=1, walk_ins=1, adults=3, children=3)
    (figures,) = attendance.figures(alice)
    assert (figures.dates[first.id], figures.deleted) == (counts, False)

    at(first.ends + timedelta(days=30) - timedelta(seconds=1))
    assert forgetting.forget_due() == ()
    at(first.ends + timedelta(days=30))
    assert [(gone.what, gone.rows) for gone in forgetting.forget_due()] == [("attendance", 3)]
    assert forgetting.forget_due() == ()
    assert len(ids(alice)) == 3
    with pytest.raises(NotPossible):
        attendance.mark(alice, SLUG, first.id, ids(alice)["Zoe"], "came")

    at(last.ends + timedelta(days=30))
    assert [(gone.what, gone.rows) for gone in forgetting.forget_due()] == [("attendance", 0), ("signups", 3)]
    assert ids(alice) == {}
    (after,) = attendance.figures(alice)
    assert (after.deleted, after.dates[first.id], after.signups) == (True, counts, figures.signups)
    assert after.signups.organisations == ("Kita Sonnenschein",)
    assert [pool.taken for pool in after.workshop.pools] == [0] * len(POOLS)
    with house.reading() as session:
        left = {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in (
                models.SignUp.__table__,
                models.SignUpPool.__table__,
                models.Attendance.__table__,
                models.Message.__table__,
                models.Call.__table__,
            )
        }  # type: ignore[attr-defined]
        protocol = " ".join(session.scalars(select(models.Deletion.counts)))
    assert set(left.values()) == {0}
    assert "Hassan" not in protocol and "abel" not in protocol
    assert sorted(gone.what for gone in forgetting.protocol(alice)) == ["attendance", "attendance", "signups"]


def test_where_a_grant_wants_proof_names_stay_as_long_as_was_set(alice: Any) -> None:
    one = workshop(alice, SLUG, [Pool(Kind.PLACE, 5)], delete_after_days=180)
    sign_up(Party(1), "Zoe")
    assert one.ends
    at(one.ends + timedelta(days=179))
    assert forgetting.forget_due() == ()
    at(one.ends + timedelta(days=180))
    assert {gone.what for gone in forgetting.forget_due()} == {"attendance", "signups"}
