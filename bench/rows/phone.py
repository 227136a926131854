"""A resident's first visit on a phone: slow 4G, CPU 4×, nothing in the cache."""

from collections.abc import Iterator
from statistics import median

from bench.browser import Visit, phone_visit
from bench.model import Bench, Line, Size, Start

FORM = "/s/kurz-gefragt?d=eving"
QUESTION = "main form input:not([type=hidden]):not(.honeypot), main form select, main form textarea"
DISTRICT = "main a[href^='/d/']"


def run(start: Start, size: Size) -> Iterator[Line]:
    with start() as server:
        form = [phone_visit(server.address + FORM, QUESTION) for _ in range(size.visits)]
        home = [phone_visit(f"{server.address}/", DISTRICT) for _ in range(size.visits)]
    yield from _lines("survey form on a phone, first question usable", form, (1.2, 0.8), (30, 15))
    yield from _lines("start page on a phone, first district usable", home, (None, None), (None, None))


def _lines(
    what: str,
    visits: list[Visit],
    seconds: tuple[float | None, float | None],
    kilobytes: tuple[float | None, float | None],
) -> Iterator[Line]:
    taken = sorted(visit.seconds for visit in visits)
    fold = f", control begins at {visits[0].depth:.2f} of the screen"
    yield Line(
        what, median(taken), "s", *seconds, note=f"{len(visits)} visits, {taken[0]:.2f} to {taken[-1]:.2f}{fold}"
    )
    yield Line(
        f"{what}: bytes",
        median(visit.traffic.bytes for visit in visits) / 1000,
        "KB",
        *kilobytes,
        note=f"{visits[0].traffic.requests} requests",
    )


BENCH = Bench("phone", run)
