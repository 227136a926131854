"""The seeded order is that of ODK and Enketo, to the letter."""

import pytest
from asking import ask
from hypothesis import given, settings
from hypothesis import strategies as some

from survey.expressions import Outline, Tree, question, repeat, shuffled
from survey.expressions.shuffle import seed_of

LETTERS = Outline(repeat("r", question("letter")), question("seed"))

VECTORS = [
    ("42", "AFCBDE"),
    ("'42'", "AFCBDE"),
    ("-42", "EDAFBC"),
    ("1", "BFEACD"),
    ("1.1", "BFEACD"),
    ("int(1)", "BFEACD"),
    ("11111111", "ACDBFE"),
    ("0", "CBEAFD"),
    ("${seed}", "CBEAFD"),
    ("'x'", "CBEAFD"),
    ("1 div 0", "CBEAFD"),
    ("-1 div 0", "CBEAFD"),
]


@pytest.mark.parametrize(("seed", "order"), VECTORS)
def test_the_order_is_that_of_the_published_vectors(seed: str, order: str) -> None:
    tree = Tree(LETTERS, {"r": [{"letter": letter} for letter in "ABCDEF"]})
    assert ask(f"concat(randomize(${{letter}}, {seed}))", tree) == order


def test_without_a_seed_it_is_the_seed_of_the_answer() -> None:
    assert ask("join('', randomize(${child_name}))", seed=42) == "".join(shuffled(["Mia", "Ole", "Kim"], 42))


@settings(deadline=None)
@given(some.lists(some.integers()), some.integers(-(2**60), 2**60))
def test_nothing_is_lost_or_doubled(things: list[int], seed: int) -> None:
    assert sorted(shuffled(things, seed)) == sorted(things)
    assert shuffled(things, seed) == shuffled(things, seed)


def test_seeds_are_whole_numbers() -> None:
    assert [seed_of(number) for number in (1.9, -1.9, float("nan"), float("inf"))] == [1, -1, 0, 0]
