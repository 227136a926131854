"""What a process holds once."""

import threading

import pytest
from sqlalchemy import text

from services import house

pytestmark = pytest.mark.usefixtures("both_houses")


def test_a_process_has_one_engine_and_one_writer_however_many_ask_at_once() -> None:
    found: list[tuple[int, int]] = []
    together = threading.Barrier(8)

    def ask() -> None:
        together.wait()
        found.append((id(house.engine()), id(house.writer())))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_after_closing_it_opens_again() -> None:
    first = house.writer()
    house.close()
    house.close()
    assert house.writer() is not first
    with house.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM districts")) == 12


def test_what_fails_is_taken_back_whole() -> None:
    def half_done() -> None:
        with house.writing() as session:
            session.execute(text("DELETE FROM populations"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    with house.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM populations"))


def test_reading_shows_one_state_even_while_somebody_writes() -> None:
    with house.reading() as session:
        before = session.scalar(text("SELECT count(*) FROM populations"))
        with house.writing() as other:
            other.execute(text("UPDATE districts SET tile_row = tile_row"))
        assert session.scalar(text("SELECT count(*) FROM populations")) == before
