"""Synthetic answers for benchmarks, for any survey that was ever open."""

from collections import Counter

import pytest
from sqlalchemy import select

from db.models import Answer
from demo import generating, library
from demo.city import PULSE
from services import accounts, house, places, results, surveys
from services.may import Actor, Role
from services.results import Where
from survey import flow
from survey.model import Choice, Question, Questionnaire, Section


def answers(slug: str) -> list[Answer]:
    with house.reading() as session:
        found = session.scalars(select(Answer).where(Answer.survey_id == surveys.by_slug(slug).id)).all()
        session.expunge_all()
    return list(found)


@pytest.mark.parametrize("slug", library.slugs())
def test_a_survey_gets_as_many_answers_as_asked_for(seeded: None, slug: str) -> None:
    before = len(answers(slug))
    generating.generate(slug, 1500)
    assert len(answers(slug)) == before + 1500


def test_a_city_wide_survey_is_answered_everywhere(seeded: None) -> None:
    generating.generate("kurz-gefragt", 600, seed=3)
    generating.generate("netzwerk-puls", 600, seed=3)
    assert {answer.district_id for answer in answers("kurz-gefragt")} == {
        district.id for district in places.districts()
    }
    networks = {network.slug: network.id for network in places.networks()}
    counts = Counter(answer.network_id for answer in answers("netzwerk-puls"))
    assert counts.keys() == {networks[slug] for slug in PULSE}
    assert min(counts.values()) > 50


def test_the_same_can_be_generated_twice(seeded: None) -> None:
    before = len(answers("elterncafe-feedback"))
    for _ in range(2):
        generating.generate("elterncafe-feedback", 50, seed=5)
    assert len(answers("elterncafe-feedback")) == before + 100


def test_a_closed_survey_takes_them_into_its_last_wave_and_shows_them(seeded: None) -> None:
    coordinator, viewer = (
        accounts.actor_of(accounts.sign_in_for_demo(role)) for role in (Role.COORDINATOR, Role.VIEWER)
    )
    assert coordinator
    assert viewer
    surveys.close_survey(coordinator, "spielplatz-check")
    generating.generate("spielplatz-check", 200)
    survey = surveys.by_slug("spielplatz-check")
    wave = surveys.waves(survey)[-1]
    assert wave.closed_on
    assert {answer.wave_id for answer in answers("spielplatz-check")} == {wave.id}
    assert all(answer.day <= wave.closed_on for answer in answers("spielplatz-check"))
    shown = results.view(viewer, "spielplatz-check", Where(wave_id=wave.id)).figures
    assert shown
    assert shown.n == 295  # 96 + 200 in steps of five


def test_a_questionnaire_that_nobody_foresaw_is_answered_too(demo_house: None) -> None:
    odd = Questionnaire(
        {"de": "Sonderbar"},
        (
            Section(
                "all",
                {"de": "Alles"},
                (
                    Question(
                        "few",
                        "multiple",
                        {"de": "Zwei bitte"},
                        required=True,
                        choices=tuple(Choice(name, {"de": name}) for name in "abcd"),
                        limits={"min": 2, "max": 2},
                    ),
                    Question(
                        "hours", "number", {"de": "Stunden"}, required=True, limits={"min": 1, "max": 3, "step": 0.5}
                    ),
                    Question("photo", "consent", {"de": "Einverstanden?"}, required=True),
                    Question(
                        "story", "long_text", {"de": "Erzählen Sie"}, required=True, limits={"min": 20, "max": 90}
                    ),
                ),
            ),
        ),
    )
    alice = Actor(
        accounts.create_user("alice@example.org", "Alice", [(Role.COORDINATOR, None)]),
        "Alice",
        "alice@example.org",
        "de",
        frozenset({(Role.COORDINATOR, None)}),
    )
    surveys.publish(alice, "odd", odd, partition="district")
    with pytest.raises(LookupError, match="open it first"):
        generating.generate("odd", 10)
    surveys.open_survey(alice, "odd", "eins")
    generating.generate("odd", 1001)
    assert len(answers("odd")) == 1001
    assert flow.names(odd) == {"few", "hours", "photo", "story"}


def test_a_survey_that_is_not_there_is_named(seeded: None) -> None:
    with pytest.raises(LookupError, match="atlantis"):
        generating.generate("atlantis", 10)
