"""Staff at their desks: both faces together, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

DESK = {"width": 1280, "height": 900}
PATIENCE = 30_000


def sign_in(page: Page, role: str) -> None:
    page.goto("/login")
    page.locator(f"button[name=role][value={role}]").click()
    page.wait_for_url("**/app/**")


@pytest.mark.parametrize(
    ("role", "path", "heading"),
    [
        ("coordinator", "/app/surveys", "Umfragen"),
        ("coordinator", "/app/people", "Personen"),
        ("network_lead", "/app/motivation", "Motivation"),
        ("facilitator", "/app/assisted", "Antwort aufnehmen"),
        ("viewer", "/app/results", "Ergebnisse"),
    ],
)
def test_a_page_opens_by_its_own_address(open_page, role: str, path: str, heading: str) -> None:
    page = open_page("/login", viewport=DESK)
    sign_in(page, role)
    page.goto(path)
    expect(page.locator("h1").first).to_contain_text(heading, timeout=PATIENCE)
    assert page.locator("html").get_attribute("lang") == "de"


def test_the_staff_face_asks_nobody_else(open_page) -> None:
    page = open_page("/login", viewport=DESK)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, "coordinator")
    page.goto("/app/motivation")
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(1500)
    assert asked and all(url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")) for url in asked)


def test_an_answer_from_a_phone_moves_the_open_chart(open_page) -> None:
    desk = open_page("/login", viewport=DESK)
    sign_in(desk, "coordinator")
    desk.goto("/app/results?survey=kurz-gefragt")
    shown = desk.locator("[data-testid=stMetricValue]").first
    expect(shown).to_be_visible(timeout=PATIENCE)
    before = int("".join(letter for letter in shown.inner_text() if letter.isdigit()))
    phone = open_page("/s/kurz-gefragt?d=eving")
    while phone.locator("button[value=next]").count():
        phone.locator("button[value=next]").click()
    phone.locator("button[value=submit]").click()
    assert "/thanks" in phone.url
    expect(shown).to_contain_text(str(before + 1), timeout=PATIENCE)


def test_a_bare_r_does_not_run_the_page_again(open_page) -> None:
    page = open_page("/login", viewport=DESK)
    sign_in(page, "coordinator")
    page.goto("/app/surveys")
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE)
    heard = page.evaluate(
        "() => { let heard = 0; document.addEventListener('keydown', () => heard++);"
        "for (const key of ['r', 'c', 'x']) document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})); return heard }"
    )
    assert heard == 1


def test_signing_out_closes_the_staff_face(open_page) -> None:
    page = open_page("/login", viewport=DESK)
    sign_in(page, "viewer")
    page.goto("/logout")
    page.goto("/app/results")
    assert "/login" in page.url
