"""Complete answers, stored durably: many light clients fetch every page, send every form, and are counted against the database."""

from collections.abc import Iterator

from bench import phones
from bench.model import Bench, Line, Size, Start, quantile
from bench.phones import Crowd, Told
from bench.server import Server

SLUG = "kurz-gefragt"
START = f"/s/{SLUG}?d=eving"
JUDGED = 128
"""The budget speaks of so many clients."""
FLOOR, GOAL = 200, 400
SLOWEST = 300
PROCESSOR = 2.5
AS_BROWSERS_ASK = "gzip, deflate, br"


def run(start: Start, size: Size) -> Iterator[Line]:
    with start() as server:
        phones.told(phones.send(Crowd(server.address, START, 4, min(1.0, size.seconds))))
        for clients in size.crowds:
            yield from _crowd(server, clients, size.seconds)
        yield from _crowd(server, max(size.crowds), size.seconds, AS_BROWSERS_ASK)


def _crowd(server: Server, clients: int, seconds: float, encoding: str = "") -> Iterator[Line]:
    before, computed = server.stored(SLUG), server.cpu()
    seen = phones.told(phones.send(Crowd(server.address, START, clients, seconds, encoding=encoding)))
    computed, stored = server.cpu() - computed, server.stored(SLUG) - before
    yield from _lines(clients, seen, computed, stored, ", pages compressed" if encoding else "")


def _lines(clients: int, seen: Told, computed: float, stored: int, kind: str) -> Iterator[Line]:
    judged, who = clients >= JUDGED, f"{clients} client{'s' * (clients > 1)}{kind}"
    thanked, failed = len(seen.thanked), sum(seen.failed.values())
    share = f"clients' own processor {seen.cpu / seen.seconds:.0%}"
    yield Line(
        f"complete answers, {who}", seen.rate, "/s", FLOOR if judged else None, GOAL if judged else None, True, share
    )
    note = f"p50 {quantile(seen.pages, 0.5) * 1000:.1f} ms"
    yield Line(
        f"one page, p95, {who}", quantile(seen.pages, 0.95) * 1000, "ms", SLOWEST if judged else None, None, note=note
    )
    yield Line(
        f"server CPU an answer, {who}",
        computed / thanked * 1000 if thanked else float("nan"),
        "ms",
        None,
        PROCESSOR if judged else None,
    )
    yield Line(
        f"thanked but not stored, or the reverse, {who}",
        abs(thanked - stored),
        "",
        0,
        0,
        note=f"{thanked:,} thanked, {stored:,} stored",
    )
    yield Line(
        f"failed attempts, {who}",
        failed,
        "",
        0,
        0,
        note="; ".join(f"{count} × {why}" for why, count in seen.failed.items()),
    )


BENCH = Bench("answers", run)
