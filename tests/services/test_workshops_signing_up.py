"""Families sign up, wait, move up, change and cancel, on both databases."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from crowds import workshop
from neighbours import NOON, People
from sqlalchemy import func, select

from booking.errors import Code
from booking.model import Child, Contact, Kind, Party, Pool, Rule, State
from common import clock
from db import models
from services import checking, house, messages, signing_up, workshops
from services.answering import Unreadable
from services.may import Forbidden
from services.signing_up import Order, SignedUp
from survey import model as survey_model
from survey.model import Choice, Question, Questionnaire, Section

SLUG = "elterncafe"
ADULT, PAIR = Party(1), Party(2)
MAIL = Contact("Familie Yılmaz", "yilmaz@example.org")
PHONE = Contact("Familie Petrov", phone="0231 12345")
NOBODY = Contact("Familie Hassan")
QUESTIONS = Questionnaire(
    {"de": "Fragen"},
    (
        Section(
            "a",
            {},
            (
                Question(
                    "topic",
                    "single",
                    {"de": "Thema?"},
                    required=True,
                    choices=(Choice("play", {}), Choice("sleep", {})),
                ),
            ),
        ),
    ),
)


@pytest.fixture(autouse=True)
def every_invariant_holds_afterwards(people_on_both: People, noon: None) -> Iterator[None]:
    yield
    assert checking.invariants() == []


@pytest.fixture
def alice(people_on_both: People) -> Any:
    return people_on_both.alice


def sign_up(
    party: Party = ADULT, contact: Contact = NOBODY, slug: str = SLUG, instance: str = "", **more: Any
) -> SignedUp:
    return signing_up.sign_up(Order(slug, instance or str(uuid4()), more.pop("language", "de"), party, contact, **more))


def states(*signed_up: SignedUp) -> list[str]:
    return [signing_up.mine(one.token).state.value for one in signed_up]


def taken(slug: str = SLUG) -> list[int]:
    return [pool.taken for pool in workshops.fresh(slug).pools]


def mails(token: str | None = None) -> list[str]:
    """Kinds of mails, oldest first; of one sign-up where a token is given."""
    with house.reading() as session:
        rows = session.execute(
            select(models.Message.kind, models.Message.recipient, models.SignUp.token_hash)
            .join(models.SignUp)
            .order_by(models.Message.next_try_at, models.Message.kind)
        ).all()
    wanted = signing_up.credentials.token_hash(token) if token else None
    return [kind for kind, _, token_hash in rows if wanted in (None, token_hash)]


def calls(alice: Any) -> list[tuple[str, str]]:
    return [(one.name, one.kind) for one in messages.to_call(alice)]


def later(**distance: float) -> None:
    moment = clock.now() + timedelta(**distance)
    clock.set_clock(lambda: moment)
    signing_up.forget()


def how_many_signups() -> int:
    with house.reading() as session:
        return session.scalar(select(func.count()).select_from(models.SignUp)) or 0


# Signing up


def test_a_family_that_fits_is_in_and_hears_so_with_link_code_and_pin(alice: Any) -> None:
    workshop(alice, SLUG)
    one = sign_up(Party(2, (Child(2, childcare=True), Child(5))), MAIL, language="tr")
    assert (one.state, one.place, one.again) == (State.CONFIRMED, 0, False)
    assert len(one.token) == 43 and len(one.pin) == 6 and len(one.code) == 14
    assert taken() == [3, 1, 0, 0]
    assert mails(one.token) == ["confirmed"]
    mine = signing_up.mine(one.token)
    assert (mine.party, mine.contact, mine.language, mine.code, mine.pin) == (
        Party(2, (Child(2, True), Child(5))),
        MAIL,
        "tr",
        one.code,
        one.pin,
    )
    assert calls(alice) == []


def test_a_full_workshop_puts_the_next_family_on_the_waiting_list(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 3)])
    sign_up(PAIR)
    second, third = sign_up(PAIR, MAIL), sign_up(PAIR)
    assert [(one.state, one.place) for one in (second, third)] == [(State.WAITING, 1), (State.WAITING, 2)]
    assert [(one.pool.kind, one.wanted, one.pool.free) for one in second.lacking] == [(Kind.PLACE, 2, 1)]
    assert [way.party.adults for way in second.instead] == [1]
    assert mails(second.token) == ["waiting"]
    assert signing_up.place_in_queue(third.token) == 2


def test_all_pools_or_none(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 20), Pool(Kind.CHILDCARE, 1, age_to=6)])
    family = Party(1, (Child(2, True), Child(3, True)))
    with pytest.raises(workshops.Invalid) as refused:
        sign_up(family)
    assert [(one.code, one.item) for one in refused.value.problems] == [(Code.NEVER_FITS, "children")]
    sign_up(Party(1, (Child(2, True),)))
    waits = sign_up(Party(2, (Child(2, True),)))
    assert (waits.state, taken()) == (State.WAITING, [1, 1])
    assert [(way.without, way.party.children) for way in waits.instead] == [(("childcare",), (Child(2),))]


def test_a_newcomer_never_overtakes_even_if_it_would_fit(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 5)])
    sign_up(Party(3))
    large, small = sign_up(Party(4)), sign_up(ADULT)
    assert (large.state, small.state, small.place, small.lacking) == (State.WAITING, State.WAITING, 2, ())


def test_with_the_other_rule_the_next_that_fits_is_in_and_the_passed_family_hears_of_it_once(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 5)], rule=Rule.NEXT_THAT_FITS)
    sign_up(Party(3))
    large = sign_up(Party(4), MAIL)
    assert states(sign_up(ADULT), sign_up(ADULT)) == ["confirmed", "confirmed"]
    assert sorted(mails(large.token)) == ["passed", "waiting"]
    assert signing_up.mine(large.token).passed == 2


def test_sending_the_form_twice_signs_up_once_and_shows_the_same_code(alice: Any) -> None:
    workshop(alice, SLUG)
    instance = str(uuid4())
    first, again = sign_up(PAIR, MAIL, instance=instance), sign_up(PAIR, MAIL, instance=instance)
    assert again.again and (again.token, again.code, again.pin, again.state) == (
        first.token,
        first.code,
        first.pin,
        first.state,
    )
    assert (how_many_signups(), taken()[0], mails()) == (1, 2, ["confirmed"])


def test_the_same_form_with_other_people_is_a_conflict_and_changes_nothing(alice: Any) -> None:
    workshop(alice, SLUG)
    instance = str(uuid4())
    sign_up(PAIR, instance=instance)
    with pytest.raises(signing_up.Conflict):
        sign_up(ADULT, instance=instance)
    assert (how_many_signups(), taken()[0]) == (1, 2)


def test_the_same_form_many_times_at_once_signs_up_once(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 3)])
    sign_up(PAIR)
    instance, found = str(uuid4()), []
    threads = [threading.Thread(target=lambda: found.append(sign_up(PAIR, MAIL, instance=instance))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == 12 and {(one.token, one.state, one.place) for one in found} == {
        (found[0].token, State.WAITING, 1)
    }
    assert how_many_signups() == 2


def test_whoever_wants_to_hear_first_whether_it_fits_is_not_put_in_line(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 2), Pool(Kind.ONLINE, 9)])
    sign_up(ADULT)
    instance = str(uuid4())
    with pytest.raises(signing_up.DoesNotFit) as told:
        sign_up(PAIR, instance=instance, or_wait=False)
    assert (
        told.value.place,
        [one.wanted for one in told.value.lacking],
        [way.without for way in told.value.instead],
    ) == (1, [2], [("online",), ("people",)])
    assert how_many_signups() == 1
    assert sign_up(PAIR, instance=instance).state is State.WAITING


def test_trying_out_says_what_is_lacking_and_stores_nothing(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 2)])
    sign_up(ADULT)
    assert [one.wanted for one in signing_up.try_out(SLUG, PAIR)] == [2]
    assert signing_up.try_out(SLUG, ADULT) == ()
    with pytest.raises(workshops.Invalid):
        signing_up.try_out(SLUG, Party(-1))


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("draft", None),
        ("closed", "closed"),
        ("cancelled", "cancelled"),
        ("early", "not_yet"),
        ("late", "over"),
        ("begun", "over"),
    ],
)
def test_a_workshop_that_is_not_open_takes_nobody(alice: Any, status: str, code: str | None) -> None:
    moments = {
        "early": {"opens_at": NOON + timedelta(hours=1)},
        "late": {"closes_at": NOON - timedelta(hours=1)},
        "begun": {"days": -1},
    }
    workshop(alice, SLUG, is_open=status != "draft", **moments.get(status, {}))  # type: ignore[arg-type]
    if status == "closed":
        workshops.close_workshop(alice, SLUG)
    if status == "cancelled":
        workshops.cancel_workshop(alice, SLUG)
    with pytest.raises(signing_up.NotOpen if code else workshops.UnknownWorkshop) as refused:
        sign_up()
    assert getattr(refused.value, "code", None) == code
    assert how_many_signups() == 0


def test_a_workshop_closed_within_the_last_second_takes_nobody_though_it_is_still_remembered_as_open(
    alice: Any,
) -> None:
    workshop(alice, SLUG)
    remembered = workshops.by_slug(SLUG)
    workshops.close_workshop(alice, SLUG)
    job = signing_up._job(remembered, Order(SLUG, str(uuid4()), "de", ADULT, NOBODY))
    assert signing_up._together(job).closed == "closed"


def test_places_that_are_gone_within_the_last_second_are_looked_at_again(
    alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = workshop(alice, SLUG, [Pool(Kind.PLACE, 9), Pool(Kind.INTERPRETER, 4, language="ar")])
    workshops.remove_pool(alice, SLUG, before.pools[1].id)
    monkeypatch.setattr(workshops, "by_slug", lambda slug: before)
    with pytest.raises(workshops.Invalid) as refused:
        sign_up(Party(1, interpreter="ar"))
    assert [one.code for one in refused.value.problems] == [Code.NOT_OFFERED]


def test_own_questions_are_checked_like_those_of_a_survey(alice: Any) -> None:
    workshop(alice, SLUG, questions=survey_model.to_json(QUESTIONS).decode())
    with pytest.raises(signing_up.WrongAnswers):
        sign_up(form={"topic": ["jazz"]})
    with pytest.raises(signing_up.WrongAnswers):
        sign_up()
    assert signing_up.mine(sign_up(form={"topic": ["play"]}).token).answers == {"topic": "play"}


def test_overlapping_times_of_another_sign_up_of_this_person_are_pointed_out(alice: Any) -> None:
    for slug in (SLUG, "krabbelgruppe"):
        workshop(alice, slug)
    workshop(alice, "fruehstueck", days=21)
    other, elsewhere = sign_up(slug="krabbelgruppe"), sign_up(slug="fruehstueck")
    one = sign_up(beside=(other.token, elsewhere.token, "made up"))
    assert [overlap.slug for overlap in one.overlaps] == ["krabbelgruppe"]


@pytest.mark.parametrize(
    ("party", "contact"),
    [
        (Party(-1), NOBODY),
        (Party(10**40), NOBODY),
        (Party(1, tuple(Child(3) for _ in range(500))), NOBODY),
        (Party(1, of_age=False), NOBODY),
        (Party(0, (Child(9),)), NOBODY),
        (ADULT, Contact("A" * 10_000)),
        (ADULT, Contact("A\r\nBcc: all@example.org", "a@b.de")),
        (ADULT, Contact("A", "a@b.de\r\nBcc: all@example.org")),
        (ADULT, Contact("A", "a@b.de\n")),
        (ADULT, Contact("A", phone="1\n2345")),
        (ADULT, Contact("A\x00")),
        (ADULT, Contact("A", organisation="never asked")),
    ],
)
def test_hostile_values_are_refused_and_nothing_is_stored(alice: Any, party: Party, contact: Contact) -> None:
    workshop(alice, SLUG)
    with pytest.raises(workshops.Invalid):
        sign_up(party, contact)
    assert (how_many_signups(), mails(), taken()[0]) == (0, [], 0)


def test_a_form_without_a_uuid_is_not_ours(alice: Any) -> None:
    workshop(alice, SLUG)
    with pytest.raises(Unreadable):
        sign_up(instance="' OR 1=1 --")


# Cancelling and moving up


def test_when_one_cancels_the_next_moves_up_in_the_same_transaction(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 3)])
    first, second, third = sign_up(PAIR, MAIL), sign_up(PAIR, MAIL), sign_up(ADULT, PHONE)
    assert signing_up.cancel(first.token).state is State.CANCELLED
    assert states(first, second, third) == ["cancelled", "confirmed", "confirmed"]
    assert sorted(mails()) == ["cancelled", "confirmed", "moved_up", "waiting"]
    assert calls(alice) == [("Familie Petrov", "moved_up")]
    assert taken() == [3]


def test_cancelling_twice_cancels_once(alice: Any) -> None:
    workshop(alice, SLUG)
    one = sign_up(PAIR, MAIL)
    signing_up.cancel(one.token)
    signing_up.cancel(one.token)
    assert (taken()[0], sorted(mails())) == (0, ["cancelled", "confirmed"])


def test_strictly_the_small_family_waits_behind_the_large_one(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 4)])
    pair, other, large, small = sign_up(PAIR), sign_up(PAIR), sign_up(Party(3)), sign_up(ADULT)
    signing_up.cancel(pair.token)
    assert states(large, small) == ["waiting", "waiting"]
    signing_up.cancel(other.token)
    assert states(large, small) == ["confirmed", "confirmed"]


def test_a_family_behind_one_for_whom_there_are_no_longer_enough_places_at_all_moves_on(alice: Any) -> None:
    pool = workshop(alice, SLUG, [Pool(Kind.PLACE, 6)]).pools[0]
    first, large, small = sign_up(PAIR), sign_up(Party(5), MAIL), sign_up(PAIR)
    assert states(large, small) == ["waiting", "waiting"]
    workshops.change_capacity(alice, SLUG, pool.id, 4)
    assert states(first, large, small) == ["confirmed", "waiting", "confirmed"]
    assert sorted(mails(large.token)) == ["passed", "waiting"]
    workshops.change_capacity(alice, SLUG, pool.id, 9)
    assert states(large) == ["confirmed"]


def test_nobody_moves_up_into_a_workshop_that_has_begun(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 2)])
    first, second = sign_up(PAIR), sign_up(ADULT)
    later(days=21)
    signing_up.cancel(first.token)
    assert states(second) == ["waiting"]


# Changing


def test_one_child_of_three_stays_at_home_and_the_next_family_moves_up(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 4), Pool(Kind.CHILDCARE, 2, age_to=9)])
    three = sign_up(Party(1, (Child(3), Child(5, True), Child(8))), MAIL)
    arabic = sign_up(Party(2, (Child(4, True),)), language="ar")
    assert arabic.state is State.WAITING
    mine = signing_up.change(three.token, Party(1, (Child(5, True), Child(8))))
    assert (mine.changes, states(arabic)) == (1, ["confirmed"])
    assert (taken(), sorted(mails(three.token))) == ([4, 2], ["changed", "confirmed"])
    assert calls(alice) == [("Familie Hassan", "moved_up")]


def test_growing_beyond_what_is_free_keeps_the_old(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 4), Pool(Kind.ONLINE, 9)])
    one, _ = sign_up(PAIR, MAIL), sign_up(ADULT)
    with pytest.raises(signing_up.DoesNotFit) as told:
        signing_up.change(one.token, Party(2, (Child(3), Child(4))), contact=Contact("Anders"))
    assert [(one.wanted, one.pool.free) for one in told.value.lacking] == [(4, 3)]
    assert [way.without for way in told.value.instead] == [("online",), ("people",)]
    mine = signing_up.mine(one.token)
    assert (mine.party, mine.contact, taken(), mails()) == (PAIR, MAIL, [3, 0], ["confirmed"])


def test_growing_never_overtakes_those_in_line_for_the_same_places(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 4), Pool(Kind.INTERPRETER, 3, language="ar")])
    one = sign_up(PAIR)
    sign_up(Party(3))
    with pytest.raises(signing_up.DoesNotFit):
        signing_up.change(one.token, Party(3))
    signing_up.change(one.token, Party(2, interpreter="ar"))
    assert taken() == [2, 2]


def test_from_the_room_to_the_screen_in_one_step(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 2), Pool(Kind.ONLINE, 2)])
    one, waiting = sign_up(PAIR), sign_up(PAIR)
    signing_up.change(one.token, Party(2, online=True))
    assert (states(one, waiting), taken()) == (["confirmed", "confirmed"], [2, 2])


def test_who_waits_keeps_the_place_in_line_when_the_family_changes(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 3)])
    sign_up(PAIR)
    first, second = sign_up(Party(3)), sign_up(PAIR)
    signing_up.change(first.token, PAIR)
    assert [signing_up.place_in_queue(one.token) for one in (first, second)] == [1, 2]
    signing_up.change(first.token, ADULT)
    assert states(first, second) == ["confirmed", "waiting"]


def test_changing_to_the_same_changes_nothing_and_says_nothing(alice: Any) -> None:
    workshop(alice, SLUG)
    one = sign_up(PAIR, MAIL)
    assert signing_up.change(one.token, PAIR).changes == 0
    assert mails() == ["confirmed"]


def test_an_address_left_later_gets_the_next_mail(alice: Any) -> None:
    workshop(alice, SLUG)
    one = sign_up(PAIR)
    signing_up.change(one.token, ADULT, contact=MAIL)
    assert mails() == ["changed"]


@pytest.mark.parametrize("party", [Party(-1), Party(10**20), Party(31), Party(1, interpreter="xx")])
def test_hostile_changes_are_refused(alice: Any, party: Party) -> None:
    workshop(alice, SLUG)
    one = sign_up(PAIR)
    with pytest.raises(workshops.Invalid):
        signing_up.change(one.token, party)
    assert signing_up.mine(one.token).party == PAIR


def test_after_the_deadline_nothing_changes_but_cancelling_is_possible(alice: Any) -> None:
    workshop(alice, SLUG, changes_until=NOON + timedelta(days=2))
    one = sign_up(PAIR)
    assert signing_up.mine(one.token).can_change
    later(days=3)
    assert not signing_up.mine(one.token).can_change
    with pytest.raises(signing_up.NotOpen):
        signing_up.change(one.token, ADULT)
    assert signing_up.cancel(one.token).state is State.CANCELLED


def test_a_cancelled_sign_up_cannot_be_changed_back(alice: Any) -> None:
    workshop(alice, SLUG)
    one = sign_up(PAIR)
    signing_up.cancel(one.token)
    with pytest.raises(signing_up.NotOpen):
        signing_up.change(one.token, ADULT)


def test_erasing_leaves_nothing_of_the_family(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 2)])
    one, second = sign_up(PAIR, MAIL), sign_up(PAIR)
    signing_up.erase(one.token)
    assert (how_many_signups(), mails(), states(second)) == (1, [], ["confirmed"])
    with pytest.raises(signing_up.UnknownSignUp):
        signing_up.mine(one.token)


# Offers


def offered(alice: Any, contact: Contact) -> tuple[SignedUp, SignedUp]:
    """Somebody in, somebody who moves up into their place; two days to say yes."""
    workshop(alice, SLUG, [Pool(Kind.PLACE, 2)], offer_hours=48)
    first, second = sign_up(PAIR), sign_up(PAIR, contact)
    signing_up.cancel(first.token)
    return second, sign_up(ADULT, MAIL)


def test_an_offer_holds_the_places_until_the_family_says_yes(alice: Any) -> None:
    second, third = offered(alice, MAIL)
    mine = signing_up.mine(second.token)
    assert (mine.state, mine.offer_until, taken()) == (State.OFFERED, NOON + timedelta(hours=48), [2])
    assert signing_up.accept(second.token).state is State.CONFIRMED
    assert signing_up.accept(second.token).state is State.CONFIRMED
    assert sorted(mails(second.token)) == ["accepted", "offered", "waiting"]
    assert states(third) == ["waiting"]


def test_an_offer_that_nobody_answers_goes_to_the_next(alice: Any) -> None:
    second, third = offered(alice, MAIL)
    later(hours=47)
    assert signing_up.expire_offers() == 0
    later(hours=1)
    with pytest.raises(signing_up.OfferOver):
        signing_up.accept(second.token)
    assert signing_up.expire_offers() == 1
    assert states(second, third) == ["cancelled", "offered"]
    assert sorted(mails(second.token)) == ["offer_expired", "offered", "waiting"]


def test_whoever_cannot_be_reached_is_in_at_once_so_that_the_line_never_freezes(alice: Any) -> None:
    second, _ = offered(alice, NOBODY)
    assert states(second) == ["confirmed"]
    assert calls(alice) == [("Familie Hassan", "moved_up")]
    later(days=5)
    assert signing_up.expire_offers() == 0
    assert states(second) == ["confirmed"]


def test_a_family_that_nobody_called_keeps_its_places(alice: Any) -> None:
    second, third = offered(alice, PHONE)
    assert (states(second), calls(alice)) == (["offered"], [("Familie Petrov", "offered")])
    later(hours=49)
    signing_up.expire_offers()
    assert states(second, third) == ["confirmed", "waiting"]


def test_a_family_that_was_called_and_did_not_answer_loses_the_offer(alice: Any) -> None:
    second, third = offered(alice, PHONE)
    messages.called(alice, messages.to_call(alice)[0].id)
    later(hours=49)
    signing_up.expire_offers()
    assert states(second, third) == ["cancelled", "offered"]


def test_staff_say_yes_for_a_family_on_the_telephone(alice: Any) -> None:
    offered(alice, PHONE)
    with house.reading() as session:
        signup_id = session.scalars(select(models.SignUp.id).where(models.SignUp.state == "offered")).one()
    assert signing_up.accept_for(alice, SLUG, signup_id).state is State.CONFIRMED


def test_an_offer_never_lasts_beyond_the_start(alice: Any) -> None:
    one = workshop(alice, SLUG, [Pool(Kind.PLACE, 2)], days=1, offer_hours=48)
    first, second = sign_up(PAIR), sign_up(PAIR, MAIL)
    signing_up.cancel(first.token)
    assert signing_up.mine(second.token).offer_until == one.starts


# Link, code, PIN, staff


def test_code_and_pin_lead_to_the_link(alice: Any) -> None:
    workshop(alice, SLUG)
    one = sign_up()
    assert signing_up.token_for(one.code.lower().replace("-", " "), f" {one.pin[:3]} {one.pin[3:]}") == one.token


def test_five_wrong_pins_make_a_code_rest(alice: Any) -> None:
    workshop(alice, SLUG)
    one, other = sign_up(), sign_up()
    for _ in range(signing_up.PIN_FAILURES):
        with pytest.raises(signing_up.UnknownSignUp):
            signing_up.token_for(one.code, "000000" if one.pin != "000000" else "111111")
    with pytest.raises(signing_up.Locked):
        signing_up.token_for(one.code, one.pin)
    assert signing_up.token_for(other.code, other.pin) == other.token
    assert signing_up.mine(one.token).state is State.CONFIRMED
    later(minutes=16)
    assert signing_up.token_for(one.code, one.pin) == one.token


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "../../etc", "\ud800", "%00", "x" * 100_000])
def test_made_up_links_lead_nowhere(alice: Any, token: str) -> None:
    workshop(alice, SLUG)
    sign_up()
    for deed in (signing_up.mine, signing_up.cancel, signing_up.accept, signing_up.erase):
        with pytest.raises(signing_up.UnknownSignUp):
            deed(token)  # type: ignore[operator]
    with pytest.raises(signing_up.UnknownSignUp):
        signing_up.token_for(token, token)


def test_the_pin_of_one_family_does_not_open_another(alice: Any) -> None:
    workshop(alice, SLUG)
    one, other = sign_up(), sign_up()
    with pytest.raises(signing_up.UnknownSignUp):
        signing_up.token_for(one.code, other.pin)


def test_the_database_has_no_secret_in_the_clear(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 1)])
    one, two = sign_up(ADULT, MAIL), sign_up(ADULT, MAIL)
    signing_up.cancel(one.token)
    with house.reading() as session:
        rows = [str(row) for table in models.Base.metadata.sorted_tables for row in session.execute(select(table))]
    for secret in (one.token, one.code, one.code.replace("-", ""), two.token, two.code):
        assert not any(secret in row for row in rows)


def test_staff_of_other_networks_see_and_release_nobody(alice: Any, people_on_both: People) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 2)], network_id=people_on_both.networks["brunnenstrassenviertel"])
    one, two = sign_up(PAIR), sign_up(PAIR)
    with house.reading() as session:
        signup_id = session.scalars(select(models.SignUp.id).where(models.SignUp.state == "confirmed")).one()
    for stranger in (people_on_both.chelsea, people_on_both.dilek):
        for deed in (signing_up.release, signing_up.slip_for, signing_up.accept_for):
            with pytest.raises(Forbidden):
                deed(stranger, SLUG, signup_id)  # type: ignore[operator]
    assert signing_up.slip_for(people_on_both.bob, SLUG, signup_id) == (one.code, one.pin)
    signing_up.release(people_on_both.bob, SLUG, signup_id)
    assert states(one, two) == ["cancelled", "confirmed"]
    assert ("Familie Hassan", "released") in calls(alice)
    with pytest.raises(signing_up.UnknownSignUp):
        signing_up.release(alice, SLUG, uuid4())


def test_a_sign_up_of_one_workshop_is_not_reached_through_another(alice: Any) -> None:
    workshop(alice, SLUG)
    workshop(alice, "anderer")
    sign_up()
    with house.reading() as session:
        signup_id = session.scalars(select(models.SignUp.id)).one()
    with pytest.raises(signing_up.UnknownSignUp):
        signing_up.release(alice, "anderer", signup_id)


def test_many_at_once_share_a_transaction_and_everyone_hears_their_own(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 20)])
    workshop(alice, "anderer", [Pool(Kind.PLACE, 5)])
    found: dict[int, Any] = {}

    def go(n: int) -> None:
        try:
            found[n] = sign_up(Party(1 + n % 3), slug=SLUG if n % 2 else "anderer")
        except workshops.Invalid as refused:
            found[n] = refused

    threads = [threading.Thread(target=go, args=(n,)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert all(isinstance(one, SignedUp) for one in found.values()) and len({one.token for one in found.values()}) == 40
    for n, one in found.items():
        mine = signing_up.mine(one.token)
        assert (mine.party.adults, mine.state, mine.workshop.slug) == (
            1 + n % 3,
            one.state,
            SLUG if n % 2 else "anderer",
        )


def test_within_one_group_too_nobody_overtakes_and_a_repeated_form_counts_once(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 5)])
    found, instance = workshops.fresh(SLUG), str(uuid4())

    def job(adults: int, instance: str = "", or_wait: bool = True) -> Any:
        return signing_up._job(found, Order(SLUG, instance or str(uuid4()), "de", Party(adults), MAIL, or_wait=or_wait))

    jobs = [job(3), job(4, or_wait=False), job(4, instance), job(1), job(4, instance), job(2, instance)]
    done = signing_up._store_together(jobs)
    assert [(one.how.value, one.state.value, one.place) for one in done[:5]] == [
        ("stored", "confirmed", 0),
        ("no_room", "waiting", 1),
        ("stored", "waiting", 1),
        ("stored", "waiting", 2),
        ("again", "waiting", 1),
    ]
    assert (done[4].id, done[5].how.value) == (jobs[2].id, "conflict")
    assert (how_many_signups(), taken()) == (3, [3])


def test_the_check_sees_what_is_wrong(alice: Any) -> None:
    """Each of these is put right again, or the fixture would say so."""
    pool = workshop(alice, SLUG, [Pool(Kind.PLACE, 3)]).pools[0]
    sign_up(PAIR, MAIL)
    sign_up(PAIR)
    table = models.Pool.__table__

    def spoil(**values: object) -> list[str]:
        with house.writing() as session:
            session.execute(table.update().where(table.c.id == pool.id).values(**values))  # type: ignore[attr-defined]
        return checking.invariants()

    assert any("3 taken, but its sign-ups hold 2" in one for one in spoil(taken=3))
    assert any("waits, though its places are free" in one for one in spoil(taken=2, capacity=9))
    assert spoil(capacity=3) == []

    def spoil_first(**values: object) -> list[str]:
        with house.writing() as session:
            session.execute(models.SignUp.__table__.update().where(models.SignUp.state == "confirmed").values(**values))  # type: ignore[attr-defined]
        return checking.invariants()

    assert any("nobody noted that it was passed" in one for one in spoil_first(number=7))
    assert any("was never given" in one for one in checking.invariants())
    assert any("its family wants" in one for one in spoil_first(number=1, party='{"adults":3}'))
    assert spoil_first(party='{"adults":2}') == []
