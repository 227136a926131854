"""What all tests share: a house (a migrated database of their own, on SQLite and on PostgreSQL) and people to live in it."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

import settings
from common import clock
from db import migrate, models
from db.engine import connect
from services import accounts, house, remembering, results
from services.may import Actor, Role

sys.path.insert(0, str(Path(__file__).parent))
import postgres

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def missing(what: str) -> None:
    """In CI a failure, elsewhere a visible skip."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


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


def forget() -> None:
    """What a process remembers."""
    from services import answering

    house.close()
    settings.current.cache_clear()
    remembering.forget()
    results.forget()
    answering.forget()


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


@dataclass
class People:
    """Who lives in the house."""

    alice: Actor
    """coordinates"""
    bob: Actor
    """leads the Brunnenstraßenviertel"""
    chelsea: Actor
    """moderates in the Märchensiedlung"""
    dilek: Actor
    """reads published figures"""
    tokens: dict[str, str]
    """Name to login cookie."""
    networks: dict[str, int]


def furnish() -> People:
    """Two networks and four members of staff."""
    from services import places

    with house.writing() as session:
        for slug, name, district in (
            ("brunnenstrassenviertel", "Brunnenstraßenviertel", "innenstadt-nord"),
            ("maerchensiedlung", "Märchensiedlung", "eving"),
            ("dorstfeld", "Dorstfeld", "innenstadt-west"),
        ):
            district_id = next(one.id for one in places.districts() if one.slug == district)
            session.add(models.Network(slug=slug, name=name, district_id=district_id, planned=False))
    remembering.forget()
    networks = {one.slug: one.id for one in places.networks()}
    staff = {
        "alice": (Role.COORDINATOR, None),
        "bob": (Role.NETWORK_LEAD, networks["brunnenstrassenviertel"]),
        "chelsea": (Role.FACILITATOR, networks["maerchensiedlung"]),
        "dilek": (Role.VIEWER, None),
    }
    tokens = {}
    for name, role in staff.items():
        accounts.create_user(f"{name}@example.org", name.title(), [role], password=PASSWORD)
        tokens[name] = accounts.sign_in(f"{name}@example.org", PASSWORD)
    actors = {name: accounts.actor_of(token) for name, token in tokens.items()}
    return People(**actors, tokens=tokens, networks=networks)  # type: ignore[arg-type]


PASSWORD = "drei blaue Fahrräder"


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
