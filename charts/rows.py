"""The rows under a drawing: the only thing that changes when an answer arrives. Plain values, so that equal ones are converted once for all viewers."""

from charts.counted import Counted, Part, Picture, Shape
from charts.layout import bands, quarter
from charts.sentences import amount, foot, foot_of_places, in_parts, points
from i18n.catalogue import Words

Row = tuple[str | int | float | None, ...]

SCALE = (
    "item",
    "step",
    "label",
    "words",
    "inside",
    "left",
    "right",
    "middle",
    "top",
    "bottom",
    "foot",
    "foot_at",
    "least",
    "most",
)
SHARES = (
    "item",
    "lines",
    "label_at",
    "step",
    "label",
    "words",
    "inside",
    "left",
    "right",
    "middle",
    "top",
    "bottom",
    "foot",
    "foot_at",
)
RANKING = ("label", "lines", "words", "share", "label_at", "top", "bottom", "middle", "most", "place")
COLUMNS = ("label", "count", "words", "above")

SMALL = 0.09
"""Shares below this have no room for words inside."""
MANY = 13
"""More columns than this carry no number on top."""


def labels(items: tuple[Counted, ...]) -> tuple[str, ...]:
    """Over the bars of a scale; a single one has its words in the title."""
    return tuple(item.label for item in items) if len(items) > 1 else ("",)


def scale(items: tuple[Counted, ...], words: Words) -> tuple[Row, ...]:
    """Each step as a stretch of a bar whose middle step lies across zero."""
    placed, _ = bands(labels(items), foot=True)
    shares = [[part.count / item.base if item.base else 0.0 for part in item.parts] for item in items]
    starts = [-_before_middle(each) for each in shares]
    least = -quarter(max((-start for start in starts), default=0))
    most = quarter(max((start + sum(each) for start, each in zip(starts, shares, strict=True)), default=0))
    rows: list[Row] = []
    for item, band, each, start in zip(items, placed, shares, starts, strict=True):
        for place, (part, share) in enumerate(zip(item.parts, each, strict=True)):
            said = words.percent(share) if share >= SMALL and item.share(part.count) is not None else ""
            below = foot(item, words) if place == 0 else ""
            rows.append(
                (
                    item.label,
                    part.name,
                    part.label,
                    amount(item, part, words),
                    said,
                    start,
                    start + share,
                    start + share / 2,
                    band.bar,
                    band.end,
                    below,
                    band.foot,
                    least,
                    most,
                )
            )
            start += share
    return tuple(rows)


def _before_middle(shares: list[float]) -> float:
    half = len(shares) // 2
    return sum(shares[:half]) + (shares[half] / 2 if len(shares) % 2 else 0.0)


def ahead(items: tuple[Counted, ...]) -> list[Counted]:
    """Choices that were put in order, the furthest ahead first: a place counts the more the better it is."""
    return sorted(items, key=lambda item: -points(item))


def shares(picture: Picture, words: Words) -> tuple[Row, ...]:
    """Each part as a stretch of its item's bar, from the start of the line."""
    by_place = picture.shape is Shape.PLACES
    items = ahead(picture.items) if by_place else list(picture.items)
    placed, _ = bands(tuple(item.label for item in items), foot=True)
    rows: list[Row] = []
    for item, band in zip(items, placed, strict=True):
        start = 0.0
        below = foot_of_places(item, words) if by_place else foot(item, words)
        for place, part in enumerate(item.parts):
            share = part.count / item.base if item.base else 0.0
            end = min(1.0, start + share)  # rounded counts may add up to more than all
            said = words.percent(share) if share >= SMALL and item.share(part.count) is not None else ""
            rows.append(
                (
                    item.label,
                    "" if place else band.words,
                    band.top,
                    part.name,
                    part.label,
                    amount(item, part, words),
                    said,
                    start,
                    end,
                    (start + end) / 2,
                    band.bar,
                    band.end,
                    "" if place else below,
                    band.foot,
                )
            )
            start = end
    return tuple(rows)


def ranked(item: Counted) -> list[Part]:
    """The most frequent first; equal ones as they were offered."""
    return sorted(item.parts, key=lambda part: -part.count)


def ranking(item: Counted, words: Words) -> tuple[Row, ...]:
    parts = ranked(item)
    placed, _ = bands(tuple(part.label for part in parts))
    shares = [part.count / item.base if item.base else 0.0 for part in parts]
    most = quarter(max(shares, default=0)) * 1.4  # the room for words after the longest bar
    return tuple(
        (
            part.label,
            band.words,
            in_parts(item, part, words),
            min(share, 1.0),
            band.top,
            band.bar,
            band.end,
            (band.bar + band.end) / 2,
            most,
            place,
        )
        for place, (part, share, band) in enumerate(zip(parts, shares, placed, strict=True))
    )


def columns(item: Counted, words: Words) -> tuple[Row, ...]:
    few = len(item.parts) < MANY
    return tuple(
        (part.label, part.count, amount(item, part, words), words.number(part.count) if few and part.count else "")
        for part in item.parts
    )
