"""Coordinators open, hand out and close surveys."""

from datetime import date

import pytest
from msgspec.structs import replace
from opening import opened, told
from pulse import questionnaire

from services import designing, surveys
from ui import links

PAGE, SLUG = "coordinator/surveys", "kurz-gefragt"
SHORT = questionnaire(SLUG)


@pytest.fixture
def drafted(people):
    surveys.publish(people.alice, SLUG, SHORT, partition="district")
    return people


def test_without_surveys_the_page_says_how_to_get_one(people):
    assert "Noch gibt es keine Umfrage" in told(opened(people, "alice", PAGE))


def test_a_survey_is_opened_and_closed_again(drafted):
    at = opened(drafted, "alice", PAGE)
    assert "Noch nie geöffnet" in told(at)
    at.button(key=f"open_{SLUG}").click().run()
    at.text_input(key="wave_name").set_value("Herbst")
    at.button(key="open_now").click().run()
    assert surveys.by_slug(SLUG).is_open
    assert "Welle „Herbst“" in told(at)
    at.button(key=f"close_{SLUG}").click().run()
    assert "fließen dann in die Ergebnisse ein" in told(at)
    at.button(key="close_now").click().run()
    assert surveys.by_slug(SLUG).status == "closed"


def test_the_link_warns_while_it_is_local(drafted):
    surveys.open_survey(drafted.alice, SLUG, "Herbst")
    at = opened(drafted, "alice", PAGE)
    at.button(key=f"link_{SLUG}").click().run()
    assert at.code[0].value == f"http://localhost:8501/s/{SLUG}"
    assert "gilt nur auf diesem Rechner" in told(at)


def test_versions_are_listed(drafted):
    surveys.publish(drafted.alice, SLUG, SHORT, partition="district")
    at = opened(drafted, "alice", PAGE)
    at.button(key=f"versions_{SLUG}").click().run()
    assert list(at.table[0].value["Fassung"]) == ["2", "1"]


def test_the_code_of_a_link_is_a_picture_in_two_formats():
    address = links.address("https://beispiel.de", SLUG, network="dorstfeld")
    assert address == "https://beispiel.de/s/kurz-gefragt?n=dorstfeld"
    assert links.address("https://beispiel.de", SLUG, district="eving") == "https://beispiel.de/s/kurz-gefragt?d=eving"
    assert links.png(address).startswith(b"\x89PNG")
    assert b"<svg" in links.svg(address)


def test_a_draft_that_was_never_published_is_published_and_then_opened(people):
    designing.start(people.alice, SLUG, SHORT, "district")
    at = opened(people, "alice", PAGE)
    assert "Noch nicht veröffentlicht." in told(at)
    assert not [one for one in at.button if one.key in (f"open_{SLUG}", f"versions_{SLUG}", f"end_{SLUG}")]
    at.button(key=f"publish_{SLUG}").click().run()
    assert "Das wird die erste Fassung dieser Umfrage." in told(at)
    at.button(key="publish_now").click().run()
    assert surveys.by_slug(SLUG).version_number == 1
    assert "Noch nie geöffnet" in told(at)


def test_before_a_new_version_is_published_the_page_says_what_it_touches(drafted):
    draft = designing.open_draft(drafted.alice, SLUG)
    designing.save(drafted.alice, SLUG, replace(SHORT, title={**SHORT.title, "de": "Ganz kurz"}), draft.step)
    at = opened(drafted, "alice", PAGE)
    assert "Eine neue Fassung ist in Arbeit." in told(at)
    at.button(key=f"publish_{SLUG}").click().run()
    assert "Umfrage: der Titel lautet anders." in told(at)
    at.button(key="publish_now").click().run()
    assert surveys.by_slug(SLUG).version_number == 2


def test_what_is_broken_cannot_be_published_and_the_page_says_why(drafted):
    draft = designing.open_draft(drafted.alice, SLUG)
    designing.save(drafted.alice, SLUG, replace(SHORT, title={}), draft.step)
    at = opened(drafted, "alice", PAGE)
    at.button(key=f"publish_{SLUG}").click().run()
    assert "Die Umfrage hat noch keinen Titel." in told(at)
    assert at.button(key="publish_now").disabled


def test_a_last_day_and_a_number_of_answers_are_set_and_shown(drafted, noon):
    at = opened(drafted, "alice", PAGE)
    at.button(key=f"end_{SLUG}").click().run()
    at.date_input(key="end_day").set_value(date(2026, 12, 24))
    at.number_input(key="end_answers").set_value(200)
    at.button(key="end_now").click().run()
    survey = surveys.by_slug(SLUG)
    assert (survey.closes_on, survey.closes_after) == (date(2026, 12, 24), 200)
    assert "Letzter Tag: 24. Dezember 2026" in told(at)
    assert "Höchstens 200 Antworten in einer Welle" in told(at)


def test_a_day_that_is_over_is_refused(drafted, noon):
    at = opened(drafted, "alice", PAGE)
    at.button(key=f"end_{SLUG}").click().run()
    at.date_input(key="end_day").set_value(date(2026, 11, 1))
    at.button(key="end_now").click().run()
    assert surveys.by_slug(SLUG).closes_on is None
    assert any("schon vorbei" in one.value for one in at.toast) or "schon vorbei" in told(at)
