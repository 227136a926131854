"""A house for the demonstration: empty, and seeded once for all tests."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import settings
from common import clock
from demo import seeding
from services import answering, house, remembering, results

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def _forget() -> None:
    house.close()
    settings.current.cache_clear()
    remembering.forget()
    results.forget()
    answering.forget()


@pytest.fixture
def forget() -> Callable[[], None]:
    """Lets go of the database and of everything remembered from it."""
    return _forget


@pytest.fixture
def demo_house(house_on_sqlite: None, noon: None) -> None:
    """A migrated empty database in demo mode, on 23 November 2026."""


@pytest.fixture(scope="session")
def seeded_database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seeded once, to be copied."""
    path = tmp_path_factory.mktemp("seeded") / "seeded.db"
    shutil.copy(sqlite_template, path)
    with pytest.MonkeyPatch.context() as environment:
        for name, value in {
            "DATA_DIR": str(path.parent),
            "DATABASE_URL": f"sqlite:///{path}",
            "DEMO": "1",
            "PUBLIC_URL": "",
        }.items():
            environment.setenv(name, value)
        clock.set_clock(lambda: NOON)
        _forget()
        seeding.seed()
        _forget()
        clock.set_clock(None)
    return path


@pytest.fixture
def seeded(seeded_database: Path, demo_house: None, tmp_path: Path) -> None:
    shutil.copy(seeded_database, tmp_path / "quartierspuls.db")
