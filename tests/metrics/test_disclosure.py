"""The rules of protection: rounding, batches, what is released when a wave closes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.disclosure import (
    BATCH_PUBLIC,
    BATCH_STAFF,
    THRESHOLD_PUBLIC,
    THRESHOLD_STAFF,
    boundary,
    percent,
    released_at_close,
    round5,
)

PARTS = st.dictionaries(st.text(max_size=3), st.integers(0, 30))


def test_counts_round_to_fives_half_up(vectors: dict[str, Any]) -> None:
    vector = vectors["round5"]
    assert [round5(x) for x in vector["input"]] == vector["expected"]


def test_means_round_to_fives_half_up_too() -> None:
    assert [round5(x) for x in (2.4999, 2.5, 67.49, 67.5, 100)] == [0, 5, 65, 70, 100]


@pytest.mark.parametrize(
    ("k", "n", "shown"), [(0, 0, None), (9, 12, None), (9, 19, None), (9, 20, 45), (12, 47, 26), (1, 40, 3)]
)
def test_a_share_is_told_in_whole_percent_from_twenty_persons(k: int, n: int, shown: int | None) -> None:
    assert percent(k, n) == shown


@pytest.mark.parametrize(
    ("changes", "batch", "released"),
    [
        (0, 5, 0),
        (4, 5, 0),
        (5, 5, 0),
        (9, 5, 0),
        (10, 5, 5),
        (14, 5, 5),
        (15, 5, 10),
        (19, 10, 0),
        (20, 10, 10),
        (29, 10, 10),
        (30, 10, 20),
    ],
)
def test_one_batch_is_always_held_back(changes: int, batch: int, released: int) -> None:
    assert boundary(changes, batch) == released


@given(st.lists(st.integers(0, 7), max_size=40), st.sampled_from([BATCH_STAFF, BATCH_PUBLIC]))
def test_no_two_cuts_ever_differ_by_less_than_a_batch(arrivals: list[int], batch: int) -> None:
    waiting, cuts = 0, 0
    for arrived in arrivals:
        waiting += arrived
        released = boundary(waiting, batch)
        assert released == 0 or released >= batch
        waiting, cuts = waiting - released, cuts + bool(released)
    assert not cuts or waiting >= batch  # what closing the wave releases


def test_what_is_no_number_of_changes_is_refused() -> None:
    with pytest.raises(ValueError, match="-1 changes"):
        boundary(-1, 5)
    with pytest.raises(ValueError, match="batches of 0"):
        boundary(5, 0)


def test_at_the_close_small_parts_stand_together_if_they_are_enough() -> None:
    found = released_at_close({"Eving": 12, "Hörde": 4, "Marten": 0, "Wickede": 3}, THRESHOLD_STAFF)
    assert (found.shown, found.pooled, found.withheld) == (("Eving",), ("Hörde", "Marten", "Wickede"), ())


def test_small_parts_that_are_too_few_together_are_withheld() -> None:
    found = released_at_close({"Eving": 12, "Hörde": 4, "Wickede": 5}, THRESHOLD_PUBLIC)
    assert (found.shown, found.pooled, found.withheld) == (("Eving",), (), ("Hörde", "Wickede"))
    assert released_at_close({"Eving": 5}, THRESHOLD_STAFF).shown == ("Eving",)
    assert released_at_close({}, THRESHOLD_STAFF).shown == ()


@given(PARTS, st.sampled_from([THRESHOLD_STAFF, THRESHOLD_PUBLIC]))
def test_every_part_has_one_place_and_nothing_released_is_below_the_threshold(
    parts: dict[str, int], threshold: int
) -> None:
    found = released_at_close(parts, threshold)
    assert sorted((*found.shown, *found.pooled, *found.withheld)) == sorted(parts)
    assert all(parts[name] >= threshold for name in found.shown)
    assert not found.pooled or sum(parts[name] for name in found.pooled) >= threshold
    assert sum(parts[name] for name in found.withheld) < threshold
