"""What has to be said to families: mails in the outbox, and calls for those without an address, written in the transaction that is their reason.

The words are made when a mail is sent, by whoever sends it; here are kind, language, recipient and the facts as they were.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

import settings
from booking.model import Date, State
from common import clock, ids
from db import models
from db.queries import outbox as query
from db.queries import signups as signup_query
from db.queries import workshops as workshop_query
from services import credentials, house, may
from services.may import Actor, Forbidden

Fact = str | int | bool | list[str] | None
Payload = Mapping[str, Fact]

BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
"""How long after each failure it is tried again; then it is failed for good and shown."""
UNCERTAIN_AFTER = timedelta(minutes=10)
"""So long a worker may be busy with a mail before it counts as lost."""
BY_THEMSELVES = frozenset({"confirmed", "waiting", "changed", "accepted", "cancelled"})
"""What a family did itself and saw on the page: nobody needs to be called for it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail that this process has taken and must `settle`."""

    id: UUID
    kind: str
    language: str
    recipient: str
    payload: dict[str, Fact]
    message_id: str
    slug: str
    token: str
    code: str
    pin: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Unsettled:
    id: UUID
    kind: str
    recipient: str
    state: str
    attempts: int
    problem: str
    slug: str


@dataclass(frozen=True, slots=True)
class ToCall:
    id: int
    slug: str
    name: str
    phone: str
    """Nothing where they left none: tell them when they come or ring."""
    language: str
    kind: str
    payload: dict[str, Fact]
    since: date
    signup_id: UUID


_payload = msgspec.json.Decoder(dict[str, Fact])


def tell(session: Session, signup: models.SignUp, kind: str, payload: Payload, once: str | None = None) -> None:
    """By mail, else by the call list."""
    if signup.email:
        session.add(
            models.Message(**mail(signup.workshop_id, signup.id, kind, signup.language, signup.email, payload, once))
        )
    elif kind not in BY_THEMSELVES:
        words = msgspec.json.encode(payload).decode()
        session.add(
            models.Call(
                workshop_id=signup.workshop_id,
                signup_id=signup.id,
                kind=kind,
                payload=words,
                created_on=clock.today(),
                done_on=None,
                done_by=None,
            )
        )


def mail(
    workshop_id: int,
    signup_id: UUID,
    kind: str,
    language: str,
    recipient: str,
    payload: Payload,
    once: str | None = None,
) -> dict[str, object]:
    """A row of the outbox. Its Message-ID never changes, so that a mail that did leave twice is one to its reader."""
    message = ids.new_id()
    return {
        "id": message,
        "workshop_id": workshop_id,
        "signup_id": signup_id,
        "kind": kind,
        "language": language,
        "recipient": recipient,
        "payload": msgspec.json.encode(payload).decode(),
        "state": "new",
        "attempts": 0,
        "next_try_at": clock.now(),
        "taken_at": None,
        "problem": "",
        "message_id": f"<{message.hex}@{urlsplit(settings.current().public_url).hostname or 'localhost'}>",
        "once": once,
    }


def take_due(limit: int = 20) -> tuple[Outgoing, ...]:
    """Mails for this process to send. From now on they are uncertain, and stay so if it dies: sent twice is worse than asked about."""
    with house.reading() as session:
        if not query.somebody_waits(session, clock.now()):
            return ()
    with house.writing() as session:
        taken = []
        for row in query.take_due(session, clock.now(), limit):
            row.state, row.taken_at, row.attempts = "uncertain", clock.now(), row.attempts + 1
            workshop = workshop_query.by_id(session, row.workshop_id)
            slug = workshop.slug if workshop else ""
            secrets = (
                credentials.token_of(row.signup_id),
                credentials.code_of(row.signup_id),
                credentials.pin_of(row.signup_id),
            )
            taken.append(
                Outgoing(
                    row.id,
                    row.kind,
                    row.language,
                    row.recipient,
                    _payload.decode(row.payload),
                    row.message_id,
                    slug,
                    *secrets,
                    row.attempts,
                )
            )
        return tuple(taken)


def sent(message_id: UUID) -> None:
    _settle(message_id, "sent", "")


def not_sent(message_id: UUID, problem: str, *, for_good: bool = False) -> None:
    """It certainly did not leave: tried again after a while, at last or `for_good` failed."""
    _settle(message_id, "failed" if for_good else "new", problem)


def may_have_left(message_id: UUID, problem: str) -> None:
    """It stays uncertain, and whoever looks at the list sees it at once."""
    with house.writing() as session:
        row = query.by_id(session, message_id)
        if row is not None and row.state == "uncertain":
            row.problem, row.taken_at = _one_line(problem), clock.now() - UNCERTAIN_AFTER


def _settle(message_id: UUID, state: str, problem: str) -> None:
    with house.writing() as session:
        row = query.by_id(session, message_id)
        if row is None or row.state != "uncertain":
            return  # deleted meanwhile, or settled by hand
        if state == "new" and row.attempts > len(BACK_OFF):
            state = "failed"
        row.state, row.problem, row.taken_at = state, _one_line(problem), None
        if state == "new":
            row.next_try_at = clock.now() + BACK_OFF[row.attempts - 1]


def _one_line(problem: str) -> str:
    return "".join(letter for letter in " ".join(problem.split()) if letter.isprintable())[:300]


def unsettled(actor: Actor) -> tuple[Unsettled, ...]:
    """Failed and uncertain mails, for those who may do something about them."""
    if not actor.is_coordinator:
        raise Forbidden
    with house.reading() as session:
        slugs = {row.id: row.slug for row in workshop_query.all_workshops(session)}
        rows = query.unsettled(session, clock.now() - UNCERTAIN_AFTER)
        return tuple(
            Unsettled(row.id, row.kind, row.recipient, row.state, row.attempts, row.problem, slugs[row.workshop_id])
            for row in rows
        )


def decide(actor: Actor, message_id: UUID, again: bool) -> None:
    """A human being decides about a failed or uncertain mail: send it again under the same Message-ID, or leave it."""
    if not actor.is_coordinator:
        raise Forbidden
    with house.writing() as session:
        row = query.by_id(session, message_id)
        if row is not None and row.state in ("failed", "uncertain"):
            row.state, row.attempts, row.taken_at, row.next_try_at = ("new" if again else "sent"), 0, None, clock.now()


def states() -> dict[str, int]:
    """How many mails are in which state, for the operators."""
    with house.reading() as session:
        return query.by_state(session)


def to_call(actor: Actor) -> tuple[ToCall, ...]:
    """Whom this person should call, longest waiting first."""
    with house.reading() as session:
        workshops = {row.id: row for row in workshop_query.all_workshops(session)}
        found = []
        for row in query.open_calls(session):
            workshop, signup = workshops[row.workshop_id], signup_query.by_id(session, row.signup_id)
            if signup is not None and may.see_signups(actor, workshop):
                found.append(
                    ToCall(
                        row.id,
                        workshop.slug,
                        signup.name,
                        signup.phone or "",
                        signup.language,
                        row.kind,
                        _payload.decode(row.payload),
                        row.created_on,
                        signup.id,
                    )
                )
        return tuple(found)


def called(actor: Actor, call_id: int) -> None:
    with house.writing() as session:
        row = session.get(models.Call, call_id)
        workshop = workshop_query.by_id(session, row.workshop_id) if row else None
        if row is None or workshop is None or not may.see_signups(actor, workshop):
            raise Forbidden
        row.done_on, row.done_by = clock.today(), actor.user_id


def remind(before: timedelta = timedelta(hours=24)) -> int:
    """Writes the reminders that are due: one for each date and confirmed family with an address. Safe to call as often as one likes.

    Whoever heard of the place within this time needs no reminder.
    """
    now = clock.now()
    return sum(
        _say_once(workshop_id, "reminder", date, heard_since=date.starts - before)
        for workshop_id, dates in _running()
        for date in dates
        if date.starts - before <= now < date.starts
    )


def thank(after: timedelta = timedelta(hours=2), until: timedelta = timedelta(days=7)) -> int:
    """Writes thanks after the last date, with the follow-up survey's link. The mail says nothing of who answers, and the survey nothing of who came."""
    now = clock.now()
    return sum(
        _say_once(workshop_id, "thanks", dates[-1])
        for workshop_id, dates in _running()
        if dates and dates[-1].ends + after <= now < dates[-1].ends + until
    )


def _running() -> list[tuple[int, tuple[Date, ...]]]:
    with house.reading() as session:
        rows = [row for row in workshop_query.all_workshops(session) if row.status in ("open", "closed")]
        return [(row.id, workshop_query.dates(session, row.id)) for row in rows]


def _say_once(workshop_id: int, kind: str, date: Date, heard_since: datetime | None = None) -> int:
    """Looks first, and takes the lock only where there is something to say."""
    with house.reading() as session:
        if not _to_hear(session, workshop_id, kind, date, heard_since):
            return 0
    with house.writing() as session:
        workshop = workshop_query.locked(session, workshop_id)
        survey = workshop.follow_up_survey_id if kind == "thanks" else None
        facts: Payload = {"date": date.id, "starts": date.starts.isoformat(), "survey": survey}
        hear = _to_hear(session, workshop_id, kind, date, heard_since)
        for once, signup in hear.items():
            tell(session, signup, kind, facts, once)
        return len(hear)


def _to_hear(
    session: Session, workshop_id: int, kind: str, date: Date, heard_since: datetime | None
) -> dict[str, models.SignUp]:
    said = query.said_once(session, workshop_id)
    lately = query.let_in_since(session, workshop_id, heard_since) if heard_since else frozenset()
    confirmed = {
        f"{kind}:{date.id}:{one.id.hex}": one
        for one in signup_query.live(session, workshop_id)
        if one.email and one.state == State.CONFIRMED and one.id not in lately
    }
    return {once: one for once, one in confirmed.items() if once not in said}
