"""Posters in a real browser, as the printer gets them: one page each, nothing cut off, nothing over the code."""

from typing import Any

import pytest

A4 = {"width": 703, "height": 1028}
"""The sheet within its margins, in pixels of 1/96 inch."""
COVERED = """() => [...document.querySelectorAll('.leaf')].map(leaf => {
  const say = leaf.querySelector('.say'), way = leaf.querySelector('.way').getBoundingClientRect();
  return Math.max(
    say.scrollHeight - say.clientHeight, leaf.scrollWidth - leaf.clientWidth,
    say.getBoundingClientRect().bottom - way.top, way.bottom - leaf.getBoundingClientRect().bottom);
})"""
"""By how many pixels something of a leaf is cut off or lies over something else."""
SLUGS = (
    "w/unser-quartier-2030",
    "w/sprache-foerdern",
    "w/gesund-durch-den-winter",
    "s/netzwerk-puls",
    "s/leben-mit-kindern",
)
LANGUAGES = ("lang=de", "lang=ar", "lang=tr", "lang=de&lang=ar", "lang=tr&lang=de-simple")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_poster_is_one_page_and_nothing_is_cut_off(open_page: Any, slug: str) -> None:
    page = open_page("/", viewport=A4)
    page.emulate_media(media="print")
    for languages in LANGUAGES:
        page.goto(f"/print/poster/{slug}?{languages}")
        assert page.evaluate("document.documentElement.scrollHeight") <= A4["height"]
        assert max(page.evaluate(COVERED)) <= 1, languages


def test_what_is_for_the_screen_is_not_printed(open_page: Any) -> None:
    page = open_page("/print/poster/s/netzwerk-puls?lang=de")
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_role("button", name="Drucken").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".desk").is_visible()
    assert page.get_by_role("heading", name="Netzwerk-Puls INFamilie").last.is_visible()


@pytest.mark.parametrize("path", ["poster/w/unser-quartier-2030?cards=1&lang=de&lang=ar", "form/netzwerk-puls?lang=ar"])
def test_nothing_on_paper_is_smaller_than_twelve_points(open_page: Any, path: str) -> None:
    page = open_page(f"/print/{path}", viewport=A4)
    page.emulate_media(media="print")
    smallest = page.evaluate("""() => Math.min(...[...document.querySelectorAll('.paper *')]
      .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
      .map(one => parseFloat(getComputedStyle(one).fontSize)))""")
    assert smallest >= 15.99


def test_without_script_the_poster_is_the_same(open_page: Any) -> None:
    page = open_page("/print/poster/w/unser-quartier-2030?lang=de", javascript=False)
    assert page.locator(".leaf").is_visible()
    assert not page.locator("#print").is_visible()
