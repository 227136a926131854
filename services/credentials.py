"""The link, code and PIN of a sign-up. Made from its random id with the secret key, so that they can be shown and mailed again; the database has only hashes."""

import base64
import hmac
from uuid import UUID

import settings
from common import ids


def token_of(signup_id: UUID) -> str:
    """The secret of `/m/{token}`."""
    return base64.urlsafe_b64encode(_made("signup-token", signup_id)).decode().rstrip("=")


def code_of(signup_id: UUID) -> str:
    return ids.code_from(_made("signup-code", signup_id))


def pin_of(signup_id: UUID) -> str:
    return f"{int.from_bytes(_made('signup-pin', signup_id)[:8]) % 1_000_000:06d}"


def token_hash(token: str) -> bytes:
    return ids.plain_hash(token.encode(errors="replace"))


def code_hash(code: str) -> bytes:
    return ids.keyed_hash(key(), "signup-codehash", ids.read_code(code[:40]).encode(errors="replace").decode())


def pin_hash(signup_id: UUID, pin: str) -> bytes:
    """Of one sign-up: the same PIN elsewhere has another hash. Six digits need the key and a limit on tries; a slow hash would hold up lists."""
    return ids.keyed_hash(
        key(), "signup-pinhash", f"{signup_id}:{''.join(pin.split())[:20]}".encode(errors="replace").decode()
    )


def same(one: bytes, other: bytes) -> bool:
    return hmac.compare_digest(one, other)


def _made(purpose: str, signup_id: UUID) -> bytes:
    return ids.keyed_hash(key(), purpose, str(signup_id))


def key() -> bytes:
    return settings.current().secret_key
