"""Who sees which page of the staff face. Transitions of single pages are tested beside this file."""

import pytest
from opening import ROUTER, opened
from streamlit.testing.v1 import AppTest

from services import accounts
from ui import state

ALL = {
    "participate/start",
    "participate/assisted",
    "facilitator/results",
    "network/motivation",
    "coordinator/surveys",
    "coordinator/designer",
    "coordinator/people",
    "coordinator/office",
    "coordinator/exports",
    "coordinator/workshops",
    "coordinator/mails",
    "facilitator/signups",
    "participate/desk",
    "network/attendance",
}
COORDINATING = {
    "coordinator/surveys",
    "coordinator/designer",
    "coordinator/people",
    "coordinator/office",
    "coordinator/mails",
}
THEIRS = {
    "alice": ALL,
    "bob": ALL - COORDINATING,
    "chelsea": ALL - COORDINATING - {"network/motivation", "network/attendance"},
    "dilek": {"participate/start", "facilitator/results", "coordinator/exports"},
}


@pytest.mark.parametrize(("name", "page"), [(name, page) for name, pages in THEIRS.items() for page in sorted(pages)])
def test_everyone_can_open_the_pages_that_are_theirs(people, name, page):
    for language in ("de", "en"):
        assert opened(people, name, page, language).title


@pytest.mark.parametrize(
    ("name", "page"), [(name, page) for name, pages in THEIRS.items() for page in sorted(ALL - pages)]
)
def test_nobody_can_open_the_pages_of_others(people, name, page):
    at = opened(people, name)
    with pytest.raises(ValueError, match="not"):
        at.switch_page(f"{page}.py")


def test_whoever_is_not_signed_in_is_asked_to(people):
    at = AppTest.from_file(ROUTER, default_timeout=30)
    at.session_state[state.TOKEN] = "nobody's"
    at.run()
    assert [one.value for one in at.info] == ["Sie sind nicht mehr angemeldet."]
    assert not at.title


def test_whoever_was_removed_meanwhile_is_asked_to_sign_in_again(people):
    at = opened(people, "bob")
    accounts.remove_user(people.alice, people.bob.user_id)
    at.run()
    assert at.info[0].value == "Sie sind nicht mehr angemeldet."


def test_the_language_stays_with_the_account(people):
    at = opened(people, "bob")
    assert at.title[0].value.startswith("Guten Tag")
    at.sidebar.button_group(key=state.LANGUAGE).set_value("en").run()
    assert not at.title[0].value.startswith("Guten Tag")
    assert accounts.actor_of(people.tokens["bob"]).language == "en"
    again = AppTest.from_file(ROUTER, default_timeout=30)
    again.session_state[state.TOKEN] = people.tokens["bob"]
    again.run()
    assert again.session_state[state.LANGUAGE] == "en"
