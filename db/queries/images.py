"""Pictures: those that wait for their answer, and those kept with one."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.models import Answer, Image


def waiting(session: Session, ids: Collection[UUID], instance_hash: bytes, now: datetime) -> Sequence[Image]:
    """Those of one form."""
    query = select(Image).where(Image.id.in_(ids), Image.instance_hash == instance_hash, Image.waits_until > now)
    return session.scalars(query).all()


def kept_in_answer(session: Session, ids: Collection[UUID], survey_id: int, instance_hash: bytes) -> Sequence[Image]:
    """Those of the answer that came from one form."""
    query = (
        select(Image)
        .join(Answer, Answer.id == Image.answer_id)
        .where(Image.id.in_(ids), Answer.survey_id == survey_id, Answer.instance_hash == instance_hash)
    )
    return session.scalars(query).all()


def kept(session: Session, image_id: UUID) -> Image | None:
    return session.scalar(select(Image).where(Image.id == image_id, Image.answer_id.is_not(None)))


def is_there(session: Session, image_id: UUID, now: datetime) -> bool:
    there = Image.answer_id.is_not(None) | (Image.waits_until > now)
    return session.scalar(select(Image.id).where(Image.id == image_id, there)) is not None


def how_many_wait(session: Session) -> int:
    return session.scalar(select(func.count()).where(Image.waits_until.is_not(None))) or 0


def let_wait(
    session: Session, image_id: UUID, survey_id: int, instance_hash: bytes, until: datetime, content: bytes
) -> None:
    """The same picture sent twice at once waits once."""
    session.execute(delete(Image).where(Image.id == image_id, Image.instance_hash == instance_hash))
    row = {
        "id": image_id,
        "survey_id": survey_id,
        "instance_hash": instance_hash,
        "waits_until": until,
        "content": content,
    }
    try:
        with session.begin_nested():
            session.execute(insert(Image).values(row))
    except IntegrityError:
        return


def forget_waiting(session: Session, image_id: UUID, instance_hash: bytes) -> None:
    session.execute(delete(Image).where(Image.id == image_id, Image.instance_hash == instance_hash))


def forget_of_answer(session: Session, answer_id: UUID) -> None:
    session.execute(delete(Image).where(Image.answer_id == answer_id))


def forget_waited(session: Session, now: datetime) -> int:
    """Returns how many waited too long."""
    gone = session.execute(delete(Image).where(Image.waits_until <= now).returning(Image.id))
    return len(gone.all())
