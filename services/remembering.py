"""Answers that may be a few seconds old, so that a crowd does not ask the database the same thing."""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_forget: list[Callable[[], None]] = []


def remembered(seconds: float) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keeps what a function returned for its arguments for so long. What it raises is not kept."""

    def around(function: Callable[P, R]) -> Callable[P, R]:
        kept: dict[object, tuple[float, R]] = {}
        _forget.append(kept.clear)

        @wraps(function)
        def ask(*args: P.args, **named: P.kwargs) -> R:
            key = (args, tuple(named.items()))
            found = kept.get(key)
            if found and time.monotonic() - found[0] < seconds:
                return found[1]
            result = function(*args, **named)
            kept[key] = (time.monotonic(), result)
            return result

        return ask

    return around


def forget() -> None:
    """After a change, and between tests: the next one who asks gets it fresh."""
    for clear in _forget:
        clear()
