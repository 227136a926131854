"""Several comparisons on one page: Holm, and each part against all the others. The single comparison lives in `comparison`."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from metrics.comparison import Comparison, compare, verdict
from metrics.intervals import LEVEL
from metrics.moments import Moments


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted p in the order given: running maximum of (m − rank)·p, at most 1 (Holm 1979). Raises `ValueError` for what is no probability."""
    if not all(0 <= p <= 1 for p in p_values):
        raise ValueError("a p value lies between 0 and 1")
    adjusted, running = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        running = max(running, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = running
    return adjusted


def pooled(groups: Iterable[Moments]) -> Moments:
    whole = Moments()
    for group in groups:
        whole.merge(group)
    return whole


def against_the_rest(parts: Mapping[str, Moments], needed: int = 2, level: float = LEVEL) -> dict[str, Comparison]:
    """Each part against all the others pooled, Holm over those compared. The rest is the former group, the part the latter: up means above the rest.

    Left out: where part or rest has fewer than `needed` persons, or where nobody differs from anybody.
    """
    found: dict[str, Comparison] = {}
    for name, part in parts.items():
        rest = pooled(moments for other, moments in parts.items() if other != name)
        comparison = compare(rest, part, level) if min(part.n, rest.n) >= needed else None
        if comparison is not None:
            found[name] = comparison
    adjusted = holm([comparison.p for comparison in found.values()])
    return {name: _with(found[name], p, level) for name, p in zip(found, adjusted, strict=True)}


def _with(comparison: Comparison, p: float, level: float) -> Comparison:
    return msgspec.structs.replace(comparison, p=p, verdict=verdict(comparison.welch.difference, p, level))
