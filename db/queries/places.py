"""Districts and networks."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import District, Network, Population


def districts(session: Session, on: date) -> Sequence[District]:
    """The districts in force on a day, from the top left of the tile map to the bottom right."""
    valid = (District.valid_from <= on) & (District.valid_until.is_(None) | (District.valid_until > on))
    return session.scalars(select(District).where(valid).order_by(District.tile_row, District.tile_column)).all()


def networks(session: Session) -> Sequence[Network]:
    return session.scalars(select(Network).order_by(Network.name)).all()


def residents(session: Session, group_name: str = "all") -> Sequence[Population]:
    """The newest figure of each district for a group."""
    rows = session.scalars(
        select(Population).where(Population.group_name == group_name).order_by(Population.as_of)
    ).all()
    return list({row.district_id: row for row in rows}.values())
