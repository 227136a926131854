"""`python -m bench [--quick] [ROW …]`: runs the benchmarks against the real app and prints one Markdown table."""

import argparse
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bench import rows, server, table
from bench.model import FULL, QUICK, Bench, Line, Size
from bench.server import Server
from common.discover import constants

LAST_WORDS = 4000
"""Characters of a log worth reading where the app complained."""


def main(words: list[str] | None = None) -> int:
    found = {bench.name: bench for bench in constants(rows.__name__, "BENCH", Bench)}
    arguments = _parser(sorted(found)).parse_args(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that every process is ended
    size = QUICK if arguments.quick else FULL
    size = replace(size, exported=arguments.exported or size.exported)
    facts = table.machine()
    lines = list(measured([found[name] for name in arguments.rows or found], size))
    print(f"{table.markdown(lines)}\n\n{facts}")
    return 0


def measured(benches: list[Bench], size: Size) -> Iterator[Line]:
    """Every family on an app of its own, so that none pays for what another left behind."""
    with server.prepared(pack=any(bench.packs for bench in benches)) as template:
        for bench in benches:
            print(f"{bench.name} …", file=sys.stderr, flush=True)
            yield from _one(bench, template, size)


def _one(bench: Bench, template: Path, size: Size) -> Iterator[Line]:
    logs: list[str] = []

    @contextmanager
    def start() -> Iterator[Server]:
        with server.running(template) as running:
            yield running
            logs.append(running.log())

    try:
        yield from bench.run(start, size)
    except Exception:  # one family that breaks must not cost the figures of the others
        traceback.print_exc()
        yield Line(f"{bench.name} broke off, see above", 1, "", 0, 0)
    if complaints := sum(log.count("Traceback") for log in logs):
        print(*(log[-LAST_WORDS:] for log in logs), sep="\n", file=sys.stderr)
        yield Line(f"tracebacks in the log, {bench.name}", complaints, "", 0, 0)


def _parser(names: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "rows",
        nargs="*",
        choices=[*names, []],
        metavar="ROW",
        help=f"which families, without any all of them: {', '.join(names)}",
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds: for a look, not for the record")
    parser.add_argument(
        "--exported",
        type=int,
        default=0,
        metavar="N",
        help=f"answers in the exported survey (default {FULL.exported:,})",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
