"""Whether this process can take answers."""

from db import migrate
from db.engine import Unavailable
from services import house


def what_is_missing() -> str:
    """Nothing, or one line for the operator."""
    try:
        return "" if migrate.is_current(house.engine()) else "the database needs `manage.py migrate`"
    except Unavailable:
        return "the database cannot be reached"
