"""A workshop for tests of the light face: it offers everything, and asks one thing of its own."""

from typing import Any
from uuid import uuid4

from crowds import POOLS, workshop

from booking.model import Ask, Child, Contact, Kind, Party, Pool, Workshop
from services import signing_up
from services.may import Actor
from services.signing_up import Order, SignedUp

SLUG = "elterncafe"
PATH = f"/w/{SLUG}"
QUESTIONS = (
    '{"title":{"de":"Fragen"},"sections":[{"name":"a","title":{},"questions":['
    '{"name":"topic","kind":"single","label":{"de":"Thema?"},"required":true,'
    '"choices":[{"name":"play","label":{"de":"Spielen"}},{"name":"sleep","label":{"de":"Schlafen"}}]},'
    '{"name":"name","kind":"short_text","label":{"de":"Lieblingslied?"}}]}]}'
)
EVERY_POOL = (*POOLS, Pool(Kind.ONLINE, 10))
FAMILY = {
    "adults": ["2"],
    "children.1.age": ["3"],
    "children.1.childcare": ["yes"],
    "children.2.age": ["8"],
    "interpreter": ["ar"],
    "step_free": ["yes"],
    "food.halal": ["all"],
    "name": ["Familie Hassan"],
    "of_age": ["yes"],
    "been_before": ["no"],
    "topic": ["play"],
}
"""Everything that a family of four says."""
PARTY = Party(2, (Child(3, True), Child(8)), interpreter="ar", step_free=True, food={"halal": 4})


def open_cafe(alice: Actor, **plan: Any) -> Workshop:
    return workshop(alice, SLUG, EVERY_POOL, **{"asks": tuple(Ask), "questions": QUESTIONS} | plan)


def small(alice: Actor, places: int = 3, slug: str = SLUG, **plan: Any) -> Workshop:
    """Places in the room and nothing else."""
    return workshop(alice, slug, [Pool(Kind.PLACE, places)], **plan)


def sign_up(party: Party = Party(1), contact: Contact = Contact("Familie Petrov"), **more: Any) -> SignedUp:  # noqa: B008 - frozen values
    slug, language = more.pop("slug", SLUG), more.pop("language", "de")
    return signing_up.sign_up(Order(slug, str(uuid4()), language, party, contact, **more))


def just(name: str = "Familie Hassan", adults: int = 1, **more: list[str]) -> dict[str, list[str]]:
    """The least that a form asks."""
    return {"adults": [str(adults)], "name": [name], "of_age": ["yes"], **more}
