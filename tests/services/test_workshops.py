"""Coordinators and facilitators write workshops, copy them, change their places; families hear of what changes."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import icalendar
import msgspec
import pytest
from crowds import POOLS, workshop
from neighbours import NOON, People
from sqlalchemy import select

from booking.errors import Code
from booking.model import Contact, Date, Kind, Party, Plan, Pool, State
from common import clock
from db import models
from services import accounts, checking, house, messages, signing_up, workshops
from services.may import Forbidden
from services.signing_up import Order, SignedUp
from services.workshops import Invalid, NotPossible

SLUG = "elterncafe"
MAIL, NOBODY = Contact("Familie Yılmaz", "yilmaz@example.org"), Contact("Familie Hassan")


@pytest.fixture(autouse=True)
def every_invariant_holds_afterwards(people: People, noon: None) -> Iterator[None]:
    yield
    assert checking.invariants() == []


@pytest.fixture
def alice(people: People) -> Any:
    return people.alice


def sign_up(adults: int = 1, contact: Contact = NOBODY, slug: str = SLUG) -> SignedUp:
    return signing_up.sign_up(Order(slug, str(uuid4()), "de", Party(adults), contact))


def kinds() -> list[str]:
    with house.reading() as session:
        return sorted(session.scalars(select(models.Message.kind)))


def later(**distance: float) -> None:
    moment = clock.now() + timedelta(**distance)
    clock.set_clock(lambda: moment)
    signing_up.forget()


# Writing


def test_a_draft_is_nobodys_business_until_it_is_opened(alice: Any) -> None:
    one = workshop(alice, SLUG, is_open=False)
    assert (one.status, [pool.capacity for pool in one.pools]) == ("draft", [30, 6, 8, 5])
    assert workshops.of_district() == ()
    workshops.open_workshop(alice, SLUG)
    assert [found.slug for found in workshops.of_district(one.district_id)] == [SLUG]
    assert workshops.of_district(one.district_id + 1) == ()
    later(days=25)
    assert workshops.of_district() == ()


def test_what_is_written_is_read_again(alice: Any) -> None:
    plan = Plan(
        slug="sprache",
        title={"de": "Gemeinsam Sprache fördern", "ar": "معا"},
        district_id=2,
        dates=(
            Date(NOON + timedelta(days=3), NOON + timedelta(days=3, hours=2)),
            Date(NOON + timedelta(days=9), NOON + timedelta(days=9, hours=2)),
        ),
        text={"de": "Mit Kaffee"},
        place="Haus der Familie",
        accessibility={"de": "Rampe am Hof"},
        languages=("de", "tr"),
        asks=("step_free", "organisation"),
        unaccompanied=True,
        opens_at=NOON,
        closes_at=NOON + timedelta(days=2),
        changes_until=NOON + timedelta(days=1),
        offer_hours=24,
        delete_after_days=7,
        series="reihe",
    )
    read = workshops.create(alice, plan, POOLS)
    assert [msgspec.structs.replace(one, id=0) for one in read.dates] == list(plan.dates)
    assert msgspec.structs.replace(read.plan, dates=plan.dates) == plan
    assert [msgspec.structs.replace(pool, id=0) for pool in read.pools] == list(POOLS)


@pytest.mark.parametrize(
    ("plan", "item"),
    [
        ({"slug": "Nicht so"}, "slug"),
        ({"title": {}}, "title"),
        ({"questions": "{]"}, "questions"),
        ({"offer_hours": -1}, "offer_hours"),
    ],
)
def test_a_workshop_that_cannot_be_is_refused(alice: Any, plan: dict[str, Any], item: str) -> None:
    good = Plan(slug="gut", title={"de": "Gut"}, district_id=2, dates=())
    with pytest.raises(Invalid) as refused:
        workshops.create(alice, msgspec.structs.replace(good, **plan), POOLS)
    assert [problem.item for problem in refused.value.problems] == [item]


def test_an_address_is_given_once(alice: Any) -> None:
    workshop(alice, SLUG)
    with pytest.raises(Invalid) as refused:
        workshop(alice, SLUG)
    assert [problem.code for problem in refused.value.problems] == [Code.TWICE]


def test_without_date_or_places_nothing_opens(alice: Any) -> None:
    workshop(alice, "ohne-tag", dates=(), is_open=False)
    workshop(alice, "ohne-platz", [Pool(Kind.CHILDCARE, 3, age_to=5)], is_open=False)
    for slug, code in (("ohne-tag", "no_dates"), ("ohne-platz", "no_places")):
        with pytest.raises(NotPossible) as refused:
            workshops.open_workshop(alice, slug)
        assert refused.value.code == code


def test_facilitators_and_leads_run_the_workshops_of_their_networks_only(people: People) -> None:
    plan = Plan(slug="x", title={"de": "X"}, district_id=2, dates=(), network_id=people.networks["maerchensiedlung"])
    workshops.create(people.chelsea, plan, POOLS)
    for somebody, network in (
        (people.bob, "maerchensiedlung"),
        (people.dilek, "maerchensiedlung"),
        (people.chelsea, "dorstfeld"),
        (people.chelsea, None),
    ):
        with pytest.raises(Forbidden):
            workshops.create(
                somebody, msgspec.structs.replace(plan, slug="y", network_id=people.networks.get(network or "")), POOLS
            )
    for deed in (workshops.open_workshop, workshops.close_workshop, workshops.cancel_workshop):
        with pytest.raises(Forbidden):
            deed(people.bob, "x")
    with pytest.raises(Forbidden):
        workshops.change_capacity(people.bob, "x", 1, 3)


def test_nobody_moves_a_workshop_into_a_network_that_is_not_theirs(people: People) -> None:
    plan = Plan(slug="x", title={"de": "X"}, district_id=2, dates=(), network_id=people.networks["maerchensiedlung"])
    workshops.create(people.chelsea, plan, POOLS)
    with pytest.raises(Forbidden):
        workshops.edit(people.chelsea, "x", msgspec.structs.replace(plan, network_id=people.networks["dorstfeld"]))


# Copies and series


def test_a_copy_has_the_places_and_nobody_in_them(alice: Any) -> None:
    old = workshop(alice, SLUG, closes_at=NOON + timedelta(days=18), asks=("food",))
    sign_up(3)
    starts = NOON + timedelta(days=60)
    new = workshops.copy(alice, SLUG, "elterncafe-2", [Date(starts, starts + timedelta(hours=2))])
    assert (new.status, [pool.taken for pool in new.pools], new.plan.asks) == ("draft", [0] * 4, ("food",))
    assert old.starts and old.plan.closes_at and new.plan.closes_at
    assert new.plan.closes_at - starts == old.plan.closes_at - old.starts


def test_a_series_keeps_the_hour_by_the_clock_on_the_wall(alice: Any) -> None:
    starts = datetime(2027, 3, 22, 16, 0, tzinfo=clock.LOCAL)
    workshop(alice, SLUG, dates=(Date(starts, starts + timedelta(hours=2)),))
    made = workshops.make_series(alice, SLUG, [date(2027, 3, 29), date(2027, 4, 5)])
    assert [one.slug for one in made] == ["elterncafe-2027-03-29", "elterncafe-2027-04-05"]
    hours = [
        (one.dates[0].starts.astimezone(clock.LOCAL).hour, one.dates[0].starts.astimezone(clock.LOCAL).utcoffset())
        for one in made
    ]
    assert hours == [(16, timedelta(hours=2))] * 2
    assert {workshops.fresh(slug).plan.series for slug in (SLUG, *(one.slug for one in made))} == {SLUG}


# Places


def test_fewer_places_than_are_taken_are_refused_with_the_number(alice: Any) -> None:
    pool = workshop(alice, SLUG, [Pool(Kind.PLACE, 9)]).pools[0]
    sign_up(4)
    with pytest.raises(NotPossible) as refused:
        workshops.change_capacity(alice, SLUG, pool.id, 3)
    assert (refused.value.code, refused.value.n) == ("taken", 4)
    workshops.change_capacity(alice, SLUG, pool.id, 4)
    assert workshops.fresh(SLUG).pools[0].free == 0
    for nonsense in (-1, 10**12):
        with pytest.raises(Invalid):
            workshops.change_capacity(alice, SLUG, pool.id, nonsense)


def test_more_places_let_families_move_up(alice: Any) -> None:
    pool = workshop(alice, SLUG, [Pool(Kind.PLACE, 2)]).pools[0]
    sign_up(2)
    waiting = [sign_up(2, MAIL) for _ in range(3)]
    workshops.change_capacity(alice, SLUG, pool.id, 6)
    assert [signing_up.mine(one.token).state for one in waiting] == [State.CONFIRMED, State.CONFIRMED, State.WAITING]
    assert kinds() == ["moved_up", "moved_up", "waiting", "waiting", "waiting"]


def test_a_pool_that_is_used_stays(alice: Any) -> None:
    one = workshop(alice, SLUG, [Pool(Kind.PLACE, 9), Pool(Kind.ONLINE, 9)])
    sign_up()
    with pytest.raises(NotPossible) as refused:
        workshops.remove_pool(alice, SLUG, one.pools[0].id)
    assert (refused.value.code, refused.value.n) == ("in_use", 1)
    workshops.remove_pool(alice, SLUG, one.pools[1].id)
    workshops.add_pool(alice, SLUG, Pool(Kind.INTERPRETER, 3, language="tr"))
    assert [pool.kind for pool in workshops.fresh(SLUG).pools] == [Kind.PLACE, Kind.INTERPRETER]
    with pytest.raises(Invalid):
        workshops.add_pool(alice, SLUG, Pool(Kind.INTERPRETER, 1, language="tr"))


def test_a_pool_of_another_workshop_is_out_of_reach(alice: Any) -> None:
    workshop(alice, SLUG)
    other = workshop(alice, "anderer")
    with pytest.raises(NotPossible):
        workshops.change_capacity(alice, SLUG, other.pools[0].id, 1)
    with pytest.raises(NotPossible):
        workshops.remove_pool(alice, SLUG, other.pools[0].id)


# Changing and cancelling


def test_another_hour_or_place_is_told_to_everyone_and_another_text_to_nobody(alice: Any) -> None:
    one = workshop(alice, SLUG, place="Kita")
    sign_up(1, MAIL)
    sign_up()
    workshops.edit(alice, SLUG, msgspec.structs.replace(one.plan, text={"de": "Neu"}))
    assert kinds() == ["confirmed"]
    moved = tuple(
        msgspec.structs.replace(day, starts=day.starts + timedelta(hours=1), ends=day.ends + timedelta(hours=1))
        for day in one.dates
    )
    workshops.edit(alice, SLUG, msgspec.structs.replace(one.plan, dates=moved, place="Schule"))
    assert workshops.fresh(SLUG).dates == moved
    assert kinds() == ["confirmed", "workshop_changed"]
    assert [call.kind for call in messages.to_call(alice)] == ["workshop_changed"]


def test_questions_stay_as_they_are_once_somebody_answered_them(alice: Any) -> None:
    one = workshop(alice, SLUG)
    sign_up()
    with pytest.raises(NotPossible) as refused:
        workshops.edit(alice, SLUG, msgspec.structs.replace(one.plan, questions='{"title":{},"sections":[]}'))
    assert refused.value.code == "questions_are_in_use"


def test_a_cancelled_workshop_gives_everything_back_and_tells_everyone(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 3)])
    one, waiting = sign_up(2, MAIL), sign_up(2)
    assert workshops.cancel_workshop(alice, SLUG) == 2
    assert [signing_up.mine(each.token).state for each in (one, waiting)] == [State.CANCELLED] * 2
    assert kinds() == ["confirmed", "workshop_cancelled"]
    assert [call.kind for call in messages.to_call(alice)] == ["workshop_cancelled"]
    for deed in (workshops.open_workshop, workshops.cancel_workshop):
        with pytest.raises(NotPossible):
            deed(alice, SLUG)


def test_closing_keeps_the_waiting_list_moving(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 2)])
    one, waiting = sign_up(2), sign_up(1)
    workshops.close_workshop(alice, SLUG)
    signing_up.cancel(one.token)
    assert signing_up.mine(waiting.token).state is State.CONFIRMED


def test_the_calendar_file_says_nothing_of_who_asks(alice: Any) -> None:
    one = workshop(alice, SLUG, place="Kita")
    words = workshops.calendar_file(one, "ar", "https://q.example/w/elterncafe", "q.example")
    event = icalendar.Calendar.from_ical(words).walk("VEVENT")[0]
    assert (str(event["SUMMARY"]), str(event["URL"]), event.decoded("DTSTART")) == (
        "مقهى",
        "https://q.example/w/elterncafe",
        one.dates[0].starts,
    )
    assert "/m/" not in words and "ORGANIZER" not in words
    feed = workshops.feed([one], "de", "Eving", lambda each: f"https://q.example/w/{each.slug}", "q.example")
    assert str(icalendar.Calendar.from_ical(feed).walk("VEVENT")[0]["SUMMARY"]) == "Elterncafé"


# Messages


def test_a_mail_that_may_have_left_is_never_sent_again_on_its_own(alice: Any) -> None:
    workshop(alice, SLUG)
    one = sign_up(1, MAIL)
    taken = messages.take_due()
    assert [(mail.kind, mail.recipient, mail.language, mail.slug, mail.token, mail.code) for mail in taken] == [
        ("confirmed", MAIL.email, "de", SLUG, one.token, one.code)
    ]
    assert messages.take_due() == () and messages.unsettled(alice) == ()
    later(minutes=11)  # the worker died
    assert messages.take_due() == ()
    uncertain = messages.unsettled(alice)
    assert [(mail.state, mail.kind) for mail in uncertain] == [("uncertain", "confirmed")]
    messages.decide(alice, uncertain[0].id, again=True)
    again = messages.take_due()
    assert [mail.message_id for mail in again] == [taken[0].message_id]
    messages.sent(again[0].id)
    messages.not_sent(again[0].id, "said by a worker that everybody thought dead")
    assert messages.states() == {"sent": 1}


def test_what_certainly_did_not_leave_is_tried_again_more_and_more_slowly_and_then_shown(alice: Any) -> None:
    workshop(alice, SLUG)
    sign_up(1, MAIL)
    for wait in messages.BACK_OFF:
        (mail,) = messages.take_due()
        messages.not_sent(mail.id, "connection refused\r\nby somebody")
        assert messages.take_due() == ()
        later(seconds=wait.total_seconds())
    (mail,) = messages.take_due()
    messages.not_sent(mail.id, "still refused")
    assert [(one.state, one.problem) for one in messages.unsettled(alice)] == [("failed", "still refused")]


def test_what_the_other_side_refuses_for_good_is_not_tried_again(alice: Any) -> None:
    workshop(alice, SLUG)
    sign_up(1, MAIL)
    messages.not_sent(messages.take_due()[0].id, "no such user", for_good=True)
    later(days=3)
    assert messages.take_due() == ()
    assert [one.state for one in messages.unsettled(alice)] == ["failed"]


def test_the_reminder_and_the_thanks_are_said_once_to_those_who_are_in(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 3)])
    for adults, contact in ((2, MAIL), (1, NOBODY), (1, MAIL)):
        sign_up(adults, contact)
    assert messages.remind() == 0
    later(days=19, hours=1)
    assert (messages.remind(), messages.remind()) == (1, 0)
    assert messages.thank() == 0
    later(days=1, hours=4)
    assert (messages.remind(), messages.thank(), messages.thank()) == (0, 1, 0)
    assert kinds() == ["confirmed", "reminder", "thanks", "waiting"]


def test_only_those_who_may_see_a_family_have_it_on_their_call_list(people: People) -> None:
    workshop(people.alice, SLUG, [Pool(Kind.PLACE, 1)], network_id=people.networks["maerchensiedlung"])
    one = sign_up()
    sign_up(1, Contact("Familie Petrov", phone="0231 12345"))
    signing_up.cancel(one.token)
    assert [(call.name, call.phone, call.kind) for call in messages.to_call(people.chelsea)] == [
        ("Familie Petrov", "0231 12345", "moved_up")
    ]
    assert messages.to_call(people.bob) == ()
    with pytest.raises(Forbidden):
        messages.called(people.bob, messages.to_call(people.chelsea)[0].id)
    with pytest.raises(Forbidden):
        messages.unsettled(people.chelsea)
    messages.called(people.chelsea, messages.to_call(people.chelsea)[0].id)
    assert messages.to_call(people.chelsea) == ()


def test_what_staff_did_is_in_the_audit_without_a_name_of_a_family(alice: Any) -> None:
    workshop(alice, SLUG)
    sign_up(2, MAIL)
    workshops.close_workshop(alice, SLUG)
    deeds = accounts.audit(alice)
    assert {"workshop_create", "workshop_open", "workshop_close"} <= {deed.action for deed in deeds}
    assert not any("Yılmaz" in f"{deed.subject}{deed.details}" for deed in deeds)
