"""What can be wrong with a sign-up or a workshop: a code and its context. The sentence is made at the edge."""

from enum import StrEnum

import msgspec


class Code(StrEnum):
    REQUIRED = "required"
    TOO_LONG = "too_long"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_PHONE = "not_a_phone"
    UNDER_16 = "under_16"
    """Whoever is younger than 16 is signed up by a parent."""
    NO_ADULT = "no_adult"
    NOBODY = "nobody"
    NOT_OFFERED = "not_offered"
    """The workshop has no such places, interpreter or meal."""
    AGE_NOT_OFFERED = "age_not_offered"
    """No childcare for a child of this age."""
    NEVER_FITS = "never_fits"
    """More than the workshop has when it is empty."""
    NO_DATES = "no_dates"
    NO_PLACES = "no_places"
    TWICE = "twice"
    ENDS_BEFORE_START = "ends_before_start"
    UNKNOWN = "unknown"


class Problem(msgspec.Struct, frozen=True):
    """`item` is the name of the control to go to."""

    code: Code
    item: str
    context: dict[str, str | int | float] = {}
