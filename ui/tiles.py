"""The districts of the city as tiles, each with one value. The lightness of a tile follows its value; the number stands in it, so that no colour has to be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import streamlit as st

from common.tokens import RADIUS, Scheme
from ui import theme
from ui.plain import plain
from ui.words import _, number

COLUMNS = 3
STEPS = (0.08, 0.18, 0.30, 0.42)
"""How much accent a quarter of the scale gets on the card: as much as keeps the words on it readable, in light and dark."""


@dataclass(frozen=True, slots=True)
class Tile:
    name: str
    row: int
    column: int
    value: float | None
    note: str


def draw(tiles: Iterable[Tile], title: str) -> None:
    shown = sorted(tiles, key=lambda one: (one.row, one.column))
    st.html(html(shown, title, theme.scheme()))
    with st.expander(_("{title} als Tabelle").format(title=title)):
        st.table(
            [
                {
                    _("Stadtbezirk"): plain(one.name),
                    _("Wert"): "–" if one.value is None else number(one.value),
                    _("Hinweis"): one.note,
                }
                for one in shown
            ],
            border="horizontal",
            hide_index=True,
        )


def html(tiles: Iterable[Tile], title: str, look: Scheme) -> str:
    inside = "".join(_tile(one, look) for one in tiles)
    return f'<div role="list" aria-label="{escape(title)}" style="display:grid;grid-template-columns:repeat({COLUMNS},minmax(0,1fr));gap:8px;max-width:38rem">{inside}</div>'


def _tile(one: Tile, look: Scheme) -> str:
    there = one.value is not None
    ground = f"color-mix(in srgb,{look.accent} {_strength(one.value or 0):.0%},{look.card})" if there else "transparent"
    border = f"1px solid {look.edge}" if there else f"1px dashed {look.edge}"
    value = f'<span style="font-size:1.5rem;font-weight:650">{number(one.value or 0)}</span>' if there else ""
    return (
        f'<div role="listitem" style="grid-row:{one.row + 1};grid-column:{one.column + 1};background:{ground};border:{border};border-radius:{RADIUS}px;'
        f'color:{look.ink if there else look.soft};padding:.55rem .5rem;min-height:5.6rem;display:flex;flex-direction:column;gap:.1rem;overflow-wrap:anywhere;hyphens:auto">'
        f'<span style="font-size:clamp(.72rem,3.1vw,.88rem);line-height:1.25">{escape(one.name)}</span>{value}<span style="font-size:.78rem;margin-top:auto;line-height:1.25">{escape(one.note)}</span></div>'
    )


def _strength(value: float) -> float:
    return STEPS[min(len(STEPS) - 1, max(0, int(value // 25)))]
