"""The environment, read once. What each variable means stands in docs/operating.md; a test compares the two."""

import contextlib
import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit


class Misconfigured(Exception):
    """The environment does not fit together; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Settings:
    database_url: str
    data_dir: Path
    host: str
    port: int
    public_url: str
    secret_key: bytes
    mail_url: str
    trusted_proxies: str
    abuse_checks: bool
    demo: bool

    @property
    def local(self) -> bool:
        """Whether posters and mails would point at this very machine."""
        return _is_nearby(self.public_url, private=False)

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https://")


def read(environment: Mapping[str, str]) -> Settings:
    """Raises `Misconfigured`."""
    data_dir = Path(environment.get("DATA_DIR") or "data").resolve()
    port = _number(environment, "PORT", 8501)
    public_url = (environment.get("PUBLIC_URL") or f"http://localhost:{port}").rstrip("/")
    demo = _switch(environment, "DEMO", False)
    if demo and not _is_nearby(public_url, private=True):
        raise Misconfigured(
            f"DEMO=1 shows one-click logins to everyone, but PUBLIC_URL is {public_url}. Set DEMO=0, or a PUBLIC_URL on localhost or in a private address range."
        )
    return Settings(
        database_url=environment.get("DATABASE_URL") or f"sqlite:///{data_dir / 'quartierspuls.db'}",
        data_dir=data_dir,
        host=environment.get("HOST") or "127.0.0.1",
        port=port,
        public_url=public_url,
        secret_key=_secret_key(environment, data_dir),
        mail_url=environment.get("MAIL_URL") or f"folder://{data_dir / 'outbox'}",
        trusted_proxies=environment.get("TRUSTED_PROXIES") or "",
        abuse_checks=_switch(environment, "ABUSE_CHECKS", True),
        demo=demo,
    )


@cache
def current() -> Settings:
    return read(os.environ)


def _number(environment: Mapping[str, str], name: str, otherwise: int) -> int:
    words = environment.get(name) or str(otherwise)
    if not words.isdecimal():
        raise Misconfigured(f"{name} must be a whole number, not {words!r}.")
    return int(words)


def _switch(environment: Mapping[str, str], name: str, otherwise: bool) -> bool:
    words = environment.get(name) or str(int(otherwise))
    if words not in ("0", "1"):
        raise Misconfigured(f"{name} must be 0 or 1, not {words!r}.")
    return words == "1"


def _is_nearby(url: str, private: bool) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or (private and address.is_private and not address.is_unspecified)


def _secret_key(environment: Mapping[str, str], data_dir: Path) -> bytes:
    """From the environment, else from a file of our own that only we can read. Two processes that start at once agree on one."""
    if given := environment.get("SECRET_KEY"):
        if len(given) < 32:
            raise Misconfigured("SECRET_KEY must have at least 32 characters.")
        return given.encode()
    path = data_dir / "secret_key"
    data_dir.mkdir(parents=True, exist_ok=True)
    mine = data_dir / f"secret_key.{secrets.token_hex(4)}"
    if not path.exists():
        mine.touch(mode=0o600)
        mine.write_text(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            os.link(mine, path)
        mine.unlink()
    return path.read_text().strip().encode()
