"""How reliably items measure together, from their cross moments. From how many persons it is reported is a matter of `tiers`."""

import math
from enum import StrEnum

import msgspec

from metrics.intervals import LEVEL, Interval
from metrics.moments import CrossMoments


class Method(StrEnum):
    ALPHA = "alpha"
    SPEARMAN_BROWN = "spearman_brown"


class Reliability(msgspec.Struct, frozen=True):
    """n complete rows of k items. Spearman-Brown comes without an interval."""

    method: Method
    value: float
    n: int
    k: int
    interval: Interval | None = None


def cronbach_alpha(cross: CrossMoments) -> float | None:
    """k/(k−1)·(1 − Σσ²_i/σ²_total) with sample variances over complete rows (Cronbach 1951), at most 1.

    None when k < 2, n < 2 or the total does not vary.
    """
    k, n = cross.k, cross.n
    if k < 2 or n < 2:
        return None
    variances = [cross.covariance(i, i) or 0.0 for i in range(k)]
    between = sum(cross.covariance(i, j) or 0.0 for i in range(k) for j in range(i))
    total = sum(variances) + 2 * between
    return k / (k - 1) * (1 - sum(variances) / total) if total > 0 else None


def feldt(alpha: float, n: int, k: int, level: float = LEVEL) -> Interval:
    """1 − (1−α)·F_{(1±level)/2}(n−1, (n−1)(k−1)) (Feldt 1965). Raises `ValueError` unless n ≥ 2 and k ≥ 2."""
    if n < 2 or k < 2:
        raise ValueError(f"no interval from {n} rows of {k} items")
    from scipy.special import fdtri

    low, high = (
        float(1 - (1 - alpha) * fdtri(n - 1, (n - 1) * (k - 1), tail)) for tail in ((1 + level) / 2, (1 - level) / 2)
    )
    return Interval(low, high)


def spearman_brown(cross: CrossMoments) -> float | None:
    """2r/(1 + r) of two items (Spearman 1910, Brown 1910; for two items better than α: Eisinga et al. 2013).

    None when n < 2, when an item does not vary or r = −1. Raises `ValueError` unless k = 2 (or no row came yet).
    """
    if cross.k not in (0, 2):
        raise ValueError(f"Spearman-Brown is for two items, not {cross.k}")
    first, second, both = (cross.covariance(i, j) if cross.n else None for i, j in ((0, 0), (1, 1), (0, 1)))
    if both is None or not first or not second:
        return None
    r = max(-1.0, min(1.0, both / math.sqrt(first * second)))
    return 2 * r / (1 + r) if r > -1 else None


def reliability(cross: CrossMoments, level: float = LEVEL) -> Reliability | None:
    """Spearman-Brown for two items, for more Cronbach's α with Feldt's interval; None where it cannot be computed."""
    method = Method.SPEARMAN_BROWN if cross.k == 2 else Method.ALPHA
    value = spearman_brown(cross) if method is Method.SPEARMAN_BROWN else cronbach_alpha(cross)
    if value is None:
        return None
    interval = feldt(value, cross.n, cross.k, level) if method is Method.ALPHA else None
    return Reliability(method, value, cross.n, cross.k, interval)
