"""The list at the door: on a phone without script, tap by tap."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from crowds import POOLS, workshop
from neighbours import NOON, PASSWORD, People
from starlette.testclient import TestClient

from booking.model import Child, Contact, Date, Party, Workshop
from common import clock
from services import accounts, attendance, forgetting, signing_up
from services.signing_up import Order, SignedUp
from web import staff

SLUG = "elterncafe"
pytestmark = pytest.mark.usefixtures("noon")


def sign_up(name: str, party: Party, **more: Any) -> SignedUp:
    return signing_up.sign_up(Order(SLUG, str(uuid4()), "ar", party, Contact(name), **more))


@pytest.fixture
def cafe(people: People) -> Workshop:
    one = workshop(
        people.alice, SLUG, POOLS, asks=("food", "step_free"), network_id=people.networks["maerchensiedlung"]
    )
    sign_up("Hassan", Party(2, (Child(3, True), Child(8)), interpreter="ar", food={"halal": 4}))
    sign_up("Zoë Ábel", Party(1, step_free=True))
    return one


@pytest.fixture
def door(light: TestClient, phone: Any, people: People, cafe: Workshop) -> Any:
    """Chelsea moderates in this network."""
    light.cookies.set(staff.COOKIE, people.tokens["chelsea"])
    return phone


def ids(people: People) -> dict[str, UUID]:
    return {one.name: one.id for one in attendance.participants(people.alice, SLUG)}


def marks(people: People, one: Workshop) -> dict[str, tuple[str, int, int]]:
    found, _ = attendance.at_the_door(people.alice, SLUG, one.dates[0].id)
    return {each.name: (each.mark, each.came_adults, each.came_children) for each in found}


def row(page: Any, family: UUID) -> Any:
    return page.tree.get_element_by_id(f"p-{family}")


def tap(door: Any, page: Any, whose: UUID, action: str, **changed: str) -> Any:
    form = row(page, whose).find("form")
    fields = dict(form.form_values()) | {"_action": action} | changed
    return door.post(form.get("action"), {name: [value] for name, value in fields.items()})


def test_who_is_not_signed_in_is_led_to_the_login_and_back(phone: Any, cafe: Workshop) -> None:
    for answer in (phone.get(f"/checkin/{SLUG}?date=1"), phone.post(f"/checkin/{SLUG}?date=1", {})):
        assert answer.status == 303
        assert answer.response.headers["location"] == f"/login?next=%2Fcheckin%2F{SLUG}%3Fdate%3D1"


@pytest.mark.parametrize("name", ["bob", "dilek"])
def test_who_works_elsewhere_or_only_reads_gets_a_clear_no_and_no_name(
    light: TestClient, phone: Any, people: People, cafe: Workshop, name: str
) -> None:
    light.cookies.set(staff.COOKIE, people.tokens[name])
    fields = {
        "_csrf": [staff.seal_for(people.tokens[name])],
        "_action": ["came"],
        "family": [str(ids(people)["Hassan"])],
    }
    for answer in (
        phone.get(f"/checkin/{SLUG}"),
        phone.get(f"/checkin/{SLUG}?code=x"),
        phone.post(f"/checkin/{SLUG}", fields),
        phone.post(f"/checkin/{SLUG}", fields | {"_csrf": ["x"]}),
    ):
        assert answer.status == 403 and "Hassan" not in answer.words
    assert marks(people, cafe)["Hassan"] == ("", 0, 0)


def test_a_tap_is_a_form_and_leads_back_to_the_same_place(door: Any, people: People, cafe: Workshop) -> None:
    hassan = ids(people)["Hassan"]
    page = door.get(f"/checkin/{SLUG}")
    assert "2 Erwachsene, 2 Kinder (Alter 3, 8)" in row(page, hassan).text_content()
    assert "Dolmetschen: Arabisch" in row(page, hassan).text_content()
    after = tap(door, page, hassan, "came")
    assert (after.status, after.response.headers["location"]) == (
        303,
        f"/checkin/{SLUG}?date={cafe.dates[0].id}#p-{hassan}",
    )
    page = door.follow(after)
    assert row(page, hassan).xpath(".//button[@aria-pressed='true']/@value") == ["came"]
    assert marks(people, cafe)["Hassan"] == ("came", 2, 2)
    assert page.response.headers["cache-control"] == "no-store"


def test_fewer_may_come_than_signed_up_and_a_mark_can_be_changed(door: Any, people: People, cafe: Workshop) -> None:
    hassan = ids(people)["Hassan"]
    page = door.get(f"/checkin/{SLUG}")
    tap(door, page, hassan, "counted", adults="1", children="2")
    assert marks(people, cafe)["Hassan"] == ("came", 1, 2)
    assert "da: 1 Erwachsene*r, 2 Kinder" in row(door.get(f"/checkin/{SLUG}"), hassan).text_content()
    for action, state in (("excused", "excused"), ("none", "none"), ("came", "came")):
        tap(door, page, hassan, action)
        assert marks(people, cafe)["Hassan"][0] == state


@pytest.mark.parametrize(("adults", "children"), [("-1", "0"), ("51", "0"), ("9" * 30, "1"), ("two", "0"), ("0", "0")])
def test_impossible_numbers_are_refused_and_said(
    door: Any, people: People, cafe: Workshop, adults: str, children: str
) -> None:
    page = door.get(f"/checkin/{SLUG}")
    for answer in (
        tap(door, page, ids(people)["Hassan"], "counted", adults=adults, children=children),
        walk_in(door, page, adults=adults, children=children),
    ):
        assert answer.status == 422 and "1 bis 50" in answer.words
    assert marks(people, cafe)["Hassan"] == ("", 0, 0)


def walk_in(door: Any, page: Any, **fields: str) -> Any:
    form = page.tree.get_element_by_id("walk-in")
    filled = dict(form.form_values()) | {"_action": "walk_in"} | fields
    return door.post(form.get("action"), {name: [value] for name, value in filled.items()})


def test_whoever_came_without_signing_up_counts_once(door: Any, people: People, cafe: Workshop) -> None:
    page = door.get(f"/checkin/{SLUG}")
    for _ in range(2):
        after = walk_in(door, page, name="Nachbarin", adults="1", children="2")
    assert after.response.headers["location"].endswith("#walk-ins")
    page = door.follow(after)
    assert [one.text_content() for one in page.tree.get_element_by_id("walked-in")] == [
        "Nachbarin: 1 Erwachsene*r, 2 Kinder"
    ]
    assert walk_in(door, page, name="A" * 10_000).status == 422


def test_counts_by_pool_stand_at_the_top(door: Any, people: People, cafe: Workshop) -> None:
    page = door.get(f"/checkin/{SLUG}")
    tap(door, page, ids(people)["Hassan"], "came")
    page = door.follow(walk_in(door, page, adults="1", children="2"))
    rows = [
        [" ".join(cell.text_content().split()) for cell in line]
        for line in page.tree.xpath("//div[@id='counts']//tbody/tr")
    ]
    assert rows == [
        ["Plätze im Raum", "6", "4", "30"],
        ["Kinderbetreuung von 0 bis 3 Jahren", "1", "1", "6"],
        ["Kinderbetreuung von 4 bis 9 Jahren", "0", "0", "8"],
        ["Dolmetschen: Arabisch", "2", "2", "5"],
    ]
    assert "1 Familie ohne Eintrag" in page.words


@pytest.mark.parametrize("words", ["abel", "ZOE", "  Ábel "])
def test_a_family_is_found_by_name_without_accents(door: Any, people: People, cafe: Workshop, words: str) -> None:
    page = find(door, words)
    assert [one.get("data-family") for one in page.tree.find_class("family")] == [str(ids(people)["Zoë Ábel"])]


def find(door: Any, words: str) -> Any:
    form = door.get(f"/checkin/{SLUG}").tree.get_element_by_id("search")
    filled = dict(form.form_values()) | {"words": words, "_action": "find"}
    after = door.post(form.get("action"), {name: [value] for name, value in filled.items()})
    assert words.strip() not in after.response.headers["location"], "names do not belong into addresses"
    return door.follow(after)


def test_a_code_typed_or_scanned_finds_the_family_and_a_tap_stays_there(
    door: Any, people: People, cafe: Workshop
) -> None:
    fatma = sign_up("Fatma", Party(1))
    for page in (
        find(door, fatma.code.lower()),
        find(door, f"https://q.example/m/{fatma.token}"),
        door.get(f"/checkin/{SLUG}?code={fatma.code}"),
    ):
        assert [one.get("data-family") for one in page.tree.find_class("family")] == [str(ids(people)["Fatma"])]
        page = door.follow(tap(door, page, ids(people)["Fatma"], "came"))
        assert len(page.tree.find_class("family")) == 1
    signing_up.cancel(fatma.token)
    assert "abgesagt" in find(door, fatma.code).words
    assert "niemand" in find(door, "Nobody").words


def test_a_tap_that_arrives_late_counts_from_when_it_was_made(door: Any, people: People, cafe: Workshop) -> None:
    page, hassan = door.get(f"/checkin/{SLUG}"), ids(people)["Hassan"]
    now = int(NOON.timestamp() * 1000)
    tap(door, page, hassan, "came", _at=str(now - 1000))
    tap(door, page, hassan, "none", _at=str(now - 60_000))
    assert marks(people, cafe)["Hassan"][0] == "came"
    for wrong in ("x", "-1", "9" * 20):
        assert tap(door, page, hassan, "none", _at=wrong).status == 400


def test_a_foreign_page_or_an_old_one_marks_nobody(door: Any, people: People, cafe: Workshop) -> None:
    page, hassan = door.get(f"/checkin/{SLUG}"), ids(people)["Hassan"]
    old = tap(door, page, hassan, "came", _csrf="0" * 32)
    assert old.status == 403 and "zu lange offen" in old.words
    form = {name: [value] for name, value in row(page, hassan).find("form").form_values()} | {"_action": ["came"]}
    assert door.post(f"/checkin/{SLUG}", form, Sec_Fetch_Site="cross-site").status == 403
    assert marks(people, cafe)["Hassan"] == ("", 0, 0)


def test_a_family_of_another_workshop_cannot_be_marked_here(door: Any, people: People, cafe: Workshop) -> None:
    page = door.get(f"/checkin/{SLUG}")
    assert tap(door, page, ids(people)["Hassan"], "came", family=str(uuid4())).status == 404
    assert tap(door, page, ids(people)["Hassan"], "came", family="x").status == 400
    assert tap(door, page, ids(people)["Hassan"], "dance").status == 400
    for nowhere in ("/checkin/nowhere", "/checkin/%00", "/checkin/%F0%9F%92%83"):
        assert door.get(nowhere).status == 404


def test_the_nearest_of_several_dates_is_chosen_and_others_are_offered(door: Any, people: People) -> None:
    days = [NOON + timedelta(days=days) for days in (-3, 0, 4)]
    one = workshop(
        people.chelsea,
        "reihe",
        dates=tuple(Date(day, day + timedelta(hours=2)) for day in days),
        network_id=people.networks["maerchensiedlung"],
        is_open=False,
    )
    links = door.get("/checkin/reihe").tree.xpath("//nav[@class='dates']/a")
    assert [re.sub(r".*=", "", link.get("href")) for link in links] == [str(date.id) for date in one.dates]
    assert [link.get("aria-current") for link in links] == [None, "page", None]
    clock.set_clock(lambda: NOON + timedelta(days=3))
    assert door.get("/checkin/reihe").tree.xpath("//nav[@class='dates']/a/@aria-current") == ["page"]
    chosen = door.get(f"/checkin/reihe?date={one.dates[0].id}").tree.xpath("//nav[@class='dates']/a[@aria-current]")
    assert chosen[0].text_content().startswith("Freitag, 20. November 2026")


def test_deleted_names_are_said_to_be_deleted(light: TestClient, door: Any, people: People, cafe: Workshop) -> None:
    page, hassan = door.get(f"/checkin/{SLUG}"), ids(people)["Hassan"]
    ends = cafe.ends
    assert ends
    clock.set_clock(lambda: ends + timedelta(days=31))
    forgetting.forget_due()
    token = accounts.sign_in("chelsea@example.org", PASSWORD)
    light.cookies.set(staff.COOKIE, token)
    assert door.get(f"/checkin/{SLUG}").status == 410
    assert tap(door, page, hassan, "came", _csrf=staff.seal_for(token)).status == 410


def test_the_door_may_use_the_camera_and_nothing_else_may(door: Any) -> None:
    assert "camera=(self)" in door.get(f"/checkin/{SLUG}").response.headers["permissions-policy"]
    assert "camera=()" in door.get("/").response.headers["permissions-policy"]
