"""A family signs up for a workshop, as a browser without JavaScript walks it."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cafe import FAMILY, PARTY, PATH, SLUG, just, open_cafe, sign_up, small
from crowds import workshop
from neighbours import NOON, People
from sample import SLUG as PARK
from sample import park

from booking.model import Child, Date, Kind, Party, Pool, Rule, State, Workshop
from common import clock
from db.engine import Unavailable
from i18n.catalogue import LANGUAGES
from services import remembering, signing_up, workshops
from services.signing_up import Mine
from web import abuse

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def cafe(people: People) -> Workshop:
    return open_cafe(people.alice)


def stored(sent: Any) -> Mine:
    """The sign-up to which a form that was sent leads."""
    assert sent.status == 303, sent.words
    found = re.match(r"/m/([\w-]{43})\?", sent.response.headers["location"])
    assert found
    return signing_up.mine(found[1])


def controls(page: Any) -> set[str]:
    return {str(name) for name in page.form.xpath(".//@name")}


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("tr", "ltr"), ("ar", "rtl"), ("de-simple", "ltr")])
def test_a_family_signs_up_in_its_language_and_gets_code_pin_and_link(
    phone: Any, cafe: Workshop, language: str, direction: str
) -> None:
    page = phone.get(f"{PATH}?lang={language}")
    assert (page.status, page.language, page.tree.get("dir")) == (200, language, direction)
    sent = phone.press(page, "submit", FAMILY)
    mine = stored(sent)
    assert (mine.state, mine.party, mine.contact.name) == (State.CONFIRMED, PARTY, "Familie Hassan")
    assert (mine.language, mine.answers) == (language, {"topic": "play"})
    ticket = phone.follow(sent)
    assert (ticket.status, ticket.language) == (200, language)
    assert mine.code in ticket.words and mine.pin in ticket.words
    assert any(one.startswith("/m/") for one in ticket.tree.xpath("//main//a/@href"))


def test_nothing_is_stored_before_somebody_presses_sign_up(phone: Any, cafe: Workshop, rows: Callable[[], Any]) -> None:
    before = rows()
    page = phone.press(phone.get(PATH), "add_child", FAMILY)
    phone.press(page, "lang=ar")
    phone.press(page, "remove=1")
    assert rows() == before


def test_a_child_is_added_and_taken_away_and_everything_typed_stays(phone: Any, cafe: Workshop) -> None:
    page = phone.press(phone.get(PATH), "add_child", {"adults": ["2"], "name": ["Hassan"], "topic": ["sleep"]})
    assert (page.status, page.filled_in["children.1.age"]) == (200, [""])
    page = phone.press(page, "add_child", {"children.1.age": ["3"], "children.1.childcare": ["yes"]})
    page = phone.press(page, "add_child", {"children.2.age": ["8"]})
    page = phone.press(page, "remove=1", {"children.3.age": ["11"]})
    kept = page.filled_in
    assert [kept[f"children.{n}.age"] for n in (1, 2)] == [["8"], ["11"]]
    assert "children.3.age" not in kept and "children.1.childcare" not in kept
    assert (kept["adults"], kept["name"], kept["topic"]) == (["2"], ["Hassan"], ["sleep"])


def test_the_button_for_a_child_leads_to_the_childs_age(phone: Any, cafe: Workshop) -> None:
    page = phone.get(PATH)
    target = page.tree.xpath("//button[@value='add_child']/@formaction")[0].partition("#")[2]
    assert target in phone.press(page, "add_child").ids


def test_pressing_enter_means_sign_up(phone: Any, cafe: Workshop) -> None:
    """Enter presses the first button of a form: that must neither add a child nor change the language."""
    page = phone.press(phone.get(PATH), "add_child")
    buttons = page.tree.xpath("//form[@id='f']//button | //button[@form='f']")
    assert (buttons[0].get("name"), buttons[0].get("value")) == ("_action", "submit")
    assert (buttons[0].get("tabindex"), buttons[0].get("aria-hidden")) == ("-1", "true")


def test_changing_the_language_in_the_middle_keeps_everything_and_checks_nothing(phone: Any, cafe: Workshop) -> None:
    page = phone.press(phone.get(PATH), "lang=ar", FAMILY | {"email": ["halb@"]})
    assert (page.status, page.language, page.summary) == (200, "ar", [])
    assert page.filled_in | FAMILY | {"email": ["halb@"]} == page.filled_in
    assert stored(phone.press(page, "submit", {"email": [""]})).language == "ar"


def test_everything_that_is_wrong_is_said_at_once_and_leads_to_its_field(
    phone: Any, cafe: Workshop, rows: Callable[[], Any]
) -> None:
    wrong = {"children.1.age": [""], "children.2.age": ["14"], "children.2.childcare": ["yes"], "email": ["x"]}
    page = phone.press(phone.get(PATH), "submit", wrong | {"phone": ["ruf an"]})
    assert page.status == 422
    assert page.summary == [
        f"q-{one}" for one in ("children.1.age", "children.2.childcare", "name", "email", "phone", "of_age", "topic")
    ]
    assert set(page.summary) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    top = page.tree.xpath("//div[contains(@class,'errors')]")[0]
    assert (top.get("tabindex"), top.get("role"), top.get("autofocus") is not None) == ("-1", "alert", True)
    assert page.tree.xpath("//title")[0].text.startswith("Bitte prüfen")
    for control in page.tree.xpath("//*[@aria-invalid='true']"):
        assert set((control.get("aria-describedby") or "").split()) <= set(page.ids)
    assert page.filled_in["email"] == ["x"]
    assert rows()["signups"] == 0


def test_only_what_is_offered_is_asked(phone: Any, people: People) -> None:
    small(people.alice)
    names = controls(phone.press(phone.get(PATH), "add_child"))
    for absent in ("online", "interpreter", "step_free", "organisation", "been_before", "children.1.childcare"):
        assert absent not in names
    assert not any(name.startswith("food.") for name in names)
    assert {"adults", "children.1.age", "name", "email", "phone", "of_age"} <= names


def test_a_workshop_that_is_only_online_asks_for_no_way(phone: Any, people: People) -> None:
    workshop(people.alice, SLUG, [Pool(Kind.ONLINE, 5)])
    page = phone.get(PATH)
    assert "online" not in controls(page)
    assert stored(phone.press(page, "submit", just())).party == Party(1, online=True)


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ({}, "gar nicht"),
        ({"email": ["hassan@example.org"]}, "hassan@example.org"),
        ({"phone": ["+49 231 12345"]}, "+49 231 12345"),
    ],
)
def test_email_phone_or_neither_is_enough(phone: Any, people: People, contact: dict[str, list[str]], said: str) -> None:
    small(people.alice)
    page = phone.follow(phone.press(phone.get(PATH), "submit", just(**contact)))
    assert said in page.words


def test_whoever_is_younger_than_16_is_signed_up_by_a_parent(
    phone: Any, people: People, rows: Callable[[], Any]
) -> None:
    small(people.alice)
    page = phone.press(phone.get(PATH), "submit", just(of_age=[]))
    assert (page.status, page.summary, rows()["signups"]) == (422, ["q-of_age"], 0)
    assert "von den Eltern angemeldet" in page.words
    assert not page.tree.xpath("//input[@type='date']")


def test_a_parent_may_sign_up_children_alone_only_where_the_workshop_allows_it(phone: Any, people: People) -> None:
    small(people.alice)
    small(people.alice, slug="kinder", unaccompanied=True)
    child = {"adults": ["0"], "children.1.age": ["9"]}
    assert phone.press(phone.get(PATH), "submit", just() | child).summary == ["q-adults"]
    assert stored(phone.press(phone.get("/w/kinder"), "submit", just() | child)).party == Party(0, (Child(9),))


# Where it does not fit


def test_where_it_does_not_fit_the_page_says_why_and_what_would_and_the_place_in_line(
    phone: Any, people: People, rows: Callable[[], Any]
) -> None:
    small(people.alice, 3)
    sign_up(Party(2))
    page = phone.press(phone.get(PATH), "submit", just(adults=2))
    assert (page.status, page.headings[0], rows()["signups"]) == (422, "So passt es gerade nicht", 1)
    assert "Plätze im Raum: Sie brauchen 2." in page.words
    assert "Sie wären auf Platz 1." in page.words
    assert page.tree.xpath("//button[@name='_take']/text()") == ["1 Erwachsene*r"]
    waits = phone.press(page, "submit")
    assert stored(waits).state is State.WAITING
    assert "Platz 1 auf der Warteliste" in phone.follow(waits).words


def test_what_would_fit_is_one_button_away(phone: Any, people: People) -> None:
    workshop(people.alice, SLUG, [Pool(Kind.PLACE, 3), Pool(Kind.ONLINE, 9)])
    sign_up(Party(2))
    page = phone.press(phone.get(PATH), "submit", just(adults=2, **{"children.1.age": ["4"]}))
    assert "online teilnehmen" in page.tree.xpath("//button[@name='_take']/text()")
    mine = stored(phone.press(page, "take=online"))
    assert (mine.state, mine.party) == (State.CONFIRMED, Party(2, (Child(4),), online=True))


def test_without_childcare_the_child_comes_along(phone: Any, people: People) -> None:
    workshop(people.alice, SLUG, [Pool(Kind.PLACE, 9), Pool(Kind.CHILDCARE, 1, age_to=6)])
    sign_up(Party(1, (Child(2, True),)))
    form = just(**{"children.1.age": ["4"], "children.1.childcare": ["yes"]})
    page = phone.press(phone.get(PATH), "submit", form)
    assert "Kinderbetreuung von 0 bis 6 Jahren: Es ist nichts mehr frei." in page.words
    assert stored(phone.press(page, "take=childcare")).party == Party(1, (Child(4),))


def test_going_back_from_there_keeps_everything_typed(phone: Any, people: People) -> None:
    small(people.alice, 3)
    sign_up(Party(2))
    page = phone.press(phone.get(PATH), "submit", just(adults=2, email=["a@example.org"]))
    page = phone.press(page, "back")
    assert (page.status, page.filled_in["adults"], page.filled_in["email"]) == (200, ["2"], ["a@example.org"])
    page = phone.press(page, "submit")
    assert page.headings[0] == "So passt es gerade nicht", "the waiting list is asked about again"


def test_behind_others_who_wait_nothing_is_promised_that_the_line_would_not_keep(phone: Any, people: People) -> None:
    """The page offered one place to a family at a time when three others waited for it."""
    small(people.alice, 3)
    sign_up(Party(2))
    sign_up(Party(2))
    page = phone.press(phone.get(PATH), "submit", just(adults=2))
    assert "Vor Ihnen warten schon andere." in page.words
    assert page.tree.xpath("//button[@name='_take']") == []
    assert "Sie wären auf Platz 2." in page.words


def test_more_than_the_empty_workshop_has_is_refused_with_the_number(phone: Any, people: People) -> None:
    small(people.alice, 3)
    page = phone.press(phone.get(PATH), "submit", just(adults=4))
    assert (page.status, page.summary) == (422, ["q-adults"])
    assert "Es sind höchstens 3." in page.words


# What everyone may read


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        (0, "Plätze frei"),
        (7, "noch wenige Plätze"),
        (8, "nur noch ein oder zwei Plätze"),
        (10, "voll, Warteliste"),
    ],
)
def test_what_is_left_is_said_in_words_and_never_as_a_number(phone: Any, people: People, taken: int, said: str) -> None:
    small(people.alice, 10)
    if taken:
        sign_up(Party(taken))
    remembering.forget()
    for path in (PATH, "/d/eving"):
        assert said in phone.get(path).words
    assert f"{10 - taken} Plätze" not in phone.get(PATH).words


@pytest.mark.parametrize(
    ("rule", "hours", "said"),
    [
        (Rule.STRICT, None, "Niemand überholt."),
        (Rule.NEXT_THAT_FITS, None, "Eine große Familie wartet deshalb manchmal länger."),
        (Rule.STRICT, 24, "Dann halten wir den Platz 24 Stunden für Sie frei"),
    ],
)
def test_the_rule_of_the_waiting_list_is_said_before_anybody_signs_up(
    phone: Any, people: People, rule: Rule, hours: int | None, said: str
) -> None:
    small(people.alice, rule=rule, offer_hours=hours)
    assert said in phone.get(PATH).words


def test_the_page_says_when_and_where_and_in_which_languages(phone: Any, people: People) -> None:
    starts = NOON + timedelta(days=3, hours=5)
    dates = tuple(Date(starts + timedelta(days=7 * n), starts + timedelta(days=7 * n, hours=2)) for n in range(2))
    small(
        people.alice,
        dates=dates,
        place="Familienbüro, Platz 1",
        accessibility={"de": "ohne Stufen"},
        languages=("de", "tr"),
        closes_at=NOON + timedelta(days=2),
        changes_until=NOON + timedelta(days=1),
    )
    words = phone.get(PATH).words
    assert "Donnerstag, 26. November 2026 17:00 bis 19:00 Uhr" in words
    assert "Donnerstag, 3. Dezember 2026" in words
    assert "Familienbüro, Platz 1 ohne Stufen" in words
    assert "Wir sprechen: Deutsch · Türkisch" in words
    assert "Anmelden bis: Mittwoch, 25. November 2026, 12:00 Uhr." in words
    assert "Ändern bis: Dienstag, 24. November 2026, 12:00 Uhr." in words


CLOSED: dict[str, tuple[Callable[[People], object], str]] = {
    "cancelled": (lambda people: workshops.cancel_workshop(people.alice, SLUG), "Dieser Workshop fällt aus"),
    "closed": (lambda people: workshops.close_workshop(people.alice, SLUG), "Die Anmeldung ist geschlossen"),
    "not yet": (lambda people: None, "Die Anmeldung hat noch nicht begonnen"),
    "over": (lambda people: None, "Die Anmeldung ist zu Ende"),
}


@pytest.mark.parametrize("why", CLOSED)
def test_where_nobody_can_sign_up_the_page_says_why_and_takes_nothing(
    phone: Any, people: People, rows: Callable[[], Any], why: str
) -> None:
    act, said = CLOSED[why]
    small(people.alice)
    page = phone.get(PATH)
    moments = {"not yet": {"opens_at": NOON + timedelta(days=1)}, "over": {"closes_at": NOON}}.get(why)
    if moments:
        small(people.alice, slug="anders", **moments)
    act(people)
    path = "/w/anders" if moments else PATH
    shown = phone.get(path)
    assert (shown.status, shown.tree.xpath("//form[@method='post']")) == (200, [])
    assert said in shown.words
    late = phone.post(path, page.filled_in | just() | {"_action": ["submit"]})
    assert (late.status, rows()["signups"]) == (410, 0)
    assert said in late.words and "Es wurde nichts gespeichert." in late.words


def test_a_workshop_that_closes_while_somebody_writes_stores_nothing(
    phone: Any, people: People, rows: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page may believe for a second that it is open; the sign-up looks again under the lock."""
    small(people.alice)
    page = phone.get(PATH)
    monkeypatch.setattr(workshops, "forget", lambda: None)
    workshops.close_workshop(people.alice, SLUG)
    late = phone.press(page, "submit", just())
    assert (late.status, rows()["signups"]) == (410, 0)


def test_a_draft_and_a_typing_error_are_no_workshop(phone: Any, people: People) -> None:
    small(people.alice, is_open=False)
    for path in (PATH, f"{PATH}.ics", "/w/gibt-es-nicht", "/w/gibt-es-nicht.ics"):
        page = phone.get(path)
        assert (page.status, page.headings) == (404, ["Diese Seite gibt es nicht"])


# Own questions


def test_an_own_question_called_like_one_of_ours_is_still_asked_and_stored(phone: Any, cafe: Workshop) -> None:
    page = phone.get(PATH)
    assert {"name", "own.name"} <= controls(page)
    mine = stored(phone.press(page, "submit", FAMILY | {"own.name": ["Bruder Jakob"]}))
    assert (mine.contact.name, mine.answers) == ("Familie Hassan", {"topic": "play", "name": "Bruder Jakob"})


# The same hour, the same family


def test_the_same_hour_is_pointed_out_before_and_after_signing_up(phone: Any, people: People) -> None:
    small(people.alice)
    small(people.alice, slug="kochen")
    first = phone.follow(phone.press(phone.get(PATH), "submit", just()))
    link = next(str(one) for one in first.tree.xpath("//a/@href") if str(one).startswith("/w/kochen?"))
    token = re.search(r"/m/([\w-]{43})", first.tree.xpath("//form/@action")[0])
    assert token and token[1] not in link, "the secret travels sealed"
    page = phone.get(link)
    assert "Achtung, zur selben Zeit sind Sie schon angemeldet: Elterncafé" in page.words
    done = phone.follow(phone.press(page, "submit", just()))
    assert "Achtung, zur selben Zeit sind Sie schon angemeldet: Elterncafé" in done.words


def test_a_link_beside_that_is_not_ours_is_passed_over(phone: Any, people: People) -> None:
    small(people.alice)
    page = phone.get(f"{PATH}?beside=x&beside=%00")
    assert (page.status, "Achtung" in page.words) == (200, False)


# Sent twice, too fast, by robots


def test_pressing_sign_up_twice_thanks_twice_and_stores_once(
    phone: Any, people: People, rows: Callable[[], Any]
) -> None:
    small(people.alice)
    page = phone.get(PATH)
    links = {phone.press(page, "submit", just()).response.headers["location"] for _ in range(2)}
    assert (len(links), rows()["signups"]) == (1, 1)


def test_the_next_family_can_send_the_same_form_as_a_new_sign_up(
    phone: Any, people: People, strict: None, rows: Callable[[], Any]
) -> None:
    small(people.alice)
    form = phone.get(PATH).filled_in
    form["_begun"] = [abuse.begun(form["_instance"][0], time.time() - 60)]
    form |= {"_action": ["submit"]}
    assert phone.post(PATH, form | just("Hassan")).status == 303
    page = phone.post(PATH, form | just("Petrov", **{"children.1.age": ["4"]}))
    assert (page.status, page.response.headers["cache-control"], rows()["signups"]) == (409, "no-store", 1)
    assert page.tree.xpath("//form[@method='post']//button/text()") == ["Als neue Anmeldung senden"]
    mine = stored(phone.post(page.form.get("action"), page.filled_in))
    assert (mine.contact.name, mine.party, rows()["signups"]) == ("Petrov", Party(1, (Child(4),)), 2)


def test_a_form_sent_faster_than_anybody_reads_is_asked_for_again(
    phone: Any, people: People, strict: None, rows: Callable[[], Any]
) -> None:
    small(people.alice)
    page = phone.press(phone.get(PATH), "submit", just())
    assert (page.status, rows()["signups"], page.filled_in["name"]) == (429, 0, ["Familie Hassan"])


def test_the_trap_for_robots_costs_a_person_one_more_press(phone: Any, people: People, rows: Callable[[], Any]) -> None:
    small(people.alice)
    page = phone.press(phone.get(PATH), "submit", just(_website=["http://example.org"]))
    assert (page.status, rows()["signups"], page.filled_in["_website"]) == (422, 0, [""])
    trap = page.tree.xpath("//input[@name='_website']")[0]
    assert (trap.get("tabindex"), trap.get("class")) == ("-1", "honeypot")
    assert phone.press(page, "submit").status == 303


def test_a_flood_from_one_network_has_to_wait_and_keeps_what_was_typed(
    phone: Any, people: People, strict: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(people.alice)
    monkeypatch.setattr(abuse, "SUBMITS", abuse.Limit(0, 0))
    form = phone.get(PATH).filled_in
    form["_begun"] = [abuse.begun(form["_instance"][0], time.time() - 60)]
    page = phone.post(PATH, form | just() | {"_action": ["submit"]})
    assert (page.status, page.filled_in["name"]) == (429, ["Familie Hassan"])


def test_a_database_that_is_away_loses_nothing_typed(
    phone: Any, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(people.alice)
    page = phone.get(PATH)

    def away(*_: object) -> None:
        raise Unavailable("locked")

    monkeypatch.setattr(signing_up, "sign_up", away)
    page = phone.press(page, "submit", just())
    assert (page.status, page.filled_in["name"]) == (503, ["Familie Hassan"])


def test_forms_may_be_kept_by_the_phone_alone_and_nothing_after_sending(phone: Any, people: People) -> None:
    """With `no-store` the browser's Back loses what was typed."""
    small(people.alice)
    page = phone.get(PATH)
    wrong = phone.press(page, "submit")
    sent = phone.press(page, "submit", just())
    kept = [one.response.headers["cache-control"] for one in (page, wrong, sent, phone.follow(sent))]
    assert kept == ["private, max-age=0", "private, max-age=0", "no-store", "no-store"]
    assert all("set-cookie" not in one.response.headers for one in (page, wrong, sent))


# Calendars and lists


def test_the_calendar_file_has_the_city_s_time_and_nobody_s_name(phone: Any, cafe: Workshop) -> None:
    sign_up(PARTY, form={"topic": ["play"]})
    response = phone.get(f"{PATH}.ics").response
    assert response.headers["content-type"].startswith("text/calendar")
    assert "DTSTART;TZID=Europe/Berlin:20261213T120000" in response.text
    assert f"URL:http://localhost:8501{PATH}" in response.text
    assert "ORGANIZER" not in response.text and "/m/" not in response.text and "Petrov" not in response.text


def test_a_district_s_calendar_has_all_its_workshops_and_no_others(phone: Any, people: People) -> None:
    small(people.alice)
    small(people.alice, slug="kochen")
    small(people.alice, slug="entwurf", is_open=False)
    remembering.forget()
    text = phone.get("/d/eving.ics").response.text
    assert (text.count("BEGIN:VEVENT"), "entwurf" in text) == (2, False)
    assert phone.get("/d/hoerde.ics").response.text.count("BEGIN:VEVENT") == 0
    assert phone.get("/d/atlantis.ics").status == 404
    assert "/d/eving.ics" in phone.get("/d/eving").tree.xpath("//a/@href")


def test_a_district_shows_what_comes_next_first_and_links_only_to_what_is_open(phone: Any, people: People) -> None:
    small(people.alice, slug="spaeter", days=30)
    small(people.alice, slug="bald", days=3)
    small(people.alice, slug="abgesagt", days=10)
    workshops.cancel_workshop(people.alice, "abgesagt")
    remembering.forget()
    page = phone.get("/d/eving")
    links = [str(one) for one in page.tree.xpath("//article//a/@href")]
    assert links == ["/w/bald", "/w/spaeter"]
    assert "Dieser Workshop fällt aus" in page.words
    assert "Donnerstag, 26. November 2026" in page.words
    home = phone.get("/")
    assert [one for one in home.tree.xpath("//article//a/@href") if one.startswith("/w/")] == ["/w/bald", "/w/spaeter"]
    assert "2 Workshops" in home.words


def test_whoever_answered_a_survey_is_led_to_the_workshops_nearby(phone: Any, people: People) -> None:
    park(people.alice)
    assert "/d/eving#workshops" not in phone.get(f"/s/{PARK}/thanks?d=eving").tree.xpath("//a/@href")
    small(people.alice)
    remembering.forget()
    assert "/d/eving#workshops" in phone.get(f"/s/{PARK}/thanks?d=eving").tree.xpath("//a/@href")


def test_every_pool_is_named_on_its_page(phone: Any, cafe: Workshop) -> None:
    words = phone.get(PATH).words
    for said in (
        "Plätze im Raum",
        "Plätze online",
        "von 0 bis 3 Jahren",
        "von 4 bis 9 Jahren",
        "Dolmetschen: Arabisch",
    ):
        assert said in words


def test_a_workshop_begun_takes_nobody(phone: Any, people: People) -> None:
    small(people.alice, days=1)
    clock.set_clock(lambda: NOON + timedelta(days=1, minutes=1))
    remembering.forget()
    assert "Die Anmeldung ist zu Ende" in phone.get(PATH).words


@pytest.mark.parametrize("language", [one.tag for one in LANGUAGES])
def test_every_page_is_whole_in_every_language(phone: Any, people: People, language: str) -> None:
    """One heading, each id once, each label and description leads to something that is there."""
    cafe = open_cafe(people.alice)
    mine = f"/m/{sign_up(PARTY, form={'topic': ['play']}).token}"
    small(people.alice, 1, slug="voll")
    sign_up(slug="voll")
    lang = f"?lang={language}"
    pages = [
        phone.get(f"{path}{lang}") for path in (PATH, "/m", mine, f"{mine}/change", f"{mine}/slip", "/d/eving", "/")
    ]
    pages.append(phone.press(pages[0], "add_child"))
    pages.append(phone.press(pages[0], "submit", {"email": ["x"]}))
    pages.append(phone.press(phone.get(f"/w/voll{lang}"), "submit", just()))
    pages.append(phone.press(pages[2], "confirm_cancel"))
    workshops.cancel_workshop(people.alice, cafe.slug)
    pages.append(phone.get(f"{PATH}{lang}"))
    for page in pages:
        assert page.language == language
        assert len(page.tree.xpath("//h1")) == 1
        assert len(page.ids) == len(set(page.ids))
        named = page.tree.xpath("//@aria-describedby | //@aria-labelledby")
        assert {one for words in named for one in words.split()} | set(page.tree.xpath("//label/@for")) <= set(page.ids)
        assert not page.tree.xpath("//script | //style | //@style")
