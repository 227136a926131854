"""What can be wrong with an answer: a code and its context. The sentence is made at the edge, in the person's language (i18n/problems.py)."""

from enum import StrEnum

import msgspec


class Code(StrEnum):
    REQUIRED = "required"
    NOT_A_CHOICE = "not_a_choice"
    SEVERAL = "several"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOT_A_DATE = "not_a_date"
    NOT_A_TIME = "not_a_time"
    NOT_A_MOMENT = "not_a_moment"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    UNREADABLE = "unreadable"
    CONSENT = "consent"
    ACKNOWLEDGE = "acknowledge"
    NOT_AN_IMAGE = "not_an_image"
    IMAGE_TOO_LARGE = "image_too_large"
    IMAGE_GONE = "image_gone"
    """It waited too long, or came with another form."""
    IMAGE_LATER = "image_later"
    """It cannot be taken at this moment."""
    CONSTRAINT = "constraint"
    UNKNOWN = "unknown"


class Problem(msgspec.Struct, frozen=True):
    """`item` is the name of the control to go to."""

    code: Code
    item: str
    context: dict[str, str | int | float] = {}


class Wrong(Exception):
    """Raised by a kind's `parse` with everything that is wrong in one question."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems
