"""Sign-ups for workshops, on both databases, each waiting for its disk: how many a second, and whether anybody was overbooked."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from bench import postgres
from bench.model import Bench, Line, Size, Start, quantile
from bench.server import HOME, NOT_OURS

_lines = msgspec.json.Decoder(Line)


def run(start: Start, size: Size) -> Iterator[Line]:
    """At service level: no app is started."""
    with TemporaryDirectory(prefix="bench-") as folder:
        yield Line(
            "one flush to this disk",
            _flush(Path(folder) / "flushed") * 1000,
            "ms",
            note="median; all others use it too",
        )
        yield from _measured(f"sqlite:///{Path(folder) / 'bench.db'}", Path(folder), size.families)
        try:
            with postgres.cluster(durable=True) as address:
                yield from _measured(f"{address}postgres", Path(folder), size.families)
        except RuntimeError as reason:
            yield Line("sign-ups, postgresql", float("nan"), "/s", note=str(reason))


def _measured(database_url: str, data_dir: Path, families: int) -> Iterator[Line]:
    inherited = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    own = {"DATABASE_URL": database_url, "DATA_DIR": str(data_dir), "DEMO": "1", "ABUSE_CHECKS": "0"}
    words = [sys.executable, "-m", "bench.signing_up", str(families)]
    done = subprocess.run(words, cwd=HOME, env=inherited | own, stdout=subprocess.PIPE, text=True, check=True)
    yield from map(_lines.decode, done.stdout.splitlines())


def _flush(path: Path, times: int = 50) -> float:
    """What every transaction waits for at least: without it the figures of two machines say nothing to each other."""
    took = []
    with path.open("wb") as file:
        for _ in range(times):
            since = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - since)
    return quantile(took, 0.5)


BENCH = Bench("signups", run)
