"""Residents on their phones: a whole survey, in German and Arabic, with and without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

SURVEY = "/s/kurz-gefragt?d=eving"
PUBLIC = (
    "/",
    "/d/eving",
    SURVEY,
    "/s/netzwerk-puls",
    "/r",
    "/privacy",
    "/imprint",
    "/accessibility",
    "/login",
    "/s/gibt-es-nicht",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def answer_what_is_asked(page: Page) -> None:
    """Ticks the first choice of every radio group and writes into every text field of a section."""
    for name in {radio.get_attribute("name") for radio in page.locator("#f input[type=radio]").all()}:
        page.locator(f"#f input[type=radio][name='{name}']").first.check()
    for area in page.locator("#f textarea").all():
        area.fill("Mehr Schatten.\nنحتاج إلى مترجم")
    for place in page.locator("#f select").all():
        place.select_option(index=1)


def to_the_end(page: Page) -> int:
    sections = 1
    answer_what_is_asked(page)
    while page.locator("button[value=next]").count():
        page.locator("button[value=next]").click()
        sections += 1
        answer_what_is_asked(page)
    page.locator("button[value=submit]").click()
    return sections


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize(("locale", "direction"), [("de-DE", "ltr"), ("ar", "rtl")])
@pytest.mark.parametrize("survey", [SURVEY, "/s/netzwerk-puls?n=marten"])
def test_a_resident_answers_a_whole_survey(
    open_page, survey: str, locale: str, direction: str, javascript: bool
) -> None:
    page = open_page(survey, locale, javascript)
    assert page.locator("html").get_attribute("dir") == direction
    assert page.locator("html").get_attribute("lang") == locale[:2]
    assert to_the_end(page) > 1
    assert re.search(r"/s/[a-z-]+/thanks", page.url)
    assert page.locator("html").get_attribute("dir") == direction


def test_no_cookie_and_no_foreign_address_for_residents(open_page) -> None:
    page = open_page("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PUBLIC:
        if path != "/login":
            page.goto(path)
    assert page.context.cookies() == []
    assert asked and all(url.startswith("http://127.0.0.1") for url in asked)


def test_a_receipt_is_asked_for_shown_and_used_to_withdraw(open_page) -> None:
    page = open_page(SURVEY)
    while page.locator("button[value=next]").count():
        page.locator("button[value=next]").click()
    page.locator("textarea").first.fill("Bitte mehr Bänke.")
    page.locator("[name=_receipt]").check()
    page.locator("button[value=submit]").click()
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page.locator("main").inner_text())
    assert code
    page.goto("/r")
    page.locator("[name=code]").fill(code[0].lower())
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Bitte mehr Bänke.")
    page.locator("button[value=confirm]").click()
    page.locator("button[value=withdraw]").click()
    page.goto("/r")
    page.locator("[name=code]").fill(code[0])
    page.keyboard.press("Enter")
    expect(page.locator("main")).not_to_contain_text("Bitte mehr Bänke.")


def test_enter_in_a_text_field_goes_forward_and_changes_no_language(open_page) -> None:
    page = open_page("/s/angebots-landkarte?d=eving")
    page.locator("[name=offer]").fill("Elterncafé")
    page.locator("[name=offer]").press("Enter")
    expect(page.locator("input[name=_section]")).to_have_value("1")
    assert page.locator("html").get_attribute("lang") == "de"


def test_the_language_changes_in_mid_form_and_nothing_typed_is_lost(open_page) -> None:
    page = open_page("/s/angebots-landkarte?d=eving", javascript=False)
    page.locator("[name=offer]").fill("مقهى الأهل")
    page.locator("details.languages summary").click()
    page.locator("button[name=_lang][value=ar]").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    expect(page.locator("[name=offer]")).to_have_value("مقهى الأهل")


def test_the_browsers_back_keeps_what_was_typed(open_page) -> None:
    page = open_page("/s/angebots-landkarte?d=eving")
    page.locator("[name=offer]").fill("Elterncafé")
    page.locator("button[value=next]").click()
    expect(page.locator("input[name=_section]")).to_have_value("1")
    page.evaluate("history.back()")  # Playwright's own go_back loses the page that Chromium keeps alive
    expect(page.locator("[name=offer]")).to_have_value("Elterncafé")


def test_our_own_back_keeps_what_was_typed(open_page) -> None:
    page = open_page("/s/angebots-landkarte?d=eving", javascript=False)
    page.locator("[name=offer]").fill("Elterncafé")
    page.locator("button[value=next]").click()
    page.locator("button[value=back]").click()
    expect(page.locator("[name=offer]")).to_have_value("Elterncafé")


def test_what_is_missing_is_said_at_the_top_and_leads_to_its_field(open_page) -> None:
    page = open_page("/s/netzwerk-puls")
    page.locator("[name=AM1][value='4']").check()
    page.locator("button[value=next]").click()
    summary = page.locator("[role=alert]")
    expect(summary).to_be_focused()
    target = summary.locator("a").first.get_attribute("href")
    summary.locator("a").first.click()
    assert target and page.locator(target).is_visible()
    expect(page.locator(target)).to_be_focused()
    expect(page.locator("[name=AM1][value='4']")).to_be_checked()


def test_the_form_can_be_walked_by_keyboard_alone(open_page) -> None:
    page = open_page(SURVEY)
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.tagName"))
        if reached[-1] == "_action":
            break
    assert reached[-1] == "_action"
    assert "_website" not in reached
    page.keyboard.press("Enter")
    expect(page.locator("input[name=_section]")).to_have_value("1")


@pytest.mark.parametrize("locale", ["de-DE", "ar", "tr"])
def test_nothing_scrolls_sideways_on_the_narrowest_phone(open_page, locale: str) -> None:
    page = open_page("/", locale, viewport={"width": 320, "height": 640})
    wide = []
    for path in PUBLIC:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(path)
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["de-DE", "ar"])
def test_axe_finds_nothing_on_any_public_page(open_page, locale: str, scheme: str) -> None:
    page = open_page("/", locale, scheme=scheme)
    found = []
    for path in PUBLIC:
        page.goto(path)
        for violation in Axe().run(page, options={"runOnly": RULES}).response["violations"]:
            found.append((path, violation["id"], violation["nodes"][0]["html"][:100]))
    assert found == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_what_an_answer_opens_is_asked_on_the_same_page(open_page, javascript: bool) -> None:
    page = open_page("/s/ankommen-in-der-kita", javascript=javascript)
    waited = page.locator("[type=radio][name=waiting_time]")
    expect(waited).to_have_count(0)
    page.locator("[name=place][value=waiting]").check()
    if not javascript:
        page.locator("button.go").click()
        expect(page.locator("[role=alert]")).to_contain_text("Zu Ihrer Antwort gehört noch etwas")
    expect(waited).to_have_count(5)
    waited.first.check()
    page.locator("[name=understood][value='4']").check()
    page.locator("[name=place][value=not_wanted]").check()
    if javascript:
        expect(waited).to_have_count(0)
    expect(page.locator("[name=understood][value='4']")).to_be_checked()
    page.locator("button.go").click()
    expect(page.locator("h1")).to_contain_text("Schul")
