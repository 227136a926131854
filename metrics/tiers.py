"""From how many persons what may be shown (DOMAIN 1.5), as data. The report that keeps to it is made in `reporting`."""

from collections.abc import Mapping
from enum import IntEnum

import msgspec

from metrics.comparison import Comparison, compare
from metrics.disclosure import THRESHOLD_STAFF
from metrics.families import against_the_rest
from metrics.moments import Moments


class Tier(IntEnum):
    """What may be shown from so many valid answers on; each tier includes those before it."""

    NOTHING = 0
    """Not even how many."""
    INDEX_ONLY = 5
    """The headline index, rounded to 5 points, without interval."""
    FACETS = 10
    """All means with intervals, shares, the recommendation."""
    COMPARE = 20
    """Comparisons, if each group has as many."""
    RELIABILITY = 30
    """Reliability with its interval."""


_COMPUTABLE = {Tier.NOTHING: 0, Tier.INDEX_ONLY: 1, Tier.FACETS: 1, Tier.COMPARE: 2, Tier.RELIABILITY: 2}


class Gate(msgspec.Struct, frozen=True):
    """`everything` is for raw-data right: no tier binds it. `at_least` raises the threshold of all tiers (public: 10); it cannot lower it."""

    everything: bool = False
    at_least: int = THRESHOLD_STAFF

    def needs(self, step: Tier) -> int:
        """How many valid answers it takes."""
        return _COMPUTABLE[step] if self.everything else max(step, self.at_least if step else 0)

    def opens(self, n: int, step: Tier) -> bool:
        return n >= self.needs(step)


STAFF = Gate()


def tier(n: int, gate: Gate = STAFF) -> Tier:
    """The highest tier that n persons reach."""
    return max(step for step in Tier if gate.opens(n, step))


def compare_groups(before: Moments, after: Moments, gate: Gate = STAFF) -> Comparison | None:
    """None where a group is too small to be compared or nobody differs from anybody."""
    return compare(before, after) if gate.opens(min(before.n, after.n), Tier.COMPARE) else None


def compare_parts(parts: Mapping[str, Moments], gate: Gate = STAFF) -> dict[str, Comparison]:
    """Each part against all the others (of those handed in: hand in published parts only); too small ones are left out."""
    return against_the_rest(parts, gate.needs(Tier.COMPARE))
