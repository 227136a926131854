"""What a family does with its sign-up later: by link, or by code and PIN, without an account."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cafe import PARTY, PATH, SLUG, open_cafe, sign_up, small
from crowds import workshop
from neighbours import NOON, People
from starlette.testclient import TestClient

from booking.model import Child, Contact, Kind, Party, Pool, Rule, State
from common import clock
from db.engine import Unavailable
from services import remembering, signing_up, workshops
from services.signing_up import SignedUp, UnknownSignUp
from web import abuse

pytestmark = pytest.mark.usefixtures("noon")
MAIL = Contact("Familie Yılmaz", "yilmaz@example.org")


def at(one: SignedUp, more: str = "") -> str:
    return f"/m/{one.token}{more}"


def later(**distance: float) -> None:
    moment = clock.now() + timedelta(**distance)
    clock.set_clock(lambda: moment)
    remembering.forget()


def state(one: SignedUp) -> State:
    return signing_up.mine(one.token).state


# Looking


def test_the_link_shows_everything_in_the_language_of_the_sign_up(phone: Any, people: People) -> None:
    open_cafe(people.alice)
    one = sign_up(PARTY, Contact("Hassan", phone="0231 12345"), language="tr", form={"topic": ["play"]})
    page = phone.get(at(one))
    assert (page.status, page.language) == (200, "tr")
    german = phone.get(at(one, "?lang=de")).words
    for said in (one.code, one.pin, "Sie sind dabei", "2 Erwachsene, 2 Kinder", "Alter der Kinder: 3, 8", "halal (4)"):
        assert said in german
    for said in ("Dolmetschen: Arabisch", "Betreuung für Alter 3", "stufenfrei", "Hassan", "0231 12345", "Spielen"):
        assert said in german


def test_nothing_of_it_may_be_kept_or_passed_on(light: TestClient, people: People) -> None:
    small(people.alice)
    one = sign_up()
    for path in (at(one), at(one, "/change"), at(one, "/slip"), at(one, "/workshop.ics"), "/m/unknown"):
        headers = light.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers.get_list("referrer-policy") == ["no-referrer"]
        assert headers["x-robots-tag"] == "noindex, nofollow"
        assert "set-cookie" not in headers
    assert light.get("/").headers["referrer-policy"] == "same-origin"
    assert "Disallow: /m" in light.get("/robots.txt").text


def test_whoever_waits_sees_the_place_in_line(phone: Any, people: People) -> None:
    small(people.alice, 2)
    sign_up(Party(2))
    first, second = sign_up(), sign_up()
    assert "Platz 2 auf der Warteliste" in phone.get(at(second)).words
    signing_up.cancel(first.token)
    assert "Platz 1 auf der Warteliste" in phone.get(at(second)).words


def test_a_large_family_hears_that_others_went_ahead(phone: Any, people: People) -> None:
    small(people.alice, 3, rule=Rule.NEXT_THAT_FITS)
    sign_up(Party(2))
    large = sign_up(Party(3))
    assert "Andere sind schon nachgerückt" not in phone.get(at(large)).words
    sign_up(Party(1))
    assert "Andere sind schon nachgerückt" in phone.get(at(large)).words


def test_a_workshop_called_off_says_so_on_the_link(phone: Any, people: People) -> None:
    small(people.alice)
    one = sign_up()
    workshops.cancel_workshop(people.alice, SLUG)
    page = phone.get(at(one))
    assert page.headings[0] == "Dieser Workshop fällt aus"
    assert "Anmeldung absagen" not in page.words


@pytest.mark.parametrize("more", ["", "/change", "/slip", "/workshop.ics"])
@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "a%00b", "..%2fetc", "%ff", "A" * 5000, "'%20OR%201=1"])
def test_a_link_that_nobody_was_given_is_a_clear_page(phone: Any, people: People, token: str, more: str) -> None:
    phone.language = "ar"
    page = phone.get(f"/m/{token}{more}")
    assert (page.status, page.language) == (404, "ar")


def test_whoever_guesses_links_has_to_wait_and_right_links_go_on_working(
    phone: Any, people: People, strict: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(people.alice)
    one = sign_up()
    monkeypatch.setattr(abuse, "TOKENS", abuse.Limit(3, 0))
    assert [phone.get(f"/m/{n}").status for n in range(5)] == [404, 404, 404, 429, 429]
    assert phone.get(at(one)).status == 200


# By code and PIN


def find(phone: Any, code: str, pin: str) -> Any:
    return phone.press(phone.get("/m"), "find", {"code": [code], "pin": [pin]})


def test_code_and_pin_lead_to_the_link_however_they_are_typed(phone: Any, people: People) -> None:
    small(people.alice)
    one = sign_up()
    spaced = f"{one.pin[:3]} {one.pin[3:]}"
    for code, pin in ((one.code, one.pin), (one.code.lower().replace("-", " "), spaced)):
        found = find(phone, code, pin)
        assert (found.status, found.response.headers["location"]) == (303, at(one))
        assert found.response.headers["cache-control"] == "no-store"


def test_a_wrong_pin_and_a_wrong_code_sound_the_same(phone: Any, people: People) -> None:
    small(people.alice)
    one = sign_up()
    wrong_pin, wrong_code = find(phone, one.code, "000000"), find(phone, "K7QF-3M8P-2XRT", one.pin)
    assert (wrong_pin.status, wrong_code.status) == (404, 404)
    why = "//p[@id='why']/text()"
    assert wrong_pin.tree.xpath(why) == wrong_code.tree.xpath(why)
    assert wrong_pin.filled_in["code"] == [one.code]
    assert wrong_pin.filled_in["pin"] == [""]


def test_after_five_wrong_pins_the_code_rests_and_the_page_says_until_when(phone: Any, people: People) -> None:
    small(people.alice)
    one = sign_up()
    for _ in range(5):
        find(phone, one.code, "000000")
    page = find(phone, one.code, one.pin)
    assert page.status == 429
    assert "erst wieder ab 12:15 Uhr" in page.words
    assert phone.get(at(one)).status == 200, "the link goes on working"
    later(minutes=16)
    assert find(phone, one.code, one.pin).status == 303


def test_guessing_codes_is_limited(phone: Any, people: People, strict: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abuse, "CODES", abuse.Limit(2, 0))
    assert [find(phone, f"K7QF-3M8P-2XR{n}", "123456").status for n in range(3)] == [404, 404, 429]


# Changing


def test_one_child_of_three_stays_at_home(phone: Any, people: People) -> None:
    workshop(people.alice, SLUG, [Pool(Kind.PLACE, 9), Pool(Kind.CHILDCARE, 3, age_to=6)])
    one = sign_up(Party(1, (Child(2, True), Child(5), Child(9))))
    page = phone.get(at(one, "/change"))
    assert [page.filled_in[f"children.{n}.age"] for n in (1, 2, 3)] == [["2"], ["5"], ["9"]]
    page = phone.press(page, "remove=2")
    saved = phone.press(page, "submit")
    assert saved.status == 303
    assert "Ihre Änderung ist gespeichert." in phone.follow(saved).words
    assert signing_up.mine(one.token).party == Party(1, (Child(2, True), Child(9)))
    assert [pool.taken for pool in workshops.fresh(SLUG).pools] == [2, 1]


def test_everything_comes_back_in_the_form_as_it_was_said(phone: Any, people: People) -> None:
    open_cafe(people.alice)
    one = sign_up(PARTY, Contact("Hassan", "h@example.org"), form={"topic": ["play"], "name": ["Bruder Jakob"]})
    saved = phone.press(phone.get(at(one, "/change")), "submit")
    assert saved.status == 303
    mine = signing_up.mine(one.token)
    assert (mine.party, mine.contact) == (PARTY, Contact("Hassan", "h@example.org"))
    assert (mine.answers, mine.changes) == ({"topic": "play", "name": "Bruder Jakob"}, 0)


def test_contact_and_own_answers_change_too(phone: Any, people: People) -> None:
    open_cafe(people.alice)
    one = sign_up(PARTY, MAIL, form={"topic": ["play"]})
    page = phone.press(phone.get(at(one, "/change")), "lang=ar", {"email": [""], "phone": ["0231 99"]})
    assert page.language == "ar"
    assert phone.press(page, "submit", {"topic": ["sleep"], "food.halal": ["2"]}).status == 303
    mine = signing_up.mine(one.token)
    assert (mine.contact, mine.answers) == (Contact("Familie Yılmaz", phone="0231 99"), {"topic": "sleep"})
    assert mine.party.food == {"halal": 2}


def test_what_grows_and_does_not_fit_changes_nothing_and_says_what_would(phone: Any, people: People) -> None:
    small(people.alice, 3)
    one = sign_up(Party(1))
    sign_up(Party(1))
    page = phone.press(phone.get(at(one, "/change")), "submit", {"adults": ["3"]})
    assert (page.status, page.filled_in["adults"]) == (422, ["3"])
    assert "Ihre Anmeldung bleibt, wie sie war." in page.words
    assert signing_up.mine(one.token).party == Party(1)
    assert phone.press(page, "take=adults.2").status == 303
    assert signing_up.mine(one.token).party == Party(2)


def test_a_wrong_change_is_said_and_nothing_typed_is_lost(phone: Any, people: People) -> None:
    small(people.alice)
    one = sign_up()
    page = phone.press(phone.get(at(one, "/change")), "add_child", {"name": [""]})
    page = phone.press(page, "submit", {"email": ["x"]})
    assert (page.status, page.summary) == (422, ["q-children.1.age", "q-name", "q-email"])
    assert page.filled_in["email"] == ["x"]


def test_after_the_deadline_only_cancelling_is_left(phone: Any, people: People) -> None:
    small(people.alice, changes_until=NOON + timedelta(days=1))
    one = sign_up()
    form = phone.get(at(one, "/change")).filled_in
    later(days=2)
    assert "Die Zeit für Änderungen ist vorbei." in phone.get(at(one, "/change")).words
    assert phone.post(at(one, "/change"), form | {"adults": ["2"], "_action": ["submit"]}).status == 410
    assert signing_up.mine(one.token).party == Party(1)
    page = phone.get(at(one))
    assert at(one, "/change") not in page.tree.xpath("//a/@href")
    phone.press(page, "cancel")
    assert state(one) is State.CANCELLED


def test_a_database_that_is_away_loses_no_change(phone: Any, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    small(people.alice)
    one = sign_up()
    page = phone.get(at(one, "/change"))

    def away(*_: object, **__: object) -> None:
        raise Unavailable("locked")

    monkeypatch.setattr(signing_up, "change", away)
    page = phone.press(page, "submit", {"name": ["Neu"]})
    assert (page.status, page.filled_in["name"]) == (503, ["Neu"])


# Offers


def test_an_offer_is_taken_with_one_press(phone: Any, people: People) -> None:
    small(people.alice, 1, offer_hours=24)
    first, second = sign_up(), sign_up(contact=MAIL)
    signing_up.cancel(first.token)
    page = phone.get(at(second))
    assert page.headings[0] == "Ein Platz ist für Sie frei"
    assert "Dienstag, 24. November 2026, 12:00 Uhr" in page.words
    done = phone.follow(phone.press(page, "accept"))
    assert "Danke! Jetzt sind Sie fest dabei." in done.words
    assert state(second) is State.CONFIRMED


def test_an_offer_taken_too_late_is_told_and_not_given(phone: Any, people: People) -> None:
    small(people.alice, 1, offer_hours=24)
    first, second = sign_up(), sign_up(contact=MAIL)
    signing_up.cancel(first.token)
    page = phone.get(at(second))
    later(hours=25)
    late = phone.press(page, "accept")
    assert late.status == 409
    assert "Die Zeit für diesen Platz ist leider vorbei." in late.words
    assert state(second) is not State.CONFIRMED


# Cancelling and deleting


def test_cancelling_asks_first_and_then_lets_the_next_family_in(phone: Any, people: People) -> None:
    small(people.alice, 1)
    first, second = sign_up(), sign_up()
    page = phone.press(phone.get(at(first)), "confirm_cancel")
    assert (page.headings[0], state(first)) == ("Wirklich absagen?", State.CONFIRMED)
    phone.press(page, "keep")
    assert state(first) is State.CONFIRMED
    gone = phone.follow(phone.press(page, "cancel"))
    assert "Diese Anmeldung ist abgesagt" in gone.headings
    assert (state(first), state(second)) == (State.CANCELLED, State.CONFIRMED)


def test_nobody_cancels_a_workshop_that_has_begun(phone: Any, people: People) -> None:
    small(people.alice, days=1)
    one = sign_up()
    page = phone.get(at(one))
    later(days=1, minutes=1)
    phone.press(page, "cancel")
    assert state(one) is State.CONFIRMED
    assert "Absagen geht jetzt nicht mehr." in phone.get(at(one)).words


def test_deleting_asks_first_and_leaves_nothing(phone: Any, people: People, rows: Callable[[], dict[str, int]]) -> None:
    small(people.alice, 1)
    one, second = sign_up(contact=MAIL), sign_up()
    page = phone.press(phone.get(at(one)), "confirm_erase")
    assert (page.headings[0], rows()["signups"]) == ("Wirklich alles löschen?", 2)
    gone = phone.press(page, "erase")
    assert (gone.headings, rows()["signups"], rows()["outbox"]) == (["Ihre Daten sind gelöscht"], 1, 0)
    assert phone.get(at(one)).status == 404
    with pytest.raises(UnknownSignUp):
        signing_up.mine(one.token)
    assert state(second) is State.CONFIRMED


# To take along


def test_the_calendar_file_of_a_sign_up_has_no_secret_in_it(phone: Any, people: People) -> None:
    small(people.alice)
    one = sign_up(contact=MAIL)
    text = phone.get(at(one, "/workshop.ics")).response.text
    assert f"URL:http://localhost:8501{PATH}" in text and "STATUS:CONFIRMED" in text
    for secret in (one.token, one.code, one.pin, "yilmaz", "ORGANIZER", "ATTENDEE"):
        assert secret not in text
    signing_up.cancel(one.token)
    cancelled = phone.get(at(one, "/workshop.ics")).response.text
    assert "STATUS:CANCELLED" in cancelled and "SEQUENCE:1" in cancelled


def test_the_slip_to_print_has_code_and_pin_and_no_link(phone: Any, people: People) -> None:
    small(people.alice)
    one = sign_up()
    page = phone.get(at(one, "/slip"))
    assert one.code in page.words and one.pin in page.words
    assert "localhost:8501/m" in page.words
    assert one.token not in page.words


def test_a_paper_slip_from_another_family_opens_only_theirs(phone: Any, people: People) -> None:
    small(people.alice)
    one, other = sign_up(contact=MAIL), sign_up()
    assert find(phone, one.code, other.pin).status == 404
    assert "yilmaz" not in phone.get(at(other)).words


@pytest.mark.parametrize("action", ["", "delete", "submit", "\x00"])
def test_an_unknown_press_does_nothing(phone: Any, people: People, action: str) -> None:
    small(people.alice)
    one = sign_up()
    assert phone.post(at(one), {"_action": [action]}).status == 400
    assert state(one) is State.CONFIRMED
