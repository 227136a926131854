"""Tallies are additive: a total is the sum of its parts, however they were cut."""

import copy

from hypothesis import given
from hypothesis import strategies as st
from sample import STORED, questionnaire

from survey import tally
from survey.model import Values
from survey.tally import Tallies, Tally

ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "visits": st.sampled_from(["often", "never"]),
        "clean": st.sampled_from([1, 2, 3, 4, 5, "none"]),
        "children": st.integers(0, 15),
        "missing": st.lists(st.sampled_from(["shade", "benches", "water"]), min_size=1, unique=True),
        "wish": st.text(max_size=5),
        "advise": st.integers(0, 10),
    },
)


def _count(answers: list[Values]) -> Tallies:
    tallies: Tallies = {}
    for answer in answers:
        tally.count(questionnaire(), answer, tallies)
    return tallies


def test_one_answer_counts_once_under_each_of_its_categories() -> None:
    counted = _count([STORED])
    assert counted["missing"] == Tally(1, {"shade": 1, "water": 1})
    assert counted["clean"] == Tally(1, {"4": 1})
    assert counted["wish"] == Tally(1, {}), "words are never counted"


def test_an_answer_to_a_question_that_is_gone_is_passed_over() -> None:
    assert _count([{"visits": "often", "gone": "x"}]) == {"visits": Tally(1, {"often": 1})}


@given(st.lists(ANSWERS, max_size=12), st.data())
def test_the_whole_is_the_sum_of_its_parts(answers: list[Values], data: st.DataObject) -> None:
    parts = [data.draw(st.integers(0, 2)) for _ in answers]
    merged: Tallies = {}
    for part in range(3):
        tally.merge(merged, _count([answer for answer, of in zip(answers, parts, strict=True) if of == part]))
    assert merged == _count(answers)


@given(st.lists(ANSWERS, min_size=1, max_size=4), st.lists(ANSWERS, min_size=1, max_size=4))
def test_merging_leaves_what_was_merged_as_it_was(left: list[Values], right: list[Values]) -> None:
    other = _count(right)
    before, into = copy.deepcopy(other), _count(left)
    tally.merge(into, other)
    tally.merge(into, _count(right))
    assert other == before
