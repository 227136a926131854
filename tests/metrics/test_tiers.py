"""What is told of how many people, at every threshold and just below it."""

from typing import Any

import pytest

from metrics.disclosure import round5
from metrics.moments import Moments
from metrics.publishing import published
from metrics.reporting import report
from metrics.reports import Estimate, Missing, Report
from metrics.scale_moments import ScaleMoments
from metrics.scales import Scale
from metrics.tiers import Gate, Tier, compare_groups, compare_parts, tier
from survey.model import DONT_KNOW, Values

PUBLIC, RAW = Gate(at_least=10), Gate(everything=True)


def crowd(pulse: Scale, wave1: list[Values], n: int, **changes: Any) -> ScaleMoments:
    """Nine of the worked example who answered every item, again and again."""
    moments = ScaleMoments()
    complete = [wave1[i] for i in (0, 1, 2, 3, 4, 5, 7, 8, 9)]
    for i in range(n):
        moments.add(pulse, {**complete[i % len(complete)], **changes})
    return moments


def told(found: Report) -> dict[str, bool]:
    return {
        "n": found.n is not None,
        "headline": found.indices["MI"] is not None,
        "interval": found.indices["MI"] is not None and found.indices["MI"].interval is not None,
        "other index": found.indices["NK"] is not None,
        "facets": all(found.facets.values()),
        "any facet": any(found.facets.values()),
        "share": found.shares["BL"] is not None,
        "advice": found.recommendation is not None,
        "reliability": all(found.reliabilities.values()),
        "any reliability": any(found.reliabilities.values()),
    }


NOTHING = dict.fromkeys(
    (
        "n",
        "headline",
        "interval",
        "other index",
        "facets",
        "any facet",
        "share",
        "advice",
        "reliability",
        "any reliability",
    ),
    False,
)
INDEX = NOTHING | {"n": True, "headline": True}
FACETS = INDEX | {
    "interval": True,
    "other index": True,
    "facets": True,
    "any facet": True,
    "share": True,
    "advice": True,
}
EVERYTHING = dict.fromkeys(NOTHING, True)


@pytest.mark.parametrize(
    ("n", "step", "shown"),
    [
        (0, Tier.NOTHING, NOTHING),
        (4, Tier.NOTHING, NOTHING),
        (5, Tier.INDEX_ONLY, INDEX),
        (9, Tier.INDEX_ONLY, INDEX),
        (10, Tier.FACETS, FACETS),
        (19, Tier.FACETS, FACETS),
        (20, Tier.COMPARE, FACETS),
        (29, Tier.COMPARE, FACETS),
        (30, Tier.RELIABILITY, EVERYTHING),
    ],
)
def test_each_tier_begins_at_its_number_of_persons(
    pulse: Scale, wave1: list[Values], n: int, step: Tier, shown: dict[str, bool]
) -> None:
    found = report(pulse, crowd(pulse, wave1, n))
    assert (tier(n), found.tier) == (step, step)
    assert told(found) == shown


@pytest.mark.parametrize(
    ("n", "groups_compared"), [(4, 0), (5, 0), (9, 0), (10, 0), (19, 0), (20, 1), (29, 1), (30, 1)]
)
def test_groups_are_compared_from_twenty_persons_each(n: int, groups_compared: int) -> None:
    small, large = Moments(n, n * 60, n * 3700), Moments(100, 7000, 500_000)
    assert (compare_groups(small, large) is not None) == bool(groups_compared)
    assert (compare_groups(large, small) is not None) == bool(groups_compared)
    assert len(compare_parts({"small": small, "large": large})) == 2 * groups_compared
    assert compare_groups(small, large, RAW) is not None
    assert len(compare_parts({"small": small, "large": large}, RAW)) == 2


def test_a_small_group_hears_its_index_in_steps_of_five(pulse: Scale, wave1: list[Values]) -> None:
    moments = crowd(pulse, wave1, 9)
    index = report(pulse, moments).indices["MI"]
    exact = moments.scores["MI"].mean
    assert exact is not None and exact % 5
    assert index == Estimate("MI", pulse.indices[0].label, 9, round5(exact))


def test_a_report_below_the_threshold_holds_no_number_of_its_people(pulse: Scale, wave1: list[Values]) -> None:
    found = [report(pulse, crowd(pulse, wave1, n)) for n in (0, 1, 4)]
    assert found[0] == found[1] == found[2]


def test_what_is_missing_says_how_many_it_needs(pulse: Scale, wave1: list[Values]) -> None:
    missing = report(pulse, crowd(pulse, wave1, 4)).missing
    assert missing[0] == Missing("MI", 5)
    assert {(reason.what, reason.needs) for reason in missing} == (
        {("MI", 5), ("comparison", 20), ("reliability", 30)}
        | {(code, 10) for code in ("NK", "AM", "KO", "EI", "ID", "NU", "KQ", "BL", "REC")}
    )
    assert set(report(pulse, crowd(pulse, wave1, 29)).missing) == {
        Missing("reliability", 30, of) for of in ("AM", "KO", "EI", "ID", "NU", "KQ", "MI", "NK")
    }
    assert report(pulse, crowd(pulse, wave1, 30)).missing == ()


def test_each_figure_keeps_to_its_own_valid_answers(pulse: Scale, wave1: list[Values]) -> None:
    moments = crowd(pulse, wave1, 9)
    moments.merge(crowd(pulse, wave1, 3, KO1=DONT_KNOW, KO2=DONT_KNOW, REC=DONT_KNOW, BL1=DONT_KNOW))
    found = report(pulse, moments)
    assert found.n == 12
    assert (found.facets["KO"], found.recommendation, found.shares["BL"]) == (None, None, None)
    assert {Missing("KO", 10), Missing("REC", 10), Missing("BL", 10)} <= set(found.missing)
    assert found.facets["AM"] is not None and found.facets["AM"].n == 12


def test_an_index_few_could_be_given_stays_rounded_among_many(pulse: Scale, wave1: list[Values]) -> None:
    moments = crowd(pulse, wave1, 6)
    moments.merge(crowd(pulse, wave1, 30, KO1=DONT_KNOW, KO2=DONT_KNOW, EI1=DONT_KNOW, EI2=DONT_KNOW))
    index = report(pulse, moments).indices["MI"]
    assert index is not None
    assert (index.n, index.interval, index.mean % 5) == (6, None, 0)


@pytest.mark.parametrize(("n", "shown"), [(1, False), (2, True), (4, True), (9, True)])
def test_raw_data_right_is_bound_by_no_tier(pulse: Scale, wave1: list[Values], n: int, shown: bool) -> None:
    moments = crowd(pulse, wave1, n)
    found = report(pulse, moments, RAW)
    for code, estimate in {**found.indices, **found.facets}.items():
        assert estimate is not None
        assert (estimate.n, estimate.mean, estimate.sd) == (n, moments.scores[code].mean, moments.scores[code].sd)
        assert (estimate.interval is not None) == shown
    assert found.n == n
    assert found.shares["BL"] is not None and found.recommendation is not None
    assert bool(found.missing) == (not shown)


def test_raw_data_right_over_nobody_is_an_empty_report(pulse: Scale) -> None:
    found = report(pulse, ScaleMoments(), RAW)
    assert found.n == 0
    assert not any((*found.indices.values(), *found.facets.values(), *found.shares.values(), found.recommendation))
    assert Missing("MI", 1) in found.missing


@pytest.mark.parametrize(("n", "shown"), [(5, NOTHING), (9, NOTHING), (10, FACETS), (30, EVERYTHING)])
def test_the_public_hears_nothing_of_fewer_than_ten(
    pulse: Scale, wave1: list[Values], n: int, shown: dict[str, bool]
) -> None:
    assert told(report(pulse, crowd(pulse, wave1, n), PUBLIC)) == shown


def test_a_threshold_can_only_be_raised() -> None:
    assert tier(4, Gate(at_least=1)) is Tier.NOTHING
    assert tier(12, Gate(at_least=15)) is Tier.NOTHING


def test_the_public_reads_whole_points_and_counts_in_fives(pulse: Scale, wave1_moments: ScaleMoments) -> None:
    found = published(report(pulse, wave1_moments, PUBLIC))
    index, advice = found.indices["MI"], found.recommendation
    assert index is not None and index.interval is not None and advice is not None
    assert (found.n, index.n, index.mean, index.interval.low, index.interval.high) == (10, 10, 69, 55, 83)
    assert (advice.n, advice.promoters, advice.detractors, advice.enps.score) == (10, 5, 0, 25)
    assert advice.distribution == (0, 0, 0, 0, 0, 0, 0, 0, 5, 5, 0)


@pytest.mark.parametrize(("n", "shown"), [(19, False), (20, True)])
def test_a_share_is_published_from_twenty_persons_in_whole_percent(
    pulse: Scale, wave1: list[Values], n: int, shown: bool
) -> None:
    found = published(report(pulse, crowd(pulse, wave1, n), PUBLIC))
    stay = found.shares["BL"]
    assert (Missing("BL", 20) in found.missing) == (stay is None) == (not shown)
    assert stay is None or (stay.n, stay.k, stay.share) == (20, 15, 0.70)


def test_reliability_is_published_with_two_decimals(pulse: Scale, wave1: list[Values]) -> None:
    alpha = published(report(pulse, crowd(pulse, wave1, 32))).reliabilities["AM"]
    assert alpha is not None and alpha.interval is not None
    assert (alpha.n, alpha.value, alpha.interval.low) == (30, round(alpha.value, 2), round(alpha.interval.low, 2))


def test_nothing_stays_nothing_when_it_is_published(pulse: Scale) -> None:
    nothing = report(pulse, ScaleMoments())
    assert published(nothing) == nothing
