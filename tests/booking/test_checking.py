"""What a family and a workshop may look like, and what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from booking import checking
from booking.errors import Code
from booking.model import Child, Contact, Date, Kind, Party, Plan, Pool

STARTS = datetime(2026, 12, 7, 15, 0, tzinfo=UTC)
PLAN = Plan(
    slug="elterncafe",
    title={"de": "Elterncafé"},
    district_id=1,
    dates=(Date(STARTS, STARTS + timedelta(hours=2)),),
    asks=("step_free", "food"),
)
POOLS = (
    Pool(Kind.PLACE, 12, id=1),
    Pool(Kind.CHILDCARE, 4, age_from=2, age_to=6, id=2),
    Pool(Kind.INTERPRETER, 3, language="ar", id=3),
)


def found(party: Party, plan: Plan = PLAN) -> list[tuple[str, str]]:
    return [(problem.code.value, problem.item) for problem in checking.check_party(party, plan, POOLS)]


@pytest.mark.parametrize(
    "party",
    [
        Party(1),
        Party(2, (Child(3, True), Child(6, True), Child(15)), interpreter="ar", step_free=True, food={"halal": 5}),
        Party(12),
        Party(1, tuple(Child(8) for _ in range(11))),
    ],
)
def test_a_family_like_this_is_welcome(party: Party) -> None:
    assert found(party) == []


@pytest.mark.parametrize(
    ("party", "problem"),
    [
        (Party(-1), ("too_small", "adults")),
        (Party(10**30), ("too_large", "adults")),
        (Party(21), ("too_large", "adults")),
        (Party(13), ("never_fits", "adults")),
        (Party(1, tuple(Child(3) for _ in range(21))), ("too_large", "children")),
        (Party(1, tuple(Child(3) for _ in range(10_000))), ("too_large", "children")),
        (Party(1, (Child(-1),)), ("too_small", "children.1.age")),
        (Party(1, (Child(3), Child(16))), ("too_large", "children.2.age")),
        (Party(1, (Child(10**30),)), ("too_large", "children.1.age")),
        (Party(0, (Child(9),)), ("no_adult", "adults")),
        (Party(1, of_age=False), ("under_16", "of_age")),
        (Party(1, (Child(7, childcare=True),)), ("age_not_offered", "children.1.childcare")),
        (Party(1, tuple(Child(3, childcare=True) for _ in range(5))), ("never_fits", "children")),
        (Party(1, interpreter="tr"), ("not_offered", "interpreter")),
        (Party(4, interpreter="ar"), ("never_fits", "interpreter")),
        (Party(1, online=True), ("not_offered", "online")),
        (Party(1, food={"pizza": 1}), ("not_offered", "food")),
        (Party(1, food={"vegan": 2}), ("too_large", "food.vegan")),
        (Party(1, food={"vegan": 0}), ("too_small", "food.vegan")),
    ],
)
def test_what_a_family_cannot_be_is_said_beside_its_field(party: Party, problem: tuple[str, str]) -> None:
    assert problem in found(party)


def test_what_the_workshop_does_not_ask_cannot_be_wished() -> None:
    plain = msgspec.structs.replace(PLAN, asks=())
    assert found(Party(step_free=True, food={"vegan": 1}), plain) == [
        ("not_offered", "step_free"),
        ("not_offered", "food"),
    ]


def test_a_workshop_for_children_alone_takes_them_from_a_parent_only() -> None:
    alone = msgspec.structs.replace(PLAN, unaccompanied=True)
    assert found(Party(0, (Child(9), Child(11))), alone) == []
    assert found(Party(0, (Child(9),), of_age=False), alone) == [("under_16", "of_age")]
    assert found(Party(0), alone) == [("nobody", "adults")]


children = some.lists(some.builds(Child, age=some.integers(), childcare=some.booleans()), max_size=30).map(tuple)


@given(
    some.builds(
        Party,
        adults=some.integers(),
        children=children,
        online=some.booleans(),
        interpreter=some.sampled_from(["", "ar", "xx"]),
        step_free=some.booleans(),
        food=some.dictionaries(some.sampled_from(["vegan", "x"]), some.integers()),
        of_age=some.booleans(),
    )
)
def test_no_party_breaks_the_check_and_whoever_passes_it_fits_into_the_empty_workshop(party: Party) -> None:
    from booking import places

    if not checking.check_party(party, PLAN, POOLS):
        assert places.fits(places.wanted(party, POOLS), places.capacities(POOLS))
        assert party.of_age and party.adults >= 1


@pytest.mark.parametrize(
    "contact",
    [
        Contact("Ayşe Yılmaz"),
        Contact("Familie al-Ḥasan", phone="+49 (231) 12 34-56"),
        Contact("أسرة محمد", email="m.mohamed+kita@example.org"),
        Contact("O’Brien-Müller", email="a@b.de", phone="0231/123456", organisation="Kita Sonnenschein"),
    ],
)
def test_these_people_can_be_written_down(contact: Contact) -> None:
    assert checking.check_contact(contact) == []


@pytest.mark.parametrize(
    ("contact", "problem"),
    [
        (Contact(""), (Code.REQUIRED, "name")),
        (Contact("   "), (Code.REQUIRED, "name")),
        (Contact("A" * 10_000), (Code.TOO_LONG, "name")),
        (Contact("Ayla\r\nBcc: all@example.org"), (Code.UNREADABLE, "name")),
        (Contact("Ayla\nX"), (Code.UNREADABLE, "name")),
        (Contact("Ayla\x00"), (Code.UNREADABLE, "name")),
        (Contact("Ayla\u2028X"), (Code.UNREADABLE, "name")),
        (Contact("Ayla\x85X"), (Code.UNREADABLE, "name")),
        (Contact("\ud800"), (Code.UNREADABLE, "name")),
        (Contact("A", email="a@b.de\r\nBcc: c@d.de"), (Code.UNREADABLE, "email")),
        (Contact("A", email="a@b.de, c@d.de"), (Code.NOT_AN_EMAIL, "email")),
        (Contact("A", email="a@b.de;c@d.de"), (Code.NOT_AN_EMAIL, "email")),
        (Contact("A", email='"a b"@b.de'), (Code.NOT_AN_EMAIL, "email")),
        (Contact("A", email="<a@b.de>"), (Code.NOT_AN_EMAIL, "email")),
        (Contact("A", email="a@b@c.de"), (Code.NOT_AN_EMAIL, "email")),
        (Contact("A", email="a b.de"), (Code.NOT_AN_EMAIL, "email")),
        (Contact("A", email="a" * 250 + "@b.de"), (Code.TOO_LONG, "email")),
        (Contact("A", phone="call me"), (Code.NOT_A_PHONE, "phone")),
        (Contact("A", phone="0231\r\n1"), (Code.UNREADABLE, "phone")),
        (Contact("A", phone="1" * 10_000), (Code.TOO_LONG, "phone")),
        (Contact("A", organisation="Kita\nX"), (Code.UNREADABLE, "organisation")),
    ],
)
def test_what_cannot_be_written_down_is_refused(contact: Contact, problem: tuple[Code, str]) -> None:
    assert problem in [(one.code, one.item) for one in checking.check_contact(contact)]


@given(some.text(), some.text(), some.text())
def test_no_words_of_a_contact_that_passes_hold_a_line_break(name: str, email: str, phone: str) -> None:
    contact = Contact(name, email, phone)
    if not checking.check_contact(contact):
        assert len("".join((name, email, phone)).splitlines()) <= 1


@pytest.mark.parametrize(
    ("change", "item"),
    [
        ({"slug": "Eltern Café"}, "slug"),
        ({"slug": "../secret"}, "slug"),
        ({"slug": "a" * 81}, "slug"),
        ({"title": {"de": " "}}, "title"),
        ({"title": {"de": "x" * 201}}, "title"),
        ({"place": "Haus\r\n1"}, "place"),
        ({"delete_after_days": -1}, "delete_after_days"),
        ({"offer_hours": 0}, "offer_hours"),
        ({"asks": ("religion",)}, "asks"),
        ({"dates": (Date(STARTS, STARTS),)}, "dates"),
        ({"dates": (Date(STARTS, STARTS + timedelta(days=30)),)}, "dates"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(change: dict[str, Any], item: str) -> None:
    assert checking.check_plan(PLAN) == []
    assert item in [problem.item for problem in checking.check_plan(msgspec.structs.replace(PLAN, **change))]


@pytest.mark.parametrize(
    "pools",
    [
        (Pool(Kind.PLACE, -1),),
        (Pool(Kind.PLACE, 10**9),),
        (Pool(Kind.PLACE, 3), Pool(Kind.PLACE, 4)),
        (Pool(Kind.CHILDCARE, 3, age_from=2, age_to=6), Pool(Kind.CHILDCARE, 3, age_from=6, age_to=9)),
        (Pool(Kind.CHILDCARE, 3, age_from=6, age_to=2),),
        (Pool(Kind.CHILDCARE, 3, age_from=6, age_to=17),),
        (Pool(Kind.INTERPRETER, 3),),
        (Pool(Kind.INTERPRETER, 3, language="ar"), Pool(Kind.INTERPRETER, 2, language="ar")),
    ],
)
def test_pools_that_leave_it_open_where_somebody_goes_are_refused(pools: tuple[Pool, ...]) -> None:
    assert checking.check_pools(pools)
    assert checking.check_pools(POOLS) == []
