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
