"""Which pools a family takes from, whether that fits, why not, and what would fit instead."""

from collections.abc import Mapping, Sequence
from itertools import product

import msgspec

from booking.model import Amounts, Child, Kind, Party, Pool


class Lack(msgspec.Struct, frozen=True):
    """A pool that has less than is wanted of it."""

    pool: Pool
    wanted: int


class Instead(msgspec.Struct, frozen=True):
    """A smaller or other party that would fit now; `without` names what was left out or changed."""

    party: Party
    without: tuple[str, ...]


def wanted(party: Party, pools: Sequence[Pool]) -> Amounts:
    """The places a party takes, pool by pool, in ascending id: all of them or none.

    Everyone takes a place in the room (or online), except children in childcare, who take one there.
    An interpreter is for the adults. Raises `LookupError` where the workshop has no such pool.
    """
    cared = [child for child in party.children if child.childcare]
    amounts: Amounts = {}
    _add(amounts, _pool(pools, Kind.ONLINE if party.online else Kind.PLACE), party.people - len(cared))
    for child in cared:
        _add(amounts, childcare(pools, child.age), 1)
    if party.interpreter:
        _add(amounts, interpreter(pools, party.interpreter), max(party.adults, 1))
    return dict(sorted(amounts.items()))


def _add(amounts: Amounts, pool: Pool | None, n: int) -> None:
    if n and pool is None:
        raise LookupError("no such pool")
    if n and pool:
        amounts[pool.id] = amounts.get(pool.id, 0) + n


def _pool(pools: Sequence[Pool], kind: Kind) -> Pool | None:
    return next((pool for pool in pools if pool.kind is kind), None)


def has(pools: Sequence[Pool], kind: Kind) -> bool:
    return _pool(pools, kind) is not None


def childcare(pools: Sequence[Pool], age: int) -> Pool | None:
    """The childcare for a child of this age."""
    return next((pool for pool in pools if pool.kind is Kind.CHILDCARE and pool.age_from <= age <= pool.age_to), None)


def interpreter(pools: Sequence[Pool], language: str) -> Pool | None:
    return next((pool for pool in pools if pool.kind is Kind.INTERPRETER and pool.language == language), None)


def fits(amounts: Mapping[int, int], free: Mapping[int, int]) -> bool:
    """All or nothing."""
    return all(free.get(pool_id, 0) >= n for pool_id, n in amounts.items())


def free(pools: Sequence[Pool]) -> Amounts:
    return {pool.id: pool.free for pool in pools}


def capacities(pools: Sequence[Pool]) -> Amounts:
    return {pool.id: pool.capacity for pool in pools}


def take(left: Amounts, amounts: Mapping[int, int]) -> None:
    """Takes from what is left; giving back is taking less than nothing."""
    for pool_id, n in amounts.items():
        left[pool_id] = left.get(pool_id, 0) - n


def lacking(party: Party, pools: Sequence[Pool]) -> tuple[Lack, ...]:
    """Why a party does not fit: every pool that has too little free. Empty where it fits."""
    amounts = wanted(party, pools)
    return tuple(Lack(pool, amounts[pool.id]) for pool in pools if amounts.get(pool.id, 0) > pool.free)


def would_fit(party: Party, pools: Sequence[Pool]) -> tuple[Instead, ...]:
    """Close to what was asked, best first: the other way of taking part, without childcare, without an interpreter, fewer people. At most three."""
    if fits(wanted(party, pools), free(pools)):
        return ()
    ways: list[Instead] = []
    for other, alone, plain in sorted(product((False, True), repeat=3), key=sum):
        changed, without = party, []
        if other:
            changed, without = (
                msgspec.structs.replace(changed, online=not changed.online),
                ["online" if not party.online else "on_site"],
            )
        if alone and any(child.childcare for child in party.children):
            changed, without = (
                msgspec.structs.replace(changed, children=tuple(Child(child.age) for child in party.children)),
                [*without, "childcare"],
            )
        if plain and party.interpreter:
            changed, without = msgspec.structs.replace(changed, interpreter=""), [*without, "interpreter"]
        if without and _possible(changed, pools) and not any(set(way.without) <= set(without) for way in ways):
            ways.append(Instead(changed, tuple(without)))
    fewer = _fewer(party, pools)
    return tuple([*ways[:2], *([fewer] if fewer else []), *ways[2:]][:3])


def _fewer(party: Party, pools: Sequence[Pool]) -> Instead | None:
    """The largest part of the family that fits: first fewer adults, as long as one stays, then fewer children without childcare."""
    for adults in range(party.adults - 1, 0, -1):
        smaller = msgspec.structs.replace(party, adults=adults, food={})
        if _possible(smaller, pools):
            return Instead(smaller, ("people",))
    return None


def _possible(party: Party, pools: Sequence[Pool]) -> bool:
    try:
        return fits(wanted(party, pools), free(pools))
    except LookupError:
        return False


def left(pool: Pool, waiting: int = 0) -> str:
    """How many places are left, as a code for words: exact numbers invite calling around. With a waiting list, newcomers find it full."""
    if pool.free <= 0 or waiting:
        return "full"
    if pool.free <= 2:
        return "last"
    return "few" if pool.free <= max(3, pool.capacity // 5) else "many"
