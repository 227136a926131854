"""A house for the demonstration: empty, and seeded."""

import pytest

from demo import seeding


@pytest.fixture
def demo_house(house_on_sqlite: None, noon: None) -> None:
    """A migrated empty database in demo mode, on 23 November 2026."""


@pytest.fixture
def seeded(demo_house: None) -> None:
    seeding.seed()
