"""The seeded order that ODK and Enketo agree on: Park and Miller's generator with an inside-out Fisher–Yates shuffle."""

from collections.abc import Sequence
from math import isfinite
from typing import TypeVar

T = TypeVar("T")

_MODULUS, _FACTOR = 2_147_483_647, 16_807


def seed_of(number: float) -> int:
    """Parts of a whole are cut off; what is no number counts as 0."""
    return int(number) if isfinite(number) else 0


def shuffled(things: Sequence[T], seed: int) -> list[T]:
    state = abs(seed) % _MODULUS * (1 if seed >= 0 else -1)
    if state <= 0:
        state += _MODULUS - 1
    mixed: list[T] = []
    for place, thing in enumerate(things):
        state = state * _FACTOR % _MODULUS
        chance = (state - 1) / (_MODULUS - 1)
        other = int(chance * (place + 1))
        mixed.append(thing)
        mixed[place], mixed[other] = mixed[other], thing
    return mixed
