"""The schema: one way up, one way down, and the same as the models say."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from db import migrate
from db.models import Base
from services import house

pytestmark = pytest.mark.usefixtures("both_houses")


def test_the_migrated_schema_is_what_the_models_say() -> None:
    with house.engine().connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_every_migration_goes_down_and_up_again() -> None:
    migrate.downgrade(house.engine(), "base")
    assert set(inspect(house.engine()).get_table_names()) <= {"alembic_version"}
    assert not migrate.is_current(house.engine())
    migrate.migrate(house.engine())
    assert migrate.is_current(house.engine())


def test_the_twelve_districts_and_their_residents_are_there() -> None:
    with house.reading() as session:
        districts = session.execute(
            text("SELECT count(*), count(DISTINCT tile_row * 3 + tile_column) FROM districts")
        ).one()
        residents = session.execute(text("SELECT sum(people) FROM populations")).scalar_one()
    assert districts == (12, 12)
    assert abs(residents - 612_065) <= 10  # three of the twelve are estimates, each rounded to 5


def test_a_published_version_never_changes() -> None:
    with house.writing() as session:
        session.execute(
            text(
                "INSERT INTO surveys (id, slug, status, partition, open_results, change_number, version_number) VALUES (1, 's', 'draft', 'network', false, 0, 1)"
            )
        )
        session.execute(
            text("INSERT INTO versions (survey_id, number, content, published_on) VALUES (1, 1, '{}', '2026-11-23')")
        )
    with pytest.raises(DBAPIError, match="never changes"), house.writing() as session:
        session.execute(text("UPDATE versions SET content = '[]'"))
