"""The same numbers as a table in words, for those who read rather than look."""

from charts.counted import Counted, Picture, Shape
from charts.rows import ahead, ranked
from charts.sentences import mean_place
from i18n.catalogue import Words

Table = tuple[tuple[str, ...], ...]
"""Rows of words; the first is the head."""


def table(picture: Picture, words: Words) -> Table:
    if picture.shape is Shape.SCALE:
        return _scale(picture.items, words)
    if picture.shape is Shape.PLACES:
        return _places(picture.items, words)
    if picture.shape is Shape.SHARES:
        return _shares(picture.items, words)
    return tuple(row for item in picture.items for row in _one(item, picture.shape, words))


def _one(item: Counted, shape: Shape, words: Words) -> Table:
    parts = ranked(item) if shape is Shape.RANKING else list(item.parts)
    head = (words.gettext("Antwort"), words.gettext("Personen"), words.gettext("Anteil"))
    body = tuple((part.label, words.number(part.count), _share(item, part.count, words)) for part in parts)
    aside = ((words.gettext("weiß nicht"), words.number(item.none), ""),) if item.none else ()
    return (head, *body, *aside)


def _scale(items: tuple[Counted, ...], words: Words) -> Table:
    head = (
        words.gettext("Aussage"),
        *(part.label for part in items[0].parts),
        words.gettext("weiß nicht"),
        words.gettext("Personen"),
    )
    return (
        head,
        *(
            (
                item.label,
                *_cells(item, words),
                words.number(item.none),
                words.number(item.n),
            )
            for item in items
        ),
    )


def _places(items: tuple[Counted, ...], words: Words) -> Table:
    head = (
        words.gettext("Antwort"),
        *(part.label for part in items[0].parts),
        words.gettext("im Mittel auf Platz"),
    )
    return (head, *((item.label, *_cells(item, words), _mean(item, words)) for item in ahead(items)))


def _mean(item: Counted, words: Words) -> str:
    mean = mean_place(item)
    return "" if mean is None else words.number(mean, 1)


def _shares(items: tuple[Counted, ...], words: Words) -> Table:
    head = (words.gettext("Aussage"), *(part.label for part in items[0].parts), words.gettext("Personen"))
    return (head, *((item.label, *_cells(item, words), words.number(item.n)) for item in items))


def _cells(item: Counted, words: Words) -> tuple[str, ...]:
    return tuple(_cell(item, part.count, words) for part in item.parts)


def _cell(item: Counted, count: int, words: Words) -> str:
    share = _share(item, count, words)
    return f"{words.number(count)} ({share})" if share else words.number(count)


def _share(item: Counted, count: int, words: Words) -> str:
    share = item.share(count)
    return "" if share is None else words.percent(share)
