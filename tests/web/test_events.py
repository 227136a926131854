"""News of a survey's figures over server-sent events: to whom, and what they tell."""

from threading import Timer
from typing import Any
from uuid import uuid4

import pytest
from neighbours import People
from sample import ANSWER, SLUG, park
from starlette.testclient import TestClient

from services import answering, results
from services.answering import Submission
from web import events
from web.staff import COOKIE

ADDRESS = f"/s/{SLUG}/events"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, seconds in ((events, "LASTS", 0.6), (events, "LOOKS", 0.02), (results, "LOOK_AGAIN", 0.0)):
        monkeypatch.setattr(module, name, seconds)


def send() -> None:
    answering.submit(Submission(SLUG, 1, str(uuid4()), "de", ANSWER, network="brunnenstrassenviertel"))


def stamps(client: TestClient, token: str) -> list[str]:
    client.cookies.set(COOKIE, token)
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    told = [line.removeprefix("data:").split() for line in response.text.splitlines() if line.startswith("data:")]
    assert all(int(pace) >= 250 for _, pace in told)
    return [stamp for stamp, _ in told]


@pytest.mark.parametrize("token", ["", "made up"])
def test_without_a_login_there_is_no_such_address(phone: Any, people: People, token: str) -> None:
    park(people.alice)
    phone.client.cookies.set(COOKIE, token)
    assert phone.client.get(ADDRESS).status_code == 404


def test_a_survey_that_is_not_there_or_not_mine_tells_nothing(phone: Any, people: People) -> None:
    park(people.alice, network_id=people.networks["dorstfeld"])
    for who, address in (("alice", "/s/nothing/events"), ("bob", ADDRESS)):
        phone.client.cookies.set(COOKIE, people.tokens[who])
        assert phone.client.get(address).status_code == 404


def test_an_answer_is_news_to_whoever_sees_every_answer(phone: Any, people: People) -> None:
    park(people.alice)
    Timer(0.2, send).start()
    before, after = stamps(phone.client, people.tokens["alice"])
    assert before != after == results.stamp(people.alice, SLUG)


def test_an_answer_that_is_held_back_is_no_news(phone: Any, people: People) -> None:
    park(people.alice, partition="network")
    Timer(0.2, send).start()
    assert len(stamps(phone.client, people.tokens["bob"])) == 1


def test_the_pace_falls_with_those_who_watch(phone: Any, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    park(people.alice)
    monkeypatch.setattr(events, "_open", {object() for _ in range(99)})
    phone.client.cookies.set(COOKIE, people.tokens["alice"])
    assert phone.client.get(ADDRESS).text.splitlines()[0].endswith(f" {100 * events.A_VIEWER * 1000:.0f}")
    assert len(events._open) == 99, "a stream that ended no longer counts"
