"""Places are never overbooked, whoever comes at the same time: processes on both databases, first with the guard off.

LONG=1 runs 40 rounds instead of 3.
"""

import os
import time

import pytest
from crowds import crowd, workshop
from neighbours import People
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from booking.model import Amounts, Kind, Pool, Rule, State
from db import models
from db.queries import workshops as query
from services import checking, house, workshops

PROCESSES = 8
ROUNDS = 40 if os.environ.get("LONG") == "1" else 3
ORDERS = 8


def _held(workshop_id: int) -> Amounts:
    """Counted from the sign-ups, not from what the pools say."""
    holding = select(models.SignUpPool.pool_id, func.sum(models.SignUpPool.n)).join(models.SignUp)
    with house.reading() as session:
        rows = session.execute(
            holding.where(
                models.SignUp.workshop_id == workshop_id, models.SignUp.state.in_(("confirmed", "offered"))
            ).group_by(models.SignUpPool.pool_id)
        )
        return {pool_id: int(n) for pool_id, n in rows}


def test_with_the_guard_off_counting_first_and_inserting_then_overbooks(people_on_both: People) -> None:
    overbooked = 0
    with crowd(PROCESSES) as processes:
        for number in range(ROUNDS):
            one = workshop(people_on_both.alice, f"race-{number}", [Pool(Kind.PLACE, 20)])
            at = time.time() + 0.5
            for seed, process in enumerate(processes):
                process.ask(do="unguarded", slug=one.slug, seed=seed + 1, orders=10, at=at)
            for process in processes:
                process.answer()
            overbooked += _held(one.id)[one.pools[0].id] > 20
    print(f"guard off: overbooked in {overbooked} of {ROUNDS} rounds")
    assert overbooked, "the race did not show, so the test with the guard on proves nothing"


def test_with_the_guard_on_no_pool_is_ever_overbooked_and_nobody_overtakes(people_on_both: People) -> None:
    """Each round under both rules of the waiting list."""
    waited = 0
    with crowd(PROCESSES) as processes:
        for number, rule in [(number, rule) for number in range(ROUNDS) for rule in Rule]:
            one = workshop(people_on_both.alice, f"round-{number}-{rule.replace('_', '-')}", rule=rule)
            at = time.time() + 0.3
            for seed, process in enumerate(processes):
                process.ask(do="storm", slug=one.slug, seed=number * 100 + seed, orders=ORDERS, at=at)
            answers = [process.answer() for process in processes]
            assert [answer["errors"] for answer in answers] == [[]] * PROCESSES
            told = sorted(state for answer in answers for state in answer["done"])
            capacity = {pool.id: pool.capacity for pool in one.pools}
            assert all(n <= capacity[pool_id] for pool_id, n in _held(one.id).items())
            with house.reading() as session:
                rows = [
                    tuple(row)
                    for row in session.execute(
                        select(models.SignUp.number, models.SignUp.state, models.SignUp.passed)
                        .where(models.SignUp.workshop_id == one.id)
                        .order_by(models.SignUp.number)
                    )
                ]
            assert sorted(state for _, state, _ in rows) == told  # what people were told is what is stored
            assert len(rows) == PROCESSES * ORDERS
            first_in_line = next(number for number, state, passed in rows if state == State.WAITING and not passed)
            assert all(number < first_in_line for number, state, _ in rows if state == State.CONFIRMED)
            if rule is Rule.STRICT:
                assert all(passed == 0 for _, _, passed in rows)
            waited += told.count(State.WAITING)
            assert checking.invariants() == []
    print(
        f"guard on: {ROUNDS} rounds of {PROCESSES} processes, {ORDERS} families each, {waited} waited, none overbooked"
    )
    assert waited


def test_the_database_itself_refuses_a_pool_above_its_capacity_or_below_nothing(people_on_both: People) -> None:
    pool = workshop(people_on_both.alice, "elterncafe", [Pool(Kind.PLACE, 5)]).pools[0]
    for taken in (6, -1):
        with pytest.raises(DBAPIError, match=r"(?i)check"), house.writing() as session:
            session.execute(models.Pool.__table__.update().where(models.Pool.id == pool.id).values(taken=taken))  # type: ignore[attr-defined]


def test_taking_is_all_or_nothing_over_the_pools(people_on_both: People) -> None:
    one = workshop(people_on_both.alice, "elterncafe", [Pool(Kind.PLACE, 5), Pool(Kind.CHILDCARE, 1, age_to=9)])
    place, care = one.pools
    with pytest.raises(query.Full), house.writing() as session:
        query.change_taken(session, {place.id: 3, care.id: 2})
    assert [pool.taken for pool in workshops.fresh("elterncafe").pools] == [0, 0]


def test_giving_back_more_than_was_taken_is_refused(people_on_both: People) -> None:
    one = workshop(people_on_both.alice, "elterncafe", [Pool(Kind.PLACE, 5)])
    with pytest.raises(query.Full), house.writing() as session:
        query.change_taken(session, {one.pools[0].id: -1})
