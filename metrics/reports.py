"""What a group is told of itself on a scale, as a frozen value. It is made in `reporting` and rounded for the public in `publishing`."""

import msgspec

from metrics.intervals import Enps, Interval
from metrics.reliability import Reliability
from metrics.tiers import Tier
from survey.model import Text


class Estimate(msgspec.Struct, frozen=True):
    """A mean in POMP (0 to 100) of n persons. In the tier of the index only it is rounded to 5 points and comes without sd and interval."""

    code: str
    label: Text
    n: int
    mean: float
    sd: float | None = None
    interval: Interval | None = None


class Portion(msgspec.Struct, frozen=True):
    """k of n persons; `share` and interval from 0 to 1."""

    code: str
    label: Text
    n: int
    k: int
    share: float
    interval: Interval


class Advice(msgspec.Struct, frozen=True):
    """How n persons would recommend it: the counts of the steps 0 to 10, and the eNPS in points."""

    code: str
    label: Text
    n: int
    distribution: tuple[int, ...]
    promoters: int
    detractors: int
    enps: Enps


class Missing(msgspec.Struct, frozen=True):
    """Why something is not told: it needs so many valid answers. `what` is a code of the scale, `comparison`, or `reliability` of the code in `of`."""

    what: str
    needs: int
    of: str = ""


class Report(msgspec.Struct, frozen=True):
    """Every code of the scale stands in its place, in the order of the scale; None where it may not or cannot be told."""

    n: int | None
    """Persons; None where not even that may be told."""
    tier: Tier
    indices: dict[str, Estimate | None]
    facets: dict[str, Estimate | None]
    shares: dict[str, Portion | None]
    recommendation: Advice | None
    reliabilities: dict[str, Reliability | None]
    missing: tuple[Missing, ...]
