"""Contrast by WCAG 2.2: words 4.5:1 (1.4.3), edges of controls and graphics 3:1 (1.4.11), in light and dark."""

import pytest

from common import tokens
from common.tokens import DARK, LIGHT, Scheme

SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


WORDS = [
    (words, ground)
    for ground, all_words in {
        "ground": ("ink", "soft", "accent", "warm", "error"),
        "card": ("ink", "soft", "accent", "warm", "error"),
        "accent_wash": ("ink", "soft", "accent"),
        "warm_wash": ("ink", "warm"),
        "error_wash": ("ink", "error"),
        "accent": ("accent_ink",),
        "accent_deep": ("deep_ink",),
        "error": ("card",),
    }.items()
    for words in all_words
]


@SCHEMES
@pytest.mark.parametrize(("words", "ground"), WORDS)
def test_words_can_be_read(scheme: Scheme, words: str, ground: str):
    assert contrast(getattr(scheme, words), getattr(scheme, ground)) >= 4.5


@SCHEMES
@pytest.mark.parametrize(
    ("edge", "ground"),
    [(edge, ground) for edge in ("edge", "accent", "error", "warm") for ground in ("card", "ground")],
)
def test_edges_of_controls_and_focus_rings_can_be_seen(scheme: Scheme, edge: str, ground: str):
    assert contrast(getattr(scheme, edge), getattr(scheme, ground)) >= 3


@SCHEMES
@pytest.mark.parametrize("step", range(5))
def test_words_on_the_agreement_colours_can_be_read(scheme: Scheme, step: int):
    assert contrast(scheme.agree[step], scheme.agree_ink[step]) >= 4.5


@SCHEMES
def test_bars_stand_out_from_the_card(scheme: Scheme):
    assert len(set(scheme.bars)) == 8
    assert all(contrast(colour, scheme.card) >= 3 for colour in (*scheme.bars, scheme.none))


def test_the_stylesheet_gets_every_token():
    css = tokens.css()
    assert css.count("--accent-wash:") == 2 and LIGHT.ground in css and DARK.ground in css
    assert "@media screen and (prefers-color-scheme:dark)" in css
