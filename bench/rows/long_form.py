"""Pages of a survey with a hundred questions, thirty of them conditional: the first, and later ones that carry ninety answers along."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import httpx2

from bench import long_form
from bench.model import Bench, Line, Size, Start, quantile
from bench.server import HOME, Server

Ask = Callable[[], httpx2.Response]

ROUNDS = 60
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def run(start: Start, size: Size) -> Iterator[Line]:
    with start() as server:
        subprocess.run([sys.executable, "-m", "bench.long_form"], check=True, cwd=HOME, env=server.environment)
        with httpx2.Client(base_url=server.address) as client:
            address = f"/s/{long_form.SLUG}"
            cold, first = _timed(lambda: client.get(address))
            yield Line(
                "first page of 100 questions, the very first time", cold * 1000, "ms", note="expressions are read"
            )
            yield from _pages("first page of 100 questions", server, lambda: client.get(address))
            later = _last(client, address, first.text)
            yield from _pages(
                "a page that carries 90 answers along",
                server,
                lambda: client.post(
                    address, content=later, headers={"Content-Type": "application/x-www-form-urlencoded"}
                ),
            )


def _pages(what: str, server: Server, ask: Ask) -> Iterator[Line]:
    computed = server.cpu()
    times = [_timed(ask)[0] for _ in range(ROUNDS)]
    computed = (server.cpu() - computed) / ROUNDS
    yield Line(
        f"{what}, p95",
        quantile(times, 0.95) * 1000,
        "ms",
        note=f"p50 {quantile(times, 0.5) * 1000:.1f} ms, server CPU {computed * 1000:.1f} ms",
    )


def _timed(ask: Ask) -> tuple[float, httpx2.Response]:
    began = time.perf_counter()
    response = ask()
    assert response.status_code == 200, response.status_code
    return time.perf_counter() - began, response


def _last(client: httpx2.Client, address: str, page: str) -> bytes:
    """The form as it is sent from the ninth section: everything before it answered."""
    hidden = dict(HIDDEN.findall(page))
    fields = [(name, hidden[name]) for name in ("_instance", "_version", "_begun")]
    fields += [("_section", str(long_form.SECTIONS - 2)), ("_action", "next")]
    for question in long_form.questionnaire().questions():
        fields.append((question.name, {"single": "c1", "number": "7"}.get(question.kind, "so ist es")))
    shown = [("_shown", question.name) for question in long_form.questionnaire().questions() if question.relevant]
    return urlencode(fields + shown).encode()


BENCH = Bench("long_form", run)
