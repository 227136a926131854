"""Staff who watch a results page, without a browser: `python -m bench.watchers '{…}'` speaks Streamlit's protocol over raw websockets and prints one JSON line.

What Streamlit's frontend does (1.67, `static/js/index.*.js`) is done here too: a rerun without a page's hash on connecting, an interval per `AutoRerun`
that sends the fragment's rerun whether or not the last one is over, all intervals cleared when the whole page begins anew, and hashes of cached messages sent along."""

import asyncio
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from functools import partial
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from bench.login import COOKIE
from bench.server import HOME

NO_DIGITS = re.compile(r"\D")
PAGE = "page"
"""The owner of what no fragment has sent."""


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
        self._repeated: dict[str, tuple[float, asyncio.Task[None]]] = {}
        self._cached: dict[str, tuple[int, str]] = {}
        self._numbers: dict[str, int] = {}
        self._runs, self._longest, self._begun = 0, 2, False

    async def watch(self) -> None:
        await self._rerun()
        try:
            async for payload in self._socket:
                assert isinstance(payload, bytes), "Streamlit speaks in bytes"
                self.seen.received += len(payload)
                self._take(ForwardMsg.FromString(payload))
            self.seen.lost = "the app closed the connection"
        finally:
            self._stop_all()

    async def _rerun(self, fragment: str = "") -> None:
        state = ClientState(
            query_string=self._watching.query,
            page_script_hash=self._hash,
            page_name="" if self._hash else self._watching.page,
            fragment_id=fragment,
        )
        state.is_auto_rerun = bool(fragment)
        state.cached_message_hashes.extend(self._cached)
        state.widget_states.SetInParent()
        state.context_info.timezone, state.context_info.locale, state.context_info.url = (
            "Europe/Berlin",
            "de-DE",
            f"{self._watching.address}/app/{self._watching.page}?{self._watching.query}",
        )
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        self.seen.reruns, self._begun = self.seen.reruns + 1, False

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._longest = message.new_session.config.max_cached_message_age
            self._begun = True
            if not message.metadata.run.fragment_ids:
                self._stop_all()
        elif kind == "navigation":
            self._hash = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            self._repeat(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "stop_auto_rerun":
            self._stop(message.stop_auto_rerun.fragment_ids)
        elif kind == "script_finished":
            self._grow_old(message)
        elif kind == "ref_hash":
            self._show(self._numbers.get(message.ref_hash))
        elif kind == "delta":
            self._draw(message)

    def _draw(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable and message.hash:
            self._cached[message.hash] = (self._runs, message.delta.fragment_id or PAGE)
        if message.delta.new_element.HasField("metric"):
            number = int(NO_DIGITS.sub("", message.delta.new_element.metric.body) or 0)
            self._numbers[message.hash] = number
            self._show(number)

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

    def _repeat(self, fragment: str, interval: float) -> None:
        known = self._repeated.get(fragment)
        if known and known[0] == interval:
            return
        self._stop([fragment])
        self._repeated[fragment] = (interval, asyncio.create_task(self._again(fragment, interval)))

    async def _again(self, fragment: str, interval: float) -> None:
        begins = time.monotonic()
        while True:
            begins += interval
            await asyncio.sleep(begins - time.monotonic())
            await self._rerun(fragment)

    def _stop(self, fragments: Iterable[str]) -> None:
        for fragment in fragments:
            if fragment in self._repeated:
                self._repeated.pop(fragment)[1].cancel()

    def _stop_all(self) -> None:
        self._stop(list(self._repeated))


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
