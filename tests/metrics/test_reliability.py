"""Reliability against published values and an independent package (pingouin, GPL: here only)."""

import importlib
import warnings
from typing import Any

import pytest

from metrics.moments import CrossMoments
from metrics.reliability import Method, cronbach_alpha, feldt, reliability, spearman_brown


def cross_of(*rows: list[float]) -> CrossMoments:
    cross = CrossMoments()
    for row in rows:
        cross.add(row)
    return cross


def pingouin() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what its own imports are warned of is not ours
        return importlib.import_module("pingouin")


def test_alpha_of_pingouins_dataset_is_as_published(vectors: dict[str, Any]) -> None:
    vector = vectors["alpha_pingouin_dataset"]
    long = pingouin().read_dataset("cronbach_alpha")
    wide = long.pivot(index="Subj", columns="Items", values="Scores")
    found = reliability(cross_of(*wide.to_numpy().tolist()))
    assert found is not None and found.interval is not None
    assert (found.n, found.k) == (15, 10)
    assert found.value == pytest.approx(vector["expected"]["alpha"], abs=vector["tolerance"])
    assert (found.interval.low, found.interval.high) == pytest.approx(vector["expected"]["ci"], abs=5e-4)
    oracle = pingouin().cronbach_alpha(data=wide)
    assert found.value == pytest.approx(oracle[0], abs=1e-12)


def test_feldts_interval_is_as_published_and_statpsychs_is_another(vectors: dict[str, Any]) -> None:
    vector = vectors["alpha_ci_statpsych"]
    interval = feldt(**vector["input"])
    assert (interval.low, interval.high) == pytest.approx(vector["expected"]["feldt"], abs=5e-9)
    assert (interval.low, interval.high) == pytest.approx((0.7970649, 0.8931666), abs=5e-8)
    for ours, theirs in zip((interval.low, interval.high), vector["expected"]["statpsych"], strict=True):
        assert 1e-5 < abs(ours - theirs) < 1e-4


def test_two_items_have_spearman_brown_without_an_interval() -> None:
    rows: list[list[float]] = [[1, 2], [2, 1], [3, 4], [4, 3], [5, 5]]
    found = reliability(cross_of(*rows))
    assert found is not None
    assert (found.method, found.interval) == (Method.SPEARMAN_BROWN, None)
    assert found.value == pytest.approx(2 * 0.8 / 1.8)


@pytest.mark.parametrize("rows", [[], [[3, 3]], [[3, 3], [3, 3]], [[3, 3], [3, 4]], [[1, 5], [5, 1]]])
def test_two_items_that_cannot_be_correlated_have_none(rows: list[list[float]]) -> None:
    assert spearman_brown(cross_of(*rows)) is None


@pytest.mark.parametrize("rows", [[], [[3, 3, 3]], [[3, 3, 3], [3, 3, 3]], [[1, 3, 5], [5, 3, 1]]])
def test_items_whose_total_does_not_vary_have_no_alpha(rows: list[list[float]]) -> None:
    assert cronbach_alpha(cross_of(*rows)) is None


def test_items_that_always_agree_have_an_alpha_of_1() -> None:
    found = reliability(cross_of([1, 1, 1], [3, 3, 3], [4, 4, 4]))
    assert found is not None and found.interval is not None
    assert (found.value, found.interval.low, found.interval.high) == pytest.approx((1, 1, 1))


def test_three_items_are_not_for_spearman_brown_and_one_row_has_no_interval() -> None:
    with pytest.raises(ValueError, match="not 3"):
        spearman_brown(cross_of([1, 2, 3]))
    with pytest.raises(ValueError, match="1 rows"):
        feldt(0.8, 1, 3)
