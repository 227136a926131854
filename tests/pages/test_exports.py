"""Ordering a file of answers."""

from uuid import UUID

import pytest
from opening import opened, told
from pulse import questionnaire

from services import accounts, exporting, surveys

PAGE, SLUG = "coordinator/exports", "kurz-gefragt"


@pytest.fixture
def running(people):
    surveys.publish(people.alice, SLUG, questionnaire(SLUG), partition="district")
    surveys.open_survey(people.alice, SLUG, "Herbst")
    return people


def download_of(at) -> UUID:
    return UUID(at.get("link_button")[-1].proto.url.removeprefix("/download/"))


def test_a_coordinator_orders_a_file_and_gets_its_link(running):
    at = opened(running, "alice", PAGE)
    at.radio(key="export_format").set_value("xlsx").run()
    at.button(key="order").click().run()
    assert not at.exception, at.exception
    assert exporting.fetch(running.alice, download_of(at)).filename.endswith(".xlsx")
    at.radio(key="export_format").set_value("csv").run()
    assert not at.get("link_button"), "the link belongs to what was ordered"


def test_whoever_has_no_right_is_told_kindly(running):
    words = told(opened(running, "bob", PAGE))
    assert "Die Koordinierungsstelle kann es Ihnen für eine Umfrage geben" in words


def test_whoever_was_given_the_right_can_order(running):
    accounts.grant_raw_data(running.alice, running.bob.user_id, surveys.by_slug(SLUG).id, True)
    at = opened(running, "bob", PAGE)
    at.button(key="order").click().run()
    assert exporting.fetch(accounts.actor_of(running.tokens["bob"]), download_of(at)).filename.endswith(".csv")
