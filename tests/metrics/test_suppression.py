"""Hidden cells cannot be computed from what is shown, nor closely bounded."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.suppression import suppress

TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=2, max_size=4)
)


def test_the_worked_table_is_hidden_cell_by_cell(vectors: dict[str, Any]) -> None:
    vector = vectors["suppress_4x4_n5"]
    found = suppress(vector["input"]["T"], vector["input"]["threshold"])
    published = vector["expected"]
    assert found.primary == {tuple(cell) for cell in published["primary"]}
    assert found.hidden == {tuple(cell) for cell in published["hidden"]}
    assert {f"{i},{j}": list(span) for (i, j), span in found.ranges.items()} == published["feasible_interval"]
    assert found.unprotected == frozenset()
    assert found.too_many  # 7 of 16


def test_inzight_hides_totals_where_we_hide_a_second_cell(vectors: dict[str, Any]) -> None:
    given_ = vectors["suppress_inzight"]["input"]
    found = suppress(given_["rows"], given_["threshold"])
    assert {(0, 2), (2, 0), (2, 1)} <= found.hidden
    assert (0, 1) in found.hidden  # shown there, with the total of its row hidden


def test_a_table_without_small_cells_is_shown_as_it_is() -> None:
    found = suppress([[20, 0], [30, 5]])
    assert (found.primary, found.hidden, found.ranges, found.too_many) == (frozenset(), frozenset(), {}, False)


def test_a_zero_of_a_sensitive_question_is_hidden_too() -> None:
    table = [[0, 20, 30], [25, 20, 40], [35, 25, 30]]
    assert not suppress(table).hidden
    assert (0, 0) in suppress(table, sensitive=True).primary


def test_a_hidden_cell_of_a_narrow_range_pulls_in_others() -> None:
    table = [[1, 1, 50, 60], [2, 1, 70, 80], [90, 100, 110, 120]]
    found = suppress(table)
    assert len(found.hidden) > len(found.primary)
    assert all(high - low > 5 for low, high in found.ranges.values())


def gives_away(hidden: frozenset[tuple[int, int]], cell: tuple[int, int]) -> bool:
    """An independent exact audit: hidden cells join their row and column; a cell is known if without it nothing else joins its two ends."""
    joined, grown = {("row", cell[0])}, True
    while grown:
        before = len(joined)
        for i, j in hidden - {cell}:
            if joined & {("row", i), ("column", j)}:
                joined |= {("row", i), ("column", j)}
        grown = len(joined) > before
    return ("column", cell[1]) not in joined


def test_a_cell_between_two_hidden_blocks_is_known_to_the_last_person_until_more_is_hidden() -> None:
    table = [[3, 3, 90, 90], [3, 3, 2, 90], [90, 90, 3, 3], [90, 90, 3, 3]]
    found = suppress(table)
    assert len(found.primary) == 9
    assert gives_away(found.primary, (1, 2))
    assert not any(gives_away(found.hidden, cell) for cell in found.hidden)


@pytest.mark.parametrize("table", [[[3]], [[3, 30]], [[3, 0], [0, 40]]])
def test_a_table_that_cannot_be_protected_says_so(table: list[list[int]]) -> None:
    assert suppress(table).unprotected


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(ValueError, match="rows of one length"):
        suppress([[1, 2], [3]])
    with pytest.raises(ValueError, match="counts from 0"):
        suppress([[1, -2]])
    assert suppress([]).hidden == frozenset()


@settings(deadline=None, max_examples=40)
@given(TABLES, st.booleans())
def test_no_small_cell_of_a_showable_table_is_known_to_within_the_threshold(
    table: list[list[int]], sensitive: bool
) -> None:
    found = suppress(table, 5, sensitive)
    assert found.primary <= found.hidden
    assert all(cell in found.unprotected or not gives_away(found.hidden, cell) for cell in found.hidden)
    for (i, j), (low, high) in found.ranges.items():
        assert low <= table[i][j] <= high
        assert (i, j) in found.unprotected or high - low > 5
