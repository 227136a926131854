"""Draws pictures of counts with Streamlit: the drawing, one sentence, and the numbers as a table. Specifications stay, rows are swapped in place."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa
import streamlit as st

from charts import html, rows, tables
from charts.altair import columns, ranking, scale
from charts.altair.look import Spec, scheme
from charts.counted import Picture, Shape, of_days, pictures
from charts.sentences import persons, sentence
from i18n.catalogue import Words, words
from services.figures import Figures
from survey.model import Questionnaire
from ui import state
from ui.plain import plain
from ui.words import _

KEPT = 2048
"""Pictures prepared for all viewers of a process: equal numbers in one language are prepared once."""


def theme() -> str:
    return st.context.theme.type or "light"


def head(figures: Figures, rounded: bool) -> None:
    """How many took part."""
    own = words(state.language())
    st.metric(_("Mitgemacht haben"), persons(figures.n, own, rounded))


def draw(questionnaire: Questionnaire, figures: Figures, rounded: bool) -> None:
    """All questions in the order of the questionnaire, each section under its title."""
    own = words(state.language())
    for section in questionnaire.sections:
        shown = tuple(pictures(section, figures.tallies, own, rounded))
        if shown:
            st.subheader(plain(own.say(section.title).words), anchor=False)
        for left, right in _pairs(shown):
            places = st.columns(2, gap="large") if right else (st.container(),)
            for place, picture in zip(places, (left, right), strict=False):
                if picture:
                    with place:
                        one(picture, own)


def _pairs(shown: tuple[Picture, ...]) -> Iterator[tuple[Picture, Picture | None]]:
    """Two pictures side by side on a wide screen; those with many items alone."""
    waiting: Picture | None = None
    for picture in shown:
        if len(picture.items) > 1:
            if waiting:
                yield waiting, None
            waiting = None
            yield picture, None
        elif waiting:
            yield waiting, picture
            waiting = None
        else:
            waiting = picture
    if waiting:
        yield waiting, None


def days(figures: Figures, rounded: bool) -> None:
    own = words(state.language())
    one(of_days(figures.days, own, rounded), own)


def one(picture: Picture, own: Words) -> None:
    """The same elements in the same order whatever the numbers are, so that nothing beside a change is drawn anew."""
    with st.container(key=f"picture-{picture.name}"):
        if title := picture.title or (picture.items[0].label if len(picture.items) == 1 else ""):
            st.markdown(f"**{plain(title)}**")
        if picture.shape is Shape.WORDS:
            later = _("Texte stehen hier, sobald sie durchgesehen sind.")
            st.caption(f"{sentence(picture, own)} {later}")
            return
        prepared = _prepared(picture, own, theme())
        if prepared.legend:
            st.html(prepared.legend)
        st.vega_lite_chart(prepared.data, prepared.spec, width="stretch", theme=None)
        st.caption(prepared.below)
        with st.expander(_("Zahlen als Tabelle"), type="compact"):
            st.html(prepared.table)


@dataclass(frozen=True, slots=True)
class _Prepared:
    spec: Spec
    data: pa.Table
    below: str
    legend: str
    table: str


@lru_cache(maxsize=KEPT)
def _prepared(picture: Picture, own: Words, look: str) -> _Prepared:
    """All that is sent to the browser. Arrow and HTML at once, since data frames took half of a refresh (11 of 25 ms a viewer)."""
    item = picture.items[0]
    described, colours = picture.title or item.label, scheme(look)
    if picture.shape is Shape.SCALE:
        spec = scale.specification(rows.labels(picture.items), tuple(part.name for part in item.parts), described, look)
        data, legend = (
            _arrow(rows.SCALE, rows.scale(picture.items, own)),
            html.legend(tuple(part.label for part in item.parts), colours.agree),
        )
    elif picture.shape is Shape.RANKING:
        spec = ranking.specification(tuple(part.label for part in item.parts), described, look)
        data, legend = _arrow(rows.RANKING, rows.ranking(item, own)), ""
    else:
        spec = columns.specification("", own.gettext("Personen"), described, look)
        data, legend = _arrow(rows.COLUMNS, rows.columns(item, own)), ""
    return _Prepared(
        spec, data, plain(_below(picture, own)), legend, html.table(tables.table(picture, own), described, colours.line)
    )


def _arrow(names: tuple[str, ...], body: tuple[rows.Row, ...]) -> pa.Table:
    return pa.table(
        {
            name: list(column)
            for name, column in zip(names, zip(*body, strict=True) if body else ((),) * len(names), strict=True)
        }
    )


def _below(picture: Picture, own: Words) -> str:
    """How many persons; for scales that stands under each bar."""
    if picture.shape is Shape.SCALE:
        return sentence(picture, own)
    item = picture.items[0]
    aside = " " + own.gettext("Davon „weiß nicht“: {n}.").format(n=own.number(item.none)) if item.none else ""
    return f"{persons(item.n, own, item.rounded)}.{aside} {sentence(picture, own)}"
