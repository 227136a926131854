"""Coordinators open, hand out and close surveys."""

import pytest
from opening import opened, told
from pulse import questionnaire

from services import surveys
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
