"""Columns along an axis: numbers, months, days."""

from functools import lru_cache

import altair as alt

from charts.altair.look import SMALL, SOURCE, Spec, finished, scheme

HEIGHT = 220


@lru_cache(maxsize=512)
def specification(along: str, up: str, described: str, theme: str) -> Spec:
    """`along` and `up` are the words at the axes."""
    look = scheme(theme)
    rows = alt.Chart(alt.NamedData(SOURCE))
    across = alt.X(
        "label:N",
        sort=None,
        title=along or None,
        axis=alt.Axis(labelAngle=0, labelOverlap="greedy", labelPadding=6, ticks=False),
        scale=alt.Scale(paddingInner=0.15, paddingOuter=0.1),
    )
    upwards = alt.Y(
        "count:Q",
        title=up,
        axis=alt.Axis(tickMinStep=1, tickCount=4, format=",d", domain=False, ticks=False),
        scale=alt.Scale(zero=True, nice=True, domainMin=0),
    )
    chart = alt.layer(
        rows.mark_bar(color=look.bars[0], cornerRadiusTopLeft=3, cornerRadiusTopRight=3).encode(
            x=across, y=upwards, tooltip=[alt.Tooltip("label:N", title=" "), alt.Tooltip("words:N", title=" ")]
        ),
        rows.mark_text(dy=-8, fontSize=SMALL).encode(x=across, y=upwards, text="above:N"),
    )
    return finished(chart, HEIGHT, described, look)
