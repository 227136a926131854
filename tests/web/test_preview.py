"""A draft as residents would see it: by a link, in any language, to an end at which nothing is stored."""

from typing import Any

import pytest
from msgspec.structs import replace
from neighbours import People
from sample import ANSWER, questionnaire

from services import designing
from survey.model import Question, Questionnaire, Section

SLUG = "entwurf"
SUM = Question("twice", "calculation", {"de": "doppelt"}, calculation="${children} * 2")


@pytest.fixture
def draft(people: People) -> designing.Draft:
    return designing.start(people.alice, SLUG, questionnaire(), "district")


@pytest.fixture
def link(people: People, draft: designing.Draft) -> str:
    return designing.preview_link(people.alice, SLUG)


def answered(phone: Any, page: Any) -> Any:
    """To the end, as a person would."""
    page = phone.press(page, "next", {"visits": ["often"], "clean": ["4"], "_district": ["eving"]})
    page = phone.press(page, "next", {name: ANSWER[name] for name in ("name", "children", "missing")})
    return phone.press(page, "submit", {"wish": ["Mehr Schatten."], "advise": ["9"]})


def test_a_draft_is_walked_through_to_an_end_that_stores_nothing(phone: Any, link: str, rows: Any) -> None:
    before = rows()
    page = phone.get(link)
    assert page.status == 200
    assert "Es wird nichts gespeichert." in page.words
    end = answered(phone, page)
    assert end.headings[0] == "Ende der Vorschau Es wurde nichts gespeichert."
    assert "Wie nennen Sie den Park? Hoeschpark" in end.words
    assert "Der Park dankt." in end.words
    assert rows() == before


def test_what_is_wrong_is_said_as_residents_would_hear_it(phone: Any, link: str) -> None:
    page = phone.press(phone.get(link), "next", {"_district": ["eving"]})
    assert page.status == 422
    assert page.summary == ["q-visits"]


def test_in_arabic_it_reads_from_right_to_left_and_falls_back_to_german(phone: Any, link: str) -> None:
    page = phone.get(f"{link}?lang=ar")
    assert (page.language, page.tree.get("dir")) == ("ar", "rtl")
    assert "حديقتنا" in page.words and "معاينة" in page.words
    assert page.tree.xpath("//*[@lang='de']")
    again = phone.press(page, "lang=tr")
    assert again.language == "tr" and again.form.get("action").startswith(link)


def test_what_is_worked_out_is_shown_at_the_end(phone: Any, people: People, draft: designing.Draft, link: str) -> None:
    sections = draft.questionnaire.sections
    more = replace(sections[1], questions=(*sections[1].questions, SUM))
    changed = replace(draft.questionnaire, sections=(sections[0], more, sections[2]))
    designing.save(people.alice, SLUG, changed, draft.step)
    assert "twice (berechnet) 4" in answered(phone, phone.get(link)).words


def test_every_edit_shows_at_once_and_a_form_under_way_goes_on_with_its_own(
    phone: Any, people: People, draft: designing.Draft, link: str
) -> None:
    page = phone.get(link)
    changed = replace(draft.questionnaire, title={"de": "Unser neuer Park"}, sections=draft.questionnaire.sections[:1])
    designing.save(people.alice, SLUG, changed, draft.step)
    assert "Unser neuer Park" in phone.get(link).words
    assert "Ende der Vorschau" in answered(phone, page).words


def test_a_form_of_a_step_that_is_gone_begins_from_the_start(
    phone: Any, people: People, draft: designing.Draft, link: str
) -> None:
    page = phone.get(link)
    gone = designing.save(people.alice, SLUG, replace(draft.questionnaire, sections=()), draft.step)
    designing.undo(people.alice, SLUG, gone.step)
    fields = page.filled_in | {"unheard_of": ["x"], "_action": ["next"]}
    again = phone.post(link, fields)
    assert "Die Vorschau beginnt von vorn." in again.words


def test_an_empty_draft_says_that_it_is_empty(phone: Any, people: People) -> None:
    designing.start(people.alice, "leer", Questionnaire({"de": "Leer"}, ()), "district")
    page = phone.get(designing.preview_link(people.alice, "leer"))
    assert (page.status, page.headings) == (200, ["Hier gibt es noch keine Fragen"])


def test_a_draft_with_broken_conditions_is_shown_all_the_same(phone: Any, people: People) -> None:
    broken = Question("a", "short_text", {"de": "A?"}, relevant="${nowhere} = (")
    asked = Questionnaire({"de": "Kaputt"}, (Section("s", {"de": "S"}, (broken,)),))
    designing.start(people.alice, "kaputt", asked, "district")
    page = phone.get(designing.preview_link(people.alice, "kaputt"))
    assert page.status == 200 and "A?" in page.words


def test_the_link_is_a_key_that_nobody_keeps_and_the_designer_may_frame(phone: Any, link: str, light: Any) -> None:
    page = phone.get(link)
    for response in (page.response, answered(phone, page).response, phone.get("/preview/nobody").response):
        assert response.headers["cache-control"] == "no-store"
        assert "noindex" in response.headers["x-robots-tag"]
        assert response.headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'self'" in response.headers["content-security-policy"]
        assert response.headers["x-frame-options"] == "SAMEORIGIN"


def test_no_other_page_of_residents_may_be_framed(phone: Any, survey: Any) -> None:
    for path in ("/", "/s/am-park", "/login"):
        headers = phone.get(path).response.headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("end", ["discard", "publish"])
def test_a_link_of_a_draft_that_is_no_more_leads_nowhere(
    phone: Any, people: People, draft: designing.Draft, link: str, end: str
) -> None:
    if end == "discard":
        designing.discard(people.alice, SLUG)
    else:
        designing.publish_draft(people.alice, SLUG)
    assert phone.get(link).status == 404
    assert phone.post(link, {"_version": ["1"]}).status == 404


@pytest.mark.parametrize("token", ["x", "%00", "a" * 500, "ä"])
def test_unknown_links_lead_nowhere(phone: Any, people: People, token: str) -> None:
    assert phone.get(f"/preview/{token}").status == 404


def test_a_draft_has_no_page_of_its_own_before_it_is_published(phone: Any, draft: designing.Draft) -> None:
    assert phone.get(f"/s/{SLUG}").status == 410
    assert phone.get(f"/s/{SLUG}/thanks").status == 404
