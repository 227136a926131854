"""Numbers and times in at most a dozen or two of neighbouring columns, with the empty ones between them."""

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from babel.dates import format_date

from i18n.catalogue import Words

MOST_NUMBERS, MOST_MONTHS, MOST_DAYS = 12, 36, 45


class Step(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


Columns = list[tuple[str, int]]
"""Label and count, in order."""


def of_numbers(counts: Mapping[float, int], low: object, high: object, words: Words) -> Columns:
    """Each whole number where they fit, else classes of 2, 5, 10, 20, 50 …; the limits of the question hold only while they are near the answers."""
    first = float(str(low)) if low is not None else min(counts, default=0.0)
    last = float(str(high)) if high is not None else max(counts, default=0.0)
    if last - first >= MOST_NUMBERS and counts:
        first, last = min(counts), max(counts)
    if not counts and last - first >= MOST_NUMBERS:
        return []
    width = _width(last - first)
    start = math.floor(first / width)
    columns = [0] * (math.floor(last / width) - start + 1)
    for number, count in counts.items():
        columns[min(max(math.floor(number / width) - start, 0), len(columns) - 1)] += count
    whole = all(number.is_integer() for number in counts)
    return [(_class((start + place) * width, width, whole, words), count) for place, count in enumerate(columns)]


def _width(span: float) -> int:
    """The narrowest of 1, 2, 5, 10, 20 … with which the span fits."""
    width, steps = 1, (2, 2.5, 2)
    turn = 0
    while math.floor(span / width) + 2 > MOST_NUMBERS + 1:
        width = int(width * steps[turn % 3])
        turn += 1
    return width


def _class(first: float, width: int, whole: bool, words: Words) -> str:
    if whole and width == 1:
        return words.number(first)
    return (
        f"{words.number(first)}–{words.number(first + width - 1)}"
        if whole
        else f"{words.number(first)}–<{words.number(first + width)}"
    )


def of_months(counts: Mapping[str, int], words: Words) -> Columns:
    """Months as `2026-06`; years where there are too many of them."""
    if not counts:
        return []
    months = [date.fromisoformat(f"{month}-01") for month in _months(min(counts), max(counts))]
    if len(months) <= MOST_MONTHS:
        return [(_said(month, "LLL yy", words), counts.get(month.isoformat()[:7], 0)) for month in months]
    years = range(months[0].year, months[-1].year + 1)
    return [(str(year), sum(count for month, count in counts.items() if int(month[:4]) == year)) for year in years]


def of_dates(counts: Mapping[str, int], words: Words) -> Columns:
    """Days as ISO dates, or months as `2026-06`, however the kind counts."""
    of_days_alone = all(len(name) == len("2026-06-15") for name in counts)
    return of_days(counts, words) if of_days_alone else of_months(counts, words)


def of_hours(counts: Mapping[str, int]) -> Columns:
    """Hours as `09`, from the first to the last that was named."""
    if not counts:
        return []
    hours = range(int(min(counts)), int(max(counts)) + 1)
    return [(f"{hour}:00", counts.get(f"{hour:02}", 0)) for hour in hours]


def _months(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:7])
    while (words := f"{year:04}-{month:02}") <= last:
        yield words
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def step_of(days: Collection[str]) -> Step:
    """Days while they fit, then weeks, then months."""
    span = (date.fromisoformat(max(days)) - date.fromisoformat(min(days))).days if days else 0
    return Step.DAY if span < MOST_DAYS else Step.WEEK if span < 7 * MOST_DAYS else Step.MONTH


def of_days(counts: Mapping[str, int], words: Words) -> Columns:
    """Days as ISO dates, in steps that fit; a week goes by its Monday."""
    step = step_of(counts)
    if not counts or step is Step.MONTH:
        return of_months(_summed(counts, lambda name: name[:7]), words)
    first, last = (_begin(date.fromisoformat(name), step) for name in (min(counts), max(counts)))
    summed = _summed(counts, lambda name: _begin(date.fromisoformat(name), step).isoformat())
    pattern = "d. MMM" if words.language.locale.language == "de" else "d MMM"
    return [
        (_said(day, pattern, words), summed.get(day.isoformat(), 0))
        for day in _days(first, last, 7 if step is Step.WEEK else 1)
    ]


def _begin(day: date, step: Step) -> date:
    return day - timedelta(days=day.weekday()) if step is Step.WEEK else day


def _summed(counts: Mapping[str, int], into: Callable[[str], str]) -> dict[str, int]:
    summed: dict[str, int] = {}
    for name, count in counts.items():
        summed[into(name)] = summed.get(into(name), 0) + count
    return summed


def _days(first: date, last: date, step: int) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=step)


def _said(day: date, pattern: str, words: Words) -> str:
    return str(format_date(day, pattern, locale=words.language.locale))
