"""What all tests share: a house (a migrated database of their own, on SQLite and on PostgreSQL) and people to live in it."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bench import postgres
from common import clock
from db import migrate
from db.engine import connect

sys.path.insert(0, str(Path(__file__).parent))
from neighbours import NOON, People, forget, furnish, missing

MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """AppTest leaves a page as `__main__` behind, and processes that a later test spawns would begin by running that page."""
    yield
    sys.modules["__main__"] = MAIN


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated empty database to copy."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    engine = connect(f"sqlite:///{path}")
    migrate.migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    try:
        with postgres.cluster() as address:
            engine = connect(f"{address}postgres")
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("CREATE DATABASE template"))
            engine.dispose()
            engine = connect(f"{address}template")
            migrate.migrate(engine)
            engine.dispose()
            yield address
    except RuntimeError as reason:
        missing(f"PostgreSQL is not here: {reason}")


def _use(monkeypatch: pytest.MonkeyPatch, data_dir: Path, url: str) -> None:
    for name, value in {
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": url,
        "DEMO": "1",
        "ABUSE_CHECKS": "0",
        "SECRET_KEY": "for-tests-only-" * 4,
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("HOST", "PORT", "PUBLIC_URL", "MAIL_URL", "TRUSTED_PROXIES"):
        monkeypatch.delenv(name, raising=False)
    forget()


@pytest.fixture(params=["sqlite", "postgresql"])
def both_houses(request: pytest.FixtureRequest) -> None:
    """The test runs on both databases."""
    request.getfixturevalue("house_on_sqlite" if request.param == "sqlite" else "house_on_postgresql")


@pytest.fixture
def house_on_sqlite(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    shutil.copy(sqlite_template, tmp_path / "quartierspuls.db")
    _use(monkeypatch, tmp_path, f"sqlite:///{tmp_path / 'quartierspuls.db'}")
    yield
    forget()


@pytest.fixture
def house_on_postgresql(postgres_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    name = f"house_{os.getpid()}_{abs(hash(tmp_path.name)) % 10**9}_{next(_numbers)}"
    admin = connect(f"{postgres_address}postgres")
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template"))
    _use(monkeypatch, tmp_path, f"{postgres_address}{name}")
    yield
    forget()
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


_numbers = iter(range(10**9))


@pytest.fixture
def people(house_on_sqlite: None) -> People:
    """A furnished house on SQLite."""
    return furnish()


@pytest.fixture
def people_on_both(both_houses: None) -> People:
    """A furnished house, once on SQLite and once on PostgreSQL."""
    return furnish()


@pytest.fixture
def noon() -> Iterator[None]:
    """It is Monday, 23 November 2026, twelve o'clock."""
    clock.set_clock(lambda: NOON)
    yield
    clock.set_clock(None)
