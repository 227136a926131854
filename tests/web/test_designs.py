"""Questionnaires to take along are for coordinators only."""

from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from sample import SLUG, park

from services import designing
from survey import xlsform
from web.staff import COOKIE


@pytest.fixture
def drafted(people):
    park(people.alice)
    designing.open_draft(people.alice, SLUG)
    return people


def fetched(light, people, name: str, path: str):
    return light.get(path, headers={"Cookie": f"{COOKIE}={people.tokens[name]}"}, follow_redirects=False)


def test_a_coordinator_takes_the_draft_along_as_a_form_and_for_translators(light, drafted):
    form = fetched(light, drafted, "alice", f"/design/{SLUG}.xlsx")
    assert form.status_code == 200
    assert xlsform.read("form.xlsx", form.content).questionnaire == designing.look(drafted.alice, SLUG).questionnaire
    words = fetched(light, drafted, "alice", f"/design/{SLUG}/tr.po")
    assert "Parkımız" in [message.string for message in read_po(BytesIO(words.content))]
    assert words.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", [f"/design/{SLUG}.xlsx", f"/design/{SLUG}/tr.po", "/design/nowhere.xlsx"])
def test_nobody_else_does(light, drafted, path):
    for name in ("bob", "chelsea", "dilek"):
        assert fetched(light, drafted, name, path).status_code == 404
    assert light.get(path, follow_redirects=False).headers["location"].startswith("/login")
