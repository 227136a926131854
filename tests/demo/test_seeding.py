"""What the seeded demonstration shows, to everyone who looks at it."""

from collections import Counter, defaultdict
from datetime import date
from typing import NamedTuple

import msgspec
import pytest
from sqlalchemy import select

import settings
from common import clock
from db.models import Answer, Cut, Network, Receipt, Survey, Wave
from demo import city, invitations, library, seeding
from demo.words import TROUBLE
from metrics.reliability import reliability
from metrics.scale_moments import ScaleMoments
from metrics.scores import SCORES
from services import accounts, house, places, remembering, results, surveys
from services.may import Actor, Role
from services.results import Where
from survey.model import Values

PULSE = SCORES["netzwerk-puls"]


class Row(NamedTuple):
    """One answer."""

    survey: str
    wave: int
    network: str
    language: str
    channel: str
    day: date
    content: str


def rows(slug: str = "") -> list[Row]:
    query = (
        select(Survey.slug, Wave.number, Network.slug, Answer.language, Answer.channel, Answer.day, Answer.content)
        .join(Survey, Survey.id == Answer.survey_id)
        .join(Wave, Wave.id == Answer.wave_id)
        .outerjoin(Network, Network.id == Answer.network_id)
    )
    with house.reading() as session:
        return [row for row in map(Row._make, session.execute(query)) if slug in ("", row.survey)]


def values(row: Row) -> Values:
    return msgspec.json.decode(row.content, type=dict[str, str | int | float | list[str]])


def pulse_of_wave(number: int) -> ScaleMoments:
    moments = ScaleMoments()
    for row in rows("netzwerk-puls"):
        if row.wave == number:
            moments.add(PULSE, values(row))
    return moments


def signed_in(role: Role) -> Actor:
    actor = accounts.actor_of(accounts.sign_in_for_demo(role))
    assert actor
    return actor


def test_four_networks_can_be_compared_in_both_waves_and_one_stays_hidden(seeded: None) -> None:
    counts = Counter((row.network, row.wave) for row in rows("netzwerk-puls"))
    large = {network for network, _ in counts if min(counts[network, 1], counts[network, 2]) >= 20}
    assert len(large) >= 4
    assert all(25 <= counts[network, wave] <= 60 for network in large for wave in (1, 2))
    assert counts["dorstfeld", 1] == counts["dorstfeld", 2] == 3
    assert {network for network, _ in counts} == {network.slug for network in places.networks() if not network.planned}


def test_the_first_wave_is_closed_and_the_second_open(seeded: None) -> None:
    first, second = surveys.waves(surveys.by_slug("netzwerk-puls"))
    assert (first.name, second.name) == ("Frühjahr 2026", "Herbst 2026")
    assert first.closed_on
    assert second.closed_on is None
    assert surveys.by_slug("netzwerk-puls").is_open


def test_every_survey_is_open_now_and_has_its_answers(seeded: None) -> None:
    assert {survey.slug for survey in surveys.open_to_residents()} == set(library.slugs())
    counts = Counter(row.survey for row in rows())
    assert all(60 <= counts[slug] <= 400 for slug in library.slugs())


def test_everyone_answered_while_the_wave_was_open(seeded: None) -> None:
    for survey in surveys.open_to_residents():
        of_survey = rows(survey.slug)
        for wave in surveys.waves(survey):
            days = {row.day for row in of_survey if row.wave == wave.number}
            assert wave.opened_on <= min(days) <= max(days) <= (wave.closed_on or clock.today())
            assert len(days) > 5


@pytest.mark.parametrize("wave", [1, 2])
def test_the_pulse_has_the_agreed_statistics(seeded: None, wave: int) -> None:
    moments = pulse_of_wave(wave)
    index = moments.scores["MI"]
    assert index.mean
    assert index.sd
    assert 62 <= index.mean <= 76
    assert 16 <= index.sd <= 23
    for facet in ("AM", "KO", "EI", "ID", "NU", "KQ"):
        found = reliability(moments.items[facet])
        assert found
        assert 0.70 <= found.value <= 0.85, facet


def test_the_network_as_a_whole_has_gained(seeded: None) -> None:
    before, after = (pulse_of_wave(wave).scores["MI"].mean for wave in (1, 2))
    assert before
    assert after
    assert 0 < after - before < 8


def test_residents_know_less_of_agreements(seeded: None) -> None:
    answers = [values(row) for row in rows("netzwerk-puls")]

    def unsure(*roles: str) -> float:
        asked = [one for one in answers if one.get("role") in roles]
        return sum(one.get(item) == "none" for one in asked for item in ("KQ1", "KQ2")) / (2 * len(asked))

    assert 0.07 <= unsure("resident") <= 0.19
    assert unsure("staff") < 0.06


def test_languages_and_districts_are_unequal(seeded: None) -> None:
    languages = Counter(row.language for row in rows("netzwerk-puls"))
    assert languages["de"] > 2 * languages["tr"] > 0
    assert languages["ar"] > 0
    with house.reading() as session:
        survey_id = surveys.by_slug("angebots-landkarte").id
        districts = Counter(session.scalars(select(Answer.district_id).where(Answer.survey_id == survey_id)))
    assert 0 < districts.pop(None) < 15, "some do not say where their offer is"
    assert len(districts) == 12
    assert min(districts.values()) < 5 < 20 < max(districts.values())


def test_open_texts_are_as_troublesome_as_real_ones(seeded: None) -> None:
    written: dict[str, set[str]] = defaultdict(set)
    for row in rows():
        written[row.survey] |= {
            value
            for name, value in values(row).items()
            if name in ("wish", "idea", "message") and isinstance(value, str)
        }
    assert set(TROUBLE) <= set().union(*written.values())
    with_texts = [slug for slug in library.slugs() if slug != "angebots-landkarte"]
    assert all(len(written[slug]) >= 10 for slug in with_texts)
    assert any("\u0600" <= text[0] <= "\u06ff" for text in written["netzwerk-puls"])


def test_the_closed_wave_was_released_but_not_the_small_network(seeded: None) -> None:
    survey = surveys.by_slug("netzwerk-puls")
    first = surveys.waves(survey)[0]
    networks = {network.slug: network.id for network in places.networks()}
    with house.reading() as session:
        cuts = session.scalars(select(Cut).where(Cut.wave_id == first.id)).all()
    assert {(cut.part, cut.audience) for cut in cuts} == {
        (networks[slug], audience) for slug in city.PULSE for audience in ("staff", "public")
    }
    seen = results.view(signed_in(Role.VIEWER), "netzwerk-puls", Where(wave_id=first.id))
    assert seen.figures
    assert seen.figures.n >= 180
    assert seen.withheld == (networks["dorstfeld"],)


def test_the_second_wave_can_be_seen_while_it_runs(seeded: None) -> None:
    second = surveys.waves(surveys.by_slug("netzwerk-puls"))[1]
    seen = results.view(signed_in(Role.VIEWER), "netzwerk-puls", Where(wave_id=second.id))
    assert seen.figures
    assert seen.figures.n >= 100


def test_surveys_are_bound_as_told(seeded: None) -> None:
    networks = {network.id: network.slug for network in places.networks()}
    found = {
        survey.slug: (networks.get(survey.network_id or 0, ""), survey.partition, survey.open_results)
        for survey in surveys.open_to_residents()
    }
    assert found == {
        "netzwerk-puls": ("", "network", False),
        "leben-mit-kindern": ("brunnenstrassenviertel", "network", False),
        "ankommen-in-der-kita": ("scharnhorst", "district", False),
        "spielplatz-check": ("maerchensiedlung", "network", False),
        "angebots-landkarte": ("", "district", False),
        "elterncafe-feedback": ("westerfilde-bodelschwingh", "network", True),
        "kurz-gefragt": ("", "district", False),
    }


def test_each_role_is_one_click_away_and_nobody_has_a_password(seeded: None) -> None:
    networks = {network.slug: network.id for network in places.networks()}
    actors = {role: signed_in(role) for role in Role}
    assert all(actor.email.endswith("@example.org") for actor in actors.values())
    assert actors[Role.NETWORK_LEAD].networks(Role.NETWORK_LEAD) == frozenset(
        {networks["brunnenstrassenviertel"], networks["libellenviertel"]}
    )
    assert actors[Role.FACILITATOR].networks(Role.FACILITATOR) == frozenset({networks["westerfilde-bodelschwingh"]})
    assert actors[Role.VIEWER].roles == {(Role.VIEWER, None)}
    assert not any(person.has_password for person in accounts.people(actors[Role.COORDINATOR]))


def test_some_people_asked_for_a_receipt(seeded: None) -> None:
    with house.reading() as session:
        assert 30 < len(session.scalars(select(Receipt.answer_id)).all()) < 200


def test_seeding_again_changes_nothing(seeded: None, capsys: pytest.CaptureFixture[str]) -> None:
    before = rows()
    capsys.readouterr()
    seeding.seed()
    assert sorted(rows()) == sorted(before)
    assert capsys.readouterr().out == ""


def test_seeding_tells_what_it_made(demo_house: None, capsys: pytest.CaptureFixture[str]) -> None:
    seeding.seed()
    told = capsys.readouterr().out
    assert "9 networks, 5 people" in told
    assert all(f"/s/{slug}" in told for slug in library.slugs())
    assert all(f"/w/{slug}" in told for slug in invitations.slugs())


def test_without_demo_mode_nothing_is_invented(demo_house: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO", "0")
    settings.current.cache_clear()
    with pytest.raises(settings.Misconfigured, match="DEMO=1"):
        seeding.seed()
    remembering.forget()
    assert places.networks() == ()
    assert rows() == []


def test_networks_that_are_there_stay(demo_house: None) -> None:
    with house.writing() as session:
        session.add(Network(slug="marten", name="Marten-Mitte", district_id=places.districts()[0].id, planned=False))
    remembering.forget()
    seeding.seed()
    assert [network.name for network in places.networks() if network.slug == "marten"] == ["Marten-Mitte"]
    assert len(places.networks()) == len(city.NETWORKS)


def test_the_demonstration_can_be_seeded_on_both_databases(both_houses: None, noon: None) -> None:
    seeding.seed()
    assert len(rows()) == 1336
