"""Invented families who sign up for a workshop. All names are made up; telephone numbers are those kept free for films."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

from booking import places
from booking.model import Ask, Child, Contact, Food, Kind, Party
from demo import synthetic
from demo.invitations import Invitation
from demo.words import TOPICS
from survey.model import Questionnaire

T = TypeVar("T")

ADULTS = {1: 0.5, 2: 0.42, 3: 0.08}
CHILDREN = {0: 0.12, 1: 0.33, 2: 0.35, 3: 0.2}
OLDEST = 12
CARED_FOR, INTERPRETED, STEP_FREE, EATS_OTHERWISE, ONLINE = 0.7, 0.6, 0.1, 0.35, 0.2
LEAVES_PHONE, LEAVES_MAIL = 0.6, 0.15
"""Few leave an address: what would be mailed at the start of a demonstration must be a handful."""
BEEN_BEFORE = {True: 0.35, False: 0.45, None: 0.2}

GIVEN = ("Aylin", "Birgit", "Dragana", "Emil", "Farid", "Greta", "Hanna", "Ivo", "Jale", "Kemal", "Lena", "Mirko", "Nour", "Oksana", "Piotr", "Rania", "Selma", "Tomasz", "Ulla", "Yusuf")  # fmt: skip
SURNAMES: Mapping[str, Sequence[str]] = {
    "de": ("Ahlbrecht", "Brinkhoff", "Dahlmann", "Esselbrügge", "Kowalczyk-Thiemann", "Lindhorst", "Overbeck", "Radtke", "Schmiedel", "Wieczorek"),
    "tr": ("Akgündüz", "Bozdağlı", "Çiçekoğlu", "Demirkıran", "Karabulutlu", "Özgürer", "Yıldızhan"),
    "ar": ("Al-Nahhas", "Barakeh", "Darwisch", "El-Khouri", "Hamdani", "Qasimi", "Saadawi"),
}  # fmt: skip
"""Whoever took another language has a name of any of them."""
ORGANISATIONS = TOPICS["angebots-landkarte", "organisation"]


@dataclass(frozen=True, slots=True)
class Family:
    language: str
    party: Party
    contact: Contact
    form: Mapping[str, Sequence[str]]
    been_before: bool | None


def families(invitation: Invitation, n: int, seed: int, *, professional: bool, reachable: bool) -> Iterator[Family]:
    """The same for the same seed. Where nobody is `reachable`, it is over and nothing has to be said any more."""
    random = Random(seed)
    questions = invitation.questions or Questionnaire({}, (), languages=("de", "de-simple", "en", "tr", "ar"))
    for number, person in enumerate(synthetic.crowd(questions, n, seed)):
        party = _colleagues(random, invitation) if professional else _family(random, invitation, person.language)
        asked = not professional and Ask.BEEN_BEFORE in invitation.asks
        before = _drawn(random, BEEN_BEFORE) if asked else None
        contact = _contact(random, person.language, number, professional, reachable)
        yield Family(person.language, party, contact, person.form, before)


def _colleagues(random: Random, invitation: Invitation) -> Party:
    online = places.has(invitation.pools, Kind.ONLINE) and random.random() < ONLINE
    adults = 1 if random.random() < 0.7 else 2
    return Party(adults, online=online, **_needs(random, invitation, adults))


def _family(random: Random, invitation: Invitation, language: str) -> Party:
    ages = [random.randint(0, OLDEST) for _ in range(_drawn(random, CHILDREN))]
    children = tuple(
        Child(age, bool(places.childcare(invitation.pools, age)) and random.random() < CARED_FOR) for age in ages
    )
    adults = _drawn(random, ADULTS)
    interpreted = places.interpreter(invitation.pools, language) and random.random() < INTERPRETED
    return Party(
        adults,
        children,
        interpreter=language if interpreted else "",
        **_needs(random, invitation, adults + len(children)),
    )


def _needs(random: Random, invitation: Invitation, people: int) -> dict[str, Any]:
    eats = random.random() < EATS_OTHERWISE
    step_free = random.random() < STEP_FREE
    food = {random.choice((Food.VEGETARIAN, Food.HALAL, Food.VEGAN, Food.NO_NUTS)).value: random.randint(1, people)}
    return {
        "step_free": step_free and Ask.STEP_FREE in invitation.asks,
        "food": food if eats and Ask.FOOD in invitation.asks else {},
    }


def _contact(random: Random, language: str, number: int, professional: bool, reachable: bool) -> Contact:
    surname = random.choice(SURNAMES.get(language) or SURNAMES[random.choice(tuple(SURNAMES))])
    name = f"{random.choice(GIVEN)} {surname}" if professional or random.random() < 0.5 else f"Familie {surname}"
    way = random.random()
    return Contact(
        name,
        email=f"familie-{number + 1}@example.org" if reachable and way < LEAVES_MAIL else "",
        phone=f"0171 39200{number:02}" if reachable and LEAVES_MAIL <= way < LEAVES_MAIL + LEAVES_PHONE else "",
        organisation=random.choice(ORGANISATIONS) if professional else "",
    )


def _drawn(random: Random, chances: Mapping[T, float]) -> T:
    return random.choices(tuple(chances), tuple(chances.values()))[0]
