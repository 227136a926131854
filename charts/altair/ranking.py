"""Categories without an order as bars, the most frequent on top. The order is the rows' business, so a new leader moves up in place."""

from functools import lru_cache

import altair as alt

from charts.altair.look import SMALL, SOURCE, Spec, finished, pixels, scheme
from charts.layout import bands


@lru_cache(maxsize=512)
def specification(labels: tuple[str, ...], described: str, theme: str) -> Spec:
    look = scheme(theme)
    _, height = bands(labels)
    rows = alt.Chart(alt.NamedData(SOURCE))
    across = alt.Scale(nice=False, zero=True)
    tooltip = [alt.Tooltip("label:N", title=" "), alt.Tooltip("words:N", title=" ")]
    chart = alt.layer(
        rows.mark_rule(opacity=0).encode(x=alt.X("most:Q", scale=across, axis=None), y=pixels("top", height)),
        rows.mark_rect(color=look.bars[0], cornerRadius=3)
        .encode(
            x=alt.X("start:Q", scale=across, axis=None),
            x2="share:Q",
            y=pixels("top", height),
            y2="bottom:Q",
            tooltip=tooltip,
        )
        .transform_calculate(start="0"),
        rows.mark_text(align="left", dx=6, fontSize=SMALL + 1).encode(
            x=alt.X("share:Q", scale=across), y=pixels("middle", height), text="words:N"
        ),
        rows.mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=18).encode(
            x=alt.value(0), y=pixels("label_at", height), text="lines:N"
        ),
    )
    return finished(chart, height, described, look)
