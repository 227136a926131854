"""Signing a family up, and what it does with its sign-up later: look, change, say yes to an offer, cancel. All under the workshop's lock; nobody overtakes."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from typing import TypeVar
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from booking import checking, places, queue
from booking.errors import Code, Problem
from booking.model import HOLDING, LIVE, Amounts, Ask, Contact, Party, Pool, Rule, State, Workshop
from booking.places import Instead, Lack
from common import clock, ids
from db import models
from db.queries import outbox as outbox_query
from db.queries import signups as query
from db.queries import workshops as workshop_query
from db.turns import Together, in_turn
from services import answering, auditing, credentials, house, may, messages, moving_up, workshops
from services.may import Actor, Forbidden
from services.remembering import forget
from services.workshops import Invalid, UnknownWorkshop
from survey import flow
from survey.errors import Problem as AnswerProblem
from survey.model import Value, Values

PIN_FAILURES, LOCKED_FOR = 5, timedelta(minutes=15)
"""After so many wrong PINs a code rests for a while, even with the right one. Links go on working."""
LANGUAGE_LENGTH = 20

R = TypeVar("R")


class NotOpen(Exception):
    """The workshop takes no sign-ups, or no changes, now; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Conflict(Exception):
    """This form was sent before with other content; nothing was changed."""


class UnknownSignUp(Exception):
    """No sign-up belongs to this link, or this code and PIN: which of them is wrong is not told."""


class Locked(Exception):
    """Too many wrong PINs; `until` says when to try again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class DoesNotFit(Exception):
    """Nothing was changed. Why, what would fit, and the place in line that there would be (0: the line is no way out)."""

    def __init__(self, lacking: Sequence[Lack], instead: Sequence[Instead], place: int) -> None:
        super().__init__(lacking, place)
        self.lacking, self.instead, self.place = tuple(lacking), tuple(instead), place


class WrongAnswers(Exception):
    """The workshop's own questions are not answered rightly; nothing was stored."""

    def __init__(self, problems: Sequence[AnswerProblem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)


class OfferOver(Exception):
    """There is no offer to say yes to, or its time is over."""


@dataclass(frozen=True, slots=True)
class Order:
    """A whole sign-up form as it was sent. `form` has the answers to the workshop's own questions."""

    slug: str
    instance: str
    language: str
    party: Party
    contact: Contact
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)
    been_before: bool | None = None
    or_wait: bool = True
    """False: where it does not fit now, `DoesNotFit` says what would, and nothing is stored."""
    beside: tuple[str, ...] = ()
    """Links of other sign-ups from which this person came here; only looked at for overlapping times."""


@dataclass(frozen=True, slots=True)
class Overlap:
    slug: str
    title: dict[str, str]
    starts: datetime


@dataclass(frozen=True, slots=True)
class SignedUp:
    """What the family sees after the commit. `lacking` is why it waits; empty beside `waiting` where others are in line before it."""

    state: State
    place: int
    """In line, from 1; 0 for whoever does not wait."""
    token: str
    code: str
    pin: str
    again: bool
    lacking: tuple[Lack, ...] = ()
    instead: tuple[Instead, ...] = ()
    overlaps: tuple[Overlap, ...] = ()


@dataclass(frozen=True, slots=True)
class Mine:
    """A sign-up as its family sees it."""

    workshop: Workshop
    state: State
    place: int
    passed: int
    offer_until: datetime | None
    language: str
    party: Party
    contact: Contact
    answers: Values
    changes: int
    code: str
    pin: str
    can_change: bool


class _How(Enum):
    STORED = "stored"
    AGAIN = "again"
    CONFLICT = "conflict"
    STALE = "stale"
    NO_ROOM = "no_room"


@dataclass(frozen=True, slots=True)
class _Job:
    id: UUID
    workshop_id: int
    instance_hash: bytes
    content_hash: bytes
    amounts: Amounts
    or_wait: bool
    language: str
    email: str
    row: dict[str, object]
    """Its columns but state and number."""


@dataclass(frozen=True, slots=True)
class _Done:
    how: _How
    id: UUID
    state: State = State.WAITING
    place: int = 0
    pools: tuple[Pool, ...] = ()
    closed: str = ""


_party = msgspec.json.Decoder(Party)
_answers = msgspec.json.Decoder(dict[str, Value])


# Signing up


def sign_up(order: Order) -> SignedUp:
    """Returns after the commit. Raises `UnknownWorkshop`, `Unreadable`, `Invalid`, `WrongAnswers`, `NotOpen`, `Conflict`, `DoesNotFit`."""
    workshop = workshops.by_slug(order.slug)
    done = _together(_job(workshop, order))
    if done.how is _How.STALE:  # the workshop was changed within the last second
        workshop = workshops.fresh(order.slug)
        done = _together(_job(workshop, order))
    return _told(workshop, order, done)


def sign_up_all(orders: Sequence[Order]) -> tuple[SignedUp, ...]:
    """A list that was kept on paper, in its order and in one transaction: all of it, or nothing where one line raises what `sign_up` raises."""
    found = {slug: workshops.fresh(slug) for slug in dict.fromkeys(order.slug for order in orders)}
    jobs = [_job(found[order.slug], order) for order in orders]

    def work(session: Session) -> tuple[SignedUp, ...]:
        done = _store(session, jobs)
        return tuple(_told(found[order.slug], order, one) for order, one in zip(orders, done, strict=True))

    return _do(work)


def _told(workshop: Workshop, order: Order, done: _Done) -> SignedUp:
    if done.closed:
        raise NotOpen(done.closed)
    if done.how is _How.CONFLICT:
        raise Conflict
    if done.how is _How.STALE:
        raise Invalid([Problem(Code.UNKNOWN, "adults")])
    waits = done.state is State.WAITING and bool(done.pools)
    lacking, instead = (
        (places.lacking(order.party, done.pools), places.would_fit(order.party, done.pools)) if waits else ((), ())
    )
    if done.how is _How.NO_ROOM:
        raise DoesNotFit(lacking, instead, done.place)
    return SignedUp(
        done.state,
        done.place,
        credentials.token_of(done.id),
        credentials.code_of(done.id),
        credentials.pin_of(done.id),
        done.how is _How.AGAIN,
        lacking,
        instead,
        _overlaps(workshop, order.beside),
    )


def try_out(slug: str, party: Party) -> tuple[Lack, ...]:
    """Why this party would have to wait, without storing anything. Raises `UnknownWorkshop`, `Invalid`."""
    workshop = workshops.fresh(slug)
    if problems := checking.check_party(party, workshop.plan, workshop.pools):
        raise Invalid(problems)
    return places.lacking(party, workshop.pools)


def _job(workshop: Workshop, order: Order) -> _Job:
    """Everything that can be checked and made before the lock."""
    contact = _tidy(order.contact)
    _check(workshop, order.party, contact)
    if workshop.status == "draft":
        raise UnknownWorkshop(order.slug)
    answers = _checked_answers(workshop, order.form)
    instance = answering.instance_of(order.instance)
    signup_id = ids.new_id()
    code, been_before = (
        credentials.code_of(signup_id),
        order.been_before if Ask.BEEN_BEFORE in workshop.plan.asks else None,
    )
    party, answered = (
        msgspec.json.encode(order.party, order="deterministic"),
        msgspec.json.encode(answers, order="deterministic"),
    )
    content = b"\n".join(
        (party, answered, msgspec.json.encode(contact, order="deterministic"), str(been_before).encode())
    )
    instance_hash = ids.keyed_hash(credentials.key(), "signup-instance", instance)
    content_hash = ids.keyed_hash(credentials.key(), "signup-content", content.decode())
    row: dict[str, object] = {
        "id": signup_id,
        "workshop_id": workshop.id,
        "instance_hash": instance_hash,
        "content_hash": content_hash,
        "token_hash": credentials.token_hash(credentials.token_of(signup_id)),
        "code_hash": credentials.code_hash(code),
        "pin_hash": credentials.pin_hash(signup_id, credentials.pin_of(signup_id)),
        "pin_failures": 0,
        "locked_until": None,
        "passed": 0,
        "offer_until": None,
        "language": order.language[:LANGUAGE_LENGTH],
        "name": contact.name,
        "email": contact.email or None,
        "phone": contact.phone or None,
        "organisation": contact.organisation or None,
        "party": party.decode(),
        "answers": answered.decode(),
        "been_before": been_before,
        "changes": 0,
        "created_on": clock.today(),
    }
    amounts = places.wanted(order.party, workshop.pools)
    return _Job(
        signup_id,
        workshop.id,
        instance_hash,
        content_hash,
        amounts,
        order.or_wait,
        order.language[:LANGUAGE_LENGTH],
        contact.email,
        row,
    )


def _tidy(contact: Contact) -> Contact:
    return Contact(
        checking.tidy(contact.name),
        contact.email.strip(" "),
        contact.phone.strip(" "),
        checking.tidy(contact.organisation),
    )


def wrong_with(workshop: Workshop, party: Party, contact: Contact) -> list[Problem]:
    """Everything for which `sign_up` and `change` would refuse this family, places aside."""
    told = _tidy(contact)
    problems = [*checking.check_party(party, workshop.plan, workshop.pools), *checking.check_contact(told)]
    if told.organisation and Ask.ORGANISATION not in workshop.plan.asks:
        problems.append(Problem(Code.NOT_OFFERED, "organisation"))
    return problems


def _check(workshop: Workshop, party: Party, contact: Contact) -> None:
    if problems := wrong_with(workshop, party, contact):
        raise Invalid(problems)


def _checked_answers(workshop: Workshop, form: Mapping[str, Sequence[str]]) -> dict[str, Value]:
    checked = flow.check(workshops.questions(workshop), form)
    if checked.problems:
        raise WrongAnswers(checked.problems)
    return checked.values


def _overlaps(workshop: Workshop, tokens: Sequence[str]) -> tuple[Overlap, ...]:
    """At most ten others are looked at."""
    found: list[Overlap] = []
    if not tokens:
        return ()
    with house.reading() as session:
        for token in tokens[:10]:
            signup = query.by_token(session, credentials.token_hash(token))
            if signup is None or signup.state not in LIVE or signup.workshop_id == workshop.id:
                continue
            other = workshops.read(session, workshop_query.by_id(session, signup.workshop_id))
            if any(mine.overlaps(theirs) for mine in workshop.dates for theirs in other.dates) and other.starts:
                found.append(Overlap(other.slug, other.plan.title, other.starts))
    return tuple(found)


def _store_together(jobs: Sequence[_Job]) -> list[_Done]:
    return in_turn(house.engine(), lambda session: _store(session, jobs))


_together: Together[_Job, _Done] = Together(_store_together)


def _store(session: Session, jobs: Sequence[_Job]) -> list[_Done]:
    """Workshops in ascending id, so that groups of two processes never wait in a circle."""
    by_workshop: defaultdict[int, list[_Job]] = defaultdict(list)
    for job in jobs:
        by_workshop[job.workshop_id].append(job)
    done: dict[UUID, _Done] = {}
    for workshop_id in sorted(by_workshop):
        done.update(_store_of_workshop(session, workshop_id, by_workshop[workshop_id]))
    return [done[job.id] for job in jobs]


def _store_of_workshop(session: Session, workshop_id: int, jobs: Sequence[_Job]) -> dict[UUID, _Done]:
    """In the order in which they came: a newcomer is in if nobody waits before them and it fits, else at the end of the line."""
    turn = workshop_query.take_numbers(session, workshop_id, len(jobs))
    number = turn.last_number - len(jobs)
    known = query.known(session, workshop_id, [job.instance_hash for job in jobs])
    pools = workshop_query.pools(session, workshop_id)
    free, capacity = places.free(pools), places.capacities(pools)
    closed, strict = _closed(turn), turn.rule == Rule.STRICT
    line = query.how_many_wait(session, workshop_id)
    blocked = strict and line > 0 and query.somebody_waits(session, workshop_id)
    done: dict[UUID, _Done] = {}
    new: dict[bytes, tuple[_Job, _Done, int]] = {}
    for job in jobs:
        number += 1
        if job.instance_hash in new:
            first, result, _ = new[job.instance_hash]
            done[job.id] = replace(result, how=_How.AGAIN if first.content_hash == job.content_hash else _How.CONFLICT)
        elif job.instance_hash in known:
            done[job.id] = _repeated(session, workshop_id, job, known[job.instance_hash])
        elif closed:
            done[job.id] = _Done(_How.STORED, job.id, closed=closed)
        elif not job.amounts.keys() <= capacity.keys() or not places.fits(job.amounts, capacity):
            done[job.id] = _Done(_How.STALE, job.id)
        elif not blocked and places.fits(job.amounts, free):
            done[job.id] = _Done(_How.STORED, job.id, State.CONFIRMED, 0)
            places.take(free, job.amounts)
        else:
            now = tuple(msgspec.structs.replace(pool, taken=pool.capacity - free[pool.id]) for pool in pools)
            done[job.id] = _Done(_How.STORED if job.or_wait else _How.NO_ROOM, job.id, State.WAITING, line + 1, now)
            line += job.or_wait
            blocked = blocked or (strict and job.or_wait)
        if done[job.id].how is _How.STORED and not done[job.id].closed:
            new[job.instance_hash] = job, done[job.id], number
    workshop_query.change_taken(session, {pool.id: pool.free - free[pool.id] for pool in pools})
    _insert(session, list(new.values()))
    last_in = max((number for _, result, number in new.values() if result.state is State.CONFIRMED), default=0)
    if last_in and line:
        moving_up.note_passed(session, workshop_id, last_in)
    return done


def _closed(turn: workshop_query.Turn) -> str:
    now = clock.now()
    if turn.status != "open":
        return turn.status
    if turn.opens_at and now < turn.opens_at:
        return "not_yet"
    return "over" if (turn.closes_at and now >= turn.closes_at) or (turn.starts_at and now >= turn.starts_at) else ""


def _repeated(session: Session, workshop_id: int, job: _Job, before: query.Known) -> _Done:
    if before.content_hash != job.content_hash:
        return _Done(_How.CONFLICT, job.id)
    state = State(before.state)
    place = query.how_many_wait(session, workshop_id, before.number) + 1 if state is State.WAITING else 0
    return _Done(_How.AGAIN, before.id, state, place)


def _insert(session: Session, new: Sequence[tuple[_Job, _Done, int]]) -> None:
    if not new:
        return
    rows = [job.row | {"state": result.state, "number": number} for job, result, number in new]
    amounts = [
        {"signup_id": job.id, "pool_id": pool_id, "n": n} for job, _, _ in new for pool_id, n in job.amounts.items()
    ]
    query.add_all(session, models.SignUp, models.SignUp.id, rows)
    query.add_all(session, models.SignUpPool, models.SignUpPool.n, amounts)
    mails = [
        messages.mail(job.workshop_id, job.id, result.state, job.language, job.email, {"place": result.place})
        for job, result, _ in new
        if job.email
    ]
    query.add_all(session, models.Message, models.Message.id, mails)


# By link or code


def token_for(code: str, pin: str) -> str:
    """The link's token for a code with its PIN. Raises `UnknownSignUp`, `Locked`."""
    with house.writing() as session:
        signup = query.by_code(session, credentials.code_hash(code))
        right = credentials.same(
            signup.pin_hash if signup else bytes(32), credentials.pin_hash(signup.id if signup else UUID(int=0), pin)
        )
        if signup is not None:
            now = clock.now()
            if signup.locked_until and signup.locked_until > now:
                raise Locked(signup.locked_until)
            if right:
                signup.pin_failures, signup.locked_until = 0, None
                return credentials.token_of(signup.id)
            signup.pin_failures += 1
            if signup.pin_failures >= PIN_FAILURES:
                signup.pin_failures, signup.locked_until = 0, now + LOCKED_FOR
    raise UnknownSignUp


def mine(token: str) -> Mine:
    """Raises `UnknownSignUp`."""
    with house.reading() as session:
        signup = _by_token(session, token)
        workshop = workshops.read(session, workshop_query.by_id(session, signup.workshop_id))
        state = State(signup.state)
        place = query.how_many_wait(session, workshop.id, signup.number) + 1 if state is State.WAITING else 0
        return Mine(
            workshop,
            state,
            place,
            signup.passed,
            signup.offer_until,
            signup.language,
            _party.decode(signup.party),
            _contact(signup),
            _answers.decode(signup.answers),
            signup.changes,
            credentials.code_of(signup.id),
            credentials.pin_of(signup.id),
            state in LIVE and workshop.takes_changes(clock.now()),
        )


def place_in_queue(token: str) -> int:
    """From 1; 0 for whoever does not wait. Raises `UnknownSignUp`."""
    return mine(token).place


def change(
    token: str, party: Party, *, contact: Contact | None = None, form: Mapping[str, Sequence[str]] | None = None
) -> Mine:
    """Gives back and takes in one transaction. What grows and does not fit changes nothing. Who waits keeps the place in line.

    Raises `UnknownSignUp`, `NotOpen`, `Invalid`, `WrongAnswers`, `DoesNotFit`.
    """

    def work(session: Session, signup: models.SignUp, row: models.Workshop) -> None:
        workshop = workshops.read(session, row)
        if signup.state not in LIVE:
            raise NotOpen("cancelled")
        if not workshop.takes_changes(clock.now()):
            raise NotOpen("no_changes")
        told = _tidy(contact) if contact else _contact(signup)
        _check(workshop, party, told)
        answers = _answers.decode(signup.answers) if form is None else _checked_answers(workshop, form)
        _change_contact(signup, told)
        words = msgspec.json.encode(party, order="deterministic").decode()
        answered = msgspec.json.encode(answers, order="deterministic").decode()
        if (words, answered) == (signup.party, signup.answers):
            return
        _change_places(session, signup, workshop, party)
        signup.party, signup.answers, signup.changes = words, answered, signup.changes + 1
        messages.tell(session, signup, "changed", {"state": signup.state})
        moving_up.move_up(session, row)

    return _with(token, work)


def _change_contact(signup: models.SignUp, contact: Contact) -> None:
    signup.name, signup.email, signup.phone, signup.organisation = (
        contact.name,
        contact.email or None,
        contact.phone or None,
        contact.organisation or None,
    )


def _change_places(session: Session, signup: models.SignUp, workshop: Workshop, party: Party) -> None:
    before = query.amounts_of(session, [signup.id])[signup.id]
    after = places.wanted(party, workshop.pools)
    if signup.state in HOLDING:
        change = {pool_id: after.get(pool_id, 0) - before.get(pool_id, 0) for pool_id in before.keys() | after.keys()}
        extra = {pool_id: n for pool_id, n in change.items() if n > 0}
        if not queue.may_grow(
            extra, places.free(workshop.pools), query.waited_for(session, workshop.id), workshop.plan.rule
        ):
            as_if_gone = [
                msgspec.structs.replace(pool, taken=pool.taken - before.get(pool.id, 0)) for pool in workshop.pools
            ]
            raise DoesNotFit(places.lacking(party, as_if_gone), places.would_fit(party, as_if_gone), 0)
        workshop_query.change_taken(session, change)
    query.set_amounts(session, signup.id, after)


def accept(token: str) -> Mine:
    """Says yes to an offer. Said twice it is said once. Raises `UnknownSignUp`, `OfferOver`."""

    def work(session: Session, signup: models.SignUp, row: models.Workshop) -> None:
        if signup.state == State.CONFIRMED:
            return
        if signup.state != State.OFFERED or signup.offer_until is None or signup.offer_until <= clock.now():
            raise OfferOver
        signup.state, signup.offer_until = State.CONFIRMED, None
        messages.tell(session, signup, "accepted", {})

    return _with(token, work)


def cancel(token: str) -> Mine:
    """Gives everything back, and others move up, in one transaction. Done twice it is done once. Raises `UnknownSignUp`."""

    def work(session: Session, signup: models.SignUp, row: models.Workshop) -> None:
        if moving_up.end(session, signup, "cancelled"):
            moving_up.move_up(session, row)

    return _with(token, work)


def erase(token: str) -> None:
    """Cancels if need be and deletes everything of this sign-up at once: name, contact, needs, mails not yet sent. Raises `UnknownSignUp`."""

    def work(session: Session, signup: models.SignUp, row: models.Workshop) -> None:
        if moving_up.end(session, signup, "cancelled"):
            moving_up.move_up(session, row)
        session.delete(signup)

    _under_lock(token, work)


# By staff and by time


def release(actor: Actor, slug: str, signup_id: UUID) -> None:
    """Staff take a family out that cannot come; also the only way for whoever was confirmed without being asked. Raises `Forbidden`, `UnknownSignUp`."""

    def work(session: Session) -> None:
        row, signup = _of_workshop(session, actor, slug, signup_id)
        if moving_up.end(session, signup, "released"):
            auditing.note(session, actor, "workshop_release", slug, {"number": signup.number})
            moving_up.move_up(session, row)

    _do(work)


def change_for(actor: Actor, slug: str, signup_id: UUID, party: Party, *, contact: Contact | None = None) -> Mine:
    """At the desk or on the telephone, by the same rules. Raises as `change`."""
    token = _token_at_desk(actor, slug, signup_id)
    return change(token, party, contact=contact)


def accept_for(actor: Actor, slug: str, signup_id: UUID) -> Mine:
    """A family said yes on the telephone. Raises as `accept`."""
    return accept(_token_at_desk(actor, slug, signup_id))


def slip_for(actor: Actor, slug: str, signup_id: UUID) -> tuple[str, str]:
    """Code and PIN again, for somebody who stands here and has lost the slip. Leaves a trace."""
    with house.writing() as session:
        _, signup = _of_workshop(session, actor, slug, signup_id)
        auditing.note(session, actor, "workshop_slip", slug, {"number": signup.number})
    return credentials.code_of(signup_id), credentials.pin_of(signup_id)


def expire_offers() -> int:
    """Offers whose time is over: the family is out and hears so, the next move up. Whoever should have been called and was not is in: that is our fault, not theirs."""
    with house.reading() as session:
        overdue = query.overdue_offers(session, clock.now())

    def work(session: Session, workshop_id: int, signup_ids: Sequence[UUID]) -> int:
        row = workshop_query.locked(session, workshop_id)
        ended = 0
        for signup_id in signup_ids:
            signup = query.by_id(session, signup_id)
            if signup is None or signup.offer_until is None or signup.offer_until > clock.now():
                continue
            if not signup.email and (not signup.phone or outbox_query.open_calls_to(session, signup_id)):
                signup.state, signup.offer_until = State.CONFIRMED, None
                continue
            ended += moving_up.end(session, signup, "offer_expired")
        moving_up.move_up(session, row)
        return ended

    return sum(
        _do(partial(work, workshop_id=workshop_id, signup_ids=signup_ids))
        for workshop_id, signup_ids in sorted(overdue.items())
    )


def _of_workshop(session: Session, actor: Actor, slug: str, signup_id: UUID) -> tuple[models.Workshop, models.SignUp]:
    found = workshop_query.by_slug(session, slug)
    if found is None:
        raise UnknownWorkshop(slug)
    row = workshop_query.locked(session, found.id)
    if not may.see_signups(actor, row):
        raise Forbidden
    signup = query.by_id(session, signup_id)
    if signup is None or signup.workshop_id != row.id:
        raise UnknownSignUp
    return row, signup


def _token_at_desk(actor: Actor, slug: str, signup_id: UUID) -> str:
    with house.writing() as session:
        _, signup = _of_workshop(session, actor, slug, signup_id)
        auditing.note(session, actor, "workshop_at_desk", slug, {"number": signup.number})
    return credentials.token_of(signup_id)


def _contact(signup: models.SignUp) -> Contact:
    return Contact(signup.name, signup.email or "", signup.phone or "", signup.organisation or "")


def _by_token(session: Session, token: str) -> models.SignUp:
    signup = query.by_token(session, credentials.token_hash(token))
    if signup is None:
        raise UnknownSignUp
    return signup


def _with(token: str, work: Callable[[Session, models.SignUp, models.Workshop], None]) -> Mine:
    _under_lock(token, work)
    return mine(token)


def _under_lock(token: str, work: Callable[[Session, models.SignUp, models.Workshop], None]) -> None:
    def locked(session: Session) -> None:
        found = _by_token(session, token)
        row = workshop_query.locked(session, found.workshop_id)
        signup = query.by_id(session, found.id)  # as it is now that nobody else changes it
        if signup is None:
            raise UnknownSignUp
        work(session, signup, row)

    _do(locked)


def _do(work: Callable[[Session], R]) -> R:
    result = in_turn(house.engine(), work)
    forget()
    return result
