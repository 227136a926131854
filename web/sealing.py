"""Words that travel through an address for a few minutes and that only we can read: the receipt code on its way to the thanks page."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken

import settings
from common import ids

LASTS = 15 * 60
"""Seconds; after that a forgotten browser tab shows no code any more."""


@lru_cache(maxsize=4)
def _box(key: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(ids.keyed_hash(key, "sealing", "thanks")))


def seal(words: str) -> str:
    return _box(settings.current().secret_key).encrypt(words.encode()).decode()


def unseal(sealed: str) -> str | None:
    """None where it is too old or not ours."""
    try:
        return _box(settings.current().secret_key).decrypt(sealed.encode(), ttl=LASTS).decode()
    except InvalidToken:
        return None
