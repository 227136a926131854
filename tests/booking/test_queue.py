"""The rule of the waiting list: nobody overtakes, or only as the rule says and with a note."""

from hypothesis import given
from hypothesis import strategies as some

from booking.model import Rule
from booking.places import fits
from booking.queue import InLine, may_grow, movers

STRICT, NEXT = Rule.STRICT, Rule.NEXT_THAT_FITS


def line(*sizes: int) -> list[InLine[str]]:
    return [InLine(f"family {number}", number, {1: size}) for number, size in enumerate(sizes, start=1)]


def up(families: list[InLine[str]], free: int, rule: Rule, capacity: int = 20) -> tuple[list[int], list[int]]:
    moved = movers(families, {1: free}, {1: capacity}, rule)
    return [one.number for one in moved.up], [one.number for one in moved.passed]


def test_the_head_moves_when_it_fits_and_then_the_next() -> None:
    assert up(line(2, 1, 4), 3, STRICT) == ([1, 2], [])


def test_strictly_nobody_moves_behind_a_large_family_that_does_not_fit() -> None:
    assert up(line(4, 1, 1), 3, STRICT) == ([], [])


def test_the_next_that_fits_passes_a_large_family_which_hears_of_it() -> None:
    assert up(line(4, 1, 3, 1), 3, NEXT) == ([2, 4], [1, 3])


def test_who_waits_behind_the_last_that_moved_was_not_passed() -> None:
    assert up(line(4, 1, 5), 2, NEXT) == ([2], [1])


def test_a_family_larger_than_the_whole_workshop_holds_up_nobody() -> None:
    assert up(line(9, 2), 3, STRICT, capacity=8) == ([2], [1])


def test_all_pools_must_fit() -> None:
    families = [InLine("a", 1, {1: 2, 2: 1}), InLine("b", 2, {1: 1})]
    assert [one.key for one in movers(families, {1: 5, 2: 0}, {1: 5, 2: 3}, STRICT).up] == []
    assert [one.key for one in movers(families, {1: 5, 2: 0}, {1: 5, 2: 3}, NEXT).up] == ["b"]


def test_nobody_in_line_is_nobody_moving() -> None:
    assert up([], 5, STRICT) == ([], [])


amounts = some.dictionaries(some.integers(1, 3), some.integers(1, 4), min_size=1, max_size=3)
pools = some.fixed_dictionaries({1: some.integers(0, 8), 2: some.integers(0, 8), 3: some.integers(0, 8)})


@given(some.lists(amounts, max_size=8), pools, some.sampled_from(list(Rule)))
def test_whoever_moves_fits_and_at_rest_nobody_else_could(
    wants: list[dict[int, int]], free: dict[int, int], rule: Rule
) -> None:
    families = [InLine(number, number, want) for number, want in enumerate(wants, start=1)]
    capacity = {pool: n + 2 for pool, n in free.items()}
    moved = movers(families, free, capacity, rule)
    left = dict(free)
    for one in moved.up:
        for pool, n in one.wanted.items():
            left[pool] -= n
    assert min(left.values()) >= 0
    staying = [one for one in families if one not in moved.up]
    assert movers(staying, left, capacity, rule).up == ()
    last = max((one.number for one in moved.up), default=0)
    assert {one.number for one in moved.passed} == {one.number for one in staying if one.number < last}
    if rule is STRICT:
        assert all(not fits(one.wanted, capacity) for one in moved.passed)


def test_a_family_that_is_in_may_grow_where_nobody_waits_for_those_places() -> None:
    assert may_grow({1: 1}, {1: 2}, frozenset(), STRICT)
    assert may_grow({1: 1}, {1: 2}, frozenset({2}), STRICT)
    assert not may_grow({1: 1}, {1: 2}, frozenset({1}), STRICT)
    assert may_grow({1: 1}, {1: 2}, frozenset({1}), NEXT)
    assert not may_grow({1: 3}, {1: 2}, frozenset(), NEXT)
    assert may_grow({}, {}, frozenset({1}), STRICT)
