"""The staff face wears the colours of the design tokens, and everybody can read them."""

import re

import pytest

from common.tokens import DARK, LIGHT
from ui import theme, tiles
from ui.tiles import Tile

SCHEMES = {"light": LIGHT, "dark": DARK}
WORDS = [
    ("ink", "ground"),
    ("ink", "card"),
    ("soft", "ground"),
    ("soft", "card"),
    ("accent", "ground"),
    ("accent", "card"),
    ("accent", "accent_wash"),
    ("warm", "warm_wash"),
    ("error", "error_wash"),
    ("ink", "accent_wash"),
]
EDGES = [("edge", "ground"), ("edge", "card"), ("accent", "ground"), ("warm", "ground")]


def parts(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def contrast(first: list[float], second: list[float]) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: list[float]) -> float:
    linear = [part / 255 / 12.92 if part <= 10.31 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_theme_in_the_configuration_is_that_of_the_tokens():
    assert theme.CONFIG.read_text("utf-8").endswith(theme.toml()), "run python -m ui.theme"


@pytest.mark.parametrize("name", SCHEMES)
def test_words_and_edges_can_be_read(name):
    look = SCHEMES[name]
    for least, pairs in ((4.5, WORDS), (3, EDGES)):
        for above, below in pairs:
            found = contrast(parts(getattr(look, above)), parts(getattr(look, below)))
            assert found >= least, (above, below, found)


@pytest.mark.parametrize("name", SCHEMES)
def test_words_on_every_tile_can_be_read(name):
    look = SCHEMES[name]
    for step in tiles.STEPS:
        ground = [
            step * accent + (1 - step) * card for accent, card in zip(parts(look.accent), parts(look.card), strict=True)
        ]
        assert contrast(parts(look.ink), ground) >= 4.5, step


def test_a_tile_escapes_its_name_and_stands_in_its_place():
    drawn = tiles.html([Tile("<b>", 3, 2, 50.0, "n = 12"), Tile("Eving", 0, 1, None, "")], "Karte", LIGHT)
    assert "&lt;b&gt;" in drawn
    assert re.search(r"grid-row:4;grid-column:3", drawn)
    assert drawn.count('role="listitem"') == 2
