"""Columns along an axis, each made of a few parts one on the other."""

from functools import lru_cache

import altair as alt

from charts.altair.look import SOURCE, Spec, finished, scheme
from common.tokens import Scheme

HEIGHT = 240


def colours(look: Scheme) -> tuple[str, ...]:
    """Of the parts from the axis upwards; the last one is what nobody knows."""
    return (look.agree[4], look.agree[3], look.agree[0], look.none)


@lru_cache(maxsize=64)
def specification(names: tuple[str, ...], up: str, described: str, theme: str) -> Spec:
    """`names` of the parts from the axis upwards, `up` the word at the axis."""
    look = scheme(theme)
    across = alt.X(
        "month:N",
        sort=None,
        title=None,
        axis=alt.Axis(labelAngle=0, labelOverlap="greedy", labelPadding=6, ticks=False),
        scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15),
    )
    upwards = alt.Y(
        "sum(count):Q",
        title=up,
        stack="zero",
        axis=alt.Axis(tickMinStep=1, tickCount=4, format=",d", domain=False, ticks=False),
    )
    bars = (
        alt.Chart(alt.NamedData(SOURCE))
        .mark_bar(stroke=look.ground, strokeWidth=1)
        .encode(
            x=across,
            y=upwards,
            order=alt.Order("place:Q"),
            color=alt.Color("part:N", scale=alt.Scale(domain=list(names), range=list(colours(look))), legend=None),
            tooltip=[
                alt.Tooltip("month:N", title=" "),
                alt.Tooltip("label:N", title=" "),
                alt.Tooltip("words:N", title=" "),
            ],
        )
    )
    return finished(alt.layer(bars), HEIGHT, described, look)
