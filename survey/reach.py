"""Questions that nobody can ever come to, since no answers make their condition true.

Only what can be shown by trying all answers is said: a condition that looks at numbers, texts, the clock or a repeat is left alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from math import prod

from survey.errors import Wrong
from survey.expressions import Compiled, Environment, Invalid, Place, Tree
from survey.expressions import compile as made_ready
from survey.kinds import kind_of
from survey.logic import Logic, Spot
from survey.model import Question, Questionnaire

MOST_TRIES = 3000
SEVERAL = 8
"""Choices of a question of which all combinations are tried."""
_MOVES = re.compile(r"\b(?:today|now|random|once|uuid|pulldata|position|lang)\b|jr:|instance\(|\.\.")
"""What may differ without an answer differing."""
FINITE = frozenset({"single", "agreement", "smileys", "ten", "matrix", "consent", "acknowledge"})

Domain = tuple[str, ...]


def unreachable(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Names of sections, groups and questions; of what lies within one of them only the outermost is named."""
    ready = Logic(questionnaire)
    domains = {place: domain for part in ready.parts for place, domain in _domains(part.spots)}
    found: list[str] = []
    while True:
        new = [
            name for name, conditions in _conditions(ready) if name not in found and _never(ready, conditions, domains)
        ]
        if not new:
            break
        found += new
        for place in _places_of(ready, set(new)):
            domains[place] = ("",)  # what nobody is asked stays empty, and may hide more
    return tuple(_outermost(ready, set(found)))


def _domains(spots: Sequence[Spot]) -> Iterator[tuple[Place, Domain]]:
    """What answers there can be, where they can be counted. Nothing of repeats."""
    for spot in spots:
        question = spot.question
        if question.kind == "group":
            yield from _domains(spot.spots)
        elif question.calculation or question.default or question.kind == "repeat":
            continue
        elif question.kind == "multiple" and len(question.choices) <= SEVERAL:
            for name, place in spot.items.items():
                if name == question.name:
                    yield place, tuple(_combinations(_codes(question, name)))
        elif question.kind in FINITE:
            for name, place in spot.items.items():
                if codes := _codes(question, name):
                    yield place, ("", *codes)


def _codes(question: Question, name: str) -> tuple[str, ...]:
    item = next(item for item in kind_of(question).items(question) if item.name == name)
    if item.is_text:
        return ()
    answers = {str(value) for example in _tries(question, name) for value in [example] if value is not None}
    return tuple(sorted(answers))


def _tries(question: Question, name: str) -> Iterator[object]:
    """Every code that the kind takes of those that it could."""
    columns = kind_of(question).columns(question)[:1]  # none where choices are still to be written
    names = [choice.name for choice in (*question.choices, *(one for column in columns for one in column.choices))]
    for code in dict.fromkeys([*names, *map(str, range(11)), "yes", "other", "none"]):
        try:
            values = kind_of(question).parse(question, {name: [code]})
        except Wrong:  # a code that it refuses is none of its answers
            continue
        value = values.get(name)
        yield value[0] if isinstance(value, list) else value


def _combinations(codes: Sequence[str]) -> Iterator[str]:
    for how_many in range(len(codes) + 1):
        yield from (" ".join(some) for some in combinations(codes, how_many))


def _conditions(ready: Logic) -> Iterator[tuple[str, list[Compiled]]]:
    """Each name with the conditions that must all hold for it to be there. What is broken is told elsewhere."""
    for part in ready.parts:
        section = part.section
        own = _compiled(ready, section.relevant, part.place) if part.place else []
        if own:
            yield section.name, own
        yield from _of_spots(ready, part.spots, own)


def _of_spots(ready: Logic, spots: Sequence[Spot], around: list[Compiled]) -> Iterator[tuple[str, list[Compiled]]]:
    for spot in spots:
        own = _compiled(ready, spot.question.relevant, spot.place)
        if own:
            yield spot.question.name, [*around, *own]
        if spot.question.kind == "group":
            yield from _of_spots(ready, spot.spots, [*around, *own])


def _compiled(ready: Logic, source: str, place: Place) -> list[Compiled]:
    if not source or _MOVES.search(source):
        return []
    try:
        return [made_ready(source, ready.outline, place)]
    except Invalid:
        return []


def _never(ready: Logic, conditions: list[Compiled], domains: Mapping[Place, Domain]) -> bool:
    looked_at = sorted({place for one in conditions for place, _ in one.readings}, key=lambda place: place.number)
    if any(place not in domains for place in looked_at):
        return len(conditions) > 1 and any(_never(ready, [one], domains) for one in conditions)
    if prod(len(domains[place]) for place in looked_at) > MOST_TRIES:
        return False
    environment = Environment(lists=ready.lists)
    for answers in product(*(domains[place] for place in looked_at)):
        given = {place.key: answer for place, answer in zip(looked_at, answers, strict=True) if answer}
        tree = Tree(ready.outline, given, environment)
        if all(one.truth(tree) is not False for one in conditions):
            return False
    return True


def _places_of(ready: Logic, names: set[str]) -> Iterator[Place]:
    for part in ready.parts:
        yield from _places_in(part.spots, names, part.section.name in names)


def _places_in(spots: Sequence[Spot], names: set[str], gone: bool) -> Iterator[Place]:
    for spot in spots:
        here = gone or spot.question.name in names
        if here:
            yield from spot.items.values()
        yield from _places_in(spot.spots, names, here)


def _outermost(ready: Logic, names: set[str]) -> Iterator[str]:
    for part in ready.parts:
        if part.section.name in names:
            yield part.section.name
        else:
            yield from _outermost_in(part.spots, names)


def _outermost_in(spots: Sequence[Spot], names: set[str]) -> Iterator[str]:
    for spot in spots:
        if spot.question.name in names:
            yield spot.question.name
        else:
            yield from _outermost_in(spot.spots, names)
