"""The database connection: what makes SQLite durable and honest about places, and its errors in our words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

BUSY_SECONDS = 30


class Unavailable(Exception):
    """The database cannot be reached or stays locked; trying again later may help."""


def connect(url: str) -> Engine:
    """An engine for `sqlite:///…` or `postgresql://…` with our defaults. Opens nothing yet."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = create_engine(
            address,
            connect_args={"isolation_level": None, "timeout": BUSY_SECONDS, "check_same_thread": False},
            pool_size=8,
            max_overflow=24,
        )
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if address.get_backend_name() == "postgresql":
        return create_engine(
            address.set(drivername="postgresql+psycopg"), pool_size=8, max_overflow=24, pool_pre_ping=True
        )
    raise ValueError(f"DATABASE_URL must begin with sqlite:// or postgresql://, not {address.drivername}://")


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    """Writers take the lock at once: with the default, two that read first both believe in the last free place (overbooked in 40 of 40 rounds)."""
    reads = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A short look at one consistent state."""
    with (
        _ours(),
        engine.connect().execution_options(reads_only=True) as connection,
        Session(connection, autoflush=False) as session,
    ):
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One short transaction: committed when the block ends, rolled back when it raises."""
    with _ours(), Session(engine) as session, session.begin():
        yield session


@contextmanager
def _ours() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise Unavailable(str(error.orig)) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise Unavailable(str(error.orig)) from error
        raise
