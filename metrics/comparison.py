"""Whether two groups differ, and by how much. It says so by code; the sentence is made at the edge. Several comparisons at once live in `families`."""

import math
from enum import StrEnum

import msgspec

from metrics.intervals import LEVEL, Interval, around, z
from metrics.moments import Moments


class Verdict(StrEnum):
    UP = "up"
    DOWN = "down"
    NOT_SECURED = "not_secured"


class Welch(msgspec.Struct, frozen=True):
    """Difference, its standard error and interval in the units of the score."""

    difference: float
    se: float
    t: float
    df: float
    p: float
    interval: Interval


class Effect(msgspec.Struct, frozen=True):
    """Standardised difference: d, the exact correction J, g = J·d and the interval of g."""

    d: float
    correction: float
    g: float
    interval: Interval


class Comparison(msgspec.Struct, frozen=True):
    """`p` is adjusted where several comparisons stand on one page; the verdict follows it."""

    welch: Welch
    effect: Effect
    p: float
    verdict: Verdict


def welch(before: Moments, after: Moments, level: float = LEVEL) -> Welch | None:
    """t = (m₂ − m₁)/√(s₁²/n₁ + s₂²/n₂) (Welch 1947) with Satterthwaite's df, two-sided. None when an n < 2 or nobody differs from anybody."""
    errors = [moments.variance / moments.n for moments in (before, after) if moments.variance is not None]
    if len(errors) < 2 or not sum(errors) or before.mean is None or after.mean is None:
        return None
    from scipy.special import stdtr, stdtrit

    difference, se = after.mean - before.mean, math.sqrt(sum(errors))
    df = sum(errors) ** 2 / sum(
        error**2 / (moments.n - 1) for error, moments in zip(errors, (before, after), strict=True)
    )
    t = difference / se
    return Welch(
        difference,
        se,
        t,
        df,
        float(2 * stdtr(df, -abs(t))),
        around(difference, float(stdtrit(df, (1 + level) / 2)) * se),
    )


def hedges_correction(m: int) -> float:
    """Exact J = Γ(m/2)/(√(m/2)·Γ((m−1)/2)) with m = n₁ + n₂ − 2 degrees of freedom (Hedges 1981). Raises `ValueError` when m < 2."""
    if m < 2:
        raise ValueError(f"no correction for {m} degrees of freedom")
    return math.exp(math.lgamma(m / 2) - math.lgamma((m - 1) / 2)) / math.sqrt(m / 2)


def hedges_g(before: Moments, after: Moments, level: float = LEVEL) -> Effect | None:
    """g = J·(m₂ − m₁)/s_pooled with Var(g) ≈ (n₁+n₂)/(n₁n₂) + g²/(2(n₁+n₂)) and its normal interval (Hedges 1981). None when an n < 2 or s = 0."""
    first, second = before.variance, after.variance
    if first is None or second is None or before.mean is None or after.mean is None or not first + second:
        return None
    n, m = before.n + after.n, before.n + after.n - 2
    d = (after.mean - before.mean) / math.sqrt(((before.n - 1) * first + (after.n - 1) * second) / m)
    g = hedges_correction(m) * d
    return Effect(
        d, hedges_correction(m), g, around(g, z(level) * math.sqrt(n / (before.n * after.n) + g * g / (2 * n)))
    )


def verdict(difference: float, p: float, level: float = LEVEL) -> Verdict:
    """Secured only if p < 1 − level."""
    if p >= round(1 - level, 12):
        return Verdict.NOT_SECURED
    return Verdict.UP if difference > 0 else Verdict.DOWN


def compare(before: Moments, after: Moments, level: float = LEVEL) -> Comparison | None:
    """Two independent groups, as two waves of an anonymous survey are (which is conservative). None where nothing can be computed."""
    tested, effect = welch(before, after, level), hedges_g(before, after, level)
    if tested is None or effect is None:
        return None
    return Comparison(tested, effect, tested.p, verdict(tested.difference, tested.p, level))
