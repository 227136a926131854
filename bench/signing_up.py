"""Sign-ups a second at service level, in a process of its own: clients are threads of one process, as they are in the server.

`python -m bench.signing_up FAMILIES` fills the database of the environment, and prints what it measured, a line of JSON each.
"""

import random
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import msgspec

from bench.model import Line, quantile
from booking.model import Child, Contact, Date, Kind, Party, Plan, Pool
from common import clock
from db import migrate
from services import accounts, checking, house, signing_up, workshops
from services import places as city
from services.may import Actor, Role
from services.signing_up import Order

CROWDS = (8, 64)
FEW, ENOUGH = 40, 10_000
"""Places of a workshop that is soon full, and of one in which everybody finds one."""
FLOOR, GOAL = 300, 800


def main(families: int) -> None:
    migrate.migrate(house.engine())
    for line in measured(families):
        print(msgspec.json.encode(line).decode(), flush=True)
    house.close()


def measured(families: int) -> Iterator[Line]:
    database = house.engine().dialect.name
    actor = _coordinator()
    for clients in CROWDS:
        for places in (FEW, ENOUGH):
            yield _storm(actor, database, clients, places, families)
    wrong = checking.invariants()
    yield Line(f"overbooked pools and other invariants that do not hold, {database}", len(wrong), "", 0, 0)


def _storm(actor: Actor, database: str, clients: int, places: int, families: int) -> Line:
    slug = _workshop(actor, places)
    took: list[float] = []

    def client(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(families // clients):
            order = _order(slug, chance)
            since = time.perf_counter()
            signing_up.sign_up(order)
            took.append(time.perf_counter() - since)

    threads = [threading.Thread(target=client, args=(seed,)) for seed in range(clients)]
    since, computed = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate, each = len(took) / (time.perf_counter() - since), (time.process_time() - computed) / len(took)
    what = f"sign-ups, {database}, {clients} clients, {'soon full' if places == FEW else 'room for all'}"
    note = f"p50 {quantile(took, 0.5) * 1000:.1f} ms, p95 {quantile(took, 0.95) * 1000:.1f} ms; we compute {each * 1000:.2f} ms each"
    return Line(what, rate, "/s", FLOOR, GOAL, True, note)


def _order(slug: str, chance: random.Random) -> Order:
    party = Party(chance.randint(1, 2), tuple(Child(3, chance.random() < 0.5) for _ in range(chance.randint(0, 2))))
    email = "familie@example.org" if chance.random() < 0.6 else ""
    return Order(slug, str(uuid4()), "de", party, Contact("Familie", email))


def _workshop(actor: Actor, places: int) -> str:
    starts, slug = clock.now() + timedelta(days=20), f"bench-{uuid4().hex[:12]}"
    plan = Plan(
        slug=slug,
        title={"de": "Elterncafé"},
        district_id=city.districts()[0].id,
        dates=(Date(starts, starts + timedelta(hours=2)),),
    )
    workshops.create(actor, plan, [Pool(Kind.PLACE, places), Pool(Kind.CHILDCARE, places // 2, age_to=6)])
    workshops.open_workshop(actor, slug)
    return slug


def _coordinator() -> Actor:
    roles: list[tuple[Role, int | None]] = [(Role.COORDINATOR, None)]
    user_id = accounts.create_user(f"{uuid4().hex}@example.org", "Bench", roles)
    return Actor(user_id, "Bench", "bench@example.org", "de", frozenset(roles))


if __name__ == "__main__":
    main(int(sys.argv[1]))
