"""Draws pictures of counts with Streamlit: the drawing, one sentence, and the numbers as a table. Specifications stay, rows are swapped in place."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import msgspec
import pyarrow as pa
import streamlit as st

from charts import html, rows, tables
from charts.altair import columns, ranking, scale, shares
from charts.altair.look import SOURCE, Spec, ramp, scheme
from charts.counted import Picture, Shape, of_days, pictures
from charts.layout import bands
from charts.sentences import persons, sentence
from i18n.catalogue import Words, words
from services.results import Results
from survey.model import unfolded
from ui import state
from ui.plain import plain
from ui.words import _

KEPT = 64
"""Boards kept for all viewers of a process: who sees the same figures in the same language shares what is drawn of them."""

_turn = Lock()
"""One viewer after the other: threads that take the interpreter from each other all come late."""


def theme() -> str:
    return st.context.theme.type or "light"


def draw(shown: Results) -> None:
    """How many took part, all questions in the order of the questionnaire with each section under its title, and the days.

    The same elements in the same order whatever the numbers are, so that nothing beside a change is drawn anew.
    """
    own = words(state.language())
    with _turn:
        board = _board(shown, own, theme())
        st.metric(_("Mitgemacht haben"), board.persons)
        for section in board.sections:
            if section.title:
                st.subheader(section.title, anchor=False)
            for pair in section.pairs:
                places = st.columns(2, gap="large") if len(pair) > 1 else (st.container(),)
                for place, picture in zip(places, pair, strict=True):
                    with place:
                        _one(picture)


def _one(prepared: "_Prepared") -> None:
    """What is said, the drawing, and the numbers for whoever opens them: a refresh sends only what is seen."""
    st.html(prepared.above)
    if prepared.spec is None:
        return
    st.vega_lite_chart(spec=prepared.spec, width="stretch", theme=None)
    with st.expander(
        _("Zahlen als Tabelle"), key=f"table-{prepared.picture.name}", on_change="rerun", type="compact"
    ) as opened:
        if opened.open:
            st.html(prepared.table())


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    pairs: "tuple[tuple[_Prepared, ...], ...]"


@dataclass(frozen=True, slots=True)
class _Board:
    persons: str
    sections: tuple[_Section, ...]


@lru_cache(maxsize=KEPT)
def _board(shown: Results, own: Words, look: str) -> _Board:
    assert shown.figures is not None, "there is something to draw"
    sections = []
    for section in shown.survey.questionnaire.sections:
        seen = tuple(question for question in unfolded(section.questions) if question.name not in shown.hidden)
        drawn = tuple(
            pictures(msgspec.structs.replace(section, questions=seen), shown.figures.tallies, own, shown.rounded)
        )
        if drawn:
            pairs = tuple(tuple(_prepared(one, own, look) for one in pair) for pair in _pairs(drawn))
            sections.append(_Section(plain(own.say(section.title).words), pairs))
    days = _prepared(of_days(shown.figures.days, own, shown.rounded), own, look)
    return _Board(persons(shown.figures.n, own, shown.rounded), (*sections, _Section("", ((days,),))))


def _pairs(drawn: tuple[Picture, ...]) -> Iterator[tuple[Picture, ...]]:
    """Two pictures side by side on a wide screen; those with many items alone."""
    waiting: tuple[Picture, ...] = ()
    for picture in drawn:
        if len(picture.items) > 1:
            if waiting:
                yield waiting
            waiting = ()
            yield (picture,)
        elif waiting:
            yield (*waiting, picture)
            waiting = ()
        else:
            waiting = (picture,)
    if waiting:
        yield waiting


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All that is sent to the browser, as bytes where that can be: data frames took half of a refresh (11 of 25 ms a viewer)."""

    picture: Picture
    own: Words
    look: str
    above: str
    """Title, sentence and legend."""
    spec: Spec | None

    def table(self) -> str:
        return html.table(tables.table(self.picture, self.own), _described(self.picture), scheme(self.look).line)


def _prepared(picture: Picture, own: Words, look: str) -> _Prepared:
    item = picture.items[0]
    described, colours = _described(picture), scheme(look)
    title = picture.title or (item.label if len(picture.items) == 1 else "")
    said, legend = _said(picture, own), ""
    if picture.shape is Shape.WORDS:
        said += " " + own.gettext("Texte stehen hier, sobald sie durchgesehen sind.")
        spec = None
    elif picture.shape is Shape.SCALE:
        spec = _with_rows(
            scale.specification(rows.labels(picture.items), tuple(part.name for part in item.parts), described, look),
            rows.SCALE,
            rows.scale(picture.items, own),
        )
        legend = html.legend(tuple(part.label for part in item.parts), colours.agree)
    elif picture.shape in (Shape.PLACES, Shape.SHARES):
        _, height = bands(tuple(one.label for one in picture.items), foot=True)
        spec = _with_rows(
            shares.specification(height, tuple(part.name for part in item.parts), described, look),
            rows.SHARES,
            rows.shares(picture, own),
        )
        legend = html.legend(tuple(part.label for part in item.parts), ramp(colours, len(item.parts))[0])
    elif picture.shape is Shape.RANKING:
        spec = _with_rows(
            ranking.specification(tuple(part.label for part in item.parts), described, look),
            rows.RANKING,
            rows.ranking(item, own),
        )
    else:
        spec = _with_rows(
            columns.specification("", own.gettext("Personen"), described, look), rows.COLUMNS, rows.columns(item, own)
        )
    return _Prepared(picture, own, look, html.heading(title, said, colours.soft) + legend, spec)


def _described(picture: Picture) -> str:
    return picture.title or picture.items[0].label


def _with_rows(spec: Spec, names: tuple[str, ...], body: tuple[rows.Row, ...]) -> Spec:
    """The rows as a named set, which the browser swaps in place while the rest of the specification stays."""
    columns_of = zip(*body, strict=True) if body else ((),) * len(names)
    table = pa.table({name: list(column) for name, column in zip(names, columns_of, strict=True)})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return spec | {"data": {"name": SOURCE}, "datasets": {SOURCE: sink.getvalue().to_pybytes()}}


def _said(picture: Picture, own: Words) -> str:
    """How many persons; for scales that stands under each bar."""
    if picture.shape in (Shape.SCALE, Shape.SHARES, Shape.WORDS):
        return sentence(picture, own)
    item = picture.items[0]
    aside = " " + own.gettext("Davon „weiß nicht“: {n}.").format(n=own.number(item.none)) if item.none else ""
    return f"{persons(item.n, own, item.rounded)}.{aside} {sentence(picture, own)}"
