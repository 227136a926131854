"""Drafts of questionnaires and their steps."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from db.models import Draft, DraftStep, Survey, User


class Step(NamedTuple):
    number: int
    content: str
    by: str
    """Nobody's name where the account is gone."""


def of_survey(session: Session, survey_id: int) -> Draft | None:
    return session.scalar(select(Draft).where(Draft.survey_id == survey_id))


def survey_ids(session: Session) -> frozenset[int]:
    """Surveys whose next version is being written."""
    return frozenset(session.scalars(select(Draft.survey_id)))


def by_token(session: Session, token_hash: bytes) -> tuple[Draft, Survey] | None:
    found = session.execute(
        select(Draft, Survey).join(Survey, Survey.id == Draft.survey_id).where(Draft.token_hash == token_hash)
    ).first()
    return (found[0], found[1]) if found else None


def step(session: Session, draft_id: UUID, number: int) -> Step | None:
    found = session.execute(
        select(DraftStep.number, DraftStep.content, func.coalesce(User.name, ""))
        .outerjoin(User, User.id == DraftStep.user_id)
        .where(DraftStep.draft_id == draft_id, DraftStep.number == number)
    ).first()
    return Step(*found) if found else None


def before(session: Session, draft: Draft) -> int | None:
    """The number of the step before the one that holds."""
    return session.scalar(
        select(func.max(DraftStep.number)).where(DraftStep.draft_id == draft.id, DraftStep.number < draft.step)
    )


def after(session: Session, draft: Draft) -> int | None:
    return session.scalar(
        select(func.min(DraftStep.number)).where(DraftStep.draft_id == draft.id, DraftStep.number > draft.step)
    )


def forget_after(session: Session, draft: Draft) -> None:
    """What was undone is gone once something else is done instead."""
    session.execute(delete(DraftStep).where(DraftStep.draft_id == draft.id, DraftStep.number > draft.step))


def keep_newest(session: Session, draft: Draft, how_many: int) -> None:
    oldest = session.scalar(
        select(DraftStep.number)
        .where(DraftStep.draft_id == draft.id)
        .order_by(DraftStep.number.desc())
        .offset(how_many - 1)
        .limit(1)
    )
    if oldest is not None:
        session.execute(delete(DraftStep).where(DraftStep.draft_id == draft.id, DraftStep.number < oldest))


def forget(session: Session, draft: Draft) -> None:
    """With all its steps."""
    session.execute(delete(Draft).where(Draft.id == draft.id))
