"""Values with their intervals as dots on one line from 0 to 100, and how a recommendation from 0 to 10 spreads. A table with the same figures stands beside each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from common.tokens import FONT, Scheme
from ui import theme
from ui.plain import plain
from ui.words import _, number

ROW = 52
"""Height of a row, px."""
DETRACTORS, PROMOTERS = range(7), range(9, 11)


@dataclass(frozen=True, slots=True)
class Dot:
    """One row. Without `mean` there is nothing to show, and `note` says why."""

    name: str
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    note: str = ""

    @property
    def value(self) -> str:
        """With a decimal only where it means something: what comes without an interval is rounded."""
        return "–" if self.mean is None else number(self.mean, 0 if self.low is None else 1)

    @property
    def interval(self) -> str:
        return (
            "–"
            if self.low is None or self.high is None
            else _("{low} bis {high}").format(low=number(self.low, 1), high=number(self.high, 1))
        )


def dot(name: str, estimate: Any, note: str = "") -> Dot:
    """From an estimate of the metrics, or None where there is none."""
    if estimate is None:
        return Dot(name, note=note or _("nicht gezeigt"))
    interval = estimate.interval
    return Dot(name, estimate.mean, interval and interval.low, interval and interval.high, estimate.n, note)


def draw(dots: Sequence[Dot], title: str) -> None:
    """The picture, and below it the table for those who cannot or do not want to read it."""
    st.vega_lite_chart(None, _dots(dots, theme.scheme()), theme=None, width="stretch", alt=f"{title}: {_told(dots)}")
    with st.expander(_("{title} als Tabelle").format(title=title)):
        table(dots)


def table(dots: Iterable[Dot]) -> None:
    noted = any(one.note for one in dots)
    rows = [
        {
            "": plain(one.name),
            _("Wert"): one.value,
            _("Bereich (95 %)"): one.interval,
            "n": "–" if one.n is None else number(one.n),
        }
        | ({_("Hinweis"): plain(one.note)} if noted else {})
        for one in dots
    ]
    st.table(rows, border="horizontal", hide_index=True)


def recommendation(distribution: Sequence[int], title: str) -> None:
    st.vega_lite_chart(None, _bars(distribution, theme.scheme()), theme=None, width="stretch", alt=title)
    with st.expander(_("{title} als Tabelle").format(title=title)):
        st.table(
            [{_("Stufe"): str(step), _("Menschen"): number(count)} for step, count in enumerate(distribution)],
            border="horizontal",
            hide_index=True,
        )


def _told(dots: Iterable[Dot]) -> str:
    return "; ".join(f"{one.name} {one.value}" for one in dots)


def _dots(dots: Sequence[Dot], look: Scheme) -> dict[str, Any]:
    rows = [
        {
            "place": place,
            "name": one.name,
            "mean": one.mean,
            "low": None if one.low is None else max(0.0, one.low),
            "high": None if one.high is None else min(100.0, one.high),
            "label": one.value if one.mean is not None else one.note,
            "interval": one.interval,
            "n": one.n,
        }
        for place, one in enumerate(dots)
    ]
    y = {"field": "place", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0, "paddingOuter": 0}}
    x = {
        "type": "quantitative",
        "scale": {"domain": [0, 100], "nice": False, "clamp": True},
        "axis": {
            "title": None,
            "values": [0, 25, 50, 75, 100],
            "gridColor": {
                "condition": {"test": "datum.value === 0 || datum.value === 100", "value": "transparent"},
                "value": look.line,
            },
        },
    }
    tooltip = [
        {"field": "name", "title": " "},
        {"field": "label", "title": _("Wert")},
        {"field": "interval", "title": _("Bereich (95 %)")},
        {"field": "n", "title": "n"},
    ]
    words = {"type": "text", "baseline": "bottom", "dy": -9, "fontSize": 14, "color": look.ink}
    known = [{"filter": "datum.mean !== null"}]
    return _dressed(
        look,
        height={"step": ROW},
        data={"values": rows},
        encoding={"y": y},
        layer=[
            {
                "mark": {"type": "rule", "color": look.line, "strokeWidth": 2, "yOffset": 10},
                "encoding": {"x": {"datum": 0} | x, "x2": {"datum": 100}},
            },
            {
                "transform": [{"filter": "datum.low !== null"}],
                "mark": {
                    "type": "rule",
                    "color": look.accent,
                    "strokeWidth": 6,
                    "opacity": 0.35,
                    "strokeCap": "round",
                    "yOffset": 10,
                },
                "encoding": {"x": {"field": "low"} | x, "x2": {"field": "high"}, "tooltip": tooltip},
            },
            {
                "transform": known,
                "mark": {
                    "type": "point",
                    "filled": True,
                    "size": 190,
                    "opacity": 1,
                    "color": look.accent,
                    "stroke": look.ground,
                    "strokeWidth": 2,
                    "yOffset": 10,
                },
                "encoding": {"x": {"field": "mean"} | x, "tooltip": tooltip},
            },
            {"mark": words | {"align": "left", "dy": 0}, "encoding": {"x": {"value": 0}, "text": {"field": "name"}}},
            {
                "transform": known,
                "mark": words | {"align": "right", "fontWeight": 600, "dy": 0},
                "encoding": {"x": {"value": "width"}, "text": {"field": "label"}},
            },
            {
                "transform": [{"filter": "datum.mean === null"}],
                "mark": words | {"align": "right", "dy": 0, "color": look.soft},
                "encoding": {"x": {"value": "width"}, "text": {"field": "label"}},
            },
        ],
    )


def _bars(distribution: Sequence[int], look: Scheme) -> dict[str, Any]:
    groups = (_("0 bis 6: eher nicht"), _("7 und 8: teils, teils"), _("9 und 10: gern"))
    rows = [
        {"step": step, "count": count, "group": groups[0 if step in DETRACTORS else 2 if step in PROMOTERS else 1]}
        for step, count in enumerate(distribution)
    ]
    colour = {
        "field": "group",
        "type": "nominal",
        "scale": {"domain": groups, "range": [look.agree[0], look.none, look.agree[4]]},
        "legend": {"title": None, "orient": "bottom", "columns": 1},
    }
    x = {"field": "step", "type": "ordinal", "axis": {"title": None, "labelAngle": 0, "domain": False, "ticks": False}}
    y = {"field": "count", "type": "quantitative", "axis": None}
    return _dressed(
        look,
        height=180,
        data={"values": rows},
        encoding={"x": x, "y": y},
        layer=[
            {"mark": {"type": "bar", "cornerRadiusEnd": 4}, "encoding": {"color": colour}},
            {
                "transform": [{"filter": "datum.count > 0"}],
                "mark": {"type": "text", "dy": -8, "color": look.ink, "fontSize": 13},
                "encoding": {"text": {"field": "count"}},
            },
        ],
    )


def _dressed(look: Scheme, **spec: Any) -> dict[str, Any]:
    axis = {
        "labelColor": look.soft,
        "labelFontSize": 12,
        "gridColor": look.line,
        "domainColor": look.line,
        "tickColor": look.line,
    }
    config = {
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "legend": {"labelColor": look.ink, "labelFontSize": 13},
    }
    return {
        "background": "transparent",
        "padding": {"left": 4, "right": 8, "top": 4, "bottom": 4},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "config": config,
        **spec,
    }
