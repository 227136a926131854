"""Keeps robots from filling surveys, without keeping people out: a trap field, a shortest time, a limit per address prefix. Nothing of it is stored."""

import hashlib
import hmac
import ipaddress
import secrets
import time
from collections import OrderedDict

from starlette.requests import HTTPConnection

import settings
from common import ids

SHORTEST = 3.0
"""Seconds between drawing a form and sending it; nobody reads a survey faster."""
MOST_ADDRESSES = 20_000


class Limit:
    """So many at once per address prefix, then so many a second. A class of thirty behind one address that sends together stays far below."""

    def __init__(self, at_once: int, per_second: float) -> None:
        self._at_once, self._per_second = at_once, per_second
        self._salt = secrets.token_bytes(16)
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def allows(self, connection: HTTPConnection) -> bool:
        if not settings.current().abuse_checks:
            return True
        key = hashlib.blake2b(_prefix(connection).encode(), key=self._salt, digest_size=16).digest()
        now = time.monotonic()
        left, since = self._left.pop(key, (float(self._at_once), now))
        left = min(float(self._at_once), left + (now - since) * self._per_second)
        self._left[key] = (max(0.0, left - 1), now)
        if len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)
        return left >= 1


SUBMITS = Limit(at_once=150, per_second=1.0)
UPLOADS = Limit(at_once=150, per_second=1.0)
CODES = Limit(at_once=20, per_second=0.05)
LOGINS = Limit(at_once=30, per_second=0.2)
TOKENS = Limit(at_once=40, per_second=0.1)
"""Links of sign-ups that do not exist. Right ones go on working: 256 bits are not guessed, and nobody shall lock out a neighbour."""


def _prefix(connection: HTTPConnection) -> str:
    """The network that a person shares with others: /24 for IPv4, /56 for IPv6.

    uvicorn trusts X-Forwarded-For from loopback on its own and marks such an address with port 0; without TRUSTED_PROXIES we do not believe it.
    """
    client = connection.client
    if client is None or (client.port == 0 and not settings.current().trusted_proxies):
        return "unknown"
    try:
        address = ipaddress.ip_address(client.host)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 56), strict=False))


def begun(instance: str, now: float | None = None) -> str:
    """A stamp for a hidden field: when this form was first drawn."""
    moment = f"{int((now or time.time()) * 10):x}"
    return f"{moment}.{_seal(instance, moment)}"


def waited(instance: str) -> str:
    """A stamp for a form that goes on with one that was not too fast."""
    return begun(instance, time.time() - SHORTEST)


def too_fast(instance: str, stamp: str) -> bool:
    """Whether the form was sent sooner than anybody reads it, or its stamp is not ours."""
    if not settings.current().abuse_checks:
        return False
    moment, _, seal = stamp.partition(".")
    if not hmac.compare_digest(seal.encode(), _seal(instance, moment).encode()):
        return True
    return time.time() - int(moment, 16) / 10 < SHORTEST


def _seal(instance: str, moment: str) -> str:
    return ids.keyed_hash(settings.current().secret_key, "begun", f"{instance}:{moment}").hex()[:24]
