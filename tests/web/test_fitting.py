"""The scale in which a poster's words have room on one page."""

import re

import pytest

from web.fitting import ALONE, SCALES, SHARED, Facts, fit
from web.rendering import HOME

SHORT = Facts("de", "Tanzen", ["Montag"], "Saal", text="Kommen Sie.")
FULL = Facts(
    "de",
    "Ein langer Titel " * 11,
    ["Montag"] * 5,
    "Ein Ort " * 20,
    "Stufenfrei " * 30,
    ["Betreuung"] * 8,
    ["?"],
    "Text " * 66,
)


def test_little_is_written_large_and_much_small() -> None:
    assert fit(SHORT, ALONE).scale == 1
    assert fit(FULL, ALONE).scale == len(SCALES)
    assert fit(SHORT, SHARED).scale <= fit(FULL, SHARED).scale


def test_where_nothing_helps_the_text_gives_way_and_nothing_else() -> None:
    assert fit(SHORT, ALONE).letters == len(SHORT.text)
    assert fit(FULL, SHARED).letters == 0


@pytest.mark.parametrize(
    ("letters", "title"), [(1, 1), (28, 1), (29, 2), (60, 2), (61, 3), (110, 3), (111, 4), (200, 4)]
)
def test_a_longer_title_is_smaller(letters: int, title: int) -> None:
    assert fit(Facts("de", "a" * letters), ALONE).title == title


def test_more_words_never_make_it_larger() -> None:
    scales = [
        fit(Facts("de", "Titel", ["Montag"] * n, extras=["Betreuung"] * n, text="Text " * 20 * n), SHARED).scale
        for n in range(9)
    ]
    assert scales == sorted(scales)


def test_an_empty_poster_has_room() -> None:
    assert fit(Facts("ar", ""), SHARED).scale == 1


def test_the_stylesheet_has_the_same_scales() -> None:
    style = (HOME / "assets" / "print.css").read_text("utf-8")
    found = dict(re.findall(r"^\.s(\d) \{ --s: ([\d.]+) \}", style, re.MULTILINE))
    assert {str(place): scale for place, scale in enumerate(SCALES, 1) if scale < 1} == {
        place: float(scale) for place, scale in found.items()
    }
    for place, size in enumerate(ALONE.titles, 1):
        assert f".leaf .t{place} {{ font-size: calc({size}pt * var(--s)) }}" in style
