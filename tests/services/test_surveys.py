"""Surveys: published, opened, closed; their versions and waves; and the trace of whoever changed one. On both databases."""

from datetime import date

import pytest
from neighbours import People
from sample import SLUG, park, questionnaire

from services import accounts, places, surveys
from services.may import Forbidden
from services.surveys import NotPossible, UnknownSurvey, UnknownVersion


@pytest.fixture
def people(people_on_both: People) -> People:
    return people_on_both


def test_a_survey_begins_as_a_draft_that_nobody_finds(people: People) -> None:
    survey = park(people.alice, is_open=False)
    assert (survey.status, survey.is_open, survey.version_number) == ("draft", False, 1)
    assert surveys.open_to_residents() == ()


def test_opening_and_closing_make_waves(people: People, noon: None) -> None:
    survey = park(people.alice)
    assert [one.slug for one in surveys.open_to_residents()] == [SLUG]
    surveys.close_survey(people.alice, SLUG, date(2026, 12, 1))
    assert surveys.open_to_residents() == ()
    surveys.open_survey(people.alice, SLUG, "Frühjahr", date(2027, 3, 1))
    assert [(wave.number, wave.name, wave.opened_on, wave.closed_on) for wave in surveys.waves(survey)] == [
        (1, "Herbst", date(2026, 11, 23), date(2026, 12, 1)),
        (2, "Frühjahr", date(2027, 3, 1), None),
    ]


@pytest.mark.parametrize(
    ("is_open", "change", "code"),
    [
        (True, lambda alice: surveys.open_survey(alice, SLUG, "noch eine"), "is_open"),
        (False, lambda alice: surveys.close_survey(alice, SLUG), "is_closed"),
    ],
)
def test_what_is_open_is_not_opened_again_nor_what_is_closed_closed(
    people: People, is_open: bool, change: object, code: str
) -> None:
    park(people.alice, is_open=is_open)
    with pytest.raises(NotPossible) as refused:
        change(people.alice)  # type: ignore[operator]
    assert refused.value.code == code


@pytest.mark.parametrize(
    "ask",
    [
        lambda alice: surveys.open_survey(alice, "x", "w"),
        lambda alice: surveys.close_survey(alice, "x"),
        lambda alice: surveys.by_slug("x"),
        lambda alice: surveys.by_slug("\0"),
    ],
)
def test_a_survey_that_does_not_exist_is_told_so(people: People, ask: object) -> None:
    with pytest.raises(UnknownSurvey):
        ask(people.alice)  # type: ignore[operator]


def test_publishing_again_leaves_the_version_before_as_it_was(people: People) -> None:
    survey = park(people.alice)
    surveys.publish(people.alice, SLUG, questionnaire("Neuer Dank"), partition="district")
    assert [(version.number, version.questionnaire.thanks["de"]) for version in surveys.versions(survey)] == [
        (1, "Der Park dankt."),
        (2, "Neuer Dank"),
    ]
    assert surveys.by_slug(SLUG).questionnaire.thanks["de"] == "Neuer Dank"
    assert surveys.by_slug(SLUG).is_open, "and it stays open"
    with pytest.raises(UnknownVersion):
        surveys.version(survey, 3)


@pytest.mark.parametrize("who", ["bob", "chelsea", "dilek"])
@pytest.mark.parametrize(
    "change",
    [
        lambda actor: surveys.publish(actor, SLUG, questionnaire(), partition="district"),
        lambda actor: surveys.open_survey(actor, SLUG, "w"),
        lambda actor: surveys.close_survey(actor, SLUG),
    ],
)
def test_only_coordinators_change_surveys(people: People, who: str, change: object) -> None:
    park(people.alice)
    with pytest.raises(Forbidden):
        change(getattr(people, who))  # type: ignore[operator]
    assert (surveys.by_slug(SLUG).status, surveys.by_slug(SLUG).version_number) == ("open", 1)


def test_whoever_changed_a_survey_left_a_trace(people: People) -> None:
    park(people.alice)
    surveys.close_survey(people.alice, SLUG)
    deeds = [(deed.who, deed.action) for deed in accounts.audit(people.alice) if deed.subject == SLUG]
    assert deeds == [("Alice", "close"), ("Alice", "open"), ("Alice", "publish")]


def test_the_list_shows_each_their_own_and_counts_only_to_those_who_may_know(people: People) -> None:
    park(people.alice)
    park(people.alice, "entwurf", is_open=False)
    park(people.alice, "maerchen", network_id=people.networks["maerchensiedlung"])
    seen = {
        name: [(one.survey.slug, one.total) for one in surveys.listed(getattr(people, name))]
        for name in ("alice", "bob", "chelsea", "dilek")
    }
    assert seen == {
        "alice": [(SLUG, 0), ("maerchen", 0), ("entwurf", 0)],
        "bob": [(SLUG, None)],
        "chelsea": [(SLUG, None), ("maerchen", None)],
        "dilek": [(SLUG, None), ("maerchen", None)],
    }


def test_a_survey_of_a_network_is_not_offered_in_other_districts(people: People) -> None:
    park(people.alice, "maerchen", network_id=people.networks["maerchensiedlung"])
    eving = next(one for one in places.districts() if one.slug == "eving")
    assert surveys.by_slug("maerchen").district_id == eving.id
