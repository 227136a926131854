"""What nobody has to ask for happens by itself; what fails keeps nothing else, and is said once."""

import logging
import threading
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from crowds import workshop
from neighbours import People
from sqlalchemy import select

from booking.model import Contact, Kind, Party, Pool
from common import clock
from db import models
from services import attendance, checking, chores, forgetting, house, signing_up
from services.chores import Chore, Chores
from services.signing_up import Order, SignedUp

SLUG = "elterncafe"


class Breaks(Exception):
    """For these tests."""


def test_one_chore_that_fails_keeps_no_other_and_is_said_once_for_each_reason(caplog: pytest.LogCaptureFixture) -> None:
    done, problems = [], iter(["disk full", "disk full", "disk full", "no such table", ""])

    def fails() -> None:
        if problem := next(problems):
            raise Breaks(problem)

    both = Chores([Chore("first", 10, fails), Chore("second", 10, lambda: done.append(True))])
    with caplog.at_level(logging.WARNING):
        for moment in range(0, 1000, 10):
            both.do_due(moment)
            if len(caplog.messages) == 3:
                break
    assert caplog.messages == ["first: Breaks: disk full", "first: Breaks: no such table", "first: works again."]
    assert len(done) > 5


def test_what_fails_is_tried_more_and_more_slowly_and_then_every_five_minutes() -> None:
    tried: list[int] = []

    def fails(moment: int) -> None:
        tried.append(moment)
        raise Breaks

    moment = 0
    one = Chores([Chore("mails", 2, lambda: fails(moment))])
    for moment in range(2000):
        one.do_due(moment)
    distances = [later - sooner for sooner, later in pairwise(tried)]
    assert distances[:4] == [2, 4, 8, 16] and distances[-1] == 300


def test_that_there_was_nothing_to_send_does_not_prove_that_the_server_is_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    results = iter([Breaks("away"), 0, 0, 3])

    def sends() -> int:
        if isinstance(result := next(results), Breaks):
            raise result
        return result

    mails = Chores([Chore("mails", 1, sends, needs_proof=True)])
    with caplog.at_level(logging.WARNING):
        for moment in range(3):
            mails.do_due(moment)
        assert len(caplog.messages) == 1
        mails.do_due(3)
    assert caplog.messages[1:] == ["mails: works again."]


def test_the_thread_ends_when_it_is_told_to() -> None:
    before = threading.active_count()
    did = threading.Event()
    worker = chores.Worker(Chores([Chore("one", 1, did.set)])).start()
    assert did.wait(30)
    worker.stop()
    assert threading.active_count() == before


# All chores of the app


@pytest.fixture
def alice(people_on_both: People, noon: None) -> Iterator[Any]:
    yield people_on_both.alice
    assert checking.invariants() == []


def sign_up(email: str = "") -> SignedUp:
    return signing_up.sign_up(Order(SLUG, str(uuid4()), "de", Party(1), Contact("Familie", email)))


def all_due(**distance: float) -> None:
    """So much later everything is due."""
    moment = clock.now() + timedelta(**distance)
    clock.set_clock(lambda: moment)
    signing_up.forget()
    chores.worker()._chores.do_due(0)


def kinds() -> list[str]:
    with house.reading() as session:
        return sorted(session.scalars(select(models.Message.kind).where(models.Message.state == "sent")))


def test_from_the_offer_to_the_deletion_everything_happens_without_anybody_asking(alice: Any) -> None:
    one = workshop(alice, SLUG, [Pool(Kind.PLACE, 1)], offer_hours=24)
    first, second, third = sign_up("a@example.org"), sign_up("b@example.org"), sign_up("c@example.org")
    signing_up.cancel(first.token)
    all_due(minutes=1)
    assert kinds() == ["cancelled", "confirmed", "offered", "waiting", "waiting"]
    all_due(hours=25)
    all_due(seconds=5)
    assert kinds() == ["cancelled", "confirmed", "offer_expired", "offered", "offered", "waiting", "waiting"]
    assert signing_up.mine(second.token).state == "cancelled"
    signing_up.accept(third.token)
    all_due(days=18)
    all_due(seconds=5)
    assert kinds().count("reminder") == 1
    all_due(days=1, hours=4)
    all_due(seconds=5)
    assert kinds().count("thanks") == 1
    all_due(days=30)
    with house.reading() as session:
        assert session.scalars(select(models.SignUp.id)).all() == []
        assert session.scalars(select(models.Message.id)).all() == []
    assert sorted((gone.slug, gone.what) for gone in forgetting.protocol(alice)) == [
        (one.slug, "attendance"),
        (one.slug, "signups"),
    ]
    (figures,) = attendance.figures(alice)
    assert figures.deleted and figures.signups.states == {"cancelled": 2, "confirmed": 1}
