"""Pictures in Chromium: what was chosen stays chosen while the page changes, and goes the whole way."""

import io
from pathlib import Path

import pytest
from neighbours import People
from PIL import Image as Pictures
from playwright.sync_api import Browser, expect
from serving import serve
from sqlalchemy import select

from db.models import Answer, Image
from services import house, surveys
from survey.model import Choice, Question, Questionnaire, Section

PHONE = {"width": 412, "height": 915}
ASKED = Questionnaire(
    {"de": "Orte"},
    (
        Section(
            "one",
            {"de": "Ort"},
            (
                Question("spot", "image", {"de": "Ihr Ort"}, required=True),
                Question("more", "single", {"de": "Kinder?"}, choices=(Choice("yes", {"de": "ja"}),)),
                Question("photo", "image", {"de": "Gemaltes Bild"}, relevant="${more} = 'yes'"),
            ),
        ),
    ),
)


def picture(colour: str, format: str) -> dict[str, object]:
    written = io.BytesIO()
    Pictures.new("RGB", (900, 600), colour).save(written, format)
    return {"name": f"Mein Ort.{format.lower()}", "mimeType": f"image/{format.lower()}", "buffer": written.getvalue()}


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_chosen_picture_is_not_lost_when_an_answer_opens_another_question(
    browser: Browser, people: People, tmp_path: Path, javascript: bool
) -> None:
    surveys.publish(people.alice, "orte", ASKED, partition="district")
    surveys.open_survey(people.alice, "orte", "Welle 1")
    house.close()
    with serve(tmp_path) as server:
        context = browser.new_context(viewport=PHONE, locale="de-DE", java_script_enabled=javascript)
        page = context.new_page()
        page.goto(f"{server.url}/s/orte?d=eving")
        page.set_input_files("#q-spot", {"name": "Brief.txt", "mimeType": "text/plain", "buffer": b"kein Bild"})
        page.click("button.go")
        expect(page.locator("#q-spot-why")).to_be_visible()
        page.set_input_files("#q-spot", picture("green", "JPEG"))
        page.check("input[name=more]")
        if not javascript:
            page.click("button.go")
        expect(page.locator("#q-photo")).to_be_visible()
        page.set_input_files("#q-photo", picture("blue", "PNG"))
        page.click("button.go")
        page.wait_for_url("**/thanks?*")
        context.close()
    with house.reading() as session:
        assert "spot" in (session.scalars(select(Answer.content)).one() or "")
        assert [one.answer_id is not None for one in session.scalars(select(Image))] == [True, True]
