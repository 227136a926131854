"""What has to be done without anybody asking for it: mails, offers that are over, reminders, deletions. One thread of each process does it; several processes do not get in each other's way."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from services import forgetting, images, mailing, messages, posting, signing_up, surveys

log = logging.getLogger("quartierspuls")

FAREWELL = 10.0
"""Seconds that the end of the process waits for a mail that is under way. One that takes longer stays uncertain."""
SLOWEST = 300.0
"""Seconds to which the distance grows while a chore fails again and again."""


@dataclass(slots=True)
class Chore:
    name: str
    every: float
    """Seconds."""
    do: Callable[[], object]
    needs_proof: bool = False
    """That it had nothing to do does not show that it works again."""
    due: float = 0.0
    """By the clock that never goes back."""
    problem: str = ""
    """Why it failed the last time; nothing if it did not."""
    distance: float = 0.0


@dataclass(slots=True)
class Chores:
    """Done in turn, each by its own rhythm. What fails is logged once for each reason, and tried again more and more slowly."""

    chores: Sequence[Chore]
    enough: threading.Event = field(default_factory=threading.Event)

    def do_due(self, now: float) -> None:
        for chore in self.chores:
            if chore.due <= now and not self.enough.is_set():
                chore.due = now + self._do(chore)

    def _do(self, chore: Chore) -> float:
        """Returns in how many seconds it is due again."""
        try:
            done = chore.do()
        except Exception as error:  # whatever breaks here, people go on signing up
            problem = f"{type(error).__name__}: {error}"
            if problem != chore.problem:
                log.warning("%s: %s", chore.name, problem, exc_info=not isinstance(error, mailing.Unreachable))
            chore.distance = min(SLOWEST, 2 * chore.distance) if chore.problem else chore.every
            chore.problem = problem
            return max(chore.every, chore.distance)
        if chore.problem and (done or not chore.needs_proof):
            log.warning("%s: works again.", chore.name)
            chore.problem = ""
        return chore.every


class Worker:
    """The thread."""

    def __init__(self, chores: Chores) -> None:
        self._chores = chores
        self._thread = threading.Thread(target=self._run, name="chores", daemon=True)

    def start(self) -> "Worker":
        self._thread.start()
        return self

    def stop(self) -> None:
        self._chores.enough.set()
        self._thread.join(FAREWELL)

    def _run(self) -> None:
        while not self._chores.enough.wait(1):
            self._chores.do_due(time.monotonic())


def worker() -> Worker:
    enough = threading.Event()
    return Worker(
        Chores(
            (
                Chore("mails", 2, lambda: mailing.send_due(enough), needs_proof=True),
                Chore("offers that are over", 60, signing_up.expire_offers),
                Chore("reminders", 60, messages.remind),
                Chore("thanks", 60, messages.thank),
                Chore("surveys that end", 60, surveys.close_due),
                Chore("deletions", 3600, forgetting.forget_due),
                Chore("images without an answer", 3600, images.forget_waited),
                Chore("copies of mails", 3600, posting.clear_folder),
            ),
            enough,
        )
    )
