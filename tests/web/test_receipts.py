"""The receipt code: only for those who ask, and what they can do with it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from neighbours import People
from sample import SLUG
from sqlalchemy import select

from db.models import Answer
from services import house, results
from services.surveys import Survey
from web import sealing

PATH = f"/s/{SLUG}"
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b")


def _thanked(phone: Any, form: dict[str, list[str]]) -> Any:
    return phone.follow(phone.post(PATH, form))


@pytest.fixture
def code(phone: Any, survey: Survey, whole: Callable[..., Any]) -> str:
    found = CODE.search(_thanked(phone, whole(_receipt=["yes"])).words)
    assert found
    return found[0]


def test_without_asking_there_is_no_code(
    phone: Any, survey: Survey, whole: Callable[..., Any], rows: Callable[[], Any]
) -> None:
    page = _thanked(phone, whole())
    assert not CODE.search(page.words)
    assert not page.tree.xpath("//*[@class='ticket']")
    assert (rows()["answers"], rows()["receipts"]) == (1, 0)


def test_with_a_code_the_page_says_that_the_answer_is_no_longer_anonymous(phone: Any, survey: Survey) -> None:
    page = phone.get(f"{PATH}?d=eving")
    for _ in range(2):
        page = phone.press(page, "next", {"visits": ["often"]})
    assert "pseudonym" in page.words
    boxes = page.tree.xpath("//input[@name='_receipt']")
    assert [box.get("checked") for box in boxes] == [None], "nothing is ticked in advance"


def test_the_code_stands_in_no_address_that_others_can_read(
    phone: Any, survey: Survey, whole: Callable[..., Any]
) -> None:
    sent = phone.post(PATH, whole(_receipt=["yes"]))
    page = phone.follow(sent)
    found = CODE.search(page.words)
    assert found
    assert found[0] not in sent.response.headers["location"]
    assert page.response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("broken", ["x", "", "A" * 200, "ü", "%00"])
def test_a_code_that_is_too_old_or_forged_is_not_shown(phone: Any, survey: Survey, broken: str) -> None:
    page = phone.get(f"{PATH}/thanks?code={broken}")
    assert page.status == 200
    assert not CODE.search(page.words)


def test_the_code_is_shown_for_a_quarter_of_an_hour(
    phone: Any, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = sealing._box(b"for-tests-only-" * 4).encrypt_at_time(b"AAAA-BBBB-CCCC", 1_000_000_000).decode()
    page = phone.get(f"{PATH}/thanks?code={old}")
    assert "AAAA-BBBB-CCCC" not in page.words
    assert "Der Code wird nur kurz gezeigt" in page.words


@pytest.mark.parametrize(
    "spelling",
    [
        lambda code: code,
        lambda code: code.lower(),
        lambda code: code.replace("-", ""),
        lambda code: f"  {code.replace('-', ' ')} ",
        lambda code: code.replace("0", "O").replace("1", "l"),
    ],
)
def test_the_answer_is_found_however_the_code_is_typed(phone: Any, code: str, spelling: Callable[[str], str]) -> None:
    page = phone.post("/r", {"code": [spelling(code)], "_action": ["find"]})
    assert page.status == 200
    assert "Mehr Schatten." in page.words
    assert "Schatten Wasser" in page.words or "SchattenWasser" in page.words
    assert page.actions == ["confirm"]
    assert page.response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("wrong", ["", "AAAA-BBBB-CCCC", "x" * 5000, "\x00", "{{7*7}}", "'; DROP TABLE receipts"])
@pytest.mark.parametrize("action", ["find", "confirm", "keep", "withdraw"])
def test_a_code_of_nobody_finds_nothing(
    phone: Any, code: str, rows: Callable[[], Any], wrong: str, action: str
) -> None:
    before = rows()
    page = phone.post("/r", {"code": [wrong], "_action": [action]})
    assert page.status == 404
    assert "finden wir keine Antwort" in page.words
    assert rows() == before


def test_withdrawing_asks_once_more_and_then_deletes(phone: Any, code: str) -> None:
    page = phone.press(phone.post("/r", {"code": [code], "_action": ["find"]}), "confirm")
    assert page.actions == ["keep", "withdraw"], "the first button, which Enter presses, keeps the answer"
    assert "Wirklich zurückziehen?" in page.headings
    page = phone.press(page, "keep")
    assert "Mehr Schatten." in page.words
    page = phone.press(phone.press(page, "confirm"), "withdraw")
    assert page.headings == ["Ihre Antwort ist zurückgezogen"]
    for action in ("find", "withdraw"):
        assert phone.post("/r", {"code": [code], "_action": [action]}).status == 404
    with house.reading() as session:
        answer = session.scalars(select(Answer)).one()
    assert (answer.content, answer.withdrawn) == (None, True)


def test_of_a_withdrawn_answer_not_even_a_hash_of_what_it_said_is_left(phone: Any, code: str) -> None:
    """Of a survey of few questions every answer can be guessed and compared with its hash."""
    phone.post("/r", {"code": [code], "_action": ["withdraw"]})
    with house.reading() as session:
        answer = session.scalars(select(Answer)).one()
    assert answer.content_hash == b""


def test_whoever_withdrew_and_sends_the_old_form_again_is_not_told_that_it_is_stored(
    phone: Any, survey: Survey, whole: Callable[..., Any]
) -> None:
    form = whole(_receipt=["yes"])
    found = CODE.search(_thanked(phone, form).words)
    assert found
    phone.post("/r", {"code": [found[0]], "_action": ["withdraw"]})
    page = phone.post(PATH, form)
    assert page.status == 409
    assert phone.post(page.form.get("action"), page.filled_in).status == 303, "but as a new answer it is taken"


def test_figures_follow_a_withdrawal(phone: Any, code: str, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "LOOK_AGAIN", 0.0)
    figures = results.view(people.alice, SLUG).figures
    assert figures
    assert (figures.n, figures.tallies["visits"].counts) == (1, {"often": 1})
    stamp = results.stamp(people.alice, SLUG)
    phone.post("/r", {"code": [code], "_action": ["withdraw"]})
    assert results.stamp(people.alice, SLUG) != stamp
    figures = results.view(people.alice, SLUG).figures
    assert figures
    assert (figures.n, figures.tallies) == (0, {})


def test_changing_the_language_while_looking_keeps_the_code(phone: Any, code: str) -> None:
    page = phone.press(phone.post("/r", {"code": [code], "_action": ["find"]}), "lang=ar")
    assert (page.status, page.language, page.hidden["code"]) == (200, "ar", [code])


def test_nobody_tries_codes_without_end(phone: Any, code: str, strict: None) -> None:
    statuses = [phone.post("/r", {"code": [f"AAAA-BBBB-{n:04}"], "_action": ["find"]}).status for n in range(25)]
    assert statuses[:20] == [404] * 20
    assert statuses[-1] == 429
    assert phone.post("/r", {"code": [code], "_action": ["withdraw"]}).status == 429
