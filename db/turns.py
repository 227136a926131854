"""Work that many want to do to the same rows: tried again when a lock was too long in coming, and done in groups by those who wait."""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from db.engine import Unavailable, writing

GROUP = 128
"""How much one transaction takes at most."""
LOCK_SECONDS, TRIES = 4, 6
_WAITED_TOO_LONG = frozenset({"55P03", "40P01", "40001"})
"""PostgreSQL: lock not available in time, deadlock, serialisation."""

J = TypeVar("J")
R = TypeVar("R")


def in_turn(engine: Engine, work: Callable[[Session], R]) -> R:
    """One short transaction under locks. `work` may be called again, each time in a fresh transaction. Raises `Unavailable`."""
    for attempt in range(TRIES):
        try:
            with writing(engine) as session:
                if engine.dialect.name == "postgresql":
                    session.execute(text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
                return work(session)
        except Unavailable as error:
            if not _waited_too_long(error) or attempt == TRIES - 1:
                raise
            time.sleep(0.02 * 2**attempt)
    raise AssertionError("the last try returns or raises")


def _waited_too_long(error: Unavailable) -> bool:
    driver = getattr(error.__cause__, "orig", None)
    return getattr(driver, "sqlstate", None) in _WAITED_TOO_LONG


class Together(Generic[J, R]):
    """Whoever comes first does the work of all who came meanwhile, in one transaction: a flush to disk costs the same for one as for many.

    No thread of its own. If a group fails, each of it is tried alone, so that one bad job takes no other with it.
    """

    def __init__(self, do: Callable[[Sequence[J]], Sequence[R]]) -> None:
        self._do = do
        self._waiting: deque[tuple[J, Future[R]]] = deque()
        self._working = threading.Lock()

    def __call__(self, job: J) -> R:
        """Returns after the commit."""
        mine: Future[R] = Future()
        self._waiting.append((job, mine))
        while not mine.done():
            with self._working:
                if not mine.done():
                    self._work()
        return mine.result()

    def _work(self) -> None:
        group = [self._waiting.popleft() for _ in range(min(GROUP, len(self._waiting)))]
        try:
            results = self._do([job for job, _ in group])
        except BaseException as error:  # whoever waits must hear of it
            self._each_alone(group, error)
            return
        for (_, future), result in zip(group, results, strict=True):
            future.set_result(result)

    def _each_alone(self, group: list[tuple[J, "Future[R]"]], error: BaseException) -> None:
        for job, future in group:
            if len(group) == 1 or isinstance(error, Unavailable) or not isinstance(error, Exception):
                future.set_exception(error)
                continue
            try:
                future.set_result(self._do([job])[0])
            except BaseException as own:
                future.set_exception(own)
