"""What a picture shows, in words: the numbers beside a bar, the foot below it, and one sentence for those who do not see it."""

from charts.counted import Counted, Part, Picture, Shape
from i18n.catalogue import Words


def persons(n: int, words: Words, rounded: bool = False) -> str:
    said = words.ngettext("{n} Person", "{n} Personen", n).format(n=words.number(n))
    return words.gettext("etwa {amount}").format(amount=said) if rounded else said


def in_parts(item: Counted, part: Part, words: Words) -> str:
    """12 · 34 %"""
    share = item.share(part.count)
    return words.number(part.count) if share is None else f"{words.number(part.count)} · {words.percent(share)}"


def amount(item: Counted, part: Part, words: Words) -> str:
    """12 Personen, 34 %"""
    share, said = item.share(part.count), persons(part.count, words, item.rounded)
    return said if share is None else f"{said}, {words.percent(share)}"


def foot(item: Counted, words: Words) -> str:
    said = persons(item.n, words, item.rounded)
    if not item.none:
        return said
    return words.gettext("{persons} · davon „weiß nicht“: {none}").format(persons=said, none=words.number(item.none))


def points(item: Counted) -> int:
    """Of a choice that was put in order: as many for a place as there are places from there to the last."""
    return sum(part.count * (len(item.parts) - place) for place, part in enumerate(item.parts))


def mean_place(item: Counted) -> float | None:
    """Among those who gave it a place."""
    named = sum(part.count for part in item.parts)
    return sum(part.count * place for place, part in enumerate(item.parts, 1)) / named if named else None


def foot_of_places(item: Counted, words: Words) -> str:
    """How many gave it a place, and which on average."""
    named, mean = sum(part.count for part in item.parts), mean_place(item)
    if mean is None:
        return words.gettext("von niemandem genannt")
    return words.gettext("genannt: {amount} · im Mittel auf Platz {mean}").format(
        amount=amount(item, Part("", "", named), words), mean=words.number(mean, 1)
    )


def sentence(picture: Picture, words: Words) -> str:
    """One sentence that says the main thing."""
    if picture.shape is Shape.WORDS:
        return words.gettext("Etwas geschrieben: {persons}.").format(
            persons=persons(picture.n, words, any(item.rounded for item in picture.items))
        )
    if picture.shape is Shape.SCALE:
        return _upper_steps(picture.items, words)
    if picture.shape is Shape.PLACES:
        return _furthest_ahead(picture.items, words)
    if picture.shape is Shape.SHARES:
        return _largest(picture.items, words)
    return _most_frequent(picture.items[0], words)


def _most_frequent(item: Counted, words: Words) -> str:
    first = max(item.parts, key=lambda part: part.count, default=None)
    if first is None or not first.count:
        return words.gettext("Dazu gibt es noch keine Zahlen.")
    return words.gettext("Am häufigsten: „{label}“ ({amount}).").format(
        label=first.label, amount=amount(item, first, words)
    )


def _furthest_ahead(items: tuple[Counted, ...], words: Words) -> str:
    first = max(items, key=points, default=None)
    if first is None or not points(first):
        return words.gettext("Dazu gibt es noch keine Zahlen.")
    return words.gettext("Am weitesten vorn: „{label}“. Auf Platz 1 steht es bei: {amount}.").format(
        label=first.label, amount=amount(first, first.parts[0], words)
    )


def _largest(items: tuple[Counted, ...], words: Words) -> str:
    found = [(part.count / item.base, item, part) for item in items if item.base for part in item.parts]
    share, item, part = max(found, key=lambda one: one[0], default=(0.0, None, None))
    if item is None or part is None or not share:
        return words.gettext("Dazu gibt es noch keine Zahlen.")
    return words.gettext("Am einhelligsten bei „{item}“: „{label}“ ({amount}).").format(
        item=item.label, label=part.label, amount=amount(item, part, words)
    )


def upper(item: Counted) -> int:
    """Persons on the steps above the middle."""
    return sum(part.count for part in item.parts[(len(item.parts) + 1) // 2 :])


def _upper_steps(items: tuple[Counted, ...], words: Words) -> str:
    rated = sorted((item for item in items if item.base), key=lambda item: -upper(item) / item.base)
    if not rated:
        return words.gettext("Bisher hat niemand eine Stufe gewählt.")
    if len(rated) == 1:
        return words.gettext("Auf den Stufen über der Mitte: {amount}.").format(amount=_upper(rated[0], words))
    return words.gettext(
        "Über der Mitte am meisten bei „{first}“ ({first_amount}), am wenigsten bei „{last}“ ({last_amount})."
    ).format(
        first=rated[0].label,
        first_amount=_upper(rated[0], words),
        last=rated[-1].label,
        last_amount=_upper(rated[-1], words),
    )


def _upper(item: Counted, words: Words) -> str:
    share = item.share(upper(item))
    return (
        words.gettext("{n} von {all}").format(n=words.number(upper(item)), all=words.number(item.base))
        if share is None
        else words.percent(share)
    )
