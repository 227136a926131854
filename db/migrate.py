"""Brings a database to a revision. Two processes that start at once do it one after the other."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from db.engine import writing

HOME = Path(__file__).parent / "migrations"


def config(engine: Engine) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(HOME))
    settings.attributes["engine"] = engine
    return settings


def migrate(engine: Engine, revision: str = "head") -> None:
    command.upgrade(config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    command.downgrade(config(engine), revision)


def is_current(engine: Engine) -> bool:
    """Whether the schema is the newest one."""
    if not inspect(engine).has_table("alembic_version"):
        return False
    with writing(engine) as session:
        found = session.connection().exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found == ScriptDirectory.from_config(config(engine)).get_current_head()
