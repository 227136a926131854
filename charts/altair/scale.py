"""Steps of a scale as bars that part at the middle step."""

from functools import lru_cache

import altair as alt

from charts.altair.look import SMALL, SOURCE, Spec, finished, pixels, scheme
from charts.layout import bands


@lru_cache(maxsize=512)
def specification(labels: tuple[str, ...], steps: tuple[str, ...], described: str, theme: str) -> Spec:
    """`labels` of the items, `steps` the names of the scale's categories."""
    look = scheme(theme)
    placed, height = bands(labels, foot=True)
    rows = alt.Chart(alt.NamedData(SOURCE))
    across = alt.Scale(nice=False, zero=True)
    words = alt.Chart(alt.InlineData([{"at": band.top, "line": band.words} for band in placed]))
    marks = [{"zero": 0, "from": band.bar - 5, "to": band.bar} for band in placed]
    middle = alt.Chart(alt.InlineData(marks))  # above the bar: the middle step keeps its number
    bars = rows.mark_rect(stroke=look.ground, strokeWidth=1).encode(
        x=alt.X("left:Q", scale=across, axis=None),
        x2="right:Q",
        y=pixels("top", height),
        y2="bottom:Q",
        color=alt.Color("step:N", scale=alt.Scale(domain=list(steps), range=list(look.agree)), legend=None),
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
        color=alt.Color("step:N", scale=alt.Scale(domain=list(steps), range=list(look.agree_ink)), legend=None),
    )
    chart = alt.layer(
        rows.mark_rule(opacity=0).encode(
            x=alt.X("least:Q", scale=across, axis=None), x2="most:Q", y=pixels("top", height)
        ),
        bars,
        inside.transform_calculate(bar_middle="(datum.top + datum.bottom) / 2"),
        middle.mark_rule(color=look.ink, strokeWidth=1.5).encode(
            x=alt.X("zero:Q", scale=across), y=pixels("from", height), y2="to:Q"
        ),
        words.mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=18).encode(
            x=alt.value(0), y=pixels("at", height), text="line:N"
        ),
        rows.mark_text(align="left", baseline="top", fontSize=SMALL, color=look.soft).encode(
            x=alt.value(0), y=pixels("foot_at", height), text="foot:N"
        ),
    ).resolve_scale(color="independent")
    return finished(chart, height, described, look)
