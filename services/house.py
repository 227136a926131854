"""What a process holds once: the engine and the writer, made when first needed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

import settings
from db import engine as db_engine
from db.writer import Writer

_lock = threading.Lock()
_engine: Engine | None = None
_writer: Writer | None = None


def engine() -> Engine:
    global _engine
    with _lock:
        if _engine is None:
            _engine = db_engine.connect(settings.current().database_url)
        return _engine


def writer() -> Writer:
    global _writer
    opened = engine()
    with _lock:
        if _writer is None:
            _writer = Writer(opened)
        return _writer


def close() -> None:
    """Waits until every answer taken is on disk, then lets go of the database."""
    global _engine, _writer
    with _lock:
        if _writer is not None:
            _writer.close()
        if _engine is not None:
            _engine.dispose()
        _engine = _writer = None


@contextmanager
def reading() -> Iterator[Session]:
    with db_engine.reading(engine()) as session:
        yield session


@contextmanager
def writing() -> Iterator[Session]:
    with db_engine.writing(engine()) as session:
        yield session
