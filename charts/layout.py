"""Where lines of words and bars lie, in pixels from the top. Words stand above their bar, so that long statements fit on a phone."""

from textwrap import wrap

import msgspec

LINE, BAR, FOOT, GAP = 18, 24, 18, 18
LETTERS = 52
"""Letters in a line: about 330 px at 14 px."""


class Band(msgspec.Struct, frozen=True):
    """One label with its bar."""

    words: str
    """Broken into lines."""
    top: int
    bar: int
    end: int
    foot: int


def bands(labels: tuple[str, ...], foot: bool = False) -> tuple[tuple[Band, ...], int]:
    """The bands one below the other, and the height of all."""
    found, top = [], 4
    for label in labels:
        lines = wrap(label, LETTERS)
        bar = top + (LINE * len(lines) + 4 if lines else 2)
        end = bar + BAR
        found.append(Band("\n".join(lines), top, bar, end, end + 4))
        top = end + (FOOT if foot else 0) + GAP
    return tuple(found), max(top - GAP + 4, 1)


def quarter(share: float) -> float:
    """Up to the next quarter, so that an axis does not move with every answer."""
    return min(1.0, max(0.25, -(-share // 0.25) * 0.25))
