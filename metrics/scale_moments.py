"""What a group of people needs to be reported on a scale, additive and fit for JSON: it is what cuts store. What may be shown of it lives in `tiers`."""

from collections.abc import Mapping

import msgspec

from metrics.moments import CrossMoments, Moments
from metrics.scales import Scale, coded, item_sets, scores
from survey.model import Values

STEPS = range(11)
DETRACTORS, PROMOTERS = range(7), range(9, 11)


class Count(msgspec.Struct):
    """k of n persons."""

    k: int = 0
    n: int = 0

    def add(self, yes: bool) -> None:
        self.k += yes
        self.n += 1

    def merge(self, other: "Count") -> None:
        self.k += other.k
        self.n += other.n


class Recommended(msgspec.Struct):
    """How many persons answered each step from 0 to 10; 11 counts."""

    distribution: list[int] = msgspec.field(default_factory=lambda: [0] * len(STEPS))

    @property
    def n(self) -> int:
        return sum(self.distribution)

    @property
    def promoters(self) -> int:
        return sum(self.distribution[step] for step in PROMOTERS)

    @property
    def detractors(self) -> int:
        return sum(self.distribution[step] for step in DETRACTORS)

    def merge(self, other: "Recommended") -> None:
        self.distribution = [mine + theirs for mine, theirs in zip(self.distribution, other.distribution, strict=True)]


class ScaleMoments(msgspec.Struct):
    """Sums over n persons. Each statistic has its own n, since a missing value is left out where it is missing and nowhere else."""

    n: int = 0
    scores: dict[str, Moments] = {}
    """By code of facet, index and share, in POMP."""
    shares: dict[str, Count] = {}
    recommendation: Recommended = msgspec.field(default_factory=Recommended)
    items: dict[str, CrossMoments] = {}
    """By code: the items of a facet with two or more, and the core items of an index; complete rows only."""

    def add(self, scale: Scale, values: Values) -> None:
        """One person's answer."""
        known = coded(scale, values)
        self.n += 1
        for code, x in scores(scale, known).items():
            if code not in self.scores:
                self.scores[code] = Moments()
            self.scores[code].add(x)
        for share in scale.shares:
            if share.item in known:
                self.shares.setdefault(share.code, Count()).add(known[share.item] >= share.at_least)
        self._add_items(scale, known)
        self._add_recommendation(scale, values)

    def merge(self, other: "ScaleMoments") -> None:
        self.n += other.n
        for code, moments in other.scores.items():
            self.scores.setdefault(code, Moments()).merge(moments)
        for code, count in other.shares.items():
            self.shares.setdefault(code, Count()).merge(count)
        for code, cross in other.items.items():
            self.items.setdefault(code, CrossMoments()).merge(cross)
        self.recommendation.merge(other.recommendation)

    def _add_items(self, scale: Scale, known: Mapping[str, float]) -> None:
        for code, items in item_sets(scale).items():
            if len(known) >= len(items) and all(item in known for item in items):
                self.items.setdefault(code, CrossMoments()).add([known[item] for item in items])

    def _add_recommendation(self, scale: Scale, values: Values) -> None:
        value = values.get(scale.recommendation.item) if scale.recommendation else None
        if isinstance(value, int | float) and value in STEPS:
            self.recommendation.distribution[int(value)] += 1
