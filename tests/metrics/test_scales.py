"""What one person's answers are worth: reversal, missing values, and scales that are refused."""

import pytest
from msgspec.structs import replace

from metrics.scales import Facet, Index, Scale, Share, score
from metrics.scores import SCORES
from survey.model import DONT_KNOW, SOURCE_LANGUAGE, Value, Values


def test_the_pulse_is_found_by_its_name_and_words_itself_in_german(pulse: Scale) -> None:
    assert list(SCORES) == [scale.name for scale in SCORES.values()]
    assert [facet.code for facet in pulse.facets] == ["AM", "KO", "EI", "ID", "NU", "KQ"]
    assert all(part.label[SOURCE_LANGUAGE] for part in pulse.facets)
    assert pulse.items_of(pulse.indices[0]) == ("AM1", "AM2", "AM3", "KO1", "KO2", "EI1", "EI2", "ID1", "ID2")


def test_a_reversed_item_counts_from_the_other_end(pulse: Scale) -> None:
    assert score(pulse, {"AM1": 5, "AM2": 5, "AM3": 1})["AM"] == 100
    assert score(pulse, {"AM1": 1, "AM2": 1, "AM3": 5})["AM"] == 0


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({}, set()),
        ({"AM1": 4}, set()),
        ({"AM1": 4, "AM3": 2}, {"AM"}),
        ({"KO2": 4}, {"KO"}),
        ({"BL1": 4}, {"BL"}),
        ({"KO1": 4, "EI1": 4}, {"KO", "EI"}),
        ({"KO1": 4, "EI1": 4, "ID2": 4}, {"KO", "EI", "ID", "MI"}),
        ({"NU1": 4}, {"NU"}),
        ({"NU1": 4, "KQ1": 4}, {"NU", "KQ", "NK"}),
    ],
)
def test_half_of_the_items_make_a_facet_and_enough_facets_an_index(
    pulse: Scale, values: Values, codes: set[str]
) -> None:
    assert score(pulse, values).keys() == codes


@pytest.mark.parametrize("nothing", [DONT_KNOW, "4", ["4"], 0, 6, float("nan")])
def test_what_is_no_step_of_the_scale_is_missing(pulse: Scale, nothing: Value) -> None:
    assert score(pulse, {"KO1": nothing, "KO2": 5}) == {"KO": 100}
    assert score(pulse, {"KO1": nothing, "KO2": nothing}) == {}


def test_dont_know_weighs_as_no_answer_at_all(pulse: Scale, wave1: list[Values]) -> None:
    left_out = {item: value for item, value in wave1[0].items() if item != "AM3"}
    assert score(pulse, left_out | {"AM3": DONT_KNOW}) == score(pulse, left_out)


def test_a_share_is_counted_after_reversal(pulse: Scale) -> None:
    leaving = replace(pulse, shares=(Share("AM3+", {"de": "aus eigenem Antrieb"}, "AM3", at_least=4),))
    assert score(leaving, {"AM3": 1}) == {"AM3+": 100}


@pytest.mark.parametrize(
    "change",
    [
        {"facets": (Facet("AM", {}, ("AM1",)), Facet("AM", {}, ("AM2",)))},
        {"shares": (Share("AM", {}, "BL1", 4),)},
        {"indices": (Index("MI", {}, ("AM", "XX"), 1),)},
        {"indices": (Index("MI", {}, ("AM", "KO"), 3),)},
        {"indices": (Index("MI", {}, ("AM", "KO"), 0),)},
    ],
)
def test_a_scale_that_cannot_be_scored_is_refused(pulse: Scale, change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="netzwerk-puls"):
        replace(pulse, **change)
