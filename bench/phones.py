"""A crowd of light clients that answer a survey, in a process of its own: `python -m bench.phones '{…}'` prints one JSON line."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from random import Random
from urllib.parse import urlsplit

from bench import forms
from bench.server import HOME
from bench.wire import Client

PAGES = 5
"""Pages of a complete answer: three sections, sending, thanks. Between them people think."""

Think = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Crowd:
    address: str
    start: str
    clients: int
    seconds: float
    pace: float = 0
    """Complete answers a second from all together; 0: as fast as they can."""
    encoding: str = ""
    """What they say they read, as `Accept-Encoding`."""


@dataclass(slots=True)
class Told:
    """What a crowd has seen."""

    thanked: list[float] = field(default_factory=list)
    """When each thanks was received, in seconds since 1970."""
    pages: list[float] = field(default_factory=list)
    """Seconds each page took."""
    failed: dict[str, int] = field(default_factory=dict)
    seconds: float = 0
    cpu: float = 0
    """Processor seconds of the clients themselves: close to `seconds`, they and not the app are what is measured."""

    @property
    def rate(self) -> float:
        return len(self.thanked) / self.seconds


class Refused(Exception):
    """The app did not let a person go on."""


def send(crowd: Crowd) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "bench.phones", json.dumps(asdict(crowd))], cwd=HOME, stdout=subprocess.PIPE, text=True
    )


def told(process: "subprocess.Popen[str]", meanwhile: Callable[[], None] = lambda: None) -> Told:
    """Waits for the crowd to go home, and does something every now and then meanwhile."""
    try:
        while process.returncode is None:
            try:
                said, _ = process.communicate(timeout=0.2)
            except subprocess.TimeoutExpired:
                meanwhile()
    finally:
        process.kill()
    return Told(**json.loads(said))


async def answer(client: Client, start: str, chance: Random, known: forms.Known, think: Think) -> float:
    """One person from the first page to the thanks; when these were received."""
    page = await client.get(start)
    while page.status == 200:
        await think()
        form = forms.read(page.text, known)
        page = await client.post(form.action, forms.filled(form, chance))
    if page.status != 303:
        raise Refused(str(page.status))
    await client.get(page.location)
    return page.received


async def _person(crowd: Crowd, number: int, end: float, seen: Told, known: forms.Known) -> None:
    """Answers again and again until the end; whoever has begun finishes."""
    chance, where = Random(number), urlsplit(crowd.address)
    each = crowd.clients / crowd.pace if crowd.pace else 0.0
    client = Client(where.hostname or "", where.port or 80, crowd.encoding, seen.pages)
    await asyncio.sleep(each * number / crowd.clients)

    async def think() -> None:
        await asyncio.sleep(each / PAGES * chance.uniform(0.5, 1.5))

    begins = time.monotonic()
    while begins < end:
        await asyncio.sleep(begins - time.monotonic())
        try:
            seen.thanked.append(await answer(client, crowd.start, chance, known, think))
        except (Refused, forms.NoForm, OSError, EOFError) as trouble:
            name = f"{type(trouble).__name__} {str(trouble)[:60]}".strip()
            seen.failed[name] = seen.failed.get(name, 0) + 1
            client.close()
        begins = max(begins + each, time.monotonic())
    client.close()


async def _everyone(crowd: Crowd) -> Told:
    seen, known = Told(), forms.Known()
    began, computed = time.monotonic(), time.process_time()
    await asyncio.gather(
        *(_person(crowd, number, began + crowd.seconds, seen, known) for number in range(crowd.clients))
    )
    seen.seconds, seen.cpu = time.monotonic() - began, time.process_time() - computed
    return seen


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(_everyone(Crowd(**json.loads(sys.argv[1])))))))
