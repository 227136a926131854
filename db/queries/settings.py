"""What a coordinator set for the whole installation."""

from sqlalchemy.orm import Session

from db.models import Setting


def value(session: Session, key: str) -> str | None:
    row = session.get(Setting, key)
    return row.value if row else None


def put(session: Session, key: str, value: str) -> None:
    session.merge(Setting(key=key, value=value))
