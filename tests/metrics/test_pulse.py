"""The worked example of DOMAIN 1.3: twelve persons, scored and reported."""

from typing import Any

import pytest

from metrics.comparison import Verdict, compare
from metrics.intervals import enps, t_interval, wilson
from metrics.moments import Moments
from metrics.reliability import Method, reliability
from metrics.scale_moments import ScaleMoments
from metrics.scales import Scale, score
from survey.model import Values

PRINTED = {
    "AM": (11, 67.424242, 28.493310, 48.282177, 86.566308),
    "KO": (12, 70.833333, 17.943514, 59.432568, 82.234098),
    "EI": (12, 69.791667, 22.270505, 55.641663, 83.941670),
    "ID": (12, 66.666667, 26.827168, 49.621497, 83.711836),
    "NU": (12, 70.833333, 22.821773, 56.333070, 85.333596),
    "KQ": (12, 56.250000, 22.297065, 42.083121, 70.416879),
    "MI": (12, 68.923611, 22.634425, 54.542384, 83.304838),
    "NK": (12, 63.541667, 22.110475, 49.493341, 77.589992),
}


def test_every_person_has_the_scores_of_the_published_table(
    pulse: Scale, wave1: list[Values], wave1_scores: list[dict[str, float]]
) -> None:
    for values, published in zip(wave1, wave1_scores, strict=True):
        found = score(pulse, values)
        assert found.keys() == published.keys()
        assert found == pytest.approx(published, abs=1e-6)


def test_the_motivation_index_of_each_person_is_as_printed(pulse: Scale, wave1: list[Values]) -> None:
    printed = [90.6250, 80.2083, 68.7500, 55.2083, 36.4583, 100, 68.7500, 65.6250, 88.5417, 20.8333, 72.9167, 79.1667]
    assert [score(pulse, values)["MI"] for values in wave1] == pytest.approx(printed, abs=5e-5)


def test_person_12_has_no_autonomous_motivation_but_an_index_from_three_facets(
    pulse: Scale, wave1: list[Values]
) -> None:
    found = score(pulse, wave1[11])
    assert "AM" not in found
    assert found["MI"] == pytest.approx((75 + 87.5 + 75) / 3)


def test_all_facets_and_indices_have_the_expected_statistics(wave1_moments: ScaleMoments, expected: Any) -> None:
    assert wave1_moments.scores.keys() == expected["facet_stats"].keys()
    for code, stats in expected["facet_stats"].items():
        moments = wave1_moments.scores[code]
        interval = t_interval(moments)
        assert interval is not None
        found = (moments.n, moments.mean, moments.sd, interval.low, interval.high)
        assert found == pytest.approx((stats["n"], stats["mean"], stats["sd"], stats["lo"], stats["hi"]), rel=1e-10)


@pytest.mark.parametrize("code", PRINTED)
def test_the_printed_table_is_reproduced_to_its_last_digit(wave1_moments: ScaleMoments, code: str) -> None:
    moments = wave1_moments.scores[code]
    interval = t_interval(moments)
    assert interval is not None
    # the table of DOMAIN 1.3 cuts some of its last digits off where others are rounded
    assert (moments.n, moments.mean, moments.sd, interval.low, interval.high) == pytest.approx(
        PRINTED[code], abs=1.1e-6
    )


def test_nine_of_twelve_want_to_stay(wave1_moments: ScaleMoments) -> None:
    stay = wave1_moments.shares["BL"]
    interval = wilson(stay.k, stay.n)
    assert (stay.k, stay.n) == (9, 12)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((0.467695, 0.911058), abs=5e-7)


def test_the_recommendation_score_is_25_and_says_how_unsure_it_is(wave1_moments: ScaleMoments) -> None:
    advice = wave1_moments.recommendation
    result = enps(advice.promoters, advice.detractors, advice.n)
    assert (advice.promoters, advice.detractors, advice.n) == (5, 2, 12)
    assert result is not None
    assert result.score == pytest.approx(25.0)
    assert result.variance**0.5 == pytest.approx(20.833, abs=5e-4)
    assert (result.interval.low, result.interval.high) == pytest.approx((-15.8, 65.8), abs=0.05)
    assert advice.distribution == [0, 0, 1, 0, 1, 0, 0, 2, 3, 3, 2]


@pytest.mark.parametrize(
    ("code", "n", "k", "alpha", "low", "high"),
    [("AM", 11, 3, 0.956454, 0.879218, 0.987262), ("MI", 9, 9, 0.978686, 0.948902, 0.994358)],
)
def test_alpha_counts_complete_rows_only(
    wave1_moments: ScaleMoments, code: str, n: int, k: int, alpha: float, low: float, high: float
) -> None:
    found = reliability(wave1_moments.items[code])
    assert found is not None and found.interval is not None
    assert (found.method, found.n, found.k) == (Method.ALPHA, n, k)
    assert (found.value, found.interval.low, found.interval.high) == pytest.approx((alpha, low, high), abs=5e-7)


def test_alpha_of_the_nine_core_items_is_that_of_r_psych(wave1_moments: ScaleMoments) -> None:
    found = reliability(wave1_moments.items["MI"])
    assert found is not None
    assert found.value == pytest.approx(0.97868595, abs=5e-9)


def test_the_second_wave_is_not_secured_to_be_better(
    wave1_moments: ScaleMoments, wave2_index: Moments, expected: Any
) -> None:
    found = compare(wave1_moments.scores["MI"], wave2_index)
    assert found is not None
    published, welch, effect = expected["welch"], found.welch, found.effect
    assert (wave1_moments.scores["MI"].n, wave2_index.n) == (published["n1"], published["n2"])
    assert (wave1_moments.scores["MI"].mean, wave2_index.mean) == pytest.approx((published["m1"], published["m2"]))
    assert (wave1_moments.scores["MI"].sd, wave2_index.sd) == pytest.approx((published["s1"], published["s2"]))
    assert (welch.difference, welch.se, welch.t, welch.df, welch.p) == pytest.approx(
        tuple(published[name] for name in ("diff", "se", "t", "df", "p")), rel=1e-10
    )
    assert (welch.interval.low, welch.interval.high) == pytest.approx((published["lo"], published["hi"]), rel=1e-10)
    assert (effect.d, effect.correction, effect.g) == pytest.approx(
        (published["d"], published["J"], published["g"]), rel=1e-10
    )
    assert (effect.interval.low, effect.interval.high) == pytest.approx(
        (published["g_lo"], published["g_hi"]), abs=1e-8
    )  # there z is 1.959964
    assert found.verdict is Verdict.NOT_SECURED


def test_the_printed_comparison_agrees(wave1_moments: ScaleMoments, wave2_index: Moments) -> None:
    found = compare(wave1_moments.scores["MI"], wave2_index)
    assert found is not None
    welch, effect = found.welch, found.effect
    assert (wave2_index.mean, wave2_index.sd) == pytest.approx((76.215267, 12.130212), abs=5e-7)
    assert (welch.difference, welch.se, welch.t, welch.df, welch.p) == pytest.approx(
        (7.291656, 7.413160, 0.983610, 16.837099, 0.339232), abs=5.1e-7
    )
    assert (welch.interval.low, welch.interval.high) == pytest.approx((-8.360279, 22.943590), abs=5.1e-7)
    assert (effect.d, effect.correction, effect.g) == pytest.approx((0.401557, 0.965451, 0.387683), abs=5.1e-7)
    assert (effect.interval.low, effect.interval.high) == pytest.approx((-0.419950, 1.195317), abs=5.1e-7)
