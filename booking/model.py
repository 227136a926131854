"""A workshop, its dates and pools, and a family that signs up, as frozen values. Who gets a place is decided in `booking.places` and `booking.queue`."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from common.clock import LOCAL

Text = dict[str, str]
"""One text in several languages: language tag to words."""

Amounts = dict[int, int]
"""Pool id to a number of places."""


class Kind(StrEnum):
    PLACE = "place"
    ONLINE = "online"
    CHILDCARE = "childcare"
    INTERPRETER = "interpreter"


class Rule(StrEnum):
    """What happens when the first in line is too many for what is free."""

    STRICT = "strict"
    """Nobody behind moves."""
    NEXT_THAT_FITS = "next_that_fits"
    """The next that fits moves, and those who were passed hear of it."""


class State(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    """Places are held until the family says yes, or its time is over."""
    CANCELLED = "cancelled"


HOLDING = (State.CONFIRMED, State.OFFERED)
LIVE = (State.CONFIRMED, State.OFFERED, State.WAITING)


class Ask(StrEnum):
    """What a workshop's form may ask beside places."""

    STEP_FREE = "step_free"
    FOOD = "food"
    ORGANISATION = "organisation"
    BEEN_BEFORE = "been_before"


class Food(StrEnum):
    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"
    HALAL = "halal"
    KOSHER = "kosher"
    NO_GLUTEN = "no_gluten"
    NO_LACTOSE = "no_lactose"
    NO_NUTS = "no_nuts"


class Date(msgspec.Struct, frozen=True):
    """From when to when; shown as the clocks in the city show it. `id` is 0 before it is stored."""

    starts: datetime
    ends: datetime
    id: int = 0

    @property
    def day(self) -> date:
        return self.starts.astimezone(LOCAL).date()

    def overlaps(self, other: "Date") -> bool:
        return self.starts < other.ends and other.starts < self.ends


class Pool(msgspec.Struct, frozen=True):
    """Places of one kind. `age_from` to `age_to` (both included) for childcare, `language` for interpreters. `id` is 0 before it is stored."""

    kind: Kind
    capacity: int
    taken: int = 0
    language: str = ""
    age_from: int = 0
    age_to: int = 0
    id: int = 0

    @property
    def free(self) -> int:
        return self.capacity - self.taken


class Child(msgspec.Struct, frozen=True, omit_defaults=True):
    """Younger than 16. No name: nobody needs it before the day."""

    age: int
    childcare: bool = False


class Party(msgspec.Struct, frozen=True, omit_defaults=True):
    """A family that signs up as one. `adults` are those of 16 and older who come."""

    adults: int = 1
    children: tuple[Child, ...] = ()
    online: bool = False
    interpreter: str = ""
    """A language, where an interpreter is wanted."""
    step_free: bool = False
    food: dict[str, int] = {}
    """How many of them eat so."""
    of_age: bool = True
    """Whoever signs up is 16 or older."""

    @property
    def people(self) -> int:
        return self.adults + len(self.children)


class Contact(msgspec.Struct, frozen=True, omit_defaults=True):
    """As little as is needed: a name for the list at the door; e-mail, phone or neither."""

    name: str
    email: str = ""
    phone: str = ""
    organisation: str = ""

    @property
    def reachable(self) -> bool:
        return bool(self.email or self.phone)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What coordinators and facilitators write of a workshop."""

    slug: str
    title: Text
    district_id: int
    dates: tuple[Date, ...]
    network_id: int | None = None
    text: Text = {}
    place: str = ""
    accessibility: Text = {}
    languages: tuple[str, ...] = ("de",)
    asks: tuple[str, ...] = ()
    unaccompanied: bool = False
    questions: str = ""
    """The JSON of a questionnaire, or nothing."""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    changes_until: datetime | None = None
    rule: Rule = Rule.STRICT
    offer_hours: int | None = None
    follow_up_survey_id: int | None = None
    delete_after_days: int = 30
    series: str = ""


class Workshop(msgspec.Struct, frozen=True, kw_only=True):
    """A workshop as it stands, with what is taken of its pools. `waiting` families are in line."""

    id: int
    status: str
    plan: Plan
    pools: tuple[Pool, ...]
    waiting: int = 0

    @property
    def slug(self) -> str:
        return self.plan.slug

    @property
    def network_id(self) -> int | None:
        return self.plan.network_id

    @property
    def district_id(self) -> int:
        return self.plan.district_id

    @property
    def dates(self) -> tuple[Date, ...]:
        return self.plan.dates

    @property
    def starts(self) -> datetime | None:
        return min((date.starts for date in self.dates), default=None)

    @property
    def ends(self) -> datetime | None:
        return max((date.ends for date in self.dates), default=None)

    def closed_because(self, now: datetime) -> str:
        """Why nobody can sign up at this moment; empty where they can."""
        if self.status != "open":
            return self.status
        if self.plan.opens_at and now < self.plan.opens_at:
            return "not_yet"
        if (self.plan.closes_at and now >= self.plan.closes_at) or self.has_begun(now):
            return "over"
        return ""

    def takes_changes(self, now: datetime) -> bool:
        """Whether families may change what they signed up for. Cancelling is always possible until it begins."""
        return (
            self.status in ("open", "closed")
            and not self.has_begun(now)
            and (self.plan.changes_until is None or now < self.plan.changes_until)
        )

    def moves_up(self, now: datetime) -> bool:
        """Whether the waiting list still moves."""
        return self.status in ("open", "closed") and not self.has_begun(now)

    def has_begun(self, now: datetime) -> bool:
        return self.starts is not None and now >= self.starts
