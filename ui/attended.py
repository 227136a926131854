"""Who came to workshops, drawn: columns by month, tables beside them, and what a voluntary question says about new families."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from charts import html
from charts.altair import stacked
from services.attendance import Figures
from services.participation import FEWEST, Attended, Counted, of
from ui import attended_rows, theme, workshop_cards
from ui.plain import plain
from ui.words import _, number, own, percent, spoken


def months(found: Mapping[date, Attended]) -> None:
    look, described = theme.scheme(), _("Familien nach Monaten")
    values = [dict(zip(attended_rows.ROWS, row, strict=True)) for row in attended_rows.rows(found, own())]
    spec = stacked.specification(tuple(attended_rows.PARTS), _("Familien"), described, st.context.theme.type or "light")
    st.html(html.legend(attended_rows.labels(own()), stacked.colours(look)))
    st.vega_lite_chart(spec=spec | {"data": {"values": values}}, theme=None, width="stretch")
    with st.expander(_("{title} als Tabelle").format(title=described)):
        table({attended_rows.month_name(month, own()): sums for month, sums in found.items()}, _("Monat"), described)


def table(named: Mapping[str, Attended], first: str, described: str) -> None:
    st.html(html.table(attended_rows.table(named, first, own()), described, theme.scheme().line))


def per_workshop(found: Sequence[Figures]) -> None:
    """The names may repeat in a series, their days do not."""
    table({workshop_cards.name(one.workshop): of(one) for one in found}, _("Workshop"), _("Teilnahme nach Workshops"))


def been_before(found: Counted | None) -> None:
    if found is None:
        st.caption(
            _(
                "Dazu zeigen wir etwas, sobald ein Workshop vorbei ist, bei dem mindestens {fewest} Familien die freiwillige Frage „Waren Sie schon einmal dabei?“ beantwortet haben."
            ).format(fewest=number(FEWEST))
        )
        return
    new, again = found.counts.get("no", 0), found.counts.get("yes", 0)
    left, right = st.columns(2)
    left.metric(
        _("zum ersten Mal dabei"),
        percent(new / found.n),
        help=_("{k} von {n}").format(k=number(new), n=number(found.n)),
    )
    right.metric(
        _("schon einmal dabei"),
        percent(again / found.n),
        help=_("{k} von {n}").format(k=number(again), n=number(found.n)),
    )
    st.caption(
        _(
            "Von {n} Familien, die die freiwillige Frage beantwortet haben, aus Workshops, die vorbei sind. Wir gleichen nie ab, wer früher angemeldet war."
        ).format(n=number(found.n))
    )


def languages(found: Counted | None) -> None:
    if found is None:
        st.caption(_("Sprachen zeigen wir ab {fewest} Familien.").format(fewest=number(FEWEST)))
        return
    for tag, n in found.counts.items():
        st.progress(n / found.n, text=f"{plain(spoken(tag))}: {number(n)} · {percent(n / found.n)}")


def together(found: Sequence[tuple[str, str, int]]) -> None:
    if not found:
        st.caption(_("Noch waren nirgends zwei Organisationen zusammen dabei, oder es wurde nicht danach gefragt."))
        return
    rows = [
        {_("Organisation"): plain(one), _("zusammen mit"): plain(other), _("Workshops"): number(n)}
        for one, other, n in found
    ]
    st.table(rows, border="horizontal", hide_index=True, height=400 if len(rows) > 9 else "content")
