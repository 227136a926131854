"""Who takes part in workshops, over time and by district: sums of the counts in `services.attendance`. No names, and nothing that leads to one family."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from common import clock
from services.attendance import DateCounts, Figures
from services.releasing import STAFF, THRESHOLD

FEWEST = THRESHOLD[STAFF]


@dataclass(frozen=True, slots=True)
class Attended:
    """Sums over dates that are over. Families, except `people`."""

    dates: int = 0
    came: int = 0
    excused: int = 0
    none: int = 0
    unmarked: int = 0
    walk_ins: int = 0
    people: int = 0

    @property
    def marked(self) -> int:
        return self.came + self.excused + self.none

    @property
    def no_show(self) -> float | None:
        """Of the families of whom somebody noted something: how many stayed away without a word."""
        return self.none / self.marked if self.marked else None


@dataclass(frozen=True, slots=True)
class Counted:
    """Answers by their code. None where fewer than `FEWEST` families gave one."""

    counts: dict[str, int] = field(default_factory=dict)
    n: int = 0


def over(figures: Iterable[Figures]) -> tuple[Figures, ...]:
    """Those with a date that is over."""
    now = clock.now()
    return tuple(one for one in figures if any(each.ends <= now for each in one.workshop.dates))


def of(one: Figures) -> Attended:
    """One workshop, all its dates that are over."""
    return _sum(counts for _, counts in _past(one))


def whole(figures: Iterable[Figures]) -> Attended:
    """All of them together."""
    return _sum(counts for one in figures for _, counts in _past(one))


def per_month(figures: Iterable[Figures]) -> dict[date, Attended]:
    """First day of the month to its sums, without gaps, so that a pause is seen as one."""
    months: dict[date, list[DateCounts]] = {}
    for one in figures:
        for day, counts in _past(one):
            months.setdefault(day.replace(day=1), []).append(counts)
    if not months:
        return {}
    return {month: _sum(months.get(month, [])) for month in _between(min(months), max(months))}


def per_district(figures: Sequence[Figures]) -> dict[int, Attended]:
    """District id to its sums; only districts in which something took place."""
    found: dict[int, list[DateCounts]] = {}
    for one in figures:
        found.setdefault(one.workshop.district_id, []).extend(counts for _, counts in _past(one))
    return {district_id: _sum(counts) for district_id, counts in found.items() if counts}


def been_before(figures: Iterable[Figures]) -> Counted | None:
    """`yes` and `no`, from the voluntary question only.

    Only of workshops that are over and in which enough families answered it: else the figure would tell what the newest sign-up said.
    """
    now = clock.now()
    whole: Counter[str] = Counter()
    for one in figures:
        answers = one.signups.been_before
        if one.workshop.ends and one.workshop.ends <= now and sum(answers.values()) >= FEWEST:
            whole.update(answers)
    return Counted(dict(whole), whole.total()) if whole else None


def languages(figures: Iterable[Figures]) -> Counted | None:
    """In which language confirmed families signed up."""
    whole: Counter[str] = Counter()
    for one in figures:
        whole.update(one.signups.languages)
    return Counted(dict(whole.most_common()), whole.total()) if whole.total() >= FEWEST else None


def together(figures: Iterable[Figures]) -> list[tuple[str, str, int]]:
    """Two organisations and in how many workshops both took part, the most frequent first."""
    pairs: Counter[tuple[str, str]] = Counter()
    for one in figures:
        pairs.update(combinations(sorted(one.signups.organisations, key=str.casefold), 2))
    return [(*pair, n) for pair, n in sorted(pairs.items(), key=lambda one: (-one[1], one[0]))]


def _past(one: Figures) -> list[tuple[date, DateCounts]]:
    now = clock.now()
    return [(each.day, one.dates[each.id]) for each in one.workshop.dates if each.ends <= now]


def _sum(counts: Iterable[DateCounts]) -> Attended:
    found = list(counts)
    return Attended(
        len(found),
        *(
            sum(getattr(one, name) for one in found)
            for name in ("came", "excused", "none", "unmarked", "walk_ins", "people")
        ),
    )


def _between(first: date, last: date) -> Iterable[date]:
    month = first
    while month <= last:
        yield month
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
