"""What keeps robots out and lets a class of thirty in. With ABUSE_CHECKS=1."""

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sample import SLUG
from starlette.requests import HTTPConnection

import settings
from common import ids
from services.surveys import Survey
from web import abuse

PATH = f"/s/{SLUG}"

pytestmark = pytest.mark.usefixtures("strict")


def slowly(form: dict[str, list[str]], seconds: float = 60) -> dict[str, list[str]]:
    """The form as if it had been drawn some time ago."""
    return form | {"_begun": [abuse.begun(form["_instance"][0], time.time() - seconds)]}


def _from(host: str, port: int = 5000) -> HTTPConnection:
    return HTTPConnection({"type": "http", "headers": [], "client": (host, port)})


def test_a_form_that_a_person_had_time_to_read_is_taken(phone: Any, survey: Survey, whole: Callable[..., Any]) -> None:
    assert phone.post(PATH, slowly(whole())).status == 303


def test_a_form_sent_faster_than_anybody_reads_is_drawn_again_and_keeps_everything(
    phone: Any, survey: Survey, whole: Callable[..., Any], rows: Callable[[], Any]
) -> None:
    page = phone.post(PATH, slowly(whole(), seconds=1))
    assert page.status == 429
    assert "Das ging sehr schnell" in page.words
    assert page.filled_in["wish"] == ["Mehr Schatten."]
    assert rows()["answers"] == 0
    form = dict(page.filled_in) | {"_action": ["submit"]}
    assert phone.post(PATH, slowly(form)).status == 303


@pytest.mark.parametrize("stamp", ["", "x", "0.0", "zz.", ".", "42e.", "-1.abc", "٣.x", "1" * 500, "ü.ü"])
def test_a_stamp_that_is_not_ours_is_no_time(
    phone: Any, survey: Survey, whole: Callable[..., Any], rows: Callable[[], Any], stamp: str
) -> None:
    assert phone.post(PATH, whole(_begun=[stamp])).status == 429
    assert rows()["answers"] == 0


def test_the_stamp_of_another_form_does_not_count(phone: Any, survey: Survey, whole: Callable[..., Any]) -> None:
    other = abuse.begun(str(ids.new_id()), time.time() - 60)
    assert phone.post(PATH, whole(_begun=[other])).status == 429


def test_the_field_that_nobody_sees_catches_robots_and_tells_people(
    phone: Any, survey: Survey, whole: Callable[..., Any], rows: Callable[[], Any]
) -> None:
    page = phone.post(PATH, slowly(whole(_website=["https://spam.example"])))
    assert page.status == 422
    assert "Ein verstecktes Feld war ausgefüllt" in page.words
    assert page.filled_in["_website"] == [""], "the next try is taken"
    trap = page.tree.xpath("//input[@name='_website']")[0]
    assert (trap.get("tabindex"), trap.get("class"), trap.get("aria-hidden"), trap.get("autocomplete")) == (
        "-1",
        "honeypot",
        "true",
        "off",
    )
    assert rows()["answers"] == 0


def test_a_class_of_thirty_behind_one_address_is_taken_at_once(
    phone: Any, survey: Survey, whole: Callable[..., Any], rows: Callable[[], Any]
) -> None:
    assert [phone.post(PATH, slowly(whole())).status for _ in range(30)] == [303] * 30
    assert rows()["answers"] == 30


def test_a_flood_of_five_hundred_is_not(
    phone: Any, survey: Survey, whole: Callable[..., Any], rows: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = time.monotonic()
    monkeypatch.setattr(abuse, "time", SimpleNamespace(monotonic=lambda: standing, time=time.time))
    pages = [phone.post(PATH, slowly(whole())) for _ in range(160)]
    assert [page.status for page in pages] == [303] * 150 + [429] * 10
    assert "Gerade kommen sehr viele Antworten aus Ihrem Netz" in pages[-1].words
    assert pages[-1].filled_in["wish"] == ["Mehr Schatten."]
    assert rows()["answers"] == 150


def test_five_hundred_at_once_get_no_further_than_the_limit() -> None:
    limit = abuse.Limit(at_once=150, per_second=0.0)
    assert sum(limit.allows(_from("203.0.113.9")) for _ in range(500)) == 150
    assert limit.allows(_from("198.51.100.1")), "another network is not kept waiting"


def test_after_a_while_the_flood_may_come_in_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(abuse, "time", SimpleNamespace(monotonic=lambda: now[0], time=time.time))
    limit = abuse.Limit(at_once=5, per_second=1.0)
    assert [limit.allows(_from("203.0.113.9")) for _ in range(7)] == [True] * 5 + [False] * 2
    now[0] += 2.0
    assert [limit.allows(_from("203.0.113.9")) for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("203.0.113.9", "203.0.113.200", True),
        ("203.0.113.9", "203.0.114.9", False),
        ("2001:db8:1:100::1", "2001:db8:1:1ff::2", True),
        ("2001:db8:1:100::1", "2001:db8:1:200::1", False),
    ],
)
def test_who_shares_a_network_shares_a_limit(one: str, other: str, together: bool) -> None:
    limit = abuse.Limit(at_once=1, per_second=0.0)
    assert limit.allows(_from(one))
    assert limit.allows(_from(other)) is not together


def test_the_limit_keeps_no_address_and_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abuse, "MOST_ADDRESSES", 10)
    limit = abuse.Limit(at_once=1, per_second=0.0)
    for n in range(50):
        limit.allows(_from(f"203.0.{n}.9"))
    assert len(limit._left) == 10
    assert not any(b"203.0" in key for key in limit._left)


def test_a_forwarded_address_counts_only_where_a_proxy_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """uvicorn marks an address that it took from X-Forwarded-For with port 0."""
    limit = abuse.Limit(at_once=1, per_second=0.0)
    assert [limit.allows(_from(f"198.51.{n}.1", port=0)) for n in range(3)] == [True, False, False], (
        "all of them are one"
    )
    monkeypatch.setenv("TRUSTED_PROXIES", "127.0.0.1")
    settings.current.cache_clear()
    limit = abuse.Limit(at_once=1, per_second=0.0)
    assert [limit.allows(_from(f"198.51.{n}.1", port=0)) for n in range(3)] == [True, True, True]


def test_without_checks_nothing_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABUSE_CHECKS", "0")
    settings.current.cache_clear()
    limit = abuse.Limit(at_once=1, per_second=0.0)
    assert all(limit.allows(_from("203.0.113.9")) for _ in range(10))
    assert not abuse.too_fast("x", "")
