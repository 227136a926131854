"""The CSV of many answers through `/download/…`: how fast, how soon it begins, and whether the app's memory stays flat."""

import csv
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from bench import login
from bench.model import Bench, Line, Size, Start
from bench.server import HOME, HOST, Server

SLUG = "kurz-gefragt"
FLOOR, GOAL = 50_000, 150_000
SOONEST = 0.5
FLAT = 32
"""Megabytes by which a flat memory may still grow: buffers, and what the first export of a process imports."""
CHUNK = 1 << 16


@dataclass(slots=True)
class Fetched:
    first: float = 0
    """Seconds until the first byte of the file."""
    whole: float = 0
    bytes: int = 0


@dataclass(slots=True)
class Peak:
    grown: float = 0
    """Megabytes above what was there at the beginning."""


def run(start: Start, size: Size) -> Iterator[Line]:
    with start() as server:
        began = time.monotonic()
        server.manage("generate", SLUG, "--answers", str(size.exported))
        print(f"generated in {time.monotonic() - began:.0f} s", file=sys.stderr)
        token = login.token(server)
        path, file = f"/download/{_order(server, token)}", server.data_dir / "fetched.csv"
        with _watched_memory(server) as peak:
            fetched = _fetch(server, path, token, file)
        yield from _lines(fetched, _rows(file), server.stored(SLUG), peak)


def _lines(fetched: Fetched, rows: int, stored: int, peak: Peak) -> Iterator[Line]:
    who = f"CSV of {stored:,} answers"
    yield Line(
        f"{who}, rows",
        rows / fetched.whole,
        "/s",
        FLOOR,
        GOAL,
        True,
        f"{fetched.bytes / 1e6:,.1f} MB in {fetched.whole:.2f} s",
    )
    yield Line(f"{who}, first byte", fetched.first, "s", SOONEST)
    yield Line(f"{who}, memory of the app grows by", peak.grown, "MB", FLAT)
    yield Line(f"{who}, rows missing or too many", abs(rows - stored), "", 0, 0, note=f"{rows:,} rows")


def _order(server: Server, token: str) -> str:
    words = [sys.executable, "-m", "bench.ordering", token, SLUG, "csv"]
    return subprocess.run(
        words, cwd=HOME, env=server.environment, capture_output=True, text=True, check=True
    ).stdout.split()[-1]


def _fetch(server: Server, path: str, token: str, file: Path) -> Fetched:
    fetched, began = Fetched(), time.perf_counter()
    with closing(HTTPConnection(HOST, server.port, timeout=60)) as connection, file.open("wb") as target:
        connection.request("GET", path, headers={"Cookie": f"{login.COOKIE}={token}"})
        response = connection.getresponse()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status}")
        while chunk := response.read1(CHUNK):
            fetched.first = fetched.first or time.perf_counter() - began
            fetched.bytes += target.write(chunk)
    fetched.whole = time.perf_counter() - began
    return fetched


def _rows(file: Path) -> int:
    """Without the header; a text may run over several lines."""
    with file.open(newline="", encoding="utf-8-sig") as lines:
        return sum(1 for _ in csv.reader(lines, delimiter=";")) - 1


@contextmanager
def _watched_memory(server: Server) -> Iterator[Peak]:
    before, peak, over = server.memory(), Peak(), threading.Event()

    def look() -> None:
        while not over.wait(0.02):
            peak.grown = max(peak.grown, server.memory() - before)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield peak
    finally:
        over.set()
        looking.join()


BENCH = Bench("export", run)
