"""What tests of services share."""

import pytest
from argon2 import PasswordHasher

from services import accounts


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 takes 0.1 s on purpose; here it only has to be right."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", lambda: hasher)
    accounts._nobodys_hash.cache_clear()
