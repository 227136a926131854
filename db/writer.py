"""The one door through which answers enter: a thread that commits them in groups. A future is done only after its commit."""

import logging
import queue
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.orm import Session

from db.engine import Unavailable, writing
from db.models import Answer, Image, Receipt, Survey, Wave
from db.queries import surveys

GROUP = 256
"""How many answers one transaction takes at most. Waiting for more is never worth it: the next group forms while this one is on its way to disk."""

log = logging.getLogger(__name__)


class Outcome(Enum):
    STORED = "stored"
    AGAIN = "again"
    """The same instance with the same content was there already."""
    CONFLICT = "conflict"
    """The same instance was there with other content; nothing changed."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class NewImage:
    """A picture of an answer, sealed to be kept with it."""

    id: UUID
    content: bytes


@dataclass(frozen=True, slots=True)
class NewAnswer:
    id: UUID
    survey_id: int
    version_id: int
    network_id: int | None
    district_id: int | None
    language: str
    channel: str
    day: date
    content: str
    instance_hash: bytes
    content_hash: bytes
    receipt_hash: bytes | None = None
    wave_id: int | None = None
    """None: the survey's open wave, found under its lock. The demonstration names past ones."""
    images: tuple[NewImage, ...] = ()
    images_hash: bytes | None = None
    """Under which its pictures waited. None where the survey asks for none."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    answer: NewAnswer
    future: "Future[Outcome]"


class Writer:
    """Start it once per process; `put` from any thread. `close` waits until everything taken is on disk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="answer-writer", daemon=True)
        self._thread.start()

    def put(self, answer: NewAnswer) -> "Future[Outcome]":
        if not self._thread.is_alive():
            raise RuntimeError("the writer is closed")
        waiting = _Waiting(answer, Future())
        waiting.future.set_running_or_notify_cancel()  # a cancelled request must not cancel it: the thread would die setting its result
        self._queue.put(waiting)
        return waiting.future

    def close(self) -> None:
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            group, more = self._group(first)
            self._write(group)
            if not more:
                return

    def _group(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        group = [first]
        while len(group) < GROUP:
            try:
                waiting = self._queue.get_nowait()
            except queue.Empty:
                break
            if waiting is None:
                return group, False
            group.append(waiting)
        return group, True

    def _write(self, group: Sequence[_Waiting]) -> None:
        """All in one transaction; if that fails, each on its own, so that one bad answer takes no other with it. Without a database all hear of it at once."""
        try:
            with writing(self._engine) as session:
                outcomes = store(session, [waiting.answer for waiting in group])
        except Unavailable as error:
            log.warning("%d answers could not be stored: %s", len(group), error)
            for waiting in group:
                waiting.future.set_exception(error)
            return
        except Exception as error:  # the thread must live, and whoever waits must hear of it
            if len(group) == 1:
                log.exception("an answer could not be stored")
                group[0].future.set_exception(error)
                return
            for waiting in group:
                self._write([waiting])
            return
        for waiting, outcome in zip(group, outcomes, strict=True):
            waiting.future.set_result(outcome)


def store(session: Session, answers: Sequence[NewAnswer]) -> list[Outcome]:
    """Stores answers within a transaction of the caller's. Locks the surveys in ascending order, so that writers never wait in a circle."""
    outcomes: dict[int, Outcome] = {}
    by_survey: defaultdict[int, list[int]] = defaultdict(list)
    for position, answer in enumerate(answers):
        by_survey[answer.survey_id].append(position)
    for survey_id in sorted(by_survey):
        positions = by_survey[survey_id]
        for position, outcome in zip(
            positions, _store_of_survey(session, survey_id, [answers[position] for position in positions]), strict=True
        ):
            outcomes[position] = outcome
    return [outcomes[position] for position in range(len(answers))]


def _store_of_survey(session: Session, survey_id: int, answers: Sequence[NewAnswer]) -> list[Outcome]:
    number = take_numbers(session, survey_id, len(answers))
    wave_id = _open_wave(session, survey_id)
    last_day, room = _end(session, survey_id, wave_id)
    known = _known(session, survey_id, answers)
    outcomes, rows, receipts, again = [], [], [], []
    for answer in answers:
        if (content_hash := known.get(answer.instance_hash)) is not None:
            outcomes.append(Outcome.AGAIN if content_hash == answer.content_hash else Outcome.CONFLICT)
            again += [answer] if outcomes[-1] is Outcome.AGAIN and answer.receipt_hash else []
            continue
        if answer.wave_id is None:
            if wave_id is None or room == 0 or (last_day is not None and answer.day > last_day):
                outcomes.append(Outcome.CLOSED)
                continue
            room = None if room is None else room - 1
        known[answer.instance_hash] = answer.content_hash
        number += 1
        rows.append(_row(answer, answer.wave_id or wave_id, number))
        if answer.receipt_hash:
            receipts.append({"code_hash": answer.receipt_hash, "answer_id": answer.id})
        outcomes.append(Outcome.STORED)
    if rows:
        session.execute(insert(Answer), rows)
    if receipts:
        session.execute(insert(Receipt), receipts)
    _keep_images(
        session, [answer for answer, outcome in zip(answers, outcomes, strict=True) if outcome in _THERE], rows
    )
    for answer in again:  # only now: the first one may have come in this very group
        _add_receipt(session, answer)
    return outcomes


_THERE = (Outcome.STORED, Outcome.AGAIN)


def _keep_images(session: Session, answers: Sequence[NewAnswer], rows: Sequence[Mapping[str, object]]) -> None:
    """What waited for an answer that is there goes; of a new one its pictures come back as its own."""
    waited = {answer.images_hash for answer in answers if answer.images_hash}
    if not waited:
        return
    session.execute(delete(Image).where(Image.instance_hash.in_(waited)))
    new = {row["id"] for row in rows}
    kept = [
        {"id": image.id, "survey_id": answer.survey_id, "answer_id": answer.id, "content": image.content}
        for answer in answers
        if answer.id in new
        for image in answer.images
    ]
    if kept:
        session.execute(insert(Image), kept)


def _add_receipt(session: Session, answer: NewAnswer) -> None:
    """Whoever went back to ask for a receipt gets one now."""
    if session.get(Receipt, answer.receipt_hash) is None:
        stored = session.scalar(
            select(Answer.id).where(
                Answer.survey_id == answer.survey_id,
                Answer.instance_hash == answer.instance_hash,
                Answer.withdrawn.is_(False),
            )
        )
        if stored:
            session.add(Receipt(code_hash=answer.receipt_hash, answer_id=stored))
            session.flush()


def take_numbers(session: Session, survey_id: int, how_many: int) -> int:
    """Raises the survey's change number under its row's lock and returns what it was before. No lower number can appear later."""
    raised: int | None = session.scalar(
        update(Survey)
        .where(Survey.id == survey_id)
        .values(change_number=Survey.change_number + how_many)
        .returning(Survey.change_number)
    )
    if raised is None:
        raise LookupError(f"no survey {survey_id}")
    return raised - how_many


def _open_wave(session: Session, survey_id: int) -> int | None:
    return session.scalar(
        select(Wave.id)
        .join(Survey, Survey.id == Wave.survey_id)
        .where(Wave.survey_id == survey_id, Wave.closed_on.is_(None), Survey.status == "open")
    )


def _end(session: Session, survey_id: int, wave_id: int | None) -> tuple[date | None, int | None]:
    """The survey's last day, and how many answers its open wave still takes. Withdrawn ones give their place back.

    Counted afresh under the lock, for surveys that end by number alone: those are small, and a counter kept beside the answers could differ from them.
    """
    last_day, most = session.execute(select(Survey.closes_on, Survey.closes_after).where(Survey.id == survey_id)).one()
    if most is None or wave_id is None:
        return last_day, None
    return last_day, max(0, most - surveys.answers_in_wave(session, wave_id))


def _known(session: Session, survey_id: int, answers: Iterable[NewAnswer]) -> dict[bytes, bytes]:
    hashes = [answer.instance_hash for answer in answers]
    query = select(Answer.instance_hash, Answer.content_hash).where(
        Answer.survey_id == survey_id, Answer.instance_hash.in_(hashes)
    )
    return dict(session.execute(query).all())


def _row(answer: NewAnswer, wave_id: int | None, number: int) -> dict[str, object]:
    return {
        "id": answer.id,
        "survey_id": answer.survey_id,
        "version_id": answer.version_id,
        "wave_id": wave_id,
        "network_id": answer.network_id,
        "district_id": answer.district_id,
        "language": answer.language,
        "channel": answer.channel,
        "day": answer.day,
        "content": answer.content,
        "change_number": number,
        "instance_hash": answer.instance_hash,
        "content_hash": answer.content_hash,
        "withdrawn": False,
    }
