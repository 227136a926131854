"""Staff: users, their roles, logins, one-time links, and the audit of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from db.models import Audit, Login, OneTimeLink, RawRight, Role, User


def by_email(session: Session, email: str) -> User | None:
    return session.scalar(select(User).where(User.email == email))


def by_id(session: Session, user_id: int) -> User | None:
    return session.get(User, user_id)


def everyone(session: Session) -> Sequence[User]:
    return session.scalars(select(User).order_by(User.name)).all()


def how_many(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(User)) or 0


def roles(session: Session, user_id: int) -> Sequence[Role]:
    return session.scalars(select(Role).where(Role.user_id == user_id).order_by(Role.role, Role.network_id)).all()


def raw_rights(session: Session, user_id: int) -> Sequence[int]:
    return session.scalars(select(RawRight.survey_id).where(RawRight.user_id == user_id)).all()


def login(session: Session, token_hash: bytes) -> Login | None:
    return session.get(Login, token_hash)


def forget_login(session: Session, token_hash: bytes) -> None:
    session.execute(delete(Login).where(Login.token_hash == token_hash))


def revoke_raw_right(session: Session, user_id: int, survey_id: int) -> None:
    session.execute(delete(RawRight).where(RawRight.user_id == user_id, RawRight.survey_id == survey_id))


def logins(session: Session, now: datetime) -> Sequence[Login]:
    """Who is signed in, latest first."""
    return session.scalars(select(Login).where(Login.expires_at > now).order_by(Login.seen_at.desc())).all()


def forget_logins(session: Session, user_id: int) -> None:
    session.execute(delete(Login).where(Login.user_id == user_id))


def one_time_link(session: Session, token_hash: bytes) -> OneTimeLink | None:
    return session.get(OneTimeLink, token_hash)


def forget_links(session: Session, user_id: int | None) -> None:
    session.execute(
        delete(OneTimeLink).where(
            OneTimeLink.user_id == user_id if user_id is not None else OneTimeLink.user_id.is_(None)
        )
    )


def audit(session: Session, limit: int) -> Sequence[Audit]:
    """The latest entries first."""
    return session.scalars(select(Audit).order_by(Audit.id.desc()).limit(limit)).all()
