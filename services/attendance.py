"""In the room: who came. Marks may arrive late and twice, from several phones; the one made last holds. Counts stay when names are deleted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from booking import checking, places
from booking.errors import Code, Problem
from booking.model import HOLDING, Child, Contact, Kind, Party, Pool, State, Workshop
from common import clock, ids
from db import models
from db.queries import signups as query
from db.queries import workshops as workshop_query
from db.turns import in_turn
from services import answering, credentials, house, may, workshops
from services.may import Actor, Forbidden
from services.signing_up import UnknownSignUp
from services.workshops import Invalid, NotPossible, UnknownWorkshop
from survey.model import Value, Values

CAME, EXCUSED, NONE = "came", "excused", "none"
MOST_WALK_INS = 50


class DateCounts(msgspec.Struct, frozen=True):
    """Of one date, in families and in people. `unmarked` are confirmed families of whom nobody noted anything."""

    came: int = 0
    excused: int = 0
    none: int = 0
    unmarked: int = 0
    walk_ins: int = 0
    adults: int = 0
    children: int = 0

    @property
    def people(self) -> int:
        return self.adults + self.children


class SignUpCounts(msgspec.Struct, frozen=True):
    """Of all sign-ups of a workshop. Nobody's name; organisations only where somebody of them was confirmed."""

    states: dict[str, int] = {}
    adults: int = 0
    children: int = 0
    childcare: int = 0
    languages: dict[str, int] = {}
    been_before: dict[str, int] = {}
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Needs:
    """For kitchen and childcare: of confirmed and offered families, without names."""

    food: dict[str, int]
    childcare_ages: dict[int, int]
    interpreters: dict[str, int]
    step_free: int


@dataclass(frozen=True, slots=True)
class Participant:
    """One family on the list at the door."""

    id: UUID
    name: str
    organisation: str
    state: State
    number: int
    party: Party
    email: str
    phone: str
    language: str
    mark: str
    """`came`, `excused`, `none`, or nothing yet."""
    came_adults: int
    came_children: int
    answers: Values
    """To the workshop's own questions."""
    offer_until: datetime | None


@dataclass(frozen=True, slots=True)
class WalkIn:
    name: str
    adults: int
    children: int


@dataclass(frozen=True, slots=True)
class PoolCount:
    """Of one pool: how many of its places are held, and how many of those who hold them are here."""

    pool: Pool
    expected: int
    here: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A workshop in figures; they stay when its sign-ups are deleted."""

    workshop: Workshop
    dates: dict[int, DateCounts]
    signups: SignUpCounts
    deleted: bool


_party = msgspec.json.Decoder(Party)
_answers = msgspec.json.Decoder(dict[str, Value])


def at_the_door(actor: Actor, slug: str, date_id: int) -> tuple[tuple[Participant, ...], tuple[WalkIn, ...]]:
    """Families by name, with their marks of this date, and walk-ins. Raises `UnknownWorkshop`, `Forbidden`, `NotPossible`."""
    with house.reading() as session:
        row = _of(session, actor, slug)
        _date(session, row, date_id)
        marks = query.attendance(session, date_id)
        by_signup = {mark.signup_id: mark for mark in marks if mark.signup_id}
        families = [_participant(one, by_signup.get(one.id)) for one in query.live(session, row.id)]
        walk_ins = tuple(
            WalkIn(mark.name or "", mark.adults, mark.children) for mark in marks if mark.signup_id is None
        )
    return tuple(sorted(families, key=lambda one: (one.name.casefold(), one.number))), walk_ins


def by_pool(
    pools: Sequence[Pool], families: Sequence[Participant], walk_ins: Sequence[WalkIn]
) -> tuple[PoolCount, ...]:
    """Of those at the door. Walk-ins are in the room."""
    expected: Counter[int] = Counter()
    here: Counter[int] = Counter()
    for one in families:
        if one.state in HOLDING:
            expected.update(places.wanted(one.party, pools))
        if one.mark == CAME:
            here.update(places.wanted(_who_came(one), pools))
    room = next((pool.id for pool in pools if pool.kind is Kind.PLACE), 0)
    here[room] += sum(one.adults + one.children for one in walk_ins)
    return tuple(PoolCount(pool, expected[pool.id], here[pool.id]) for pool in pools)


def _who_came(one: Participant) -> Party:
    """Nobody notes which child stayed at home: the first ones count. Children brought along are in the room."""
    brought = tuple(Child(15) for _ in range(one.came_children - len(one.party.children)))
    return msgspec.structs.replace(
        one.party, adults=one.came_adults, children=(*one.party.children[: one.came_children], *brought)
    )


def participants(actor: Actor, slug: str) -> tuple[Participant, ...]:
    """Everyone, cancelled ones too, in the order of the line. Raises `UnknownWorkshop`, `Forbidden`."""
    with house.reading() as session:
        row = _of(session, actor, slug)
        return tuple(_participant(one, None) for one in query.of_workshop(session, row.id))


def how_many(actor: Actor, slug: str) -> int:
    """Families that are signed up or wait. Raises `UnknownWorkshop`, `Forbidden`."""
    with house.reading() as session:
        return len(query.live(session, _of(session, actor, slug).id))


def find(actor: Actor, slug: str, words: str) -> UUID:
    """The family of a code as typed or scanned, or of its link. Raises `UnknownWorkshop`, `Forbidden`, `UnknownSignUp`."""
    last = words.strip().rstrip("/").rpartition("/")[2][:100]
    with house.reading() as session:
        row = _of(session, actor, slug)
        signup = query.by_token(session, credentials.token_hash(last)) or query.look_up_code(
            session, credentials.code_hash(last)
        )
        if signup is None or signup.workshop_id != row.id:
            raise UnknownSignUp
        return signup.id


def mark(
    actor: Actor,
    slug: str,
    date_id: int,
    signup_id: UUID,
    state: str,
    *,
    adults: int | None = None,
    children: int | None = None,
    at: datetime | None = None,
) -> None:
    """Notes who of a family came. `at` is when it was tapped on the phone; of several marks the latest holds, whenever they arrive.

    Raises `UnknownWorkshop`, `Forbidden`, `NotPossible`, `UnknownSignUp`, `Invalid`.
    """
    when = min(at or clock.now(), clock.now())
    if state not in (CAME, EXCUSED, NONE):
        raise Invalid([Problem(Code.UNKNOWN, "state")])

    def work(session: Session) -> None:
        row = _locked(session, actor, slug)
        _date(session, row, date_id)
        signup = query.by_id(session, signup_id)
        if signup is None or signup.workshop_id != row.id:
            raise UnknownSignUp
        party = _party.decode(signup.party)
        people = (party.adults if adults is None else adults, len(party.children) if children is None else children)
        _check_people(*people)
        stored = next((one for one in query.attendance(session, date_id) if one.signup_id == signup_id), None)
        if stored is None:
            stored = models.Attendance(
                id=ids.new_id(), date_id=date_id, signup_id=signup_id, instance_hash=None, name=None
            )
            session.add(stored)
        elif stored.marked_at > when:
            return
        stored.state, stored.marked_at = state, when
        stored.adults, stored.children = people if state == CAME else (0, 0)

    in_turn(house.engine(), work)


def walk_in(actor: Actor, slug: str, date_id: int, instance: str, adults: int, children: int, name: str = "") -> None:
    """Somebody who came without signing up. Sent twice it counts once; takes no places, since they are in the room already.

    Raises `UnknownWorkshop`, `Forbidden`, `NotPossible`, `Invalid`, `Unreadable`.
    """
    _check_people(adults, children)
    name = checking.tidy(name)
    if problems := checking.check_contact(Contact(name or "–")):
        raise Invalid(problems)
    instance_hash = ids.keyed_hash(credentials.key(), "walk-in", answering.instance_of(instance))

    def work(session: Session) -> None:
        row = _locked(session, actor, slug)
        _date(session, row, date_id)
        if any(one.instance_hash == instance_hash for one in query.attendance(session, date_id)):
            return
        session.add(
            models.Attendance(
                id=ids.new_id(),
                date_id=date_id,
                signup_id=None,
                instance_hash=instance_hash,
                name=name or None,
                state=CAME,
                adults=adults,
                children=children,
                marked_at=clock.now(),
            )
        )

    in_turn(house.engine(), work)


def needs(actor: Actor, slug: str) -> Needs:
    """Raises `UnknownWorkshop`, `Forbidden`."""
    food: Counter[str] = Counter()
    ages: Counter[int] = Counter()
    interpreters: Counter[str] = Counter()
    step_free = 0
    with house.reading() as session:
        row = _of(session, actor, slug)
        for one in query.live(session, row.id):
            if one.state not in HOLDING:
                continue
            party = _party.decode(one.party)
            food.update(party.food)
            ages.update(child.age for child in party.children if child.childcare)
            interpreters.update({party.interpreter: max(party.adults, 1)} if party.interpreter else {})
            step_free += party.step_free
    return Needs(dict(sorted(food.items())), dict(sorted(ages.items())), dict(sorted(interpreters.items())), step_free)


def figures(actor: Actor) -> tuple[Figures, ...]:
    """Attendance of all workshops that this person may see, the latest first; deleted ones from the protocol."""
    with house.reading() as session:
        found = [
            _figures(session, row)
            for row in workshop_query.all_workshops(session)
            if row.status != "draft" and may.see_attendance(actor, row)
        ]
    return tuple(
        sorted(
            found,
            key=lambda one: (one.workshop.starts.timestamp() if one.workshop.starts else 0.0, one.workshop.slug),
            reverse=True,
        )
    )


def _figures(session: Session, row: models.Workshop) -> Figures:
    workshop = workshops.read(session, row)
    protocol = workshop_query.deletions(session, row.id)
    kept = {
        one.date_id: msgspec.json.decode(one.counts, type=DateCounts) for one in protocol if one.date_id is not None
    }
    gone = next((msgspec.json.decode(one.counts, type=SignUpCounts) for one in protocol if one.date_id is None), None)
    dates = {
        date.id: kept[date.id] if date.id in kept else date_counts(session, row.id, date.id) for date in workshop.dates
    }
    return Figures(workshop, dates, gone if gone is not None else signup_counts(session, row.id), gone is not None)


def date_counts(session: Session, workshop_id: int, date_id: int) -> DateCounts:
    marks = query.attendance(session, date_id)
    states = Counter(mark.state for mark in marks if mark.signup_id)
    marked = {mark.signup_id for mark in marks}
    unmarked = sum(one.state == State.CONFIRMED and one.id not in marked for one in query.live(session, workshop_id))
    return DateCounts(
        states[CAME],
        states[EXCUSED],
        states[NONE],
        unmarked,
        sum(mark.signup_id is None for mark in marks),
        sum(mark.adults for mark in marks),
        sum(mark.children for mark in marks),
    )


def signup_counts(session: Session, workshop_id: int) -> SignUpCounts:
    signups = query.of_workshop(session, workshop_id)
    confirmed = [one for one in signups if one.state == State.CONFIRMED]
    parties = [_party.decode(one.party) for one in confirmed]
    return SignUpCounts(
        dict(sorted(Counter(one.state for one in signups).items())),
        sum(party.adults for party in parties),
        sum(len(party.children) for party in parties),
        sum(child.childcare for party in parties for child in party.children),
        dict(sorted(Counter(one.language for one in confirmed).items())),
        dict(
            sorted(
                Counter("yes" if one.been_before else "no" for one in confirmed if one.been_before is not None).items()
            )
        ),
        tuple(sorted({one.organisation for one in confirmed if one.organisation})),
    )


def _participant(one: models.SignUp, marked: models.Attendance | None) -> Participant:
    party = _party.decode(one.party)
    return Participant(
        one.id,
        one.name,
        one.organisation or "",
        State(one.state),
        one.number,
        party,
        one.email or "",
        one.phone or "",
        one.language,
        marked.state if marked else "",
        marked.adults if marked else 0,
        marked.children if marked else 0,
        _answers.decode(one.answers),
        one.offer_until,
    )


def _check_people(adults: int, children: int) -> None:
    if not (0 <= adults <= MOST_WALK_INS and 0 <= children <= MOST_WALK_INS):
        raise Invalid([Problem(Code.TOO_LARGE, "adults", {"max": MOST_WALK_INS})])


def _of(session: Session, actor: Actor, slug: str) -> models.Workshop:
    row = workshop_query.by_slug(session, slug)
    if row is None:
        raise UnknownWorkshop(slug)
    if not may.see_signups(actor, row):
        raise Forbidden
    return row


def _locked(session: Session, actor: Actor, slug: str) -> models.Workshop:
    row = _of(session, actor, slug)
    if not may.check_in(actor, row):
        raise Forbidden
    return workshop_query.locked(session, row.id)


def _date(session: Session, row: models.Workshop, date_id: int) -> None:
    if date_id not in {date.id for date in workshop_query.dates(session, row.id)}:
        raise NotPossible("no_such_date")
    if any(one.date_id in (date_id, None) for one in workshop_query.deletions(session, row.id)):
        raise NotPossible("deleted")
