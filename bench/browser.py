"""A real Chromium: as a phone on a thin network, and as the laptop of a member of staff. Counts what comes over the wire."""

import base64
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {
    "viewport": {"width": 412, "height": 915},
    "device_scale_factor": 2.6,
    "is_mobile": True,
    "has_touch": True,
    "locale": "de-DE",
}
LAPTOP = {"viewport": {"width": 1366, "height": 900}, "locale": "de-DE"}
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOWER = 4
LONGEST = 60_000
QUIET = 1.5
"""Seconds without any traffic after which a page has loaded."""

USABLE = """(() => {
    if (!location.protocol.startsWith('http')) return;
    const usable = () => {
        const control = document.querySelector(SELECTOR);
        const target = control && (control.closest('label') || control);
        if (!target || control.disabled || [...document.querySelectorAll('link[rel=stylesheet]')].some(link => !link.sheet)) return false;
        const box = target.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
        if (!box.width || !box.height || !target.checkVisibility()) return false;
        if (y > innerHeight) return true;
        const hit = document.elementFromPoint(x, y);
        return !!hit && target.contains(hit);
    };
    const look = () => usable() ? requestAnimationFrame(() => { window.usableAt = Date.now() / 1000; }) : requestAnimationFrame(look);
    look();
})()"""
"""Notes the first frame after one in which a tap on the middle of the control, or of its label, would hit it. Where it lies below the fold, being drawn is enough."""


@dataclass
class Traffic:
    """What one page has fetched. Without slots: Playwright hangs attributes on whoever listens."""

    bytes: int = 0
    requests: int = 0
    socket_bytes: int = 0
    """Over websockets, which are no requests."""
    last: float = field(default_factory=time.monotonic)
    _ours: set[str] = field(default_factory=set)

    def watch(self, devtools: Any) -> None:
        devtools.on("Network.requestWillBeSent", self._sent)
        devtools.on("Network.loadingFinished", self._finished)
        devtools.on("Network.webSocketFrameReceived", self._frame)
        devtools.send("Network.enable")

    def _sent(self, event: dict[str, Any]) -> None:
        if urlsplit(event["request"]["url"]).scheme in ("http", "https"):
            self._ours.add(event["requestId"])
            self.last = time.monotonic()

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._ours:
            self.bytes, self.requests, self.last = (
                self.bytes + int(event["encodedDataLength"]),
                self.requests + 1,
                time.monotonic(),
            )

    def _frame(self, event: dict[str, Any]) -> None:
        payload = event["response"]["payloadData"]
        self.socket_bytes += len(base64.b64decode(payload)) if event["response"]["opcode"] == 2 else len(payload)
        self.last = time.monotonic()


@dataclass(frozen=True, slots=True)
class Visit:
    seconds: float
    """Until the control was usable."""
    traffic: Traffic
    depth: float
    """Where on the screen the control begins: more than 1 is below the fold."""


@contextmanager
def chromium(**kind: Any) -> Iterator[BrowserContext]:
    """An empty profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser.new_context(**kind)
        finally:
            browser.close()


def phone_visit(url: str, selector: str) -> Visit:
    """The first visit of somebody who was never there: slow 4G, a slow processor, nothing in the cache."""
    with chromium(**PHONE) as context:
        context.add_init_script(USABLE.replace("SELECTOR", repr(selector)))
        page = context.new_page()
        devtools, traffic = context.new_cdp_session(page), Traffic()
        traffic.watch(devtools)
        devtools.send("Network.emulateNetworkConditions", SLOW_4G)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        began = time.time()
        page.goto(url, wait_until="commit", timeout=LONGEST)
        while not page.evaluate("window.usableAt"):  # not wait_for_function: it needs eval, which our policy forbids
            page.wait_for_timeout(50)
        usable, depth = page.evaluate(
            f"[window.usableAt, document.querySelector({selector!r}).getBoundingClientRect().y / innerHeight]"
        )
        wait_for_quiet(page, traffic)
        return Visit(usable - began, traffic, depth)


def wait_for_quiet(page: Page, traffic: Traffic, at_most: float = 30) -> None:
    give_up = time.monotonic() + at_most
    while time.monotonic() < min(give_up, traffic.last + QUIET):
        page.wait_for_timeout(100)
