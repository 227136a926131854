"""A survey with every newer kind, answered by a phone without JavaScript: right, wrong and once more, from left to right and from right to left."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from neighbours import People
from sqlalchemy import select

from db.models import Answer
from services import answering, house, surveys
from survey.model import Choice, Question, Questionnaire, Section

SLUG = "neue-arten"
CHANGES = (
    Choice("cars", {"de": "weniger Autos", "ar": "سيارات أقل"}),
    Choice("green", {"de": "mehr Grün", "ar": "مساحات خضراء أكثر"}),
    Choice("clean", {"de": "sauberere Straßen", "ar": "شوارع أنظف"}),
    Choice("meet", {"de": "mehr Orte zum Treffen", "ar": "أماكن أكثر للقاء"}),
)
QUESTIONS = (
    Question(
        "first", "ranking", {"de": "Was zuerst?", "ar": "ما الأول؟"}, choices=CHANGES, limits={"max": 3}, required=True
    ),
    Question(
        "safe",
        "slider",
        {"de": "Wie sicher?", "ar": "ما مدى الأمان؟"},
        limits={"min": 0, "max": 100, "step": 10},
        labels={"low": {"de": "gar nicht", "ar": "إطلاقاً"}, "high": {"de": "völlig", "ar": "تماماً"}},
    ),
    Question("hours", "slider", {"de": "Wie viele Stunden?"}, limits={"min": 0, "max": 100, "step": 0.5}),
    Question("best", "time", {"de": "Wann passt es?", "ar": "متى يناسبكم؟"}, limits={"min": "08:00"}),
    Question("meet", "moment", {"de": "Wann treffen wir uns?", "ar": "متى نلتقي؟"}),
    Question(
        "often",
        "grid",
        {"de": "Wie oft?", "ar": "كم مرة؟"},
        choices=(Choice("never", {"de": "nie", "ar": "أبداً"}), Choice("daily", {"de": "täglich", "ar": "يومياً"})),
        rows=(
            Choice("office", {"de": "Jugendamt", "ar": "دائرة الشباب"}),
            Choice("school", {"de": "Schule", "ar": "المدرسة"}),
        ),
    ),
    Question(
        "way", "single", {"de": "Woher?", "ar": "من أين؟"}, choices=(Choice("poster", {"de": "Aushang"}),), other=True
    ),
    Question(
        "missing",
        "multiple",
        {"de": "Was fehlt?", "ar": "ما الناقص؟"},
        choices=(Choice("shade", {"de": "Schatten"}),),
        other=True,
    ),
    Question("rules", "acknowledge", {"de": "Bitte eine Jacke mitbringen.", "ar": "يُرجى إحضار سترة."}, required=True),
    Question("source", "hidden", {"de": "Quelle"}, default="aushang"),
    Question("total", "calculation", {"de": "Summe"}, calculation="coalesce(${safe}, 0) + 1"),
)
ASKED = Questionnaire(
    {"de": "Neue Arten", "ar": "أنواع جديدة"},
    (Section("all", {"de": "Alles", "ar": "الكل"}, QUESTIONS),),
    languages=("de", "ar"),
)
ANSWER = {
    "first": ["green", "", "clean"],
    "safe": ["70"],
    "hours": ["2,5"],
    "best": ["٠٩:٣٠"],
    "meet": ["2026-12-15T16:00"],
    "office": ["never"],
    "school": ["daily"],
    "way": ["other"],
    "way_other": ["vom Bäcker"],
    "missing": ["other", "shade"],
    "missing_other": ["مقاعد"],
    "rules": ["OK"],
}
STORED = {
    "first": ["green", "clean"],
    "safe": 70,
    "hours": 2.5,
    "best": "09:30",
    "meet": "2026-12-15T16:00",
    "office": "never",
    "school": "daily",
    "way": "other",
    "way_other": "vom Bäcker",
    "missing": ["shade", "other"],
    "missing_other": "مقاعد",
    "rules": "OK",
    "source": "aushang",
    "total": 71,
}


@pytest.fixture
def asked(people: People) -> None:
    surveys.publish(people.alice, SLUG, ASKED, partition="district")
    surveys.open_survey(people.alice, SLUG, "Welle 1")


def stored() -> Any:
    with house.reading() as session:
        return msgspec.json.decode(session.scalars(select(Answer)).one().content or "")


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_somebody_answers_every_newer_kind(phone: Any, asked: None, language: str, direction: str) -> None:
    page = phone.get(f"/s/{SLUG}?lang={language}&d=eving")
    assert (page.status, page.tree.get("dir")) == (200, direction)
    assert len(page.ids) == len(set(page.ids))
    sent = phone.press(page, "submit", ANSWER)
    assert (sent.status, sent.summary) == (303, [])
    assert phone.follow(sent).status == 200
    assert stored() == STORED


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ["Bitte wählen Sie mindestens eine Antwort.", "Uhrzeit ab 08:00 Uhr", "wenn Sie das gelesen haben"]),
        ("ar", ["الساعة 08:00", "إذا كنتم قد قرأتم هذا"]),
    ],
)
def test_what_is_wrong_is_told_beside_its_control_and_on_top(
    phone: Any, asked: None, rows: Callable[[], Any], language: str, words: list[str]
) -> None:
    page = phone.get(f"/s/{SLUG}?lang={language}&d=eving")
    wrong = ANSWER | {
        "first": ["", "", ""],
        "safe": ["75x"],
        "hours": ["101"],
        "best": ["07:59"],
        "meet": ["morgen"],
        "school": ["hourly"],
        "way_other": ["x" * 201],
        "rules": [],
    }
    page = phone.press(page, "submit", wrong)
    assert page.status == 422
    assert page.summary == [
        f"q-{name}" for name in ("first", "safe", "hours", "best", "meet", "school", "way_other", "rules")
    ]
    assert set(page.summary) <= set(page.ids)
    assert all(one in page.words for one in words)
    assert page.filled_in["hours"] == ["101"], "what was typed stays to be corrected"
    assert page.filled_in["meet"] == ["morgen"]
    assert page.filled_in["way_other"] == ["x" * 201]
    assert rows()["answers"] == 0
    assert phone.press(page, "submit", ANSWER).status == 303
    assert stored() == STORED


def test_nobody_needs_to_touch_a_slider_or_a_clock(phone: Any, asked: None) -> None:
    page = phone.get(f"/s/{SLUG}?lang=de&d=eving")
    assert phone.press(page, "submit", {"first": ["cars", "", ""], "rules": ["OK"]}).status == 303
    assert stored() == {"first": ["cars"], "rules": "OK", "source": "aushang", "total": 1}


def test_what_is_hidden_or_worked_out_is_never_shown(phone: Any, asked: None) -> None:
    page = phone.get(f"/s/{SLUG}?lang=de&d=eving")
    assert "Quelle" not in page.words
    assert "Summe" not in page.words
    assert not page.tree.xpath("//*[@name='total']")
    assert page.tree.xpath("//*[@name='source']/@type") in ([], ["hidden"])


def test_whoever_has_the_code_reads_the_answer_in_words(phone: Any, asked: None) -> None:
    page = phone.get(f"/s/{SLUG}?lang=de&d=eving")
    instance = page.hidden["_instance"][0]
    phone.press(page, "submit", ANSWER | {"_receipt": ["yes"]})
    found = phone.post("/r", {"code": [answering.receipt_code(instance)]})
    for words in ("mehr Grün", "etwas anderes, und zwar", "vom Bäcker", "täglich", "Ich habe das gelesen."):
        assert words in found.words
    assert "Summe" not in found.words
