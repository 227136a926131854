"""The family in a sign-up form: from what was typed to a party with its contact, and back. Shared by `/w` and `/m`; nothing is stored here."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booking.errors import Code, Problem
from booking.model import Ask, Child, Contact, Food, Kind, Party, Pool, Workshop
from booking.places import Instead
from i18n.catalogue import Words
from web import wording
from web.forms import Fields, one

AGREED = "yes"
NONE = "none"
"""No interpreter; no answer to a voluntary question."""
EVERYBODY = "all"
MOST_ADULTS_SHOWN, MOST_EATERS_SHOWN, OLDEST_CHILD, MOST_CHILDREN = 10, 4, 15, 20

SINGLE = frozenset(
    {"adults", "online", "interpreter", "step_free", "of_age", "been_before", "name", "email", "phone", "organisation"}
)
_CHILD = re.compile(r"children\.([1-9][0-9]?)\.(age|childcare)")
_WHOLE = re.compile(r"-?[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Family:
    """What was read of a form. Party and contact are whole only where there is no problem."""

    party: Party
    contact: Contact
    been_before: bool | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a workshop's form asks, since the workshop has it."""

    adults: Sequence[int]
    both_ways: bool
    childcare: Sequence[str]
    interpreters: Sequence[tuple[str, str]]
    step_free: bool
    food: Sequence[tuple[str, str]]
    organisation: bool
    been_before: bool


def is_ours(name: str) -> bool:
    return name in SINGLE or _CHILD.fullmatch(name) is not None or name in _FOODS


_FOODS = {f"food.{kind}": kind for kind in Food}


# Reading


def tidy(fields: Fields) -> Fields:
    """Only the family's fields, with children numbered from 1 without gaps."""
    found = {name: values for name, values in fields.items() if is_ours(name) and not name.startswith("children.")}
    for position, number in enumerate(_numbers(fields), start=1):
        for part in ("age", "childcare"):
            if f"children.{number}.{part}" in fields:
                found[f"children.{position}.{part}"] = fields[f"children.{number}.{part}"]
    return found


def how_many_children(fields: Fields) -> int:
    return len(_numbers(fields))


def with_another_child(fields: Fields) -> Fields:
    return fields | {f"children.{how_many_children(fields) + 1}.age": [""]}


def without_child(fields: Fields, number: str) -> Fields:
    gone = (f"children.{number}.age", f"children.{number}.childcare")
    return tidy({name: values for name, values in fields.items() if name not in gone})


def taking(fields: Fields, way: str) -> Fields:
    """The form with one of the ways that would fit. What is no way of ours changes nothing: everything is checked again anyway."""
    changed = dict(fields)
    for step in way.split(","):
        name, _, number = step.partition(".")
        if name in ("online", "on_site"):
            changed["online"] = ["yes" if name == "online" else "no"]
        elif name == "childcare":
            changed = {key: values for key, values in changed.items() if not key.endswith(".childcare")}
        elif name == "interpreter":
            changed["interpreter"] = [NONE]
        elif name == "adults":
            changed = {key: values for key, values in changed.items() if key not in _FOODS} | {"adults": [number]}
    return changed


def way_of(instead: Instead) -> str:
    """As the value of a button; `taking` reads it."""
    return ",".join(f"adults.{instead.party.adults}" if step == "people" else step for step in instead.without)


def read(fields: Fields, workshop: Workshop, of_age: bool | None = None) -> Family:
    """`fields` are tidy. `of_age` where the form does not ask. Raises `BadForm` where one control was sent twice."""
    problems: list[Problem] = []
    adults = _number(fields, "adults", problems)
    children = tuple(_child(fields, position, problems) for position in range(1, how_many_children(fields) + 1))
    people = adults + len(children)
    party = Party(
        adults,
        children,
        online=_online(fields, workshop),
        interpreter=one(fields, "interpreter").removeprefix(NONE),
        step_free=one(fields, "step_free") == AGREED,
        food=_food(fields, people, problems),
        of_age=one(fields, "of_age") == AGREED if of_age is None else of_age,
    )
    contact = Contact(*(one(fields, name) for name in ("name", "email", "phone", "organisation")))
    been_before = {"yes": True, "no": False}.get(one(fields, "been_before"))
    return Family(party, contact, been_before, tuple(problems))


def _online(fields: Fields, workshop: Workshop) -> bool:
    """Where there is only one way, nobody is asked."""
    kinds = {pool.kind for pool in workshop.pools}
    return one(fields, "online") == "yes" if "online" in fields else Kind.PLACE not in kinds and Kind.ONLINE in kinds


def _child(fields: Fields, position: int, problems: list[Problem]) -> Child:
    name = f"children.{position}.age"
    before = len(problems)
    age = _number(fields, name, problems)
    childcare = one(fields, f"children.{position}.childcare") == AGREED
    return Child(age, childcare and len(problems) == before)


def _food(fields: Fields, people: int, problems: list[Problem]) -> dict[str, int]:
    found = {}
    for name, kind in _FOODS.items():
        typed = one(fields, name)
        n = max(people, 1) if typed == EVERYBODY else _number(fields, name, problems) if typed else 0
        if n:
            found[str(kind)] = n
    return found


def _number(fields: Fields, name: str, problems: list[Problem]) -> int:
    typed = one(fields, name).strip()
    if _WHOLE.fullmatch(typed):
        return int(typed)
    problems.append(Problem(Code.UNREADABLE if typed else Code.REQUIRED, name))
    return 1 if name == "adults" else 0


def _numbers(fields: Fields) -> list[int]:
    return sorted({int(found[1]) for name in fields if (found := _CHILD.fullmatch(name))})


# And back


def fields_of(party: Party, contact: Contact) -> Fields:
    """A stored family as its form would have it."""
    fields: Fields = {
        "adults": [str(party.adults)],
        "online": ["yes" if party.online else "no"],
        "interpreter": [party.interpreter or NONE],
        "name": [contact.name],
        "email": [contact.email],
        "phone": [contact.phone],
        "organisation": [contact.organisation],
    }
    if party.step_free:
        fields["step_free"] = [AGREED]
    for position, child in enumerate(party.children, start=1):
        fields[f"children.{position}.age"] = [str(child.age)]
        if child.childcare:
            fields[f"children.{position}.childcare"] = [AGREED]
    for kind, n in party.food.items():
        fields[f"food.{kind}"] = [EVERYBODY if n == party.people else str(n)]
    return fields


# Drawing


def offer(workshop: Workshop, own: Words) -> Offer:
    asks, kinds = workshop.plan.asks, {pool.kind for pool in workshop.pools}
    least = 0 if workshop.plan.unaccompanied else 1
    return Offer(
        adults=range(least, max(1, min(MOST_ADULTS_SHOWN, _largest(workshop.pools))) + 1),
        both_ways={Kind.PLACE, Kind.ONLINE} <= kinds,
        childcare=[wording.pool(pool, own) for pool in workshop.pools if pool.kind is Kind.CHILDCARE],
        interpreters=[
            (pool.language, wording.language(pool.language, own))
            for pool in workshop.pools
            if pool.kind is Kind.INTERPRETER
        ],
        step_free=Ask.STEP_FREE in asks,
        food=[(f"food.{kind}", own.gettext(words)) for kind, words in wording.FOOD.items()] if Ask.FOOD in asks else [],
        organisation=Ask.ORGANISATION in asks,
        been_before=Ask.BEEN_BEFORE in asks,
    )


def _largest(pools: Sequence[Pool]) -> int:
    return max((pool.capacity for pool in pools if pool.kind in (Kind.PLACE, Kind.ONLINE)), default=1)


def typed(fields: Fields) -> Mapping[str, str]:
    """Control name to what stands in it; nothing where it was not touched."""
    return defaultdict(str, {name: values[0] for name, values in fields.items() if values})


def eats(fields: Fields) -> bool:
    """Whether anything was said about food."""
    return any(fields.get(name, ["0"]) not in (["0"], [""]) for name in _FOODS)


def labels(fields: Fields, own: Words) -> dict[str, str]:
    """What each control is called in the summary of what is wrong."""
    named = {
        "adults": own.gettext("Erwachsene"),
        "children": own.gettext("Kinder"),
        "online": own.gettext("Wie möchten Sie teilnehmen?"),
        "interpreter": own.gettext("Brauchen Sie jemanden, der dolmetscht?"),
        "step_free": own.gettext("Wir brauchen einen Weg ohne Stufen"),
        "food": own.gettext("Essen"),
        "of_age": own.gettext("Ich bin 16 Jahre oder älter"),
        "name": own.gettext("Name"),
        "email": own.gettext("E-Mail"),
        "phone": own.gettext("Telefon"),
        "organisation": own.gettext("Einrichtung oder Verein"),
    }
    for name, kind in _FOODS.items():
        named[name] = own.gettext(wording.FOOD[kind])
    for position in range(1, how_many_children(fields) + 1):
        child = own.gettext("Kind {n}").format(n=position)
        named[f"children.{position}.age"] = child
        named[f"children.{position}.childcare"] = child
    return named
