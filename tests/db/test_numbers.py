"""Change numbers when several processes write at once: no lower number may appear after a higher one was seen. First, that without the lock it does."""

import multiprocessing
import random
import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sample import coordinator, park
from sqlalchemy import event, insert, select, text

import settings
from common import ids
from db import writer
from db.engine import Unavailable, connect, reading, writing
from db.models import Answer
from db.queries import surveys as query
from db.writer import NewAnswer, Outcome, Writer
from services import house

PROCESSES, EACH = 4, 40
SPAWN = multiprocessing.get_context("spawn")


def _new(survey_id: int, version_id: int) -> NewAnswer:
    mark = ids.new_id()
    return NewAnswer(
        mark,
        survey_id,
        version_id,
        None,
        None,
        "de",
        "phone",
        date(2026, 11, 23),
        "{}",
        ids.plain_hash(mark.bytes),
        ids.plain_hash(b"{}"),
    )


def write_guarded(url: str, survey_id: int, version_id: int, wave_id: int, start: Any) -> None:
    engine = connect(url)
    own = Writer(engine)
    start.wait()
    for _ in range(EACH // 4):
        futures = [own.put(_new(survey_id, version_id)) for _ in range(4)]
        assert [future.result(120) for future in futures] == [Outcome.STORED] * 4
    own.close()
    engine.dispose()


def write_unguarded(url: str, survey_id: int, version_id: int, wave_id: int, start: Any) -> None:
    """As a plain sequence would do it: a number is taken first and committed some time later."""
    engine = connect(url)
    chance = random.Random()
    start.wait()
    for _ in range(EACH):
        with writing(engine) as session:
            number = session.scalar(text("SELECT nextval('numbers')"))
            session.execute(insert(Answer), [writer._row(_new(survey_id, version_id), wave_id, number)])
            time.sleep(chance.random() / 100)
    engine.dispose()


def _late_ones(url: str, survey_id: int, write: Callable[..., None]) -> tuple[int, list[int]]:
    """Lets processes write while somebody keeps looking. How many numbers came after a higher one had been seen, and all numbers at the end."""
    with house.reading() as session:
        version_id, wave = query.versions(session, survey_id)[0].id, query.open_wave(session, survey_id)
        assert wave is not None
        wave_id = wave.id
    start = SPAWN.Barrier(PROCESSES + 1)
    writers = [SPAWN.Process(target=write, args=(url, survey_id, version_id, wave_id, start)) for _ in range(PROCESSES)]
    for one in writers:
        one.start()
    engine, known, late = connect(url), set[int](), 0
    try:
        start.wait(120)
        while True:
            running = any(one.is_alive() for one in writers)
            with reading(engine) as session:
                seen = set(session.scalars(select(Answer.change_number).where(Answer.survey_id == survey_id)))
            late += sum(number < max(known, default=0) for number in seen - known)
            known = seen
            if not running:
                break
            threading.Event().wait(0.001)
    finally:
        for one in writers:
            one.join(120)
        engine.dispose()
    assert [one.exitcode for one in writers] == [0] * PROCESSES
    return late, sorted(known)


@pytest.fixture
def survey_id(both_houses: None) -> int:
    return park(coordinator()).id


def test_a_plain_sequence_lets_lower_numbers_appear_later(house_on_postgresql: None) -> None:
    """The race is real, on PostgreSQL: without the lock the next test would find something. SQLite has one writer at a time and cannot show it."""
    survey_id = park(coordinator()).id
    with house.writing() as session:
        session.execute(text("CREATE SEQUENCE numbers"))
    late, numbers = _late_ones(settings.current().database_url, survey_id, write_unguarded)
    assert len(numbers) == PROCESSES * EACH
    assert late > 0


def test_no_lower_number_appears_later(survey_id: int) -> None:
    late, numbers = _late_ones(settings.current().database_url, survey_id, write_guarded)
    assert late == 0
    assert len(numbers) == len(set(numbers)) == PROCESSES * EACH
    with house.reading() as session:
        assert query.change_number(session, survey_id) == numbers[-1]


def test_two_that_read_first_and_then_write_cannot_both_begin(house_on_sqlite: None) -> None:
    """With SQLite's own `BEGIN` both would read and one of them be refused later, with its answers read in vain."""
    hasty = connect(settings.current().database_url)
    event.listen(hasty, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50").close())
    with writing(house.engine()) as session:
        session.execute(text("SELECT 1 FROM surveys"))
        with pytest.raises(Unavailable), writing(hasty) as other:
            other.execute(text("SELECT 1 FROM surveys"))
    hasty.dispose()
