"""Scales as data, and the scores of one person: plain Python, since it runs for each of a million answers. The moments of many live in `scale_moments`."""

from collections.abc import Mapping
from functools import cache

import msgspec

from survey.model import Text, Values


class Facet(msgspec.Struct, frozen=True):
    code: str
    label: Text
    items: tuple[str, ...]


class Index(msgspec.Struct, frozen=True):
    """The mean of facet scores with equal weights, valid if at least `needed` facets are."""

    code: str
    label: Text
    facets: tuple[str, ...]
    needed: int


class Share(msgspec.Struct, frozen=True):
    """The share of persons who answered one item with `at_least`, counted after reversal."""

    code: str
    label: Text
    item: str
    at_least: float


class Recommendation(msgspec.Struct, frozen=True):
    """One item from 0 to 10, reported as distribution and eNPS."""

    code: str
    label: Text
    item: str


class Scale(msgspec.Struct, frozen=True):
    """The first index is the headline: the only figure shown of a small group. Raises `ValueError` where an index or a code does not fit."""

    name: str
    title: Text
    minimum: float
    maximum: float
    facets: tuple[Facet, ...]
    indices: tuple[Index, ...] = ()
    shares: tuple[Share, ...] = ()
    recommendation: Recommendation | None = None
    reversed_items: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        facets = {facet.code: facet for facet in self.facets}
        codes = [*facets, *(index.code for index in self.indices), *(share.code for share in self.shares)]
        if len(facets) < len(self.facets) or len(set(codes)) < len(codes):
            raise ValueError(f"{self.name} uses one code twice: {codes}")
        for index in self.indices:
            if not set(index.facets) <= facets.keys() or not 1 <= index.needed <= len(index.facets):
                raise ValueError(
                    f"{self.name} has no facets {index.facets} of which {index.needed} could be needed for {index.code}"
                )

    def __hash__(self) -> int:
        return hash(self.name)

    def items_of(self, index: Index) -> tuple[str, ...]:
        """The core items of an index, in the order of its facets."""
        return tuple(
            item for code in index.facets for facet in self.facets if facet.code == code for item in facet.items
        )


@cache
def items(scale: Scale) -> tuple[str, ...]:
    """Every item that is coded, once, in the order of the facets."""
    return tuple(
        dict.fromkeys(
            [*(item for facet in scale.facets for item in facet.items), *(share.item for share in scale.shares)]
        )
    )


@cache
def item_sets(scale: Scale) -> dict[str, tuple[str, ...]]:
    """The sets of items whose reliability is reported, by the code of their facet (of two items or more) or index."""
    facets = {facet.code: facet.items for facet in scale.facets if len(facet.items) > 1}
    return facets | {index.code: scale.items_of(index) for index in scale.indices}


Coded = dict[str, float]
"""Item name to its number with reversal done; an item without a valid answer is absent."""


def coded(scale: Scale, values: Values) -> Coded:
    """x, or x' = (minimum + maximum) − x for reversed items. Absent, "weiß nicht", no number or out of range: missing. Never raises."""
    known: Coded = {}
    lowest, highest, reverse = scale.minimum, scale.maximum, scale.reversed_items
    for item in items(scale):
        value = values.get(item)
        if isinstance(value, (int, float)) and lowest <= value <= highest:
            known[item] = lowest + highest - value if item in reverse else value
    return known


def score(scale: Scale, values: Values) -> dict[str, float]:
    """The scores of one person by code, in percent of maximum possible (POMP, Cohen et al. 1999): 100·(mean − min)/(max − min), 0 to 100.

    A facet is the mean of its answered items and valid from ⌈k/2⌉ answers; an index is the mean of its valid facets and valid from `needed`;
    a share's item is scored as a facet of one item. What is not valid is absent; nothing is imputed. DOMAIN 1.3.
    """
    return scores(scale, coded(scale, values))


def scores(scale: Scale, known: Mapping[str, float]) -> dict[str, float]:
    """As `score`, from coded items."""
    found: dict[str, float] = {}
    lowest, width = scale.minimum, scale.maximum - scale.minimum
    for facet in scale.facets:
        answered = [known[item] for item in facet.items if item in known]
        if answered and 2 * len(answered) >= len(facet.items):
            found[facet.code] = 100 * (sum(answered) / len(answered) - lowest) / width
    for share in scale.shares:
        if share.item in known:
            found[share.code] = 100 * (known[share.item] - lowest) / width
    for index in scale.indices:
        valid = [found[code] for code in index.facets if code in found]
        if len(valid) >= index.needed:
            found[index.code] = sum(valid) / len(valid)
    return found
