"""Sign-ups a second at service level: clients are threads of one process, as they are in the server. Nobody may be overbooked.

`python -m bench.signing_up [DATABASE_URL …]`; without one a fresh SQLite. The databases are filled: give it none that matters.
"""

import os
import random
import sys
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import settings
from bench.model import Line, quantile
from bench.table import machine, markdown
from booking.model import Child, Contact, Date, Kind, Party, Plan, Pool
from common import clock
from db import migrate
from services import accounts, checking, house, signing_up, workshops
from services import places as city
from services.may import Actor, Role
from services.signing_up import Order

FAMILIES = 3200
FLOOR, GOAL = 300, 800


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        urls = sys.argv[1:] or [f"sqlite:///{Path(folder) / 'bench.db'}"]
        os.environ |= {"DATA_DIR": folder, "SECRET_KEY": "for-benchmarks-only-" * 2, "DEMO": "1", "ABUSE_CHECKS": "0"}
        lines = [line for url in urls for line in measure(url)]
    print(machine(), markdown(lines), sep="\n\n")


def measure(url: str) -> list[Line]:
    """A workshop that is soon full, and one in which everybody finds a place; then every invariant."""
    os.environ["DATABASE_URL"] = url
    settings.current.cache_clear()
    migrate.migrate(house.engine())
    database = house.engine().dialect.name
    lines = [line for clients in (1, 8, 64) for places in (40, 100_000) for line in _storm(database, clients, places)]
    lines.append(Line(f"invariants that do not hold, {database}", len(checking.invariants()), "", 0, 0))
    house.close()
    return lines


def _storm(database: str, clients: int, places: int) -> list[Line]:
    slug = _workshop(places)
    each = (FAMILIES if clients > 1 else 640) // clients
    took: list[float] = []

    def client(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(each):
            order = _order(slug, chance)
            since = time.perf_counter()
            signing_up.sign_up(order)
            took.append(time.perf_counter() - since)

    threads = [threading.Thread(target=client, args=(seed,)) for seed in range(clients)]
    since = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(took) / (time.perf_counter() - since)
    who = f"sign-ups, {database}, {clients} client{'s' * (clients > 1)}, {'soon full' if places < FAMILIES else 'room for all'}"
    judged = clients > 1
    note = f"p50 {quantile(took, 0.5) * 1000:.1f} ms, p95 {quantile(took, 0.95) * 1000:.1f} ms"
    return [Line(who, rate, "/s", FLOOR if judged else None, GOAL if judged else None, True, note)]


def _order(slug: str, chance: random.Random) -> Order:
    party = Party(chance.randint(1, 2), tuple(Child(3, chance.random() < 0.5) for _ in range(chance.randint(0, 2))))
    return Order(
        slug, str(uuid4()), "de", party, Contact("Familie", "familie@example.org" if chance.random() < 0.6 else "")
    )


def _workshop(places: int) -> str:
    coordinator = Actor(_somebody(), "Bench", "bench@example.org", "de", frozenset({(Role.COORDINATOR, None)}))
    starts, slug = clock.now() + timedelta(days=20), f"bench-{uuid4().hex[:12]}"
    plan = Plan(
        slug=slug,
        title={"de": "Elterncafé"},
        district_id=city.districts()[0].id,
        dates=(Date(starts, starts + timedelta(hours=2)),),
    )
    workshops.create(
        coordinator,
        plan,
        [Pool(Kind.PLACE, min(places, 10_000)), Pool(Kind.CHILDCARE, min(places, 10_000) // 2, age_to=6)],
    )
    workshops.open_workshop(coordinator, slug)
    return slug


def _somebody() -> int:
    return accounts.create_user(f"{uuid4().hex}@example.org", "Bench", [(Role.COORDINATOR, None)])


if __name__ == "__main__":
    main()
