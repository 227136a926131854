"""The one door through which answers enter, on both databases."""

import sqlite3
import threading
from concurrent.futures import Future
from datetime import date
from typing import Any

import pytest
from sample import coordinator, park
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from common import ids
from db import writer
from db.engine import Unavailable
from db.models import Answer, Receipt, Survey
from db.queries import surveys as query
from db.writer import NewAnswer, Outcome, Writer
from services import house, surveys
from services.may import Actor

PATIENCE = 30


@pytest.fixture
def emre(both_houses: None) -> Actor:
    return coordinator()


@pytest.fixture
def survey_id(emre: Actor) -> int:
    return park(emre).id


def answer(survey_id: int, instance: str, content: str = "{}", **more: Any) -> NewAnswer:
    with house.reading() as session:
        version_id = more.pop("version_id", None) or query.versions(session, survey_id)[0].id
    row = {
        "network_id": None,
        "district_id": None,
        "language": "de",
        "channel": "phone",
        "day": date(2026, 11, 23),
    } | more
    return NewAnswer(
        ids.new_id(),
        survey_id,
        version_id,
        content=content,
        instance_hash=ids.plain_hash(instance.encode()),
        content_hash=ids.plain_hash(content.encode()),
        **row,
    )


def put(*answers: NewAnswer) -> list[Outcome]:
    return [future.result(PATIENCE) for future in [house.writer().put(one) for one in answers]]


def stored(survey_id: int) -> list[tuple[int, str | None]]:
    """Change number and content, oldest first."""
    with house.reading() as session:
        return [
            (row.change_number, row.content)
            for row in session.scalars(
                select(Answer).where(Answer.survey_id == survey_id).order_by(Answer.change_number)
            )
        ]


def in_one_group(answers: list[NewAnswer]) -> list["Future[Outcome]"]:
    """Puts them while the writer is busy with another survey's row, so that they are committed together."""
    with house.writing() as session:
        busy = house.writer().put(answers[0])  # waits for the lock that this transaction holds
        session.execute(text("UPDATE surveys SET change_number = change_number"))
        futures = [house.writer().put(one) for one in answers[1:]]
    return [busy, *futures]


def test_an_answer_is_stored_once(survey_id: int) -> None:
    assert put(answer(survey_id, "ayla", '{"a":1}')) == [Outcome.STORED]
    assert [content for _, content in stored(survey_id)] == ['{"a":1}']


def test_sending_the_same_form_twice_is_thanked_twice_and_stored_once(survey_id: int) -> None:
    assert put(answer(survey_id, "ayla"), answer(survey_id, "ayla")) == [Outcome.STORED, Outcome.AGAIN]
    assert put(answer(survey_id, "ayla")) == [Outcome.AGAIN]
    assert len(stored(survey_id)) == 1


def test_the_same_form_with_other_answers_is_a_conflict_and_changes_nothing(survey_id: int) -> None:
    assert put(answer(survey_id, "ayla", '{"a":1}'), answer(survey_id, "ayla", '{"a":2}')) == [
        Outcome.STORED,
        Outcome.CONFLICT,
    ]
    assert [content for _, content in stored(survey_id)] == ['{"a":1}']


def test_the_same_form_belongs_to_its_survey(survey_id: int, emre: Actor) -> None:
    other = park(emre, "anderer-park").id
    assert put(answer(survey_id, "ayla", '{"a":1}'), answer(other, "ayla", '{"a":2}')) == [
        Outcome.STORED,
        Outcome.STORED,
    ]


def test_a_closed_survey_takes_nothing_but_thanks_for_what_it_has(survey_id: int, emre: Actor) -> None:
    put(answer(survey_id, "ayla"))
    surveys.close_survey(emre, "am-park")
    assert put(answer(survey_id, "ayla"), answer(survey_id, "boris")) == [Outcome.AGAIN, Outcome.CLOSED]
    assert len(stored(survey_id)) == 1


def test_a_draft_takes_nothing(emre: Actor) -> None:
    draft = park(emre, "entwurf", is_open=False).id
    assert put(answer(draft, "ayla")) == [Outcome.CLOSED]


def test_whoever_went_back_to_ask_for_a_receipt_gets_one(survey_id: int) -> None:
    code = ids.plain_hash(b"code")
    assert put(
        answer(survey_id, "ayla"),
        answer(survey_id, "ayla", receipt_hash=code),
        answer(survey_id, "ayla", receipt_hash=code),
    ) == [Outcome.STORED, Outcome.AGAIN, Outcome.AGAIN]
    with house.reading() as session:
        assert [row.code_hash for row in session.scalars(select(Receipt))] == [code]


def test_a_receipt_stored_with_its_answer_leads_to_it(survey_id: int) -> None:
    code = ids.plain_hash(b"code")
    one = answer(survey_id, "ayla", receipt_hash=code)
    put(one)
    with house.reading() as session:
        assert session.scalars(select(Receipt.answer_id).where(Receipt.code_hash == code)).all() == [one.id]


def test_in_a_group_everyone_hears_their_own_outcome(survey_id: int, emre: Actor) -> None:
    draft = park(emre, "entwurf", is_open=False).id
    waiting = [
        answer(survey_id, f"person {n // 2}", f'{{"a":{n % 2 if n % 3 else 0}}}')
        if n % 7
        else answer(draft, f"person {n}")
        for n in range(100)
    ]
    expected: list[Outcome] = []
    known: dict[bytes, bytes] = {}
    for one in waiting:
        if one.survey_id == draft:
            expected.append(Outcome.CLOSED)
        elif one.instance_hash not in known:
            known[one.instance_hash] = one.content_hash
            expected.append(Outcome.STORED)
        else:
            expected.append(Outcome.AGAIN if known[one.instance_hash] == one.content_hash else Outcome.CONFLICT)
    assert set(expected) == {Outcome.STORED, Outcome.AGAIN, Outcome.CONFLICT, Outcome.CLOSED}
    assert [future.result(PATIENCE) for future in in_one_group(waiting)] == expected
    assert len(stored(survey_id)) == expected.count(Outcome.STORED)


def test_many_that_come_at_once_share_a_transaction(survey_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes, store = [], writer.store
    monkeypatch.setattr(writer, "store", lambda session, answers: sizes.append(len(answers)) or store(session, answers))
    for future in in_one_group([answer(survey_id, str(n)) for n in range(50)]):
        future.result(PATIENCE)
    assert sum(sizes) == 50
    assert max(sizes) >= 49


@pytest.mark.parametrize("position", [0, 3, 9])
def test_one_bad_answer_takes_no_other_with_it(survey_id: int, position: int, caplog: pytest.LogCaptureFixture) -> None:
    waiting = [answer(survey_id, str(n), **({"network_id": 999_999} if n == position else {})) for n in range(10)]
    futures = in_one_group(waiting)
    for n, future in enumerate(futures):
        if n == position:
            with pytest.raises(Exception, match=r"(?i)foreign key"):
                future.result(PATIENCE)
        else:
            assert future.result(PATIENCE) is Outcome.STORED
    assert len(stored(survey_id)) == 9
    assert "an answer could not be stored" in caplog.text


def test_a_survey_that_does_not_exist_harms_nobody_else(survey_id: int) -> None:
    lost, kept = house.writer().put(_of_nowhere(survey_id)), house.writer().put(answer(survey_id, "kept"))
    with pytest.raises(LookupError):
        lost.result(PATIENCE)
    assert kept.result(PATIENCE) is Outcome.STORED


def _of_nowhere(survey_id: int) -> NewAnswer:
    known = answer(survey_id, "lost")
    return NewAnswer(
        known.id,
        999_999,
        known.version_id,
        None,
        None,
        "de",
        "phone",
        known.day,
        "{}",
        known.instance_hash,
        known.content_hash,
    )


def test_change_numbers_rise_without_a_gap_that_fills_later(survey_id: int) -> None:
    put(*[answer(survey_id, str(n)) for n in range(30)])
    numbers = [number for number, _ in stored(survey_id)]
    assert numbers == sorted(set(numbers))
    with house.reading() as session:
        assert query.change_number(session, survey_id) >= numbers[-1]


def test_thanks_come_only_after_the_commit(survey_id: int) -> None:
    """A second connection, which sees only what is committed, looks in the very callback that says thank you."""
    seen: list[int] = []
    done = threading.Event()

    def look(_: "Future[Outcome]") -> None:
        with house.reading() as session:
            seen.append(session.query(Answer).count())
        done.set()

    with house.writing() as session:  # keeps the writer waiting until the callback is in place
        session.execute(text("UPDATE surveys SET change_number = change_number"))
        future = house.writer().put(answer(survey_id, "ayla"))
        future.add_done_callback(look)
        assert not future.done()
    assert done.wait(PATIENCE)
    assert seen == [1]


def test_when_the_commit_fails_nobody_is_thanked(survey_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(self: Session) -> None:
        raise Unavailable("the disk is full")

    monkeypatch.setattr(Session, "commit", break_down)
    monkeypatch.setattr("sqlalchemy.orm.session.SessionTransaction.commit", break_down)
    future = house.writer().put(answer(survey_id, "ayla"))
    with pytest.raises(Unavailable):
        future.result(PATIENCE)
    monkeypatch.undo()


def test_closing_waits_until_everything_taken_is_on_disk(survey_id: int) -> None:
    own = Writer(house.engine())
    futures = [own.put(answer(survey_id, str(n))) for n in range(300)]
    own.close()
    assert all(future.done() for future in futures)
    assert len(stored(survey_id)) == 300
    with pytest.raises(RuntimeError):
        own.put(answer(survey_id, "late"))


def test_somebody_who_hangs_up_does_not_stop_the_thanks_of_all_others(survey_id: int) -> None:
    """A cancelled request cancelled its future; the writer's thread then died of it, and the survey took no answer any more."""
    futures = in_one_group([answer(survey_id, str(n)) for n in range(5)][:1])
    with house.writing() as session:
        session.execute(text("UPDATE surveys SET change_number = change_number"))
        futures += [house.writer().put(answer(survey_id, f"later {n}")) for n in range(5)]
        futures[2].cancel()
    assert [future.result(PATIENCE) for n, future in enumerate(futures) if n != 2] == [Outcome.STORED] * 5
    assert len(stored(survey_id)) == 6, "what was on its way is stored all the same"
    assert put(answer(survey_id, "tomorrow")) == [Outcome.STORED]


def test_while_the_database_is_away_everyone_hears_it_at_once(survey_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A group of 256 was tried again one by one, each waiting half a minute for the lock."""
    tries = []

    def away(session: Session, answers: list[NewAnswer]) -> list[Outcome]:
        tries.append(len(answers))
        raise Unavailable("locked")

    waiting = [answer(survey_id, str(n)) for n in range(20)]
    monkeypatch.setattr(writer, "store", away)
    own = Writer(house.engine())
    with house.writing() as session:
        session.execute(text("UPDATE surveys SET change_number = change_number"))
        futures = [own.put(one) for one in waiting]
    for future in futures:
        with pytest.raises(Unavailable):
            future.result(PATIENCE)
    own.close()
    assert sum(tries) == 20


def test_sqlite_waits_for_the_disk(tmp_path: Any, house_on_sqlite: None) -> None:
    with house.engine().connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        found = [
            raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]


def test_taking_numbers_of_no_survey_is_refused(survey_id: int) -> None:
    with pytest.raises(LookupError), house.writing() as session:
        writer.take_numbers(session, survey_id + 999, 1)
    with house.reading() as session:
        assert session.scalar(select(Survey.change_number).where(Survey.id == survey_id)) == 0
