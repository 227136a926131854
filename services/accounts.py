"""Staff accounts: sign in and out, one-time links, users and their roles. Passwords are argon2, cookies are kept as hashes only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from common import clock, ids
from db import models
from db.queries import users as query
from services import auditing, house, may
from services.may import Actor, Forbidden, Role
from services.remembering import forget, remembered

LASTS = timedelta(hours=12)
"""A login ends after so long without use."""
LINK_LASTS = timedelta(days=7)
FAILURES, LOCKED_FOR = 5, timedelta(minutes=15)
"""After so many wrong passwords in a row nobody gets in for a while, not even with the right one."""
SHORTEST_PASSWORD = 12
LOOKED_AT = 2.0
"""Seconds for which a cookie is believed without asking again: so long may a removed user stay."""


class WrongPassword(Exception):
    """Unknown address, wrong password or an account without one: which of them is not told."""


class Locked(Exception):
    """Too many wrong passwords; `until` says when to try again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class LinkExpired(Exception):
    """This link was used, is too old, or never was one."""


class NotAccepted(Exception):
    """What was typed cannot be taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff in the list of people."""

    id: int
    name: str
    email: str
    active: bool
    has_password: bool
    roles: tuple[tuple[Role, int | None], ...]


@dataclass(frozen=True, slots=True)
class SignedIn:
    name: str
    email: str
    since: datetime
    seen: datetime


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit."""

    at: datetime
    who: str
    action: str
    subject: str
    details: str


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    """Checked for unknown addresses too, so that the time taken tells nothing."""
    return _hasher().hash("nobody has this password")


def sign_in(email: str, password: str) -> str:
    """A token for the cookie. Raises `WrongPassword`, `Locked`. The slow hash is checked before the transaction begins: it would hold up every answer."""
    address = _email(email)
    with house.reading() as session:
        known = query.by_email(session, address)
        hashed = known.password_hash if known and known.active and known.password_hash else None
    right = _matches(hashed or _nobodys_hash(), password) and hashed is not None
    with house.writing() as session:
        user = query.by_email(session, address)
        if user and user.locked_until and user.locked_until > clock.now():
            raise Locked(user.locked_until)
        if user and right and user.active and user.password_hash == hashed:
            user.failures, user.locked_until = 0, None
            return _let_in(session, user)
        if user:
            _count_failure(user)
    raise WrongPassword


def sign_in_for_demo(role: Role) -> str:
    """One click, only in the demonstration: the first user with this role. The caller has made sure that it is one."""
    with house.writing() as session:
        for user in query.everyone(session):
            if user.active and any(row.role == role for row in query.roles(session, user.id)):
                return _let_in(session, user)
    raise WrongPassword


def sign_out(token: str) -> None:
    with house.writing() as session:
        query.forget_login(session, _hash(token))
    forget()


@remembered(LOOKED_AT)
def actor_of(token: str) -> Actor | None:
    """Who signed in with this cookie, or None. May be two seconds old."""
    now = clock.now()
    with house.reading() as session:
        login = query.login(session, _hash(token))
        user = query.by_id(session, login.user_id) if login and login.expires_at > now else None
        if login is None or user is None or not user.active:
            return None
        actor = _actor(session, user)
        stale = now - login.seen_at > timedelta(minutes=5)
    if stale:
        _seen_now(token)
    return actor


def _seen_now(token: str) -> None:
    with house.writing() as session:
        login = query.login(session, _hash(token))
        if login:
            login.seen_at, login.expires_at = clock.now(), clock.now() + LASTS


def set_up_link() -> str | None:
    """A token for the first account while there is none, else None."""
    with house.writing() as session:
        if query.how_many(session):
            return None
        query.forget_links(session, None)
        return _link(session, None)


def reset_link(actor: Actor, user_id: int) -> str:
    """A token with which this user sets a password once. Earlier ones stop working."""
    _ask(actor)
    with house.writing() as session:
        user = _user(session, user_id)
        query.forget_links(session, user_id)
        auditing.note(session, actor, "reset_link", user.email)
        return _link(session, user_id)


def link_is_for(token: str) -> str | None:
    """The address of the account that this link is for, None for the first account. Raises `LinkExpired`."""
    with house.reading() as session:
        link = _good_link(session, token)
        return _user(session, link.user_id).email if link.user_id else None


def set_up(token: str, email: str, name: str, password: str) -> str:
    """Makes the first coordinator and signs them in. Raises `LinkExpired`, `NotAccepted`."""
    hashed = _new_password(password)
    with house.writing() as session:
        link = _good_link(session, token)
        if link.user_id is not None or query.how_many(session):
            raise LinkExpired
        session.delete(link)
        user = _new_user(session, email, name, hashed)
        session.add(models.Role(user_id=user.id, role=Role.COORDINATOR, network_id=None))
        auditing.note(session, None, "set_up", user.email)
        return _let_in(session, user)


def reset_password(token: str, password: str) -> str:
    """Sets a password, ends all other logins of the account and signs in. Raises `LinkExpired`, `NotAccepted`."""
    hashed = _new_password(password)
    with house.writing() as session:
        link = _good_link(session, token)
        if link.user_id is None:
            raise LinkExpired
        user = _user(session, link.user_id)
        session.delete(link)
        user.password_hash, user.failures, user.locked_until = hashed, 0, None
        query.forget_logins(session, user.id)
        auditing.note(session, None, "reset_password", user.email)
        token = _let_in(session, user)
    forget()
    return token


def create_user(email: str, name: str, roles: list[tuple[Role, int | None]], password: str | None = None) -> int:
    """For the operator's console and the demonstration; people in the app ask `add_user`. Raises `NotAccepted`."""
    hashed = _new_password(password) if password is not None else None
    with house.writing() as session:
        user = _new_user(session, email, name, hashed)
        session.add_all(models.Role(user_id=user.id, role=role, network_id=network_id) for role, network_id in roles)
        auditing.note(session, None, "create_user", user.email)
        return user.id


def link_for(user_id: int) -> str:
    """For the operator's console: a one-time link without anybody signed in."""
    with house.writing() as session:
        return _link(session, user_id)


def add_user(actor: Actor, email: str, name: str, role: Role, network_id: int | None) -> str:
    """Makes an account and returns the token of its one-time link. Raises `NotAccepted`."""
    _ask(actor)
    with house.writing() as session:
        user = _new_user(session, email, name, None)
        _add_role(session, user, role, network_id)
        auditing.note(session, actor, "add_user", user.email, {"role": role, "network": network_id})
        return _link(session, user.id)


def give_role(actor: Actor, user_id: int, role: Role, network_id: int | None) -> None:
    """Raises `NotAccepted`."""
    _ask(actor)
    with house.writing() as session:
        user = _user(session, user_id)
        _add_role(session, user, role, network_id)
        auditing.note(session, actor, "give_role", user.email, {"role": role, "network": network_id})
    forget()


def take_role(actor: Actor, user_id: int, role: Role, network_id: int | None) -> None:
    """Raises `NotAccepted` where nobody would be left to coordinate."""
    _ask(actor)
    with house.writing() as session:
        user = _user(session, user_id)
        for row in query.roles(session, user_id):
            if (row.role, row.network_id) == (role, network_id):
                session.delete(row)
        session.flush()
        _somebody_coordinates(session)
        auditing.note(session, actor, "take_role", user.email, {"role": role, "network": network_id})
    forget()


def set_language(actor: Actor, language: str) -> None:
    """Everyone chooses the language of their own account."""
    with house.writing() as session:
        _user(session, actor.user_id).language = language
    forget()


def remove_user(actor: Actor, user_id: int) -> None:
    """The account is gone at once; what it did stays in the audit. Raises `NotAccepted` where nobody would be left to coordinate."""
    _ask(actor)
    with house.writing() as session:
        user = _user(session, user_id)
        auditing.note(session, actor, "remove_user", user.email)
        session.delete(user)
        session.flush()
        _somebody_coordinates(session)
    forget()


def grant_raw_data(actor: Actor, user_id: int, survey_id: int, granted: bool) -> None:
    """Whether this user sees every answer of a survey at once."""
    _ask(actor)
    with house.writing() as session:
        user = _user(session, user_id)
        query.revoke_raw_right(session, user_id, survey_id)
        if granted:
            session.add(models.RawRight(user_id=user_id, survey_id=survey_id))
        auditing.note(session, actor, "grant_raw" if granted else "revoke_raw", user.email, {"survey": survey_id})
    forget()


def raw_rights(actor: Actor, user_id: int) -> frozenset[int]:
    """The ids of the surveys of which this user sees every answer."""
    _ask(actor)
    with house.reading() as session:
        return frozenset(query.raw_rights(session, user_id))


def people(actor: Actor) -> tuple[Person, ...]:
    _ask(actor)
    with house.reading() as session:
        return tuple(
            Person(row.id, row.name, row.email, row.active, row.password_hash is not None, _roles(session, row.id))
            for row in query.everyone(session)
        )


def signed_in(actor: Actor) -> tuple[SignedIn, ...]:
    _ask(actor)
    with house.reading() as session:
        users = {row.id: row for row in query.everyone(session)}
        return tuple(
            SignedIn(users[row.user_id].name, users[row.user_id].email, row.signed_in_at, row.seen_at)
            for row in query.logins(session, clock.now())
        )


def audit(actor: Actor, limit: int = 200) -> tuple[Deed, ...]:
    """The latest deeds first."""
    _ask(actor)
    with house.reading() as session:
        names = {row.id: row.name for row in query.everyone(session)}
        return tuple(
            Deed(row.at, names.get(row.user_id or 0, "–"), row.action, row.subject, row.details)
            for row in query.audit(session, limit)
        )


def _ask(actor: Actor) -> None:
    if not may.manage_people(actor):
        raise Forbidden


def _hash(token: str) -> bytes:
    return ids.plain_hash(token.encode())


def _email(words: str) -> str:
    """One spelling. PostgreSQL refuses to look for NUL."""
    return words.replace("\0", "").strip().lower()


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def _count_failure(user: models.User) -> None:
    user.failures += 1
    if user.failures >= FAILURES:
        user.failures, user.locked_until = 0, clock.now() + LOCKED_FOR


def _let_in(session: Session, user: models.User) -> str:
    token, now = ids.new_token(), clock.now()
    session.add(
        models.Login(token_hash=_hash(token), user_id=user.id, signed_in_at=now, seen_at=now, expires_at=now + LASTS)
    )
    return token


def _link(session: Session, user_id: int | None) -> str:
    token = ids.new_token()
    session.add(models.OneTimeLink(token_hash=_hash(token), user_id=user_id, expires_at=clock.now() + LINK_LASTS))
    return token


def _good_link(session: Session, token: str) -> models.OneTimeLink:
    link = query.one_time_link(session, _hash(token))
    if link is None or link.expires_at <= clock.now():
        raise LinkExpired
    return link


def _new_password(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise NotAccepted("password_short")
    if len(password) > 1000:
        raise NotAccepted("password_long")
    return _hasher().hash(password)


def _new_user(session: Session, email: str, name: str, hashed: str | None) -> models.User:
    address, name = _email(email), " ".join(name.split())
    if "@" not in address or len(address) > 254 or any(letter.isspace() for letter in address):
        raise NotAccepted("email")
    if not 1 <= len(name) <= 200 or not name.isprintable():
        raise NotAccepted("name")
    if query.by_email(session, address):
        raise NotAccepted("email_taken")
    user = models.User(
        email=address,
        name=name,
        language="de",
        password_hash=hashed,
        active=True,
        failures=0,
        locked_until=None,
        created_on=clock.today(),
    )
    session.add(user)
    session.flush()
    return user


def _user(session: Session, user_id: int) -> models.User:
    user = query.by_id(session, user_id)
    if user is None:
        raise NotAccepted("no_user")
    return user


def _add_role(session: Session, user: models.User, role: Role, network_id: int | None) -> None:
    if role is Role.NETWORK_LEAD and network_id is None:
        raise NotAccepted("lead_needs_network")
    if (role, network_id) in _roles(session, user.id):
        raise NotAccepted("has_role")
    session.add(models.Role(user_id=user.id, role=role, network_id=None if role is Role.COORDINATOR else network_id))
    session.flush()


def _somebody_coordinates(session: Session) -> None:
    if not any(
        role is Role.COORDINATOR for row in query.everyone(session) if row.active for role, _ in _roles(session, row.id)
    ):
        raise NotAccepted("last_coordinator")


def _roles(session: Session, user_id: int) -> tuple[tuple[Role, int | None], ...]:
    return tuple((Role(row.role), row.network_id) for row in query.roles(session, user_id))


def _actor(session: Session, user: models.User) -> Actor:
    return Actor(
        user.id,
        user.name,
        user.email,
        user.language,
        frozenset(_roles(session, user.id)),
        frozenset(query.raw_rights(session, user.id)),
    )
