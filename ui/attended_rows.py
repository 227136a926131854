"""Who came, month by month, as it is shown: the parts of a column, in words and as a table. How it is drawn is in `charts.altair.stacked`; the words are for staff."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from babel.dates import format_date

from charts.tables import Table
from common.marks import N_
from i18n.catalogue import Words

PARTS = {
    "came": N_("gekommen"),
    "excused": N_("entschuldigt"),
    "none": N_("nicht gekommen"),
    "unmarked": N_("nicht vermerkt"),
}
"""From the axis upwards."""
ROWS = ("month", "part", "label", "count", "place", "words")


class Sums(Protocol):
    """Families, except `people`."""

    @property
    def dates(self) -> int: ...
    @property
    def came(self) -> int: ...
    @property
    def excused(self) -> int: ...
    @property
    def none(self) -> int: ...
    @property
    def unmarked(self) -> int: ...
    @property
    def walk_ins(self) -> int: ...
    @property
    def people(self) -> int: ...
    @property
    def no_show(self) -> float | None: ...


Row = tuple[str | int, ...]


def labels(words: Words) -> tuple[str, ...]:
    return tuple(words.gettext(one) for one in PARTS.values())


def rows(months: Mapping[date, Sums], words: Words) -> tuple[Row, ...]:
    """A stretch for each part of each month."""
    return tuple(
        (
            month_name(month, words),
            name,
            words.gettext(label),
            getattr(sums, name),
            place,
            words.ngettext("{n} Familie", "{n} Familien", getattr(sums, name)).format(
                n=words.number(getattr(sums, name))
            ),
        )
        for month, sums in months.items()
        for place, (name, label) in enumerate(PARTS.items())
    )


def month_name(month: date, words: Words) -> str:
    return str(format_date(month, "LLL yy", locale=words.language.locale))


def table(named: Mapping[str, Sums], first: str, words: Words) -> Table:
    """One line for each name; `first` is over the names."""
    head = (first, *labels(words), words.gettext("ohne Anmeldung"), words.gettext("Menschen"))
    return (head, *((name, *_cells(sums, words)) for name, sums in named.items()))


def _cells(sums: Sums, words: Words) -> tuple[str, ...]:
    """Of those who stayed away also the share, where something was noted."""
    none = (
        words.number(sums.none)
        if sums.no_show is None
        else f"{words.number(sums.none)} · {words.percent(sums.no_show)}"
    )
    rest = (words.number(one) for one in (sums.unmarked, sums.walk_ins, sums.people))
    return (words.number(sums.came), words.number(sums.excused), none, *rest)
