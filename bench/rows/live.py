"""From "thank you" on a phone to the change on an open chart: many phones answer at a steady pace while staff watch the results page."""

import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from playwright.sync_api import Page

from bench import login, phones, watchers
from bench.browser import LAPTOP, chromium
from bench.model import Bench, Line, Size, Start, quantile
from bench.phones import Crowd, Told
from bench.server import Server
from bench.watchers import Watched, Watching

SLUG, PAGE = "kurz-gefragt", "results"
FLOOR, GOAL = 1.0, 0.5
NUMBER = "[data-testid=stMetricValue]"
LINGERS = 4.0
"""Seconds after the last thanks in which the charts may still move."""

Shown = Sequence[tuple[float, int]]
"""When which number of persons was first shown."""

FOLLOW = """selector => {
    window.shown = [];
    const look = () => {
        const number = Number((document.querySelector(selector)?.textContent || '').replace(/\\\\D/g, ''));
        if (number && number !== window.shown.at(-1)?.[1]) window.shown.push([Date.now() / 1000, number]);
    };
    new MutationObserver(look).observe(document.body, {subtree: true, childList: true, characterData: true});
    look();
}""".replace("\\\\", "\\")


def run(start: Start, size: Size) -> Iterator[Line]:
    with start() as server, chromium(**LAPTOP) as context:
        token = login.token(server)
        context.add_cookies([{"name": login.COOKIE, "value": token, "url": server.address}])
        page = context.new_page()
        page.goto(f"{server.address}/app/{PAGE}?survey={SLUG}", wait_until="commit")
        page.locator(NUMBER).first.wait_for(state="visible", timeout=60_000)
        page.evaluate(FOLLOW, NUMBER)
        yield from _watched(server, page, token, size)


def _watched(server: Server, page: Page, token: str, size: Size) -> Iterator[Line]:
    watching = watchers.send(Watching(server.address, PAGE, f"survey={SLUG}", token, size.watchers - 1))
    try:
        before, computed, began = server.stored(SLUG), server.cpu(), time.monotonic()
        answering = phones.send(Crowd(server.address, f"/s/{SLUG}?d=eving", size.phones, size.watched, size.pace))
        seen = phones.told(answering, lambda: _wait(page, 0.1))
        computed = (server.cpu() - computed) / (time.monotonic() - began)
        _wait(page, LINGERS)
        shown: Shown = page.evaluate("window.shown")
        others = watchers.told(watching)
    finally:
        watching.kill()
    yield from _lines(before, seen, shown, others, server.stored(SLUG) - before, computed)


def _lines(
    before: int, seen: Told, shown: Shown, others: list[Watched], stored: int, computed: float
) -> Iterator[Line]:
    thanked = sorted(seen.thanked)
    here = _delays(thanked, before, shown)
    there = [delay for one in others for delay in _delays(thanked, before, one.shown)]
    moved = [later[0] - sooner[0] for sooner, later in pairwise(shown) if sooner[0] >= thanked[0]]
    yield Line(
        "thanks to the change in Chromium, p95",
        quantile(here, 0.95),
        "s",
        FLOOR,
        GOAL,
        note=f"p50 {quantile(here, 0.5):.2f}, most {max(here, default=0):.2f}, {len(here):,} answers; moves every {quantile(moved, 0.5):.2f}",
    )
    yield Line(
        f"thanks to the change at {len(others)} websockets, p95",
        quantile(there, 0.95),
        "s",
        FLOOR,
        GOAL,
        note=f"p50 {quantile(there, 0.5):.2f}",
    )
    yield Line(
        "one phone's page while staff watch, p95",
        quantile(seen.pages, 0.95) * 1000,
        "ms",
        note=f"p50 {quantile(seen.pages, 0.5) * 1000:.1f} ms",
    )
    yield Line(
        "answers arriving meanwhile",
        len(thanked) / (thanked[-1] - thanked[0]),
        "/s",
        note=f"server computes {computed:.2f} of a core's time" if computed else "",
    )
    missing = [len(thanked) - len(_delays(thanked, before, one)) for one in (shown, *(other.shown for other in others))]
    lost = [one.lost for one in others if one.lost]
    unmoved = sum(count == len(thanked) for count in missing)
    who = f"{sum(map(bool, missing))} of {len(missing)} watchers, {unmoved} of whom saw no change at all"
    yield Line("answers that a chart never showed", sum(missing), "", 0, 0, note=who)
    yield Line("watchers who lost the connection", len(lost), "", 0, 0, note="; ".join(sorted(set(lost))))
    yield Line(
        "thanked but not stored, or the reverse, while staff watch",
        abs(len(thanked) - stored),
        "",
        0,
        0,
        note=f"{len(thanked):,} thanked, {stored:,} stored",
    )
    yield Line(
        "failed attempts while staff watch",
        sum(seen.failed.values()),
        "",
        0,
        0,
        note="; ".join(f"{count} × {why}" for why, count in seen.failed.items()),
    )


def _delays(thanked: Sequence[float], before: int, shown: Shown) -> list[float]:
    """For the k-th thanks the time until `before + k` or more was shown; what was shown before the thanks arrived waited for nothing. Never shown: no entry."""
    most = list(accumulate((number for _, number in shown), max))
    first = (bisect_left(most, before + position) for position in range(1, len(thanked) + 1))
    return [
        max(0.0, shown[place][0] - moment) for moment, place in zip(thanked, first, strict=True) if place < len(most)
    ]


def _wait(page: Page, seconds: float) -> None:
    """Lets Playwright hear its browser meanwhile."""
    page.wait_for_timeout(seconds * 1000)


BENCH = Bench("live", run, packs=True)
