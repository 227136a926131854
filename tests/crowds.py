"""Starts processes of the crowd (tests/crowd.py) and talks to them; and a workshop for them to fill."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from booking.model import Date, Kind, Plan, Pool, Workshop
from common import clock
from services import places, workshops
from services.may import Actor

CROWD = Path(__file__).parent / "crowd.py"
POOLS = (
    Pool(Kind.PLACE, 30),
    Pool(Kind.CHILDCARE, 6, age_from=0, age_to=3),
    Pool(Kind.CHILDCARE, 8, age_from=4, age_to=9),
    Pool(Kind.INTERPRETER, 5, language="ar"),
)


class Person:
    """One process."""

    def __init__(self) -> None:
        environment = os.environ | {"PYTHONPATH": str(CROWD.parents[1]), "PYTHONWARNINGS": "default"}
        self.process = subprocess.Popen(
            [sys.executable, str(CROWD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def is_ready(self) -> None:
        assert self._line() == "ready"

    def ask(self, **what: Any) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        return dict(json.loads(self._line()))

    def kill(self) -> None:
        """Without warning."""
        self.process.kill()
        self.close()

    def close(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()
        self.process.wait(60)

    def _line(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline().strip()
        assert line, f"a process of the crowd died: {self.process.poll()}"
        return line


@contextmanager
def crowd(n: int) -> Iterator[list[Person]]:
    people = [Person() for _ in range(n)]
    try:
        for one in people:
            one.is_ready()
        yield people
    finally:
        for one in people:
            if one.process.poll() is None:
                one.process.kill()
            one.close()


def workshop(
    actor: Actor, slug: str, pools: Sequence[Pool] = POOLS, *, days: int = 20, is_open: bool = True, **plan: Any
) -> Workshop:
    """A workshop in Eving in three weeks, open for everyone."""
    starts = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=days)
    district = next(one.id for one in places.districts() if one.slug == "eving")
    dates = plan.pop("dates", (Date(starts, starts + timedelta(hours=2)),))
    workshops.create(
        actor,
        Plan(slug=slug, title={"de": "Elterncafé", "ar": "مقهى"}, district_id=district, dates=dates, **plan),
        pools,
    )
    if is_open:
        workshops.open_workshop(actor, slug)
    return workshops.fresh(slug)
