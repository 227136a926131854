"""Sums that add up: the moments of one score, and the cross moments of several items. What is computed from them lives beside this file."""

import math
import sys
from collections.abc import Sequence

import msgspec


class Moments(msgspec.Struct):
    """n, Σx and Σx² of one score. Missing values are never added. Units: those of x, for the squares x²."""

    n: int = 0
    total: float = 0.0
    squares: float = 0.0

    def add(self, x: float) -> None:
        self.n += 1
        self.total += x
        self.squares += x * x

    def merge(self, other: "Moments") -> None:
        self.n += other.n
        self.total += other.total
        self.squares += other.squares

    @property
    def mean(self) -> float | None:
        """Σx/n; None without anybody."""
        return self.total / self.n if self.n else None

    @property
    def variance(self) -> float | None:
        """Sample variance (Σx² − (Σx)²/n)/(n−1); None when n < 2."""
        return _covariance(self.n, self.squares, self.total, self.total) if self.n > 1 else None

    @property
    def sd(self) -> float | None:
        """Square root of the sample variance; None when n < 2."""
        return None if self.variance is None else math.sqrt(max(0.0, self.variance))


class CrossMoments(msgspec.Struct):
    """n, Σx_i and Σx_i·x_j over persons who answered all k items (listwise).

    `sums` has k entries; `products` is the lower triangle with the diagonal, so that row i has i + 1 entries. Both are empty until the first row.
    """

    n: int = 0
    sums: list[float] = []
    products: list[list[float]] = []

    @property
    def k(self) -> int:
        return len(self.sums)

    def add(self, row: Sequence[float]) -> None:
        """One complete row. Raises `ValueError` where its length is not k."""
        self._fit(len(row))
        self.n += 1
        for i, x in enumerate(row):
            self.sums[i] += x
            products = self.products[i]
            for j in range(i + 1):
                products[j] += x * row[j]

    def merge(self, other: "CrossMoments") -> None:
        """Raises `ValueError` where the numbers of items differ; a side without rows fits every other."""
        if not other.n:
            return
        self._fit(other.k)
        self.n += other.n
        self.sums = [mine + theirs for mine, theirs in zip(self.sums, other.sums, strict=True)]
        self.products = [
            [mine + theirs for mine, theirs in zip(*rows, strict=True)]
            for rows in zip(self.products, other.products, strict=True)
        ]

    def covariance(self, i: int, j: int) -> float | None:
        """Sample covariance (Σx_i·x_j − Σx_i·Σx_j/n)/(n−1), for i = j the variance; None when n < 2."""
        if self.n < 2:
            return None
        return _covariance(self.n, self.products[max(i, j)][min(i, j)], self.sums[i], self.sums[j])

    def _fit(self, k: int) -> None:
        if not self.sums:
            self.sums = [0.0] * k
            self.products = [[0.0] * (i + 1) for i in range(k)]
        elif len(self.sums) != k:
            raise ValueError(f"a row of {k} items does not fit {len(self.sums)}")


def _covariance(n: int, product: float, first: float, second: float) -> float:
    """What is no larger than the rounding error of its sums is none: people who all answered alike have a variance of exactly 0."""
    deviation = product - first * second / n
    return 0.0 if abs(deviation) <= n * sys.float_info.epsilon * abs(product) else deviation / (n - 1)
