"""Sums add up: the moments of parts merged are those of the whole, and they come back from JSON as they went."""

import math
import statistics
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.batches import moments_of as moments_of_columns
from metrics.moments import CrossMoments, Moments
from metrics.scale_moments import ScaleMoments
from metrics.scales import items
from metrics.scores import SCORES
from survey.model import DONT_KNOW

PULSE = SCORES["netzwerk-puls"]
POMP = st.floats(0, 100, allow_nan=False).map(lambda x: round(x, 6))
ANSWER = st.one_of(st.integers(1, 5), st.just(DONT_KNOW))
ITEMS = {**dict.fromkeys(items(PULSE), ANSWER), "REC": st.one_of(st.integers(0, 10), st.just(DONT_KNOW))}
COMPLETE = st.fixed_dictionaries(dict.fromkeys(items(PULSE), st.integers(1, 5)))
PERSON = st.one_of(COMPLETE, st.fixed_dictionaries({}, optional=ITEMS))


def moments_of(xs: list[float]) -> Moments:
    moments = Moments()
    for x in xs:
        moments.add(x)
    return moments


def cross_of(rows: list[list[float]]) -> CrossMoments:
    cross = CrossMoments()
    for row in rows:
        cross.add(row)
    return cross


def scale_moments_of(people: list[dict[str, Any]]) -> ScaleMoments:
    moments = ScaleMoments()
    for values in people:
        moments.add(PULSE, values)
    return moments


@given(st.lists(POMP), st.lists(POMP))
def test_moments_of_two_groups_merged_are_those_of_the_whole(first: list[float], second: list[float]) -> None:
    merged = moments_of(first)
    merged.merge(moments_of(second))
    whole = moments_of(first + second)
    assert merged.n == whole.n
    assert (merged.total, merged.squares) == pytest.approx((whole.total, whole.squares))


@given(st.lists(POMP, min_size=2))
def test_mean_and_sd_are_those_of_the_textbook(xs: list[float]) -> None:
    moments = moments_of(xs)
    assert moments.mean == pytest.approx(statistics.fmean(xs))
    assert moments.sd == pytest.approx(statistics.stdev(xs), abs=1e-5)


def test_nobody_has_no_mean_and_one_person_no_sd() -> None:
    assert (Moments().mean, Moments().sd) == (None, None)
    assert (moments_of([40]).mean, moments_of([40]).sd) == (40, None)


@given(st.floats(0, 100), st.integers(2, 300))
def test_people_who_all_answer_alike_do_not_vary_at_all(x: float, n: int) -> None:
    assert moments_of([x] * n).sd == 0


@given(
    st.integers(1, 5).flatmap(lambda k: st.tuples(*[st.lists(st.lists(st.integers(1, 5), min_size=k, max_size=k))] * 2))
)
def test_cross_moments_of_two_groups_merged_are_those_of_the_whole(
    groups: tuple[list[list[float]], list[list[float]]],
) -> None:
    merged = cross_of(groups[0])
    merged.merge(cross_of(groups[1]))
    assert merged == cross_of(groups[0] + groups[1])


def test_covariances_are_those_of_the_textbook() -> None:
    rows: list[list[float]] = [[1, 2, 5], [2, 4, 3], [4, 4, 1], [5, 3, 2]]
    cross, columns = cross_of(rows), list(zip(*rows, strict=True))
    for i in range(3):
        for j in range(3):
            assert cross.covariance(i, j) == pytest.approx(statistics.covariance(columns[i], columns[j]))
    assert cross_of(rows[:1]).covariance(0, 1) is None


def test_rows_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="a row of 3 items does not fit 2"):
        cross_of([[1, 2]]).add([1, 2, 3])
    with pytest.raises(ValueError, match="a row of 3 items does not fit 2"):
        cross_of([[1, 2]]).merge(cross_of([[1, 2, 3]]))


def flat(plain: Any) -> list[float]:
    """All numbers of a plain value, in order."""
    if isinstance(plain, dict):
        return [x for key in sorted(plain) for x in flat(plain[key])]
    return [x for part in plain for x in flat(part)] if isinstance(plain, list) else [plain]


@given(st.lists(PERSON, max_size=8), st.lists(PERSON, max_size=8))
def test_people_counted_in_two_groups_are_counted_as_in_one(
    first: list[dict[str, Any]], second: list[dict[str, Any]]
) -> None:
    merged = scale_moments_of(first)
    merged.merge(scale_moments_of(second))
    whole = scale_moments_of(first + second)
    assert (merged.n, merged.shares, merged.recommendation, merged.items) == (
        whole.n,
        whole.shares,
        whole.recommendation,
        whole.items,
    )
    assert merged.scores.keys() == whole.scores.keys()
    assert flat(msgspec.to_builtins(merged.scores)) == pytest.approx(flat(msgspec.to_builtins(whole.scores)))


@given(st.lists(PERSON, max_size=5))
def test_a_cut_comes_back_from_json_as_it_went(people: list[dict[str, Any]]) -> None:
    moments = scale_moments_of(people)
    assert msgspec.json.decode(msgspec.json.encode(moments), type=ScaleMoments) == moments


def column(people: list[dict[str, Any]], item: str) -> Any:
    return np.array(
        [math.nan if values.get(item) in (None, DONT_KNOW) else values[item] for values in people], dtype=float
    )


@given(st.lists(PERSON, max_size=12))
def test_people_counted_by_columns_are_counted_as_one_by_one(people: list[dict[str, Any]]) -> None:
    batch = moments_of_columns(PULSE, {item: column(people, item) for item in ITEMS}, len(people))
    single = scale_moments_of(people)
    assert (batch.n, batch.shares, batch.recommendation, batch.items) == (
        single.n,
        single.shares,
        single.recommendation,
        single.items,
    )
    assert batch.scores.keys() == single.scores.keys()
    for code, moments in single.scores.items():
        assert flat(msgspec.to_builtins(batch.scores[code])) == pytest.approx(flat(msgspec.to_builtins(moments)))


def test_an_item_without_a_column_is_missing_and_so_is_what_is_out_of_range() -> None:
    batch = moments_of_columns(PULSE, {"KO1": np.array([5.0, 6.0, 1.0])}, 3)
    assert batch == ScaleMoments(n=3, scores={"KO": Moments(2, 100, 10_000)})


def test_a_merge_leaves_the_other_side_as_it_was() -> None:
    empty, other = ScaleMoments(), scale_moments_of([{"KO1": 4, "KO2": 5, "REC": 9}])
    before = msgspec.json.encode(other)
    empty.merge(other)
    empty.add(PULSE, {"KO1": 1, "KO2": 1, "REC": 0})
    assert msgspec.json.encode(other) == before


def test_a_recommendation_that_is_none_is_not_counted() -> None:
    found = scale_moments_of([{"REC": value} for value in (DONT_KNOW, 11, -1, 2.5, math.nan, ["9"])])
    assert (found.n, found.recommendation.n) == (6, 0)
