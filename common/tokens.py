"""The design tokens: the one source of colours and sizes for the light stylesheet, the Streamlit theme and the charts.

`tests/i18n/test_tokens.py` computes the contrast of every pair that carries words (4.5:1) or a control's edge (3:1).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scheme:
    ground: str
    """The page."""
    card: str
    """What lies on the page: choices, fields, cards."""
    ink: str
    soft: str
    """Words that may stand back: hints, dates, the footer."""
    line: str
    """Lines that only decorate. Never the border of a control."""
    edge: str
    """Borders of controls, 3:1 against card and ground."""
    accent: str
    accent_ink: str
    accent_wash: str
    accent_deep: str
    """The accent one step further: pressed buttons, the band on the first page."""
    deep_ink: str
    """Words on `accent_deep`."""
    warm: str
    """The second colour: focus rings, tags."""
    warm_wash: str
    error: str
    error_wash: str
    agree: tuple[str, str, str, str, str]
    """From "stimmt gar nicht" to "stimmt völlig": diverging, safe for colour-blind eyes, neutral in the middle."""
    agree_ink: tuple[str, str, str, str, str]
    """Words on each step of `agree`."""
    none: str
    """The colour of "weiß nicht" in charts."""
    bars: tuple[str, ...]
    """Categories without an order, 3:1 against the card."""


LIGHT = Scheme(
    ground="#faf7f1",
    card="#ffffff",
    ink="#16262a",
    soft="#475a5f",
    line="#dcdfd8",
    edge="#74878a",
    accent="#0b5d66",
    accent_ink="#ffffff",
    accent_wash="#e2f0f0",
    accent_deep="#084850",
    deep_ink="#ffffff",
    warm="#a8480b",
    warm_wash="#fdeedd",
    error="#a4161a",
    error_wash="#fdecea",
    agree=("#a8480b", "#e3a76c", "#cdd3d1", "#73b4b6", "#0b5d66"),
    agree_ink=("#ffffff", "#16262a", "#16262a", "#16262a", "#ffffff"),
    none="#7b8689",
    bars=("#0b5d66", "#c15a10", "#6a4c93", "#33803a", "#b83b5e", "#2f6fb0", "#846b13", "#5b6b70"),
)

DARK = Scheme(
    ground="#10181a",
    card="#1a2528",
    ink="#eef4f3",
    soft="#b3c3c5",
    line="#324146",
    edge="#7d9196",
    accent="#7fd3d5",
    accent_ink="#06272b",
    accent_wash="#173a3e",
    accent_deep="#0c4a52",
    deep_ink="#ffffff",
    warm="#f6ad68",
    warm_wash="#3a2a19",
    error="#ffa39c",
    error_wash="#40201f",
    agree=("#f2a860", "#9a6536", "#66777b", "#3a7a7e", "#7fd3d5"),
    agree_ink=("#10181a", "#ffffff", "#ffffff", "#ffffff", "#10181a"),
    none="#8b989b",
    bars=("#7fd3d5", "#f6ad68", "#c3a6ea", "#8fcf8f", "#f394ae", "#8fbdf0", "#d9c15f", "#b3c3c5"),
)

RADIUS = 14
"""Corners of cards and controls, px."""
TAP = 52
"""The least height of what can be tapped, px."""
BASE = 18
"""The size of running words, px."""
MEASURE = 40
"""The width of a column of words, rem."""
FONT = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif'

_NAMED = (
    "ground", "card", "ink", "soft", "line", "edge", "accent", "accent_ink", "accent_wash", "accent_deep",
    "deep_ink", "warm", "warm_wash", "error", "error_wash",
)  # fmt: skip


def _colours(scheme: Scheme) -> str:
    named = [f"--{name.replace('_', '-')}:{getattr(scheme, name)}" for name in _NAMED]
    steps = [f"--agree-{step}:{colour}" for step, colour in enumerate(scheme.agree, 1)]
    bars = [f"--bar-{place}:{colour}" for place, colour in enumerate(scheme.bars, 1)]
    return ";".join([*named, *steps, f"--none:{scheme.none}", *bars])


_SIZES = f"--radius:{RADIUS}px;--tap:{TAP}px;--measure:{MEASURE}rem;--font:{FONT}"


def css() -> str:
    """The `:root` block, with the dark scheme for screens (paper is always light)."""
    return f":root{{color-scheme:light dark;{_SIZES};{_colours(LIGHT)}}}@media screen and (prefers-color-scheme:dark){{:root{{{_colours(DARK)}}}}}"


def paper_css() -> str:
    """The same for what is made to be printed: a screen shows it as the paper will be."""
    return f":root{{color-scheme:light;{_SIZES};{_colours(LIGHT)}}}"
