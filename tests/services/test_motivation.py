"""What coordinators and network leads read of the Netzwerk-Puls. The worked example is DOMAIN 1.3."""

import pytest
from pulse import HOME, PULSE, SLUG, WAVE_1, answers, send

from services import accounts, motivation, results, surveys
from services.may import Actor, Forbidden, Role


@pytest.fixture
def look_at_once(monkeypatch):
    monkeypatch.setattr(results, "LOOK_AGAIN", 0.0)


@pytest.fixture
def pulse(people, look_at_once):
    surveys.publish(people.alice, SLUG, PULSE, partition="network")
    surveys.open_survey(people.alice, SLUG, "Frühjahr 2026")
    return people


def wave_of(number: int) -> int:
    return surveys.waves(surveys.by_slug(SLUG))[number - 1].id


def read(actor: Actor, network_id: int | None, wave: int = 1) -> motivation.NetworkReport:
    return motivation.network_report(actor, SLUG, network_id, wave_of(wave))


def two_digits(interval) -> tuple[float, float]:
    return round(interval.low, 2), round(interval.high, 2)


def test_a_coordinator_sees_the_worked_example_at_once(pulse):
    send(WAVE_1)
    found = read(pulse.alice, pulse.networks[HOME])
    told = found.report
    assert found.raw
    assert told.n == 12
    assert round(told.indices["MI"].mean, 2) == 68.92
    assert two_digits(told.indices["MI"].interval) == (54.54, 83.30)
    assert round(told.indices["NK"].mean, 6) == 63.541667
    means = {
        code: (one.n, round(one.mean, 6), round(one.sd, 6), round(one.interval.low, 6), round(one.interval.high, 6))
        for code, one in told.facets.items()
    }
    assert means == {
        "AM": (11, 67.424242, 28.493310, 48.282177, 86.566308),
        "KO": (12, 70.833333, 17.943514, 59.432568, 82.234098),
        "EI": (12, 69.791667, 22.270505, 55.641663, 83.941670),
        "ID": (12, 66.666667, 26.827168, 49.621497, 83.711836),
        "NU": (12, 70.833333, 22.821773, 56.333070, 85.333596),
        "KQ": (12, 56.250000, 22.297065, 42.083121, 70.416879),
    }
    staying = told.shares["BL"]
    assert (staying.k, staying.n, round(staying.interval.low, 3), round(staying.interval.high, 3)) == (
        9,
        12,
        0.468,
        0.911,
    )
    assert round(told.recommendation.enps.score, 1) == 25.0
    assert (round(told.recommendation.enps.interval.low, 1), round(told.recommendation.enps.interval.high, 1)) == (
        -15.8,
        65.8,
    )
    assert round(told.reliabilities["AM"].value, 6) == 0.956454
    assert (told.reliabilities["MI"].n, round(told.reliabilities["MI"].value, 6)) == (9, 0.978686)


def test_a_lead_sees_the_cut_while_the_wave_is_open(pulse):
    send(WAVE_1)
    found = read(pulse.bob, pulse.networks[HOME])
    assert (found.raw, found.held_back, found.report.n) == (False, True, 5)
    assert found.report.indices["MI"].mean == 65  # of the first five 66.25, to base 5
    assert found.report.indices["MI"].interval is None
    assert found.report.indices["NK"] is None
    assert not any(found.report.facets.values())
    assert not any(found.report.shares.values())
    assert found.report.recommendation is None
    assert {one.what: one.needs for one in found.report.missing} == {
        **dict.fromkeys(["NK", "AM", "KO", "EI", "ID", "NU", "KQ", "BL", "REC"], 10),
        "comparison": 20,
        "reliability": 30,
    }


def test_a_lead_sees_after_closing_what_twelve_people_allow(pulse):
    send(WAVE_1)
    surveys.close_survey(pulse.alice, SLUG)
    found = read(pulse.bob, pulse.networks[HOME])
    assert (found.held_back, found.report.n) == (False, 12)
    assert round(found.report.indices["MI"].mean, 2) == 68.92
    assert two_digits(found.report.indices["MI"].interval) == (54.54, 83.30)
    assert all(found.report.facets.values())
    assert found.report.shares["BL"].k == 9
    assert round(found.report.recommendation.enps.score) == 25
    assert not any(found.report.reliabilities.values())
    assert {(one.what, one.needs) for one in found.report.missing} == {("comparison", 20), ("reliability", 30)}


def test_four_people_are_too_few_for_a_lead_but_not_for_a_coordinator(pulse):
    send(WAVE_1[:4])
    surveys.close_survey(pulse.alice, SLUG)
    found = read(pulse.bob, pulse.networks[HOME])
    assert found.report is None
    assert found.withheld == ("Brunnenstraßenviertel",)
    assert read(pulse.alice, pulse.networks[HOME]).report.n == 4


def test_nobody_reads_what_is_not_theirs(pulse):
    send(WAVE_1)
    for actor, network in ((pulse.bob, "maerchensiedlung"), (pulse.chelsea, "maerchensiedlung"), (pulse.dilek, HOME)):
        with pytest.raises(Forbidden):
            read(actor, pulse.networks[network])
    for actor in (pulse.chelsea, pulse.dilek):
        assert motivation.pulses(actor) == ()
        for ask in (motivation.per_network, motivation.per_district):
            with pytest.raises(Forbidden):
                ask(actor, SLUG, wave_of(1))


def test_a_granted_right_opens_every_answer(pulse):
    send(WAVE_1)
    accounts.grant_raw_data(pulse.alice, pulse.bob.user_id, surveys.by_slug(SLUG).id, True)
    bob = accounts.actor_of(pulse.tokens["bob"])
    assert read(bob, pulse.networks[HOME]).report.n == 12


def second_wave(pulse, first, second):
    send(first)
    surveys.close_survey(pulse.alice, SLUG)
    surveys.open_survey(pulse.alice, SLUG, "Herbst 2026")
    send(second)
    surveys.close_survey(pulse.alice, SLUG)


def test_waves_that_hardly_differ_have_no_secured_difference(pulse):
    second_wave(pulse, WAVE_1 * 2, answers(4, 20))
    found = motivation.compare_waves(pulse.bob, SLUG, pulse.networks[HOME], wave_of(1), wave_of(2))
    assert (found.before.name, found.after.name, found.enough) == ("Frühjahr 2026", "Herbst 2026", True)
    assert found.comparison.verdict == "not_secured"
    assert found.comparison.p > 0.05
    assert found.comparison.welch.interval.low < 0 < found.comparison.welch.interval.high


def test_a_wave_that_rose_is_said_to_have_risen(pulse):
    second_wave(pulse, answers(2, 20), answers(4, 20))
    found = motivation.compare_waves(pulse.bob, SLUG, pulse.networks[HOME], wave_of(1), wave_of(2))
    assert found.comparison.verdict == "up"
    assert round(found.comparison.welch.difference) == 50
    assert found.comparison.effect.g > 1


def test_nineteen_people_are_not_compared(pulse):
    second_wave(pulse, answers(2, 20), answers(4, 19))
    found = motivation.compare_waves(pulse.bob, SLUG, pulse.networks[HOME], wave_of(1), wave_of(2))
    assert (found.comparison, found.enough, found.needs) == (None, False, 20)
    assert (
        motivation.compare_waves(pulse.alice, SLUG, pulse.networks[HOME], wave_of(1), wave_of(2)).comparison.verdict
        == "up"
    )
    assert [
        one.estimate and one.estimate.n for one in motivation.over_waves(pulse.bob, SLUG, pulse.networks[HOME])
    ] == [20, 19]


def test_the_map_shows_a_lead_the_own_districts_only(pulse):
    send(WAVE_1)
    send(answers(4, 20), "maerchensiedlung")
    surveys.close_survey(pulse.alice, SLUG)
    seen = {one.district.slug: one for one in motivation.per_district(pulse.bob, SLUG, wave_of(1))}
    assert len(seen) == 12
    assert [slug for slug, one in seen.items() if one.mine] == ["innenstadt-nord"]
    assert round(seen["innenstadt-nord"].estimate.mean, 2) == 68.92
    everything = {
        one.district.slug: one.estimate and one.estimate.n
        for one in motivation.per_district(pulse.alice, SLUG, wave_of(1))
    }
    assert {slug: n for slug, n in everything.items() if n} == {"innenstadt-nord": 12, "eving": 20}


def test_networks_stand_in_the_order_of_the_map_and_not_of_their_values(pulse):
    send(answers(2, 20))
    send(answers(4, 20), "maerchensiedlung")
    surveys.close_survey(pulse.alice, SLUG)
    rows = motivation.per_network(pulse.alice, SLUG, wave_of(1))
    assert [(one.network.slug, one.verdict) for one in rows] == [
        ("maerchensiedlung", "up"),
        (HOME, "down"),
        ("dorstfeld", None),
    ]
    assert [one.network.slug for one in motivation.per_network(pulse.bob, SLUG, wave_of(1))] == [HOME]


def test_the_district_of_small_networks_does_not_tell_of_one_of_them(pulse):
    """Three, three and four people: together enough, but the map shows only networks that may stand alone."""
    accounts.give_role(pulse.alice, pulse.bob.user_id, Role.NETWORK_LEAD, pulse.networks["maerchensiedlung"])
    bob = accounts.actor_of(pulse.tokens["bob"])
    send(WAVE_1[:3])
    send(WAVE_1[3:7], "maerchensiedlung")
    surveys.close_survey(pulse.alice, SLUG)
    assert not any(one.estimate for one in motivation.per_district(bob, SLUG, wave_of(1)))
    assert read(bob, None).report.n == 7


def test_an_unknown_wave_is_refused(pulse):
    with pytest.raises(motivation.UnknownWave):
        motivation.network_report(pulse.alice, SLUG, None, 999)
