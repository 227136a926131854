"""Intervals of means, shares and the recommendation score. Which of them may be shown is a matter of `tiers`."""

import math
from statistics import NormalDist

import msgspec

from metrics.moments import Moments

LEVEL = 0.95


class Interval(msgspec.Struct, frozen=True):
    low: float
    high: float


class Enps(msgspec.Struct, frozen=True):
    """Score and interval in points from −100 to +100, the variance of the score in points²."""

    score: float
    variance: float
    interval: Interval


def z(level: float = LEVEL) -> float:
    """The two-sided normal quantile, 1.959964 for 95 %."""
    return NormalDist().inv_cdf((1 + level) / 2)


def around(centre: float, half_width: float) -> Interval:
    return Interval(centre - half_width, centre + half_width)


def t_interval(moments: Moments, level: float = LEVEL, factor: float = 1.0) -> Interval | None:
    """m ± t_{(1+level)/2, n−1}·s/√n·factor (Student 1908), in the units of the score; not cut off at the ends of the scale. None when n < 2.

    `factor` is the finite population factor of a random sample. With self-selected answers leave it at 1.
    """
    mean, sd = moments.mean, moments.sd
    if mean is None or sd is None:
        return None
    from scipy.special import stdtrit

    return around(mean, float(stdtrit(moments.n - 1, (1 + level) / 2)) * sd / math.sqrt(moments.n) * factor)


def finite_population_factor(n: int, population: int) -> float:
    """√((N−n)/(N−1)) (Cochran 1977) for a random sample of n of N persons. Raises `ValueError` unless 1 ≤ n ≤ N; a whole population of one has 0."""
    if not 1 <= n <= population:
        raise ValueError(f"{n} of {population} is no sample")
    return math.sqrt((population - n) / (population - 1)) if population > 1 else 0.0


def wilson(k: float, n: float, level: float = LEVEL) -> Interval | None:
    """Score interval of the share k/n without continuity correction (Wilson 1927), from 0 to 1. Weighted data: n effective. None when n = 0.

    Centre (p + z²/2n)/(1 + z²/n), half width z·√(p(1−p)/n + z²/4n²)/(1 + z²/n). Raises `ValueError` unless 0 ≤ k ≤ n.
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is no share")
    if not n:
        return None
    p, z2 = k / n, z(level) ** 2
    half_width = math.sqrt(z2 * (p * (1 - p) / n + z2 / (4 * n * n)))
    inside = around((p + z2 / (2 * n)) / (1 + z2 / n), half_width / (1 + z2 / n))
    return Interval(max(0.0, inside.low), min(1.0, inside.high))


def enps(promoters: int, detractors: int, n: int, level: float = LEVEL) -> Enps | None:
    """100·(p − d) with variance 100²·(p + d − (p − d)²)/n and Wald interval (Rocks 2016), not cut off at ±100. None when n = 0.

    Persons without an answer are not in n. Raises `ValueError` where the counts do not fit n.
    """
    if min(promoters, detractors) < 0 or promoters + detractors > n:
        raise ValueError(f"{promoters} promoters and {detractors} detractors are not of {n}")
    if not n:
        return None
    p, d = promoters / n, detractors / n
    variance = 100**2 * (p + d - (p - d) ** 2) / n
    return Enps(100 * (p - d), variance, around(100 * (p - d), z(level) * math.sqrt(variance)))
