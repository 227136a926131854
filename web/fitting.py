"""How large the words of a poster may be so that it stays one page. An estimate: only the browser knows its letters, and they may not run a script for that."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from i18n.catalogue import direction_of

MILLIMETRES = 25.4 / 72
"""In a point."""
LETTER, ARABIC = 0.57, 0.48
"""The width of a letter, as a part of its height: rather too wide than too narrow."""
SCALES = (1.0, 0.85, 0.72, 0.6)
"""`.s1` to `.s4` in print.css. Nothing gets smaller than `SMALLEST`."""
SMALLEST = 12.0
FEWEST_LETTERS = 60
"""Less of a text is worse than none."""
TITLES = (28, 60, 110)
"""Up to so many letters a title is `.t1`, `.t2`, `.t3`; a longer one `.t4`."""


@dataclass(frozen=True, slots=True)
class Look:
    """The sizes of print.css in points and millimetres: a poster alone, and one that shares its page with another language."""

    room: float
    """Above the QR code."""
    facts: float
    """The width that is left for facts beside their labels."""
    titles: tuple[float, float, float, float]
    call: float
    padding: float
    label: float
    fact: float
    small: float
    words: float
    gap: float
    """Around the title and between what follows, at the largest scale."""
    days: int
    """So many are named."""
    one_line: bool = False
    """Whether a day and its hours share a line, and so do the small things."""


WIDTH = 186
ALONE = Look(150, 186, (52, 40, 30, 23), 17, 4.5, 14, 19, 15, 16, 4.5, days=4)
SHARED = Look(74, 158, (34, 27, 21, 16), 14, 2.5, 0, 14, 12, 13, 2.5, days=2, one_line=True)


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands above the QR code, in words."""

    language: str
    title: str
    days: Sequence[str] = ()
    place: str = ""
    accessibility: str = ""
    extras: Sequence[str] = ()
    lines: Sequence[str] = ()
    """What stands there in its own line as large as the text."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    scale: int
    """From 1, the largest."""
    title: int
    letters: int
    """So many of the text have room."""


def fit(facts: Facts, look: Look) -> Fit:
    """The largest scale in which everything has room; in the smallest the text gives way."""
    title = 1 + sum(len(facts.title) > most for most in TITLES)
    for number, scale in enumerate(SCALES, 1):
        left = look.room - _height(facts, look, scale, title) - look.gap * scale
        line = _line(look.words, scale, facts.language, 1.4)
        if left >= _lines(facts.text, look.words, scale, WIDTH, facts.language) * line:
            return Fit(number, title, len(facts.text))
    letters = int(left // line * WIDTH / _letter(look.words, scale, facts.language))
    return Fit(number, title, letters if letters >= FEWEST_LETTERS else 0)


def _height(facts: Facts, look: Look, scale: float, title: int) -> float:
    """In millimetres, without the text."""

    def tall(said: str, points: float, leading: float, width: float, most: int = 9) -> float:
        return min(most, _lines(said, points, scale, width, facts.language)) * _line(
            points, scale, facts.language, leading
        )

    fact = look.fact if len(facts.days) < 3 else look.small
    groups = [
        [tall(day, fact, 1.25, look.facts) * (1 if look.one_line else 2) for day in facts.days],
        [tall(facts.place, look.fact, 1.25, look.facts, 2), tall(facts.accessibility, look.small, 1.25, look.facts, 2)],
        [
            tall(one, look.small, 1.25, look.facts)
            for one in ([" · ".join(facts.extras)] if look.one_line else facts.extras)
        ],
    ]
    label = look.gap * scale + (tall("?", look.label, 1.2, look.facts) if look.label else 0)
    return (
        _line(look.call, scale, facts.language, 1.4)
        + look.padding
        + 2 * look.gap * scale
        + tall(facts.title, look.titles[title - 1], 1.25, WIDTH)
        + sum(label + sum(group) for group in groups if sum(group))
        + sum(look.gap * scale + tall(one, look.words, 1.5, WIDTH) for one in facts.lines)
    )


def _points(points: float, scale: float) -> float:
    return max(SMALLEST, points * scale)


def _line(points: float, scale: float, language: str, leading: float) -> float:
    """Arabic script stands higher."""
    return _points(points, scale) * MILLIMETRES * leading * (1.15 if direction_of(language) == "rtl" else 1)


def _letter(points: float, scale: float, language: str) -> float:
    return _points(points, scale) * MILLIMETRES * (ARABIC if direction_of(language) == "rtl" else LETTER)


def _lines(said: str, points: float, scale: float, width: float, language: str) -> int:
    return ceil(len(said) * _letter(points, scale, language) / width)
