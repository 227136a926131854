"""How every drawing looks, from the design tokens."""

from typing import Any

import altair as alt

from common.tokens import DARK, FONT, LIGHT, Scheme

SIZE, SMALL = 14, 12
"""Letters, px."""
SOURCE = "rows"

Spec = dict[str, Any]


def scheme(theme: str) -> Scheme:
    return DARK if theme == "dark" else LIGHT


def finished(chart: alt.LayerChart | alt.FacetChart, height: int, label: str, look: Scheme) -> Spec:
    """Without data: whoever draws it hands in the rows. `label` is read out; it must not change with the data, or the drawing would be made anew."""
    dressed = (
        chart.properties(
            height=height,
            description=label,
            background="transparent",
            padding={"left": 2, "right": 8, "top": 4, "bottom": 4},
            autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        )
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_text(fontSize=SIZE, color=look.ink)
        .configure_axis(
            labelFontSize=SMALL,
            labelColor=look.soft,
            titleColor=look.soft,
            titleFontSize=SMALL,
            titleFontWeight="normal",
            gridColor=look.line,
            domainColor=look.edge,
            tickColor=look.edge,
        )
    )
    with alt.data_transformers.enable(consolidate_datasets=False):  # words that stand still stay in their layer
        spec: Spec = dressed.to_dict()
    for part in (spec, *spec["layer"]):
        if part.get("data") == {"name": SOURCE}:
            del part["data"]
    return spec


def pixels(field: str, height: int) -> alt.Y:
    """A place from the top that the rows give in pixels."""
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False, zero=False), axis=None)


BLACK, WHITE = "#000000", "#ffffff"
"""One of them has 4.5:1 on whatever shade there is; softer inks have not."""


def ramp(look: Scheme, n: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """So many shades from the first colour of bars towards the ground, and the ink that is read best on each."""
    shades = [_mixed(look.bars[0], look.card, 0.78 * place / max(1, n - 1)) for place in range(n)]
    inks = (WHITE if contrast(WHITE, shade) > contrast(BLACK, shade) else BLACK for shade in shades)
    return tuple(shades), tuple(inks)


def _mixed(one: str, other: str, share: float) -> str:
    both = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(first + (second - first) * share):02x}" for first, second in both)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
