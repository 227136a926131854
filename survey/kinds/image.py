"""A picture. The answer holds the name of its file, which only services/images.py gives out; the file itself lies there."""

import re
from uuid import UUID

from common.marks import N_
from survey.errors import Code, Problem, Wrong
from survey.kinds import Example, Kind, Level
from survey.kinds.parts import counts_nowhere, one, one_cell, one_column, stored
from survey.model import Form, Question, Values

_NAME = re.compile(r"image-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.jpg")


def file_name(image: UUID) -> str:
    return f"image-{image}.jpg"


def id_in(name: str) -> UUID | None:
    """None where it is not one of our names."""
    found = _NAME.fullmatch(name)
    return UUID(found[1]) if found else None


def parse(question: Question, form: Form) -> Values:
    """Only the form of the name is looked at; whether such a picture is there is asked when the answer is stored."""
    name = one(form, question.name)
    if name is not None and id_in(name) is None:
        raise Wrong(Problem(Code.NOT_AN_IMAGE, question.name))
    return stored(question.name, name)


_SPOT = Question("spot", "image", {"de": "Zeigen Sie uns die Stelle."})
_THERE = "image-3f0c5a52-8f5b-4a0e-9c53-2f3b1f6d7a10.jpg"

KIND = Kind(
    name="image",
    level=Level.NONE,
    parse=parse,
    counts_as=counts_nowhere,
    columns=one_column(Level.TEXT),
    cells=one_cell,
    takes_file=True,
    told={"de": N_("ein Bild")},
    examples=(
        Example(_SPOT, {"spot": [_THERE]}, {"spot": _THERE}),
        Example(_SPOT, {"spot": ["", _THERE]}, {"spot": _THERE}),
        Example(_SPOT, {"spot": [" "]}, {}),
        Example(_SPOT, {"spot": ["IMG_2031.HEIC"]}, problems=("not_an_image",)),
        Example(_SPOT, {"spot": [_THERE.upper()]}, problems=("not_an_image",)),
        Example(_SPOT, {"spot": [f"../{_THERE}"]}, problems=("not_an_image",)),
        Example(_SPOT, {"spot": [_THERE, _THERE]}, problems=("several",)),
    ),
)
