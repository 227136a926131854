"""Districts and networks as everyone sees them."""

from dataclasses import dataclass

from common import clock
from db.queries import places
from services import house
from services.remembering import remembered

STALE_AFTER = 5.0
"""Seconds for which places may be shown as they were: they change a few times a year and are asked for with every answer."""


@dataclass(frozen=True, slots=True)
class District:
    id: int
    slug: str
    name: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Network:
    id: int
    slug: str
    name: str
    district_id: int
    planned: bool


@remembered(STALE_AFTER)
def districts() -> tuple[District, ...]:
    """From the top left of the tile map to the bottom right."""
    with house.reading() as session:
        return tuple(
            District(row.id, row.slug, row.name, row.tile_row, row.tile_column)
            for row in places.districts(session, clock.today())
        )


@remembered(STALE_AFTER)
def networks() -> tuple[Network, ...]:
    with house.reading() as session:
        return tuple(
            Network(row.id, row.slug, row.name, row.district_id, row.planned) for row in places.networks(session)
        )
