"""Workshops: write, copy, open, close, cancel them, change their places; and how everyone sees them. Signing up is in `services.signing_up`."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

import msgspec
from sqlalchemy.orm import Session

from booking import calendar, checking, places
from booking.errors import Code, Problem
from booking.model import Ask, Date, Kind, Plan, Pool, Rule, Text, Workshop
from common import clock
from db import models
from db.queries import signups as signup_query
from db.queries import workshops as query
from db.turns import in_turn
from services import auditing, house, may, messages, moving_up
from services.may import Actor, Forbidden
from services.remembering import forget, remembered
from survey import model as survey_model
from survey.model import Questionnaire

STALE_AFTER = 1.0
"""Seconds for which a workshop may be shown as it was. Places are taken under the lock."""

R = TypeVar("R")


class UnknownWorkshop(Exception):
    """No workshop has this address."""


class NotPossible(Exception):
    """The workshop is not in a state in which this can be done; `code` says why, `n` how many stand against it."""

    def __init__(self, code: str, n: int = 0) -> None:
        super().__init__(code, n)
        self.code, self.n = code, n


class Invalid(Exception):
    """What was sent does not fit; nothing was stored."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)


_texts = msgspec.json.Decoder(dict[str, str])
_words = msgspec.json.Decoder(tuple[str, ...])


@remembered(STALE_AFTER)
def by_slug(slug: str) -> Workshop:
    """Raises `UnknownWorkshop`. May be a second old."""
    if "\0" in slug:  # which PostgreSQL refuses to look for
        raise UnknownWorkshop(slug)
    with house.reading() as session:
        return read(session, query.by_slug(session, slug))


def fresh(slug: str) -> Workshop:
    """As it is at this moment. Raises `UnknownWorkshop`."""
    with house.reading() as session:
        return read(session, query.by_slug(session, slug))


def of_district(district_id: int | None = None) -> tuple[Workshop, ...]:
    """What residents may see, of one district or of all: not drafts, not what is over; the next one first."""
    return tuple(one for one in _to_come() if district_id in (None, one.district_id))


@remembered(STALE_AFTER)
def _to_come() -> tuple[Workshop, ...]:
    """Remembered for all districts at once: the thanks page of every survey asks."""
    with house.reading() as session:
        found = [read(session, row) for row in query.all_workshops(session) if row.status != "draft"]
    now = clock.now()
    coming = [one for one in found if one.ends and one.ends > now]
    return tuple(sorted(coming, key=lambda one: (one.starts or now, one.slug)))


def listed(actor: Actor) -> tuple[Workshop, ...]:
    """What this person works with, the latest first."""
    with house.reading() as session:
        found = [read(session, row) for row in query.all_workshops(session) if may.see_attendance(actor, row)]
    return tuple(sorted(found, key=lambda one: (one.starts.timestamp() if one.starts else 0.0, one.slug), reverse=True))


def left(workshop: Workshop, pool: Pool) -> str:
    """How many places are left, as a code for words: `many`, `few`, `last`, `full`."""
    return places.left(pool, workshop.waiting)


def questions(workshop: Workshop) -> Questionnaire:
    """The workshop's own questions; one without sections where it has none."""
    return survey_model.from_json(workshop.plan.questions) if workshop.plan.questions else Questionnaire({}, ())


def create(actor: Actor, plan: Plan, pools: Sequence[Pool]) -> Workshop:
    """A draft. Raises `Invalid`."""
    _ask(may.make_workshop(actor, plan.network_id))
    _check(plan, pools)
    with house.writing() as session:
        if query.by_slug(session, plan.slug):
            raise Invalid([Problem(Code.TWICE, "slug")])
        row = models.Workshop(slug=plan.slug, status="draft", last_number=0, created_on=clock.today(), **_columns(plan))
        session.add(row)
        session.flush()
        _set_dates(session, row, plan.dates)
        session.add_all(_pool(row.id, pool) for pool in pools)
        session.flush()
        auditing.note(session, actor, "workshop_create", plan.slug)
        made = read(session, row)
    forget()
    return made


def edit(actor: Actor, slug: str, plan: Plan) -> Workshop:
    """Everything but places and status. Families hear of another date or place. Raises `Invalid`, `NotPossible`."""
    _check(plan, fresh(slug).pools)

    def work(session: Session) -> Workshop:
        row = _run(session, actor, slug)
        _ask(may.make_workshop(actor, plan.network_id))
        before = read(session, row)
        if plan.slug != slug:
            raise Invalid([Problem(Code.UNKNOWN, "slug")])
        if plan.questions != row.questions and query.has_signups(session, row.id):
            raise NotPossible("questions_are_in_use")
        for name, value in _columns(plan).items():
            setattr(row, name, value)
        if [(one.starts, one.ends) for one in before.dates] != [(one.starts, one.ends) for one in plan.dates]:
            _set_dates(session, row, plan.dates)
        session.flush()
        after = read(session, row)
        if before.status in ("open", "closed") and (before.dates != after.dates or before.plan.place != plan.place):
            for signup in signup_query.live(session, row.id):
                signup.changes += 1
                messages.tell(session, signup, "workshop_changed", {"place": plan.place})
        auditing.note(session, actor, "workshop_edit", slug)
        moving_up.move_up(session, row)
        return after

    return _do(work)


def copy(actor: Actor, slug: str, new_slug: str, dates: Sequence[Date], series: str = "") -> Workshop:
    """A draft like an earlier one, with other dates and nobody in it. Times of opening and closing keep their distance to the start."""
    old = fresh(slug)
    _ask(may.run_workshop(actor, old))
    plan = msgspec.structs.replace(old.plan, slug=new_slug, dates=tuple(dates), series=series or old.plan.series)
    if old.starts and dates:
        moved = {
            name: _moved(getattr(old.plan, name), old.starts, min(one.starts for one in dates))
            for name in ("opens_at", "closes_at", "changes_until")
        }
        plan = msgspec.structs.replace(plan, **moved)
    return create(actor, plan, [msgspec.structs.replace(pool, id=0, taken=0) for pool in old.pools])


def make_series(actor: Actor, slug: str, days: Sequence[date]) -> tuple[Workshop, ...]:
    """Copies of a workshop on other days at the same hours by the city's clock; all of them, with the first, are one series. Each is signed up for on its own."""
    first = fresh(slug)
    if not first.dates:
        raise NotPossible("no_dates")
    start = first.dates[0].day
    made = tuple(
        copy(
            actor,
            slug,
            f"{slug}-{day:%Y-%m-%d}"[-80:],
            [_on_another_day(one, day - start) for one in first.dates],
            first.plan.series or slug,
        )
        for day in days
    )
    if not first.plan.series:
        with house.writing() as session:
            _run(session, actor, slug).series = slug
        forget()
    return made


def open_workshop(actor: Actor, slug: str) -> None:
    """Takes sign-ups from now on, or from `opens_at`. Raises `NotPossible`."""

    def work(session: Session) -> None:
        row = _run(session, actor, slug)
        if row.status in ("open", "cancelled"):
            raise NotPossible(f"is_{row.status}")
        if not query.dates(session, row.id):
            raise NotPossible("no_dates")
        if not any(pool.kind in (Kind.PLACE, Kind.ONLINE) for pool in query.pools(session, row.id)):
            raise NotPossible("no_places")
        row.status = "open"
        auditing.note(session, actor, "workshop_open", slug)
        moving_up.move_up(session, row)

    _do(work)


def close_workshop(actor: Actor, slug: str) -> None:
    """No new sign-ups; the waiting list still moves up. Raises `NotPossible`."""

    def work(session: Session) -> None:
        row = _run(session, actor, slug)
        if row.status != "open":
            raise NotPossible("is_not_open")
        row.status = "closed"
        auditing.note(session, actor, "workshop_close", slug)

    _do(work)


def cancel_workshop(actor: Actor, slug: str) -> int:
    """It does not take place: everyone hears of it, all places are given back. Returns how many families. Raises `NotPossible`."""

    def work(session: Session) -> int:
        row = _run(session, actor, slug)
        if row.status == "cancelled":
            raise NotPossible("is_cancelled")
        row.status = "cancelled"
        families = signup_query.live(session, row.id)
        for signup in families:
            moving_up.end(session, signup, "workshop_cancelled")
        auditing.note(session, actor, "workshop_cancel", slug, {"families": len(families)})
        return len(families)

    return _do(work)


def change_capacity(actor: Actor, slug: str, pool_id: int, capacity: int) -> None:
    """More places let families move up. Fewer than are taken is refused with the number that is. Raises `NotPossible`, `Invalid`."""
    if problems := checking.check_pools([Pool(Kind.PLACE, capacity)]):
        raise Invalid(problems)

    def work(session: Session) -> None:
        row = _run(session, actor, slug)
        pool = _pool_of(session, row, pool_id)
        if not query.set_capacity(session, pool_id, capacity):
            raise NotPossible("taken", pool.taken)
        auditing.note(
            session, actor, "workshop_capacity", slug, {"pool": pool_id, "from": pool.capacity, "to": capacity}
        )
        moving_up.move_up(session, row)

    _do(work)


def add_pool(actor: Actor, slug: str, pool: Pool) -> None:
    """Raises `Invalid`."""

    def work(session: Session) -> None:
        row = _run(session, actor, slug)
        if problems := checking.check_pools([*query.pools(session, row.id), pool]):
            raise Invalid(problems)
        session.add(_pool(row.id, pool))
        auditing.note(session, actor, "workshop_add_pool", slug, {"kind": pool.kind})

    _do(work)


def remove_pool(actor: Actor, slug: str, pool_id: int) -> None:
    """Raises `NotPossible` where somebody holds or waits for its places."""

    def work(session: Session) -> None:
        row = _run(session, actor, slug)
        _pool_of(session, row, pool_id)
        if n := signup_query.interested_in(session, pool_id):
            raise NotPossible("in_use", n)
        query.delete_pool(session, pool_id)
        auditing.note(session, actor, "workshop_remove_pool", slug, {"pool": pool_id})

    _do(work)


def calendar_file(
    workshop: Workshop, language: str, url: str, host: str, sequence: int = 0, cancelled: bool = False
) -> str:
    """The public `.ics` of a workshop: nothing of who asks for it is in it. `cancelled` takes it out of a calendar again."""
    title, text = (survey_model.said(words, language).words for words in (workshop.plan.title, workshop.plan.text))
    return calendar.calendar(
        workshop.dates,
        uid=f"{workshop.slug}@{host}",
        title=title,
        place=workshop.plan.place,
        text=text,
        url=url,
        stamp=clock.now(),
        sequence=sequence,
        cancelled=cancelled or workshop.status == "cancelled",
    )


def feed(workshops: Sequence[Workshop], language: str, name: str, url_of: Callable[[Workshop], str], host: str) -> str:
    """The calendar of a district, to subscribe to."""
    said = survey_model.said
    events = (
        calendar.event(
            one,
            uid=f"{workshop.slug}@{host}",
            title=said(workshop.plan.title, language).words,
            place=workshop.plan.place,
            url=url_of(workshop),
            stamp=clock.now(),
            cancelled=workshop.status == "cancelled",
        )
        for workshop in workshops
        for one in workshop.dates
    )
    return calendar.feed(events, name)


def read(session: Session, row: models.Workshop | None) -> Workshop:
    """The frozen value of a row. Raises `UnknownWorkshop`."""
    if row is None:
        raise UnknownWorkshop
    plan = Plan(
        slug=row.slug,
        title=_text(row.title),
        district_id=row.district_id,
        dates=query.dates(session, row.id),
        network_id=row.network_id,
        text=_text(row.text),
        place=row.place,
        accessibility=_text(row.accessibility),
        languages=_words.decode(row.languages),
        asks=_words.decode(row.asks),
        unaccompanied=row.unaccompanied,
        questions=row.questions,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        changes_until=row.changes_until,
        rule=Rule(row.queue_rule),
        offer_hours=row.offer_hours,
        follow_up_survey_id=row.follow_up_survey_id,
        delete_after_days=row.delete_after_days,
        series=row.series or "",
    )
    return Workshop(
        id=row.id,
        status=row.status,
        plan=plan,
        pools=query.pools(session, row.id),
        waiting=signup_query.how_many_wait(session, row.id),
    )


def _text(words: str) -> Text:
    return _texts.decode(words)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _columns(plan: Plan) -> dict[str, object]:
    return {
        "district_id": plan.district_id,
        "network_id": plan.network_id,
        "series": plan.series or None,
        "title": _json(plan.title),
        "text": _json(plan.text),
        "place": plan.place,
        "accessibility": _json(plan.accessibility),
        "languages": _json(plan.languages),
        "asks": _json([ask for ask in Ask if ask in plan.asks]),
        "unaccompanied": plan.unaccompanied,
        "questions": plan.questions,
        "opens_at": plan.opens_at,
        "closes_at": plan.closes_at,
        "changes_until": plan.changes_until,
        "queue_rule": plan.rule,
        "offer_hours": plan.offer_hours,
        "follow_up_survey_id": plan.follow_up_survey_id,
        "delete_after_days": plan.delete_after_days,
    }


def _check(plan: Plan, pools: Sequence[Pool]) -> None:
    problems = [*checking.check_plan(plan), *checking.check_pools(pools)]
    if plan.questions:
        try:
            survey_model.from_json(plan.questions)
        except msgspec.MsgspecError:
            problems.append(Problem(Code.UNREADABLE, "questions"))
    if problems:
        raise Invalid(problems)


def _set_dates(session: Session, row: models.Workshop, dates: Sequence[Date]) -> None:
    """Dates that stay keep their row, and with it who came. One with marks of who came cannot go."""
    kept = {one.id for one in dates}
    for one in query.dates(session, row.id):
        if one.id not in kept:
            if query.deletions(session, row.id) or signup_query.attendance(session, one.id):
                raise NotPossible("somebody_came")
            query.delete_date(session, one.id)
    for one in dates:
        stored = session.get(models.WorkshopDate, one.id) if one.id else None
        if stored is not None and stored.workshop_id == row.id:
            stored.starts_at, stored.ends_at = one.starts, one.ends
        else:
            session.add(models.WorkshopDate(workshop_id=row.id, starts_at=one.starts, ends_at=one.ends))


def _pool(workshop_id: int, pool: Pool) -> models.Pool:
    cares = pool.kind is Kind.CHILDCARE
    ages = (pool.age_from, pool.age_to) if cares else (None, None)
    return models.Pool(
        workshop_id=workshop_id,
        kind=pool.kind,
        language=pool.language or None,
        age_from=ages[0],
        age_to=ages[1],
        capacity=pool.capacity,
        taken=0,
    )


def _pool_of(session: Session, row: models.Workshop, pool_id: int) -> Pool:
    for pool in query.pools(session, row.id):
        if pool.id == pool_id:
            return pool
    raise NotPossible("no_such_pool")


def _moved(moment: datetime | None, old_start: datetime, new_start: datetime) -> datetime | None:
    return None if moment is None else new_start - (old_start - moment)


def _on_another_day(one: Date, distance: timedelta) -> Date:
    """The same hours by the city's clock, also across the change to summer time."""
    return Date(_shifted(one.starts, distance), _shifted(one.ends, distance))


def _shifted(moment: datetime, distance: timedelta) -> datetime:
    there = moment.astimezone(clock.LOCAL)
    day = there.date() + distance
    return datetime.combine(day, time(there.hour, there.minute), clock.LOCAL)


def _run(session: Session, actor: Actor, slug: str) -> models.Workshop:
    """The locked row, for those who run it."""
    found = query.by_slug(session, slug)
    if found is None:
        raise UnknownWorkshop(slug)
    row = query.locked(session, found.id)
    _ask(may.run_workshop(actor, row))
    return row


def _ask(allowed: bool) -> None:
    if not allowed:
        raise Forbidden


def _do(work: Callable[[Session], R]) -> R:
    result = in_turn(house.engine(), work)
    forget()
    return result
