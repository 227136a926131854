"""The rules that protect people, as pure functions of counts (DESIGN "Protecting people", DOMAIN 6.3 to 6.6). Tables of group by group live in `suppression`."""

import math
from collections.abc import Mapping

import msgspec

THRESHOLD_STAFF, THRESHOLD_PUBLIC = 5, 10
"""Fewer persons than this in a group: nothing, not even how many."""
BATCH_STAFF, BATCH_PUBLIC = 5, 10
"""A new cut needs so many changes; a withdrawal is a change."""
TEXTS = 10
"""Open text is shown from so many moderated texts."""
WHOLE_PERCENT = 20
"""The public is told a share from so many persons on, in whole percent."""


class Released(msgspec.Struct, frozen=True):
    """Names of parts. A total is the sum of what is shown and pooled, never of what is withheld."""

    shown: tuple[str, ...]
    pooled: tuple[str, ...]
    """Shown together as one part "others"."""
    withheld: tuple[str, ...]


def round5(x: float) -> int:
    """To base 5, half up: 2 becomes 0, 3 becomes 5, 7 becomes 5, 8 becomes 10 (as the city's statistics office does)."""
    return 5 * math.floor(x / 5 + 0.5)


def percent(k: int, n: int) -> int | None:
    """100·k/n in whole percent, half up; None below 20 persons. (Of counts rounded to base 5, 9 of 12 would be 100 %.)"""
    return math.floor(100 * k / n + 0.5) if n >= WHOLE_PERCENT else None


def boundary(changes_since_last_cut: int, batch: int) -> int:
    """How many of the oldest changes since the last cut may be released: max(0, ⌊m/batch⌋·batch − batch).

    Full batches only, and one is always held back, so that closing never releases fewer than a batch. Raises `ValueError` unless m ≥ 0 and batch ≥ 1.
    """
    if changes_since_last_cut < 0 or batch < 1:
        raise ValueError(f"no boundary in {changes_since_last_cut} changes by batches of {batch}")
    return max(0, changes_since_last_cut // batch * batch - batch)


def released_at_close(parts: Mapping[str, int], threshold: int) -> Released:
    """Of parts with their numbers of persons: those with the threshold stand alone, the others together if together they reach it, else they are withheld."""
    shown = tuple(name for name, n in parts.items() if n >= threshold)
    small = tuple(name for name in parts if name not in shown)
    if sum(parts[name] for name in small) >= threshold:
        return Released(shown, small, ())
    return Released(shown, (), small)
