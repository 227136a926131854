"""A family on its phone, from the sign-up to the door, in a real Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from cafe import SLUG, sign_up
from crowds import workshop
from neighbours import People
from playwright.sync_api import Browser, Page, expect
from serving import Server, serve

from booking.model import Ask, Child, Contact, Kind, Party, Pool
from web import staff

PHONE = {"width": 412, "height": 915}
POOLS = (
    Pool(Kind.PLACE, 9),
    Pool(Kind.CHILDCARE, 1, age_from=0, age_to=6),
    Pool(Kind.INTERPRETER, 4, language="ar"),
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Dial = Callable[..., Page]


@pytest.fixture
def house_with_a_door(people: People, tmp_path: Path) -> Iterator[Server]:
    """The light face on the database of this test."""
    workshop(
        people.alice,
        SLUG,
        POOLS,
        asks=(Ask.FOOD, Ask.STEP_FREE),
        network_id=people.networks["maerchensiedlung"],
    )
    with serve(tmp_path) as server:
        yield server


@pytest.fixture
def dial(browser: Browser, house_with_a_door: Server) -> Iterator[Dial]:
    """Somebody's phone."""
    contexts = []

    def pick_up(locale: str, javascript: bool = False) -> Page:
        context = browser.new_context(
            viewport=PHONE,  # type: ignore[arg-type]
            locale=locale,
            java_script_enabled=javascript,
            base_url=house_with_a_door.url,
        )
        contexts.append(context)
        return context.new_page()

    yield pick_up
    for context in contexts:
        context.close()


def send(page: Page) -> None:
    page.locator(".actions button[value=submit]").click()


def sign_up_in_arabic(page: Page) -> str:
    """A family of four without e-mail; returns its link."""
    page.goto("/d/eving")
    page.get_by_role("link", name="مقهى").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("[name=adults]").select_option("2")
    page.locator("[name=name]").fill("عائلة حسن")
    for n, age in enumerate(("3", "8"), start=1):
        page.locator("button[value=add_child]").click()
        expect(page.locator(f"[name='children.{n}.age']")).to_be_focused()
        page.locator(f"[name='children.{n}.age']").select_option(age)
    page.locator("[name='children.1.childcare']").check()
    page.locator("[name=of_age]").check()
    expect(page.locator("[name=name]")).to_have_value("عائلة حسن")
    send(page)
    expect(page.locator("h1")).to_have_text("لا توجد أماكن كافية الآن")
    page.get_by_role("button", name="إلى قائمة الانتظار").click()
    expect(page.locator("h1")).to_contain_text("أنت على قائمة الانتظار")
    return page.url.partition("?")[0]


def one_child_stays_at_home(page: Page, code: str, pin: str) -> None:
    page.goto("/m")
    page.locator("[name=code]").fill(code.lower())
    page.locator("[name=pin]").fill(pin)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Anmeldung ändern").click()
    page.locator("button[name=_remove][value='1']").click()
    send(page)
    expect(page.locator("[role=status]")).to_have_text("Ihre Änderung ist gespeichert.")


def test_a_family_of_four_waits_moves_up_changes_its_needs_and_is_checked_in(dial: Dial, people: People) -> None:
    other = sign_up(Party(1, (Child(4, childcare=True), Child(9))), Contact("Familie Petrov"))
    hassan = dial("ar")
    link = sign_up_in_arabic(hassan)
    code = hassan.locator("dd.code").first.inner_text()

    one_child_stays_at_home(dial("de-DE"), other.code, other.pin)

    hassan.goto(link)
    expect(hassan.locator("h1")).to_have_text("تم تسجيلك")
    hassan.get_by_role("link", name="تغيير التسجيل").click()
    hassan.locator("[name=interpreter][value=ar]").check()
    hassan.locator("#q-food summary").click()
    hassan.locator("[name='food.halal']").select_option("all")
    send(hassan)
    expect(hassan.locator(".answers")).to_contain_text("حلال (4)")
    assert hassan.context.cookies() == []

    chelsea = dial("de-DE", javascript=True)
    chelsea.context.add_cookies(
        [{"name": staff.COOKIE, "value": people.tokens["chelsea"], "url": hassan.url.partition("/m/")[0]}]
    )
    chelsea.goto(f"/checkin/{SLUG}")
    chelsea.locator("[name=words]").fill(code)
    chelsea.get_by_role("button", name="Suchen").click()
    family = chelsea.locator(".family")
    expect(family).to_have_count(1)
    expect(family).to_contain_text("Dolmetschen: Arabisch")
    family.get_by_role("button", name="Alle da").click()
    expect(family.locator(".mark")).to_have_text("da: 2 Erwachsene, 2 Kinder")


def test_axe_finds_nothing_from_the_workshop_to_the_slip(dial: Dial) -> None:
    sign_up(Party(9), Contact("Verein"))
    page, found = dial("ar", javascript=True), []

    def look() -> None:
        found.extend(
            (page.url, one["id"]) for one in Axe().run(page, options={"runOnly": RULES}).response["violations"]
        )
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")

    page.goto(f"/w/{SLUG}")
    page.locator("button[value=add_child]").click()
    send(page)
    look()
    page.locator("button[name=_remove]").click()
    page.locator("[name=name]").fill("Hassan")
    page.locator("[name=of_age]").check()
    send(page)
    look()
    page.locator(".ticket button[value=submit]").click()
    look()
    link = page.url.partition("?")[0]
    page.locator("button[value=confirm_cancel]").click()
    look()
    for address in (f"{link}/change", f"{link}/slip", "/m", "/d/eving"):
        page.goto(address)
        look()
    assert found == []
