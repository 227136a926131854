"""Surveys, their versions and waves."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from db.models import Answer, Download, RawRight, Survey, Version, Wave, Workshop


def by_slug(session: Session, slug: str) -> Survey | None:
    return session.scalar(select(Survey).where(Survey.slug == slug))


def by_id(session: Session, survey_id: int) -> Survey | None:
    return session.get(Survey, survey_id)


def locked(session: Session, slug: str) -> Survey | None:
    """The survey, kept from the writer until the transaction ends."""
    return session.scalar(select(Survey).where(Survey.slug == slug).with_for_update())


def locked_by_id(session: Session, survey_id: int) -> Survey | None:
    """The same by its id."""
    return session.get(Survey, survey_id, with_for_update=True)


def all_surveys(session: Session) -> Sequence[Survey]:
    return session.scalars(select(Survey).order_by(Survey.slug)).all()


def version(session: Session, survey_id: int, number: int) -> Version | None:
    return session.scalar(select(Version).where(Version.survey_id == survey_id, Version.number == number))


def versions(session: Session, survey_id: int) -> Sequence[Version]:
    return session.scalars(select(Version).where(Version.survey_id == survey_id).order_by(Version.number)).all()


def waves(session: Session, survey_id: int) -> Sequence[Wave]:
    return session.scalars(select(Wave).where(Wave.survey_id == survey_id).order_by(Wave.number)).all()


def open_wave(session: Session, survey_id: int) -> Wave | None:
    return session.scalar(select(Wave).where(Wave.survey_id == survey_id, Wave.closed_on.is_(None)))


def answers_in_wave(session: Session, wave_id: int) -> int:
    """Withdrawn ones do not count."""
    counted = select(func.count()).select_from(Answer).where(Answer.wave_id == wave_id, Answer.withdrawn.is_(False))
    return session.scalar(counted) or 0


def wave_is_full(session: Session, survey_id: int, closes_after: int) -> bool:
    """Whether the open wave has as many answers as it takes."""
    wave = open_wave(session, survey_id)
    return wave is not None and answers_in_wave(session, wave.id) >= closes_after


def ending(session: Session) -> Sequence[Survey]:
    """Open surveys that end by themselves."""
    ends = or_(Survey.closes_on.is_not(None), Survey.closes_after.is_not(None))
    return session.scalars(select(Survey).where(Survey.status == "open", ends).order_by(Survey.slug)).all()


def forget_unpublished(session: Session, survey: Survey) -> None:
    """A survey that nobody could answer, and who might have seen or asked for its answers."""
    session.execute(update(Workshop).where(Workshop.follow_up_survey_id == survey.id).values(follow_up_survey_id=None))
    for table in (RawRight, Download):
        session.execute(delete(table).where(table.survey_id == survey.id))
    session.execute(delete(Survey).where(Survey.id == survey.id, Survey.version_number == 0))


def change_number(session: Session, survey_id: int) -> int:
    return session.scalar(select(Survey.change_number).where(Survey.id == survey_id)) or 0


def answers_per_survey(session: Session, today: date) -> dict[int, tuple[int, int]]:
    """Survey id to its answers in all and of today. Withdrawn ones do not count."""
    of_today = func.count().filter(Answer.day == today)
    rows = session.execute(
        select(Answer.survey_id, func.count(), of_today).where(Answer.withdrawn.is_(False)).group_by(Answer.survey_id)
    )
    return {survey_id: (total, new) for survey_id, total, new in rows}
