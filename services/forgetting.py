"""Deletes what is no longer needed of sign-ups: the marks of a date some days after it, everything else after the last. A protocol and the counts stay."""

from dataclasses import dataclass
from datetime import date, timedelta

import msgspec
from sqlalchemy.orm import Session

from booking.model import Date
from common import clock
from db import models
from db.queries import signups as query
from db.queries import workshops as workshop_query
from db.turns import in_turn
from services import attendance, auditing, house, may
from services.may import Actor, Forbidden
from services.remembering import forget

ATTENDANCE, SIGNUPS = "attendance", "signups"


@dataclass(frozen=True, slots=True)
class Deleted:
    slug: str
    what: str
    rows: int
    on: date


def forget_due() -> tuple[Deleted, ...]:
    """Everything whose date has come. Safe to call every hour; each thing is deleted and noted once."""
    with house.reading() as session:
        ids = [row.id for row in workshop_query.all_workshops(session) if _something_is_due(session, row)]
    done: list[Deleted] = []
    for workshop_id in ids:
        done += in_turn(house.engine(), lambda session, workshop_id=workshop_id: _forget(session, workshop_id))  # type: ignore[misc]
    if done:
        forget()
    return tuple(done)


def protocol(actor: Actor) -> tuple[Deleted, ...]:
    """What was deleted when, the latest first."""
    if not may.manage_people(actor):
        raise Forbidden
    with house.reading() as session:
        slugs = {row.id: row.slug for row in workshop_query.all_workshops(session)}
        rows = [one for workshop_id in slugs for one in workshop_query.deletions(session, workshop_id)]
        found = [Deleted(slugs[one.workshop_id], one.what, one.rows_deleted, one.deleted_on) for one in rows]
    return tuple(sorted(found, key=lambda one: (one.on, one.slug), reverse=True))


def _something_is_due(session: Session, row: models.Workshop) -> bool:
    """Looks without a lock; under the lock it is looked at again."""
    due, all_over = _due(session, row)
    return bool(due) or all_over


def _due(session: Session, row: models.Workshop) -> tuple[list[Date], bool]:
    """The dates whose marks go, and whether everything else goes too. What is in the protocol is not due again."""
    dates, keep = workshop_query.dates(session, row.id), timedelta(days=row.delete_after_days)
    noted = {one.date_id for one in workshop_query.deletions(session, row.id)}
    over = [one for one in dates if one.ends + keep <= clock.now()]
    return [one for one in over if one.id not in noted], bool(dates) and over == list(dates) and None not in noted


def _forget(session: Session, workshop_id: int) -> list[Deleted]:
    row = workshop_query.locked(session, workshop_id)
    due, all_over = _due(session, row)
    done = [
        _note(
            session,
            row,
            ATTENDANCE,
            one.id,
            attendance.date_counts(session, workshop_id, one.id),
            query.delete_attendance(session, one.id),
        )
        for one in due
    ]
    if all_over:
        counts = attendance.signup_counts(session, workshop_id)
        row.status = "closed" if row.status == "open" else row.status
        deleted = query.delete_all(session, workshop_id)
        workshop_query.empty(session, workshop_id)
        done.append(_note(session, row, SIGNUPS, None, counts, deleted))
    return done


def _note(
    session: Session, row: models.Workshop, what: str, date_id: int | None, counts: msgspec.Struct, rows: int
) -> Deleted:
    today = clock.today()
    words = msgspec.json.encode(counts).decode()
    session.add(
        models.Deletion(
            workshop_id=row.id, date_id=date_id, what=what, rows_deleted=rows, counts=words, deleted_on=today
        )
    )
    auditing.note(session, None, f"workshop_delete_{what}", row.slug, {"rows": rows})
    return Deleted(row.slug, what, rows, today)
