"""Runs the migrations in one transaction, under a lock that others wait for."""

from alembic import context
from sqlalchemy import Engine, text

from db.models import Base

LOCK = 73_311_010
"""Any number, the same for all processes."""

engine: Engine = context.config.attributes["engine"]

with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True)
    with connection.begin():  # on SQLite BEGIN IMMEDIATE is the lock
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = '60s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.run_migrations()
