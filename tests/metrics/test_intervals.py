"""Intervals against published values, and where there are none."""

from typing import Any

import pytest
from scipy import stats

from metrics.intervals import enps, finite_population_factor, t_interval, wilson
from metrics.moments import Moments


def test_wilson_of_12_in_100_is_the_plain_one() -> None:
    interval = wilson(12, 100)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((0.0699940644, 0.1981209943), abs=5e-11)


def test_statpsychs_adjusted_and_corrected_intervals_are_other_methods(vectors: dict[str, Any]) -> None:
    vector = vectors["adjwald_wilsoncc_statpsych"]
    interval = wilson(vector["input"]["k"], vector["input"]["n"])
    assert interval is not None
    for method in ("adj_wald", "wilson_with_cc"):
        assert abs(interval.low - vector["expected"][method][0]) > 5e-4
        assert abs(interval.high - vector["expected"][method][1]) > 1e-3


@pytest.mark.parametrize(("k", "n"), [(0, 7), (7, 7), (1, 10), (25, 40)])
def test_wilson_agrees_with_scipy_and_stays_between_0_and_1(k: int, n: int) -> None:
    interval, oracle = wilson(k, n), stats.binomtest(k, n).proportion_ci(method="wilson")
    assert interval is not None
    assert 0 <= interval.low < interval.high <= 1
    assert (interval.low, interval.high) == pytest.approx((oracle.low, oracle.high), abs=1e-12)


def test_a_share_of_nobody_has_no_interval_and_more_than_all_is_refused() -> None:
    assert wilson(0, 0) is None
    with pytest.raises(ValueError, match="8 of 7"):
        wilson(8, 7)


def test_one_person_has_no_t_interval() -> None:
    assert t_interval(Moments(1, 40, 1600)) is None


def test_a_random_sample_of_a_small_network_has_a_narrower_interval() -> None:
    moments = Moments(12, 12 * 70, 12 * 70**2 + 11 * 400)
    whole, corrected = t_interval(moments), t_interval(moments, factor=finite_population_factor(12, 60))
    assert whole is not None and corrected is not None
    assert whole.high - 70 == pytest.approx(2.200985160082949 * 20 / 12**0.5)
    assert corrected.high - 70 == pytest.approx((whole.high - 70) * (48 / 59) ** 0.5)


def test_the_half_width_at_ten_persons_is_what_the_threshold_was_chosen_for() -> None:
    interval = t_interval(Moments(10, 10 * 70, 10 * 70**2 + 9 * 400))
    assert interval is not None
    assert interval.high - 70 == pytest.approx(14.3, abs=0.05)


def test_who_asked_everybody_knows_for_sure() -> None:
    assert finite_population_factor(60, 60) == 0
    assert finite_population_factor(1, 1) == 0
    with pytest.raises(ValueError, match="61 of 60"):
        finite_population_factor(61, 60)


def test_a_recommendation_of_nobody_has_no_score_and_wrong_counts_are_refused() -> None:
    assert enps(0, 0, 0) is None
    with pytest.raises(ValueError, match="not of 3"):
        enps(2, 2, 3)
