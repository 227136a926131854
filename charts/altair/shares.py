"""Bars that several parts share, one bar for each item. The order of the items is the rows' business, so what moves ahead moves in place."""

from functools import lru_cache

import altair as alt

from charts.altair.look import SMALL, SOURCE, Spec, finished, pixels, ramp, scheme


@lru_cache(maxsize=512)
def specification(height: int, steps: tuple[str, ...], described: str, theme: str) -> Spec:
    """`steps` are the names of the parts, from the start of the bar."""
    look = scheme(theme)
    shades, inks = ramp(look, len(steps))
    rows = alt.Chart(alt.NamedData(SOURCE))
    across = alt.Scale(domain=[0, 1], nice=False)

    def coloured(colours: tuple[str, ...]) -> alt.Color:
        return alt.Color("step:N", scale=alt.Scale(domain=list(steps), range=list(colours)), legend=None)

    bars = rows.mark_rect(stroke=look.ground, strokeWidth=1).encode(
        x=alt.X("left:Q", scale=across, axis=None),
        x2="right:Q",
        y=pixels("top", height),
        y2="bottom:Q",
        color=coloured(shades),
        tooltip=[
            alt.Tooltip("item:N", title=" "),
            alt.Tooltip("label:N", title=" "),
            alt.Tooltip("words:N", title=" "),
        ],
    )
    inside = rows.mark_text(fontSize=SMALL).encode(
        x=alt.X("middle:Q", scale=across),
        y=alt.Y("bar_middle:Q", scale=alt.Scale(domain=[0, height], reverse=True), axis=None),
        text="inside:N",
        color=coloured(inks),
    )
    chart = alt.layer(
        bars,
        inside.transform_calculate(bar_middle="(datum.top + datum.bottom) / 2"),
        rows.mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=18).encode(
            x=alt.value(0), y=pixels("label_at", height), text="lines:N"
        ),
        rows.mark_text(align="left", baseline="top", fontSize=SMALL, color=look.soft).encode(
            x=alt.value(0), y=pixels("foot_at", height), text="foot:N"
        ),
    ).resolve_scale(color="independent")
    return finished(chart, height, described, look)
