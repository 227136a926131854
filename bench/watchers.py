"""Staff who watch a results page, without a browser: `python -m bench.watchers '{…}'` speaks Streamlit's protocol over raw websockets and prints one JSON line.

What Streamlit's frontend does (1.67, `static/js/index.*.js`) is done here too: a rerun without a page's hash on connecting, and hashes of cached messages sent along.
So is what `web/assets/staff.js` does: hears of changes and presses the page's button, not again before the new figures are there."""

import asyncio
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from urllib.parse import urlsplit

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from bench.login import COOKIE
from bench.server import HOME

NO_DIGITS = re.compile(r"\D")
NEWS = re.compile(r'data-news="([^"]+)" data-shown="([^"]+)"')
BUTTON = "-news"
PAGE = "page"
"""The owner of what no fragment has sent."""
PATIENCE = 3.0
"""Seconds, as in staff.js."""


@dataclass(frozen=True, slots=True)
class Watching:
    address: str
    page: str
    """Its name in the address, below /app."""
    query: str
    token: str
    watchers: int


@dataclass(slots=True)
class Watched:
    """What one watcher has seen: the number of persons and when it was first shown, in seconds since 1970."""

    shown: list[tuple[float, int]] = field(default_factory=list)
    reruns: int = 0
    received: int = 0
    """Bytes."""
    lost: str = ""
    """Why the connection ended, if it did."""


def send(watching: Watching) -> "subprocess.Popen[str]":
    """Returns when everybody has their page."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.watchers", json.dumps(asdict(watching))],
        cwd=HOME,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout, "it is a pipe"
    process.stdout.readline()
    return process


def told(process: "subprocess.Popen[str]") -> list[Watched]:
    """Sends them home."""
    try:
        said, _ = process.communicate()
    finally:
        process.kill()
    return [Watched(**one) for one in json.loads(said)]


class _Watcher:
    def __init__(self, watching: Watching, socket: ClientConnection, seen: Watched, begun: Callable[[], None]) -> None:
        self._watching, self._socket, self.seen, self._say_begun = watching, socket, seen, begun
        self._hash = ""
        self._cached: dict[str, tuple[int, str]] = {}
        self._numbers: dict[str, int] = {}
        self._news: dict[str, tuple[str, str]] = {}
        self._runs, self._longest, self._begun = 0, 2, False
        self._button, self._fragment = "", ""
        self._shown, self._told, self._pressed_for, self._pressed_at = "", "", "", 0.0
        self._pace = 0.0
        self._moved = asyncio.Event()

    async def watch(self) -> None:
        await self._rerun()
        following: asyncio.Task[None] | None = None
        try:
            async for payload in self._socket:
                assert isinstance(payload, bytes), "Streamlit speaks in bytes"
                self.seen.received += len(payload)
                address = self._take(ForwardMsg.FromString(payload))
                if address and following is None:
                    following = asyncio.create_task(self._follow(address))
            self.seen.lost = "the app closed the connection"
        finally:
            if following:
                following.cancel()

    async def _rerun(self, pressed: bool = False) -> None:
        state = ClientState(
            query_string=self._watching.query,
            page_script_hash=self._hash,
            page_name="" if self._hash else self._watching.page,
            fragment_id=self._fragment if pressed else "",
        )
        state.cached_message_hashes.extend(self._cached)
        state.widget_states.SetInParent()
        if pressed:
            state.widget_states.widgets.add(id=self._button, trigger_value=True)
        state.context_info.timezone, state.context_info.locale, state.context_info.url = (
            "Europe/Berlin",
            "de-DE",
            f"{self._watching.address}/app/{self._watching.page}?{self._watching.query}",
        )
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        self.seen.reruns, self._begun = self.seen.reruns + 1, False

    async def _follow(self, address: str) -> None:
        """`look` of staff.js."""
        pressing = asyncio.create_task(self._press())
        try:
            async with httpx2.AsyncClient(cookies={COOKIE: self._watching.token}, timeout=None) as client:
                while True:
                    async with client.stream("GET", self._watching.address + address) as events:
                        async for line in events.aiter_lines():
                            if line.startswith("data:"):
                                self._told, pace = line.removeprefix("data:").split()
                                self._pace = float(pace) / 1000
                                self._moved.set()
                    await asyncio.sleep(1)
        except httpx2.HTTPError as trouble:
            self.seen.lost = f"{type(trouble).__name__} {trouble}"
        finally:
            pressing.cancel()

    async def _press(self) -> None:
        while True:
            await self._moved.wait()
            self._moved.clear()
            if self._told and self._told != self._shown:
                patience = PATIENCE if self._pressed_for == self._shown else self._pace
                wait = self._pressed_at + patience - time.monotonic()
                if wait > 0:
                    asyncio.get_running_loop().call_later(wait, self._moved.set)
                    continue
                self._pressed_at, self._pressed_for = time.monotonic(), self._shown
                await self._rerun(pressed=True)

    def _take(self, message: ForwardMsg) -> str:
        """Returns where changes are told, if it says so."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._longest = message.new_session.config.max_cached_message_age
            self._begun = True
        elif kind == "navigation":
            self._hash = message.navigation.page_script_hash
        elif kind == "script_finished":
            self._grow_old(message)
        elif kind == "ref_hash":
            self._show(self._numbers.get(message.ref_hash))
            return self._hear(self._news.get(message.ref_hash))
        elif kind == "delta":
            return self._draw(message)
        return ""

    def _draw(self, message: ForwardMsg) -> str:
        element = message.delta.new_element
        if message.metadata.cacheable and message.hash:
            self._cached[message.hash] = (self._runs, message.delta.fragment_id or PAGE)
        if element.HasField("metric"):
            number = int(NO_DIGITS.sub("", element.metric.body) or 0)
            self._numbers[message.hash] = number
            self._show(number)
        elif element.HasField("button") and BUTTON in element.button.id:
            self._button, self._fragment = element.button.id, message.delta.fragment_id
        elif element.HasField("html") and (found := NEWS.search(element.html.body)):
            self._news[message.hash] = (found[1], found[2])
            return self._hear(self._news[message.hash])
        return ""

    def _hear(self, news: tuple[str, str] | None) -> str:
        address, shown = news or ("", "")
        if shown:
            self._shown = shown
            self._moved.set()
        return address

    def _show(self, number: int | None) -> None:
        if number is not None and not self.seen.shown:
            self._say_begun()
        if number is not None and (not self.seen.shown or self.seen.shown[-1][1] != number):
            self.seen.shown.append((time.time(), number))

    def _grow_old(self, message: ForwardMsg) -> None:
        """Forgets cached messages as the frontend does: those of the fragments that ran, else all, once they are too many runs old."""
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN or not self._begun:
            return
        ran = set(message.metadata.run.fragment_ids)
        self._runs += 1
        self._cached = {
            name: (run, owner)
            for name, (run, owner) in self._cached.items()
            if (ran and owner not in ran) or self._runs - run <= self._longest
        }


async def _watch(watching: Watching, number: int, begun: asyncio.Queue[int], seen: Watched) -> None:
    """Comes a little after the one before: twenty people do not open a page in the same instant."""
    await asyncio.sleep(number * 0.1)
    address = f"ws://{urlsplit(watching.address).netloc}/app/_stcore/stream"
    try:
        async with connect(
            address,
            origin=Origin(watching.address),
            additional_headers={"Cookie": f"{COOKIE}={watching.token}"},
            max_size=None,
            compression=None,
            ping_interval=None,
        ) as socket:
            await _Watcher(watching, socket, seen, partial(begun.put_nowait, number)).watch()
    except (OSError, TimeoutError, WebSocketException) as trouble:
        seen.lost = f"{type(trouble).__name__} {trouble}"
        begun.put_nowait(number)


async def _all(watching: Watching) -> list[Watched]:
    """Says so when everybody has their page, and watches until nobody listens any more."""
    begun, seen = asyncio.Queue[int](), [Watched() for _ in range(watching.watchers)]
    tasks = [asyncio.create_task(_watch(watching, number, begun, one)) for number, one in enumerate(seen)]
    for _ in tasks:
        await begun.get()
    print("watching", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return seen


if __name__ == "__main__":
    print(json.dumps([asdict(one) for one in asyncio.run(_all(Watching(**json.loads(sys.argv[1]))))]))
