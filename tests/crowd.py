"""A process of the crowd that signs up at the same time as others. Started by tests, told what to do by lines of JSON, killed without warning.

`python tests/crowd.py`: each line {"do": "storm" | "unguarded" | "walk" | "mail", …} is done and answered with a line. No tests here.
"""

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TextIO
from uuid import UUID, uuid4

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import func, select

from booking.model import Child, Contact, Kind, Party
from common import clock, ids
from db import models
from db.queries import workshops as workshop_query
from services import house, messages, places, signing_up, workshops
from services.may import Actor, Role
from services.signing_up import Order

ALICE = Actor(1, "Alice", "alice@example.org", "de", frozenset({(Role.COORDINATOR, None)}))


def family(chance: random.Random) -> Party:
    """Of one to four; some children want childcare, some adults an interpreter."""
    adults = chance.randint(1, 2)
    children = tuple(Child(chance.randint(0, 9), chance.random() < 0.5) for _ in range(chance.randint(0, 2)))
    return Party(adults, children, interpreter="ar" if chance.random() < 0.15 else "")


def contact(chance: random.Random) -> Contact:
    return Contact("Familie", *chance.choice([("familie@example.org", ""), ("", "0231 12345"), ("", "")]))


def wait_until(moment: float) -> None:
    while time.time() < moment:
        time.sleep(0.0005)


def storm(slug: str, seed: int, orders: int, at: float) -> dict[str, object]:
    """Signs up one family after the other as fast as it goes."""
    chance, done, errors = random.Random(seed), [], []
    workshops.by_slug(slug)
    wait_until(at)
    for _ in range(orders):
        try:
            done.append(signing_up.sign_up(Order(slug, str(uuid4()), "de", family(chance), contact(chance))).state)
        except Exception as error:
            errors.append(repr(error))
    return {"done": done, "errors": errors}


def unguarded(slug: str, seed: int, orders: int, at: float) -> dict[str, object]:
    """What others do: count what is taken, and where it fits, insert. Two transactions of which each alone is right."""
    chance, done = random.Random(seed), 0
    workshop = workshops.by_slug(slug)
    pool = next(one for one in workshop.pools if one.kind is Kind.PLACE)
    wait_until(at)
    for position in range(orders):
        n = chance.randint(1, 4)
        with house.reading() as session:
            taken = (
                session.scalar(select(func.sum(models.SignUpPool.n)).where(models.SignUpPool.pool_id == pool.id)) or 0
            )
        if taken + n > pool.capacity:
            continue
        signup, hashes = (
            ids.new_id(),
            {
                name: ids.plain_hash(f"{name}{uuid4()}".encode())
                for name in ("instance_hash", "content_hash", "token_hash", "code_hash", "pin_hash")
            },
        )
        columns = {
            "language": "de",
            "name": "Familie",
            "party": "{}",
            "answers": "{}",
            "changes": 0,
            "passed": 0,
            "pin_failures": 0,
            "created_on": clock.today(),
        }
        with house.writing() as session:
            session.add(
                models.SignUp(
                    id=signup,
                    workshop_id=workshop.id,
                    state="confirmed",
                    number=seed * 1000 + position + 1,
                    **columns,
                    **hashes,
                )
            )
            session.flush()
            session.add(models.SignUpPool(signup_id=signup, pool_id=pool.id, n=n))
        done += 1
    return {"done": done}


def walk(slug: str, seed: int, steps: int, journal: str) -> dict[str, object]:
    """Signs up, changes, says yes, cancels, lets offers expire, changes capacities; writes into a journal what it tries and what it was thanked for."""
    chance = random.Random(seed)
    mine: list[str] = []
    fine = (signing_up.DoesNotFit, signing_up.NotOpen, signing_up.OfferOver, workshops.Invalid, workshops.NotPossible)
    with Path(journal).open("a", encoding="utf-8", buffering=1) as book:
        for step in range(steps):
            deed = chance.choices(
                ("sign_up", "change", "accept", "cancel", "expire", "capacity", "release"), (40, 22, 8, 18, 2, 6, 4)
            )[0]
            try:
                if deed == "sign_up" or not mine:
                    mine.append(_sign_up(slug, chance, book))
                else:
                    _deed(slug, deed, chance, mine)
            except fine:
                pass
            except Exception as error:
                book.write(f"error {deed}: {error!r}\n".replace("\n", " ").strip() + "\n")
            book.write(f"step {step}\n")
    return {"steps": steps}


def order_of(words: str) -> Order:
    """An order again from the journal."""
    slug, instance, seed = json.loads(words)
    chance = random.Random(seed)
    return Order(slug, instance, "de", family(chance), contact(chance))


def _sign_up(slug: str, chance: random.Random, book: TextIO) -> str:
    words = json.dumps([slug, str(UUID(int=chance.getrandbits(128))), chance.getrandbits(32)])
    book.write(f"try {words}\n")
    token = signing_up.sign_up(order_of(words)).token
    book.write(f"thanked {words}\n")
    return token


def _deed(slug: str, deed: str, chance: random.Random, mine: list[str]) -> None:
    token = chance.choice(mine)
    if deed == "change":
        signing_up.change(token, family(chance))
    elif deed == "accept":
        signing_up.accept(token)
    elif deed == "cancel":
        signing_up.cancel(token)
    elif deed == "expire":
        clock.set_clock(lambda: clock.datetime.now(clock.UTC) + timedelta(hours=2))
        try:
            signing_up.expire_offers()
        finally:
            clock.set_clock(None)
    elif deed == "capacity":
        pool = chance.choice(workshops.fresh(slug).pools)
        workshops.change_capacity(ALICE, slug, pool.id, max(0, pool.capacity + chance.randint(-3, 3)))
    else:
        with house.reading() as session:
            workshop = workshop_query.by_slug(session, slug)
            assert workshop is not None
            found = session.scalars(
                select(models.SignUp.id).where(models.SignUp.workshop_id == workshop.id).limit(50)
            ).all()
        signing_up.release(ALICE, slug, chance.choice(found))


def mail(journal: str, rounds: int) -> dict[str, object]:
    """A worker that sends mails: what it writes into the journal has left the house."""
    left = 0
    with Path(journal).open("a", encoding="utf-8", buffering=1) as book:
        for _ in range(rounds):
            for one in messages.take_due(5):
                book.write(f"{one.message_id}\n")
                messages.sent(one.id)
                left += 1
            time.sleep(0.01)
    return {"sent": left}


def lines() -> Iterator[dict[str, object]]:
    for line in sys.stdin:
        yield json.loads(line)


def main() -> None:
    places.districts()
    print("ready", flush=True)
    for line in lines():
        do = {"storm": storm, "unguarded": unguarded, "walk": walk, "mail": mail}[str(line.pop("do"))]
        print(json.dumps(do(**line)), flush=True)  # type: ignore[operator]
    house.close()
    os._exit(0)


if __name__ == "__main__":
    main()
