"""The table that a run prints, as Markdown."""

import os
import platform
from collections.abc import Iterable
from datetime import date
from math import isnan

from bench.model import Line

HEAD = ("what", "measured", "floor", "goal", "verdict")


def markdown(lines: Iterable[Line]) -> str:
    rows = [HEAD, ("---", "---:", "---:", "---:", "---"), *(_row(line) for line in lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def machine() -> str:
    return f"{os.cpu_count()} cores ({_processor()}), shared with the load; Python {platform.python_version()}; {date.today().isoformat()}; load average at the start {os.getloadavg()[0]:.1f}"


def _row(line: Line) -> tuple[str, ...]:
    said = _said(line.value, line.unit)
    return (
        line.what,
        f"{said} ({line.note})" if line.note else said,
        _limit(line, line.floor),
        _limit(line, line.goal),
        line.verdict,
    )


def _limit(line: Line, limit: float | None) -> str:
    if limit is None:
        return ""
    return f"{'≥' if line.more_is_better else '≤'} {_said(limit, line.unit)}"


def _said(value: float, unit: str) -> str:
    if isnan(value):
        return "nothing measured"
    digits = 0 if value == int(value) or abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()


def _processor() -> str:
    with open("/proc/cpuinfo") as facts:
        return next((line.partition(":")[2].strip() for line in facts if line.startswith("model name")), "unknown")
