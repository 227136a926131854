"""What a benchmark is, what it hands back, and how much of everything a run does."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bench.server import Server

Start = Callable[[], AbstractContextManager[Server]]
"""A fresh app with the demonstration in a data folder of its own, ended when the block is left."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything one run does."""

    visits: int = 5
    """Visits of an emulated phone, each with an empty cache; their median counts."""
    crowds: tuple[int, ...] = (1, 8, 32, 128)
    """How many light clients answer at once."""
    seconds: float = 12
    """How long each crowd answers."""
    phones: int = 500
    """In the room while staff watch."""
    pace: float = 33
    """Complete answers a second from all these phones together."""
    watched: float = 45
    """Seconds for which staff watch."""
    watchers: int = 20
    """Open results pages, one of them a real browser."""
    exported: int = 100_000
    """Answers in the exported survey."""
    families: int = 3_200
    """Sign-ups of one crowd."""


FULL = Size()
QUICK = Size(visits=3, crowds=(8, 128), seconds=4, watched=24, exported=5_000, families=640)


@dataclass(frozen=True, slots=True)
class Line:
    """One measured figure beside its budget. Floor: below it the part is not done. Goal: what we are after."""

    what: str
    value: float
    unit: str = ""
    floor: float | None = None
    goal: float | None = None
    more_is_better: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.floor is None and self.goal is None:
            return ""
        if self._reaches(self.goal):
            return "goal"
        return "floor" if self._reaches(self.floor) else "missed"

    def _reaches(self, limit: float | None) -> bool:
        if limit is None:
            return False
        return self.value >= limit if self.more_is_better else self.value <= limit


@dataclass(frozen=True, slots=True)
class Bench:
    """A family of rows. `run` starts the app itself, as often as it wants."""

    name: str
    run: Callable[[Start, Size], Iterator[Line]]
    packs: bool = False
    """Whether Streamlit's files must be compressed first, as `make run` does (some 20 s)."""


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of all stays below; nothing measured is not a number."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")
