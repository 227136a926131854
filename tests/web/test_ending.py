"""A survey that ends by itself says so on its page, and nobody who sent in time is told otherwise."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from neighbours import People
from sample import SLUG

from common import clock
from services import remembering, surveys
from services.surveys import Survey

PATH = f"/s/{SLUG}"


@pytest.fixture
def ends_today(people: People, survey: Survey, noon: None) -> None:
    surveys.close_by(people.alice, SLUG, day=clock.today(), answers=None)


def tomorrow() -> None:
    then = clock.now() + timedelta(days=1)
    clock.set_clock(lambda: then)
    remembering.forget()


def test_on_its_last_day_it_takes_answers_and_the_day_after_it_says_until_when_it_did(
    phone: Any, whole: Callable[..., Any], ends_today: None
) -> None:
    assert phone.post(PATH, whole()).status == 303
    tomorrow()
    for page in (phone.get(PATH), phone.post(PATH, whole())):
        assert page.status == 410
        assert "Sie war bis zum 23. November 2026 offen. Es wurde nichts gespeichert." in page.words


def test_the_day_after_it_is_not_offered_any_more(phone: Any, ends_today: None) -> None:
    assert PATH in phone.get("/").response.text or PATH in phone.get("/d/eving").response.text
    tomorrow()
    assert PATH not in phone.get("/").response.text and PATH not in phone.get("/d/eving").response.text


def test_whoever_pressed_send_twice_on_the_last_answer_is_thanked_twice(
    phone: Any, people: People, whole: Callable[..., Any], survey: Survey, rows: Any
) -> None:
    """The page looked whether the survey was full before it looked whose answer had filled it."""
    surveys.close_by(people.alice, SLUG, day=None, answers=1)
    form = whole()
    assert [phone.post(PATH, form).status for _ in range(2)] == [303, 303]
    remembering.forget()
    assert phone.post(PATH, form).status == 303
    late = phone.post(PATH, whole())
    assert late.status == 410
    assert "Es haben schon so viele Menschen mitgemacht, wie gesucht waren." in late.words
    assert phone.get(PATH).status == 410
    assert rows()["answers"] == 1


def test_who_is_on_the_way_when_it_becomes_full_hears_it_at_the_next_step(
    phone: Any, people: People, whole: Callable[..., Any], survey: Survey
) -> None:
    surveys.close_by(people.alice, SLUG, day=None, answers=1)
    page = phone.get(PATH)
    assert phone.post(PATH, whole()).status == 303
    remembering.forget()
    assert phone.press(page, "next", {"visits": ["often"], "_district": ["eving"]}).status == 410


@pytest.mark.parametrize("language", ["tr", "ar", "en", "de-simple"])
def test_it_is_said_in_the_persons_language(phone: Any, people: People, ends_today: None, language: str) -> None:
    tomorrow()
    page = phone.get(f"{PATH}?lang={language}")
    assert page.language == language
    assert "Es wurde nichts gespeichert" not in page.words
