"""Families come, change, cancel, move up, while processes die without warning: afterwards every invariant is true, nobody is lost, no mail left twice.

LONG=1 takes 10,000 steps on each database instead of 250.
"""

import os
import random
import time
from pathlib import Path

import pytest
from crowd import order_of
from crowds import POOLS, Person, workshop
from neighbours import People
from sqlalchemy import func, select

from booking.model import Rule
from common import clock
from db import models
from services import checking, house, messages, signing_up

STEPS = 10_000 if os.environ.get("LONG") == "1" else 250
PROCESSES = 4
SHIFT = max(30, STEPS // 40)
"""Steps a process is given at once."""


@pytest.mark.parametrize(("rule", "offer_hours"), [(Rule.STRICT, 1), (Rule.NEXT_THAT_FITS, None)])
def test_after_a_random_walk_with_processes_killed_on_the_way_all_is_well(
    people_on_both: People, tmp_path: Path, rule: Rule, offer_hours: int | None
) -> None:
    one = workshop(people_on_both.alice, "elterncafe", POOLS, rule=rule, offer_hours=offer_hours)
    chance, journals, killed, looks = random.Random(7), [], 0, 0
    sent = tmp_path / "sent"
    sent.touch()
    crowd: list[Person] = []
    mail = Person()
    mail.is_ready()
    mail.ask(do="mail", journal=str(sent), rounds=10**6)
    try:
        while (steps := _count(journals, "step")) < STEPS:
            while len(crowd) < PROCESSES:
                journals.append(tmp_path / f"journal-{len(journals)}")
                journals[-1].touch()
                person = Person()
                person.is_ready()
                person.ask(do="walk", slug=one.slug, seed=len(journals), steps=10**6, journal=str(journals[-1]))
                crowd.append(person)
            before = steps
            while _count(journals, "step") < before + SHIFT * (1 + chance.random()):
                time.sleep(0.05)
            crowd.pop(chance.randrange(len(crowd))).kill()
            killed += 1
            if chance.random() < 0.3:
                mail.kill()
                mail = Person()
                mail.is_ready()
                mail.ask(do="mail", journal=str(sent), rounds=10**6)
            assert checking.invariants() == []  # while the others go on
            looks += 1
    finally:
        for person in [*crowd, mail]:
            person.kill()
    with house.reading() as session:
        states = dict(session.execute(select(models.SignUp.state, func.count()).group_by(models.SignUp.state)).all())
    assert {"confirmed", "waiting", "cancelled"} <= states.keys()
    print(f"{steps} steps, {states}, {killed} processes killed, {looks} looks on the way")
    assert [
        line for journal in journals for line in journal.read_text("utf-8").splitlines() if line.startswith("error")
    ] == []
    assert checking.invariants() == []
    _nobody_is_lost(journals, one.id)
    _no_mail_left_twice(sent)
    assert checking.invariants() == []


def _count(journals: list[Path], word: str) -> int:
    return sum(line.startswith(word) for journal in journals for line in journal.read_text("utf-8").splitlines())


def _nobody_is_lost(journals: list[Path], workshop_id: int) -> None:
    """Whoever was thanked finds the sign-up; whoever is unsure sends the form again, and is there once."""
    lines = [line for journal in journals for line in journal.read_text("utf-8").splitlines()]
    tried = {line.removeprefix("try ") for line in lines if line.startswith("try ")}
    thanked = {line.removeprefix("thanked ") for line in lines if line.startswith("thanked ")}
    assert tried >= thanked and thanked
    for words in thanked:
        again = signing_up.sign_up(order_of(words))
        assert again.again
        signing_up.mine(again.token)
    for words in tried - thanked:
        signing_up.sign_up(order_of(words))
    with house.reading() as session:
        stored = session.scalar(select(func.count()).where(models.SignUp.workshop_id == workshop_id))
    assert stored == len(tried)


def _no_mail_left_twice(sent: Path) -> None:
    left = sent.read_text("utf-8").splitlines()
    assert left and len(left) == len(set(left))
    with house.reading() as session:
        states = dict(session.execute(select(models.Message.message_id, models.Message.state)).all())
    assert all(states[one] in ("sent", "uncertain") for one in left)
    uncertain = {one for one, state in states.items() if state == "uncertain"}
    clock.set_clock(lambda: clock.datetime.now(clock.UTC) + messages.UNCERTAIN_AFTER * 2)
    try:
        assert all(one.message_id not in uncertain for one in messages.take_due(10_000))
    finally:
        clock.set_clock(None)
