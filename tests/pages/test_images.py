"""Pictures at the desk: taken with the answer, and never left out unnoticed."""

import io
from pathlib import Path
from typing import Any

import msgspec
import pytest
from neighbours import People
from PIL import Image as Pictures
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.models import Answer, Image
from services import house, surveys
from survey.model import Question, Questionnaire, Section

ROUTER = Path(__file__).parents[2] / "pages" / "router.py"
ASKED = Questionnaire(
    {"de": "Orte"},
    (
        Section(
            "one",
            {"de": "Ort"},
            (Question("spot", "image", {"de": "Der Ort"}), Question("why", "short_text", {"de": "Warum?"})),
        ),
    ),
)


def picture(colour: str = "red") -> bytes:
    written = io.BytesIO()
    Pictures.new("RGB", (60, 40), colour).save(written, "JPEG")
    return written.getvalue()


@pytest.fixture
def desk(people: People) -> AppTest:
    surveys.publish(people.alice, "orte", ASKED, partition="network", network_id=people.networks["dorstfeld"])
    surveys.open_survey(people.alice, "orte", "Welle 1")
    app = AppTest.from_file(str(ROUTER), default_timeout=30)
    app.session_state["token"] = people.tokens["alice"]
    app.run()
    app.switch_page("participate/assisted.py")
    return app.run()


def send(app: AppTest, content: bytes, name: str = "IMG.jpg") -> AppTest:
    app.file_uploader[0].set_value((name, content, "image/jpeg"))
    app.text_input(key=f"{app.session_state['desk.form']}.why").input("Darum")
    next(button for button in app.button if button.label == "Antwort absenden").click()
    app.run()
    assert not app.exception
    return app


def stored() -> list[Any]:
    with house.reading() as session:
        return [msgspec.json.decode(one) for one in session.scalars(select(Answer.content))]


def test_a_picture_is_taken_at_the_desk_with_the_answer(desk: AppTest) -> None:
    send(desk, picture())
    [answer] = stored()
    with house.reading() as session:
        [kept] = session.scalars(select(Image)).all()
    assert answer == {"spot": f"image-{kept.id}.jpg", "why": "Darum"}
    assert kept.answer_id is not None and kept.waits_until is None


def test_an_answer_is_not_sent_without_the_picture_that_could_not_be_read(desk: AppTest) -> None:
    send(desk, b"no picture")
    assert any("nicht als Bild lesen" in one.value for one in desk.error)
    assert stored() == []
    send(desk, picture())
    assert len(stored()) == 1
