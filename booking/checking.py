"""What a family and a workshop may look like. Collects problems; stores nothing."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import timedelta

from booking import places
from booking.errors import Code, Problem
from booking.model import Ask, Contact, Food, Kind, Party, Plan, Pool

MOST_ADULTS, MOST_CHILDREN, OLDEST_CHILD = 20, 20, 15
"""16 and 17 count as adults here: they may sign themselves up."""
LONGEST_NAME, LONGEST_EMAIL, LONGEST_PHONE, LONGEST_PLACE = 100, 254, 40, 200
MOST_PLACES = 10_000
LONGEST_DATE = timedelta(days=14)

_EMAIL = re.compile(r"[^\s@,;:<>()\[\]\\\"]{1,64}@[^\s@,;:<>()\[\]\\\"]{1,189}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{3,38}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def tidy(words: str) -> str:
    """One normal form, one blank between words. Control characters stay, so that they are refused and not hidden."""
    return " ".join(unicodedata.normalize("NFC", words).split(" ")).strip(" ") if words else ""


def check_contact(contact: Contact) -> list[Problem]:
    problems = [
        *_line("name", contact.name, LONGEST_NAME),
        *_line("organisation", contact.organisation, LONGEST_NAME),
        *_line("email", contact.email, LONGEST_EMAIL),
        *_line("phone", contact.phone, LONGEST_PHONE),
    ]
    if not contact.name.strip():
        problems.append(Problem(Code.REQUIRED, "name"))
    wrong = {problem.item for problem in problems}
    if contact.email and "email" not in wrong and not _EMAIL.fullmatch(contact.email):
        problems.append(Problem(Code.NOT_AN_EMAIL, "email"))
    if contact.phone and "phone" not in wrong and not _PHONE.fullmatch(contact.phone):
        problems.append(Problem(Code.NOT_A_PHONE, "phone"))
    return problems


def _line(item: str, words: str, longest: int) -> list[Problem]:
    """One line of words: no line breaks, which would become headers of a mail, and no other control characters."""
    if len(words) > longest:
        return [Problem(Code.TOO_LONG, item, {"max": longest, "length": len(words)})]
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in words):
        return [Problem(Code.UNREADABLE, item)]
    return []


def check_party(party: Party, plan: Plan, pools: Sequence[Pool]) -> list[Problem]:
    """Everything that is wrong with a party. One without problems has its `wanted`, and fits at least into the empty workshop."""
    problems = [*_people(party, plan), *_needs(party, plan, pools)]
    if problems:
        return problems
    amounts = places.wanted(party, pools)
    return [
        Problem(Code.NEVER_FITS, _item(pool), {"max": pool.capacity, "wanted": amounts[pool.id]})
        for pool in pools
        if amounts.get(pool.id, 0) > pool.capacity
    ]


def _item(pool: Pool) -> str:
    return {Kind.CHILDCARE: "children", Kind.INTERPRETER: "interpreter"}.get(pool.kind, "adults")


def _people(party: Party, plan: Plan) -> list[Problem]:
    problems = []
    if not party.of_age:
        problems.append(Problem(Code.UNDER_16, "of_age"))
    problems += _between("adults", party.adults, 0, MOST_ADULTS)
    problems += _between("children", len(party.children), 0, MOST_CHILDREN)
    for position, child in enumerate(party.children[:MOST_CHILDREN], start=1):
        problems += _between(f"children.{position}.age", child.age, 0, OLDEST_CHILD)
    if party.adults == 0 and not plan.unaccompanied:
        problems.append(Problem(Code.NO_ADULT, "adults"))
    elif party.adults == 0 and not party.children:
        problems.append(Problem(Code.NOBODY, "adults"))
    return problems


def _needs(party: Party, plan: Plan, pools: Sequence[Pool]) -> list[Problem]:
    problems = []
    if not places.has(pools, Kind.ONLINE if party.online else Kind.PLACE):
        problems.append(Problem(Code.NOT_OFFERED, "online"))
    for position, child in enumerate(party.children[:MOST_CHILDREN], start=1):
        if child.childcare and not places.childcare(pools, child.age):
            code = Code.AGE_NOT_OFFERED if places.has(pools, Kind.CHILDCARE) else Code.NOT_OFFERED
            problems.append(Problem(code, f"children.{position}.childcare", {"age": child.age}))
        elif child.childcare and party.online:
            problems.append(Problem(Code.NOT_OFFERED, f"children.{position}.childcare"))
    if party.interpreter and not places.interpreter(pools, party.interpreter):
        problems.append(Problem(Code.NOT_OFFERED, "interpreter"))
    if party.step_free and Ask.STEP_FREE not in plan.asks:
        problems.append(Problem(Code.NOT_OFFERED, "step_free"))
    if party.food and Ask.FOOD not in plan.asks:
        problems.append(Problem(Code.NOT_OFFERED, "food"))
    for name, n in list(party.food.items())[: len(Food)]:
        problems += (
            _between(f"food.{name}", n, 1, max(1, party.people))
            if name in frozenset(Food)
            else [Problem(Code.NOT_OFFERED, "food")]
        )
    return problems


def _between(item: str, n: int, least: int, most: int) -> list[Problem]:
    if n < least:
        return [Problem(Code.TOO_SMALL, item, {"min": least})]
    return [Problem(Code.TOO_LARGE, item, {"max": most})] if n > most else []


def check_plan(plan: Plan) -> list[Problem]:
    problems = []
    if not _SLUG.fullmatch(plan.slug) or len(plan.slug) > 80:
        problems.append(Problem(Code.UNREADABLE, "slug"))
    if not any(words.strip() for words in plan.title.values()):
        problems.append(Problem(Code.REQUIRED, "title"))
    problems += [problem for words in plan.title.values() for problem in _line("title", words, LONGEST_PLACE)]
    problems += _line("place", plan.place, LONGEST_PLACE)
    problems += _between("delete_after_days", plan.delete_after_days, 0, 366)
    problems += _between("offer_hours", plan.offer_hours, 1, 24 * 14) if plan.offer_hours is not None else []
    problems += [Problem(Code.NOT_OFFERED, "asks") for ask in plan.asks if ask not in frozenset(Ask)]
    for date in plan.dates:
        if date.ends <= date.starts:
            problems.append(Problem(Code.ENDS_BEFORE_START, "dates"))
        elif date.ends - date.starts > LONGEST_DATE:
            problems.append(Problem(Code.TOO_LARGE, "dates", {"max": LONGEST_DATE.days}))
    return problems


def check_pools(pools: Iterable[Pool]) -> list[Problem]:
    """One pool for each thing wanted: two childcares never share an age, two interpreters never a language."""
    problems: list[Problem] = []
    seen: list[Pool] = []
    for pool in pools:
        problems += _between("capacity", pool.capacity, 0, MOST_PLACES)
        if pool.kind is Kind.CHILDCARE and not 0 <= pool.age_from <= pool.age_to <= OLDEST_CHILD:
            problems.append(Problem(Code.TOO_LARGE, "age", {"max": OLDEST_CHILD}))
        if pool.kind is Kind.INTERPRETER and not pool.language:
            problems.append(Problem(Code.REQUIRED, "language"))
        if any(_same(pool, other) for other in seen):
            problems.append(Problem(Code.TWICE, pool.kind))
        seen.append(pool)
    return problems


def _same(one: Pool, other: Pool) -> bool:
    if one.kind is not other.kind:
        return False
    if one.kind is Kind.CHILDCARE:
        return one.age_from <= other.age_to and other.age_from <= one.age_to
    return one.kind is not Kind.INTERPRETER or one.language == other.language
