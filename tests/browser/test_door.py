"""The list at the door on a facilitator's phone, with a connection that comes and goes."""

import re

from playwright.sync_api import Page, expect

HERS = "/d/mengede"
"""The facilitator's district, and the next Elterncafé in it."""
PATIENCE = 15_000


def at_the_door(open_page) -> Page:
    page = open_page("/login")
    page.locator("button[name=role][value=facilitator]").click()
    page.wait_for_url("**/app/**")
    page.goto(HERS)
    slug = page.locator("a[href^='/w/']").first.get_attribute("href").partition("?")[0].rpartition("/")[2]
    page.goto(f"/checkin/{slug}")
    return page


def test_taps_without_a_connection_are_kept_and_settle_when_it_is_back(open_page) -> None:
    page = at_the_door(open_page)
    families = page.locator(".family[data-mark='']")
    first, second = (families.nth(place).get_attribute("id") for place in (0, 1))
    page.context.set_offline(True)
    page.locator(f"#{first} button[value=came]").click()
    page.locator(f"#{second} button[value=excused]").click()
    expect(page.locator("#waiting")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(f"#{first} .mark")).to_contain_text("wartet auf Verbindung")
    page.locator(f"#{second} button[value=none]").click()
    page.context.set_offline(False)
    expect(page.locator("#waiting")).to_be_hidden(timeout=PATIENCE)
    page.reload()
    expect(page.locator(f"#{first}")).to_have_attribute("data-mark", "came")
    expect(page.locator(f"#{second}")).to_have_attribute("data-mark", "none")


def test_whoever_simply_comes_is_entered_once(open_page) -> None:
    page = at_the_door(open_page)
    walk_ins = page.locator("#walked-in")
    before = len(re.findall("Familie Ohneplan", walk_ins.inner_text()))
    page.locator("input[name=name]").fill("Familie Ohneplan")
    page.context.set_offline(True)
    page.locator("button[value=walk_in]").click()
    page.context.set_offline(False)
    expect(walk_ins).to_contain_text("Familie Ohneplan", timeout=PATIENCE)
    page.reload()
    assert len(re.findall("Familie Ohneplan", page.locator("#walked-in").inner_text())) == before + 1
