"""Somebody pulls the plug while people are sending: whoever was thanked finds the answer, nobody is counted twice, and sending again repairs the rest.

LONG=1 runs 20 rounds on SQLite instead of 3.
"""

import os
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import httpx2
import pytest
from sample import ANSWER, SLUG, coordinator, park
from serving import SECRET_KEY, serve
from sqlalchemy import select

import settings
from common import ids
from db.engine import connect, reading
from db.models import Answer
from services import house

LONG = os.environ.get("LONG") == "1"
CLIENTS = 12


def _form(instance: str, wish: str) -> bytes:
    fields = [(name, value) for name, values in (ANSWER | {"wish": [wish]}).items() for value in values]
    return urlencode(
        [
            ("_instance", instance),
            ("_version", "1"),
            ("_section", "2"),
            ("_district", "eving"),
            ("_action", "submit"),
            *fields,
        ]
    ).encode()


class People:
    """Twelve phones that send one form after the other until nobody answers any more."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self.thanked: list[tuple[str, str]] = []
        self.unsure: list[tuple[str, str]] = []
        self.enough = threading.Event()

    def send(self, client: httpx2.Client, instance: str, wish: str) -> None:
        response = client.post(
            f"{self._url}/s/{SLUG}",
            content=_form(instance, wish),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
        assert response.status_code == 303, (response.status_code, response.text[:300])
        assert "/thanks" in response.headers["location"]

    def one_after_the_other(self, wanted: int) -> None:
        with httpx2.Client(timeout=30) as client:
            while True:
                form = (str(uuid4()), f"Wunsch {random.random()}")
                try:
                    self.send(client, *form)
                except httpx2.HTTPError:
                    with self._lock:
                        self.unsure.append(form)
                    self.enough.set()  # nobody answers: there is nothing more to wait for
                    return
                with self._lock:
                    self.thanked.append(form)
                    if len(self.thanked) >= wanted:
                        self.enough.set()


def _stored(url: str) -> Counter[bytes]:
    engine = connect(url)
    try:
        with reading(engine) as session:
            return Counter(session.scalars(select(Answer.instance_hash)))
    finally:
        engine.dispose()


def _hash(instance: str) -> bytes:
    return ids.keyed_hash(SECRET_KEY.encode(), "instance", instance)


def _pull_the_plug(folder: Path, rounds: int, whole: bool = False) -> None:
    park(coordinator())
    url = settings.current().database_url
    house.close()
    chance, everyone, repeated = random.Random(), set[str](), 0
    for number in range(rounds):
        with serve(folder, url, whole=whole) as server, ThreadPoolExecutor(CLIENTS) as pool:
            people = People(server.url)
            wanted = chance.randrange(20, 300)
            working = [pool.submit(people.one_after_the_other, wanted) for _ in range(CLIENTS)]
            people.enough.wait(60)
            threading.Event().wait(chance.random() / 20)
            server.kill()
            for one in working:
                one.result(60)
        stored = _stored(url)
        thanked = {_hash(instance) for instance, _ in people.thanked}
        assert thanked, "the load came to nothing"
        assert thanked <= set(stored), (
            f"round {number + 1}: {len(thanked - set(stored))} people were thanked for an answer that is lost"
        )
        assert set(stored.values()) == {1}
        with serve(folder, url) as again, httpx2.Client(timeout=30) as client:
            after = People(again.url)
            for form in [*people.unsure, *people.thanked[-3:]]:
                after.send(client, *form)
                after.send(client, *form)
        everyone |= {instance for instance, _ in (*people.thanked, *people.unsure)}
        repeated += len(people.unsure)
        stored = _stored(url)
        assert set(stored.values()) == {1}
        assert set(stored) == {_hash(instance) for instance in everyone}
    print(
        f"{rounds} rounds, {len(everyone)} answers, {repeated} of them sent again after the plug was pulled: none lost, none twice"
    )


@pytest.mark.parametrize("rounds", [20 if LONG else 3])
def test_whoever_was_thanked_is_counted_once_on_sqlite(rounds: int, house_on_sqlite: None, tmp_path: Path) -> None:
    _pull_the_plug(tmp_path, rounds)


@pytest.mark.parametrize("rounds", [5 if LONG else 1])
def test_whoever_was_thanked_is_counted_once_on_postgresql(
    rounds: int, house_on_postgresql: None, tmp_path: Path
) -> None:
    _pull_the_plug(tmp_path, rounds)


@pytest.mark.parametrize("rounds", [3 if LONG else 1])
def test_whoever_was_thanked_by_the_whole_app_is_counted_once(
    rounds: int, house_on_sqlite: None, tmp_path: Path
) -> None:
    _pull_the_plug(tmp_path, rounds, whole=True)


def test_a_server_that_is_told_to_stop_finishes_what_it_took(house_on_sqlite: None, tmp_path: Path) -> None:
    park(coordinator())
    url = settings.current().database_url
    house.close()
    with serve(tmp_path, url) as server, ThreadPoolExecutor(CLIENTS) as pool:
        people = People(server.url)
        working = [pool.submit(people.one_after_the_other, 40) for _ in range(CLIENTS)]
        people.enough.wait(60)
        server.stop()
        for one in working:
            one.result(60)
    stored = _stored(url)
    assert {_hash(instance) for instance, _ in people.thanked} <= set(stored)
    assert set(stored.values()) == {1}
