"""The twelve Stadtbezirke of Dortmund with their tiles and residents."""

import csv
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

DATA = Path(__file__).parents[1] / "dortmund_2023.csv"
SINCE = date(1975, 1, 1)
"""The city's present twelve districts go back to the reform of 1975."""

districts = sa.table(
    "districts",
    sa.column("id", sa.Integer),
    sa.column("slug"),
    sa.column("name"),
    sa.column("tile_row"),
    sa.column("tile_column"),
    sa.column("valid_from", sa.Date),
)
populations = sa.table(
    "populations",
    sa.column("district_id", sa.Integer),
    sa.column("group_name"),
    sa.column("people"),
    sa.column("as_of", sa.Date),
    sa.column("source"),
    sa.column("estimated", sa.Boolean),
)


def upgrade() -> None:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    connection = op.get_bind()
    for row in rows:
        district_id = connection.scalar(
            sa.insert(districts)
            .values(
                slug=row["slug"],
                name=row["name"],
                tile_row=int(row["row"]),
                tile_column=int(row["column"]),
                valid_from=SINCE,
            )
            .returning(districts.c.id)
        )
        connection.execute(
            sa.insert(populations).values(
                district_id=district_id,
                group_name="all",
                people=int(row["people"]),
                as_of=date.fromisoformat(row["as_of"]),
                source=row["source"],
                estimated=row["estimated"] == "yes",
            )
        )


def downgrade() -> None:
    op.execute(sa.delete(populations))
    op.execute(sa.delete(districts))
