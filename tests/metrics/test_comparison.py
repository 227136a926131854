"""Differences against published values; what is secured and what is not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparison import Verdict, compare, hedges_correction, hedges_g, verdict, welch
from metrics.families import against_the_rest, holm, pooled
from metrics.moments import Moments


def summary(mean: float, sd: float, n: int) -> Moments:
    return Moments(n, n * mean, (n - 1) * sd**2 + n * mean**2)


def groups(vector: Any) -> tuple[Moments, Moments]:
    given_ = vector["input"]
    first, second = (summary(*group) for group in zip(given_["m"], given_["sd"], given_["n"], strict=True))
    return first, second


def test_welch_of_published_summaries_is_statpsychs(vectors: dict[str, Any]) -> None:
    vector = vectors["welch_summary_statpsych2"]
    first, second = groups(vector)
    found = welch(second, first)
    assert found is not None
    assert found.se == pytest.approx(0.5408327, abs=5e-8)
    assert found.df == pytest.approx(73.54, abs=5e-3)
    assert (found.difference, found.t) == pytest.approx(
        (vector["expected"]["diff"], vector["expected"]["t"]), abs=vector["tolerance"]
    )


def test_the_wrong_standard_error_of_the_old_help_page_is_not_ours(vectors: dict[str, Any]) -> None:
    vector = vectors["DO_NOT_USE_welch_statpsych_old"]
    first, second = groups(vector)
    found = welch(second, first)
    assert found is not None
    right = vector["expected"]
    assert (found.se, found.t, found.df) == pytest.approx(
        (right["correct_se"], right["correct_t"], right["correct_df"]), abs=1e-6
    )
    assert found.se < right["published_se"] / 2


def test_the_exact_correction_is_not_the_usual_approximation() -> None:
    assert hedges_correction(22) == pytest.approx(0.965451, abs=5e-7)
    assert abs(hedges_correction(22) - (1 - 3 / (4 * 24 - 9))) > 5e-5
    assert hedges_correction(2) == pytest.approx(0.5641895835)
    assert 0 < 1 - hedges_correction(2_000_000) < 1e-6
    with pytest.raises(ValueError, match="1 degrees"):
        hedges_correction(1)


def test_pingouins_g_differs_by_its_approximation(wave2_index: Moments, wave1_moments: Any) -> None:
    found = hedges_g(wave1_moments.scores["MI"], wave2_index)
    assert found is not None
    assert found.d * (1 - 3 / (4 * 24 - 9)) == pytest.approx(0.387710, abs=5e-7)
    assert found.g == pytest.approx(0.387683, abs=5e-7)


def test_a_difference_is_told_by_its_direction_only_when_it_is_secured() -> None:
    low, high = summary(50, 10, 40), summary(70, 10, 40)
    found = [compare(*pair) for pair in ((low, high), (high, low), (low, low))]
    assert [comparison and comparison.verdict for comparison in found] == [
        Verdict.UP,
        Verdict.DOWN,
        Verdict.NOT_SECURED,
    ]
    assert verdict(3, 0.0499) is Verdict.UP
    assert verdict(3, 0.05) is Verdict.NOT_SECURED


def test_groups_that_cannot_be_compared_are_not() -> None:
    assert compare(Moments(1, 50, 2500), summary(70, 10, 40)) is None
    assert compare(summary(50, 0, 5), summary(50, 0, 5)) is None


def test_holm_is_that_of_r(vectors: dict[str, Any]) -> None:
    vector = vectors["p_adjust"]
    assert holm(vector["input"]) == pytest.approx(vector["expected"]["holm"], abs=vector["tolerance"])
    assert holm(vector["input"]) != pytest.approx(vector["expected"]["BH"], abs=vector["tolerance"])


@given(st.lists(st.floats(0, 1)))
def test_holm_never_lowers_a_p_and_keeps_their_order(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    assert all(p <= q <= 1 for p, q in zip(p_values, adjusted, strict=True))
    assert [q for _, q in sorted(zip(p_values, adjusted, strict=True))] == sorted(adjusted)


def test_what_is_no_probability_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm([0.5, 1.5])


def test_each_part_is_compared_with_all_others_and_holm_counts_the_compared() -> None:
    parts = {
        "Eving": summary(70, 10, 30),
        "Hörde": summary(60, 10, 30),
        "Marten": summary(64, 10, 30),
        "Wickede": summary(20, 5, 3),
    }
    found = against_the_rest(parts, needed=20)
    assert list(found) == ["Eving", "Hörde", "Marten"]
    rest = pooled([parts["Hörde"], parts["Marten"], parts["Wickede"]])
    single = compare(rest, parts["Eving"])
    assert single is not None
    assert rest.n == 63
    assert found["Eving"].welch == single.welch
    assert [comparison.p for comparison in found.values()] == holm(
        [comparison.welch.p for comparison in found.values()]
    )


def test_a_difference_secured_alone_may_not_be_among_several() -> None:
    parts = {str(i): summary(60, 20, 30) for i in range(11)} | {"above": summary(68.2, 20, 30)}
    comparison = against_the_rest(parts)["above"]
    assert comparison.welch.p < 0.05 < comparison.p
    assert comparison.verdict is Verdict.NOT_SECURED
