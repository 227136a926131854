"""Released figures, part by part."""

from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from db.models import Cut


def of_survey(session: Session, survey_id: int, audience: str) -> Sequence[Cut]:
    return session.scalars(select(Cut).where(Cut.survey_id == survey_id, Cut.audience == audience)).all()


def of_part(session: Session, wave_id: int, part: int, audience: str) -> Cut | None:
    return session.scalar(select(Cut).where(Cut.wave_id == wave_id, Cut.part == part, Cut.audience == audience))


def numbers(session: Session, survey_id: int, audience: str) -> Sequence[Row[int, int, int]]:
    """Wave, part and change number of each cut."""
    return session.execute(
        select(Cut.wave_id, Cut.part, Cut.change_number).where(Cut.survey_id == survey_id, Cut.audience == audience)
    ).all()
