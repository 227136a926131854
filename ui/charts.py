"""Draws pictures of counts with Streamlit: the drawing, one sentence, and the numbers as a table. Specifications stay, rows are swapped in place."""

from collections.abc import Iterator
from functools import lru_cache
from html import escape

import pandas as pd
import streamlit as st

from charts import rows, tables
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
"""Tables of rows kept for all viewers of a process: equal rows are converted once."""


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
            st.caption(f"{sentence(picture, own)} {_('Texte stehen hier, sobald sie durchgesehen sind.')}")
            return
        if picture.shape is Shape.SCALE:
            st.html(_legend(tuple(part.label for part in picture.items[0].parts), theme()))
        spec, data = _drawing(picture, own, theme())
        st.vega_lite_chart(data, spec, width="stretch", theme=None)
        st.caption(plain(_below(picture, own)))
        with st.expander(_("Zahlen als Tabelle"), type="compact"):
            st.table(_table(tables.table(picture, own)), border="horizontal")


def _below(picture: Picture, own: Words) -> str:
    """How many persons; for scales that stands under each bar."""
    if picture.shape is Shape.SCALE:
        return sentence(picture, own)
    item = picture.items[0]
    aside = " " + _("Davon „weiß nicht“: {n}.").format(n=own.number(item.none)) if item.none else ""
    return f"{persons(item.n, own, item.rounded)}.{aside} {sentence(picture, own)}"


def _drawing(picture: Picture, own: Words, look: str) -> tuple[Spec, pd.DataFrame]:
    item = picture.items[0]
    described = picture.title or item.label
    if picture.shape is Shape.SCALE:
        return scale.specification(
            rows.labels(picture.items), tuple(part.name for part in item.parts), described, look
        ), _frame(rows.SCALE, rows.scale(picture.items, own))
    if picture.shape is Shape.RANKING:
        return ranking.specification(tuple(part.label for part in item.parts), described, look), _frame(
            rows.RANKING, rows.ranking(item, own)
        )
    return columns.specification("", _("Personen"), described, look), _frame(rows.COLUMNS, rows.columns(item, own))


@lru_cache(maxsize=KEPT)
def _frame(names: tuple[str, ...], body: tuple[rows.Row, ...]) -> pd.DataFrame:
    return pd.DataFrame(body, columns=list(names))


@lru_cache(maxsize=KEPT)
def _table(shown: tables.Table) -> pd.DataFrame:
    head, *body = shown
    frame = pd.DataFrame([[plain(cell) for cell in row] for row in body], columns=[plain(cell) for cell in head])
    return frame.set_index(frame.columns[0])


@lru_cache(maxsize=KEPT)
def _legend(steps: tuple[str, ...], look: str) -> str:
    """Beside the drawing and not in it: here it wraps on a phone."""
    colours = scheme(look).agree
    marks = "".join(
        f'<span style="display:inline-flex;align-items:center;gap:.4em"><span style="inline-size:.9em;block-size:.9em;border-radius:3px;background:{colour}"></span>{escape(step)}</span>'
        for step, colour in zip(steps, colours, strict=False)
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:.2em 1.2em;font-size:.875rem">{marks}</div>'
