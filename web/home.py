"""Where people arrive: the city's districts, and what is open in one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from booking.model import Workshop
from common import clock
from i18n.catalogue import Words, words
from services import places, surveys, workshops
from services.places import District
from services.surveys import Survey
from survey.model import Text
from web import wording
from web.pages import language_of, page

MOST_ON_THE_HOME_PAGE, MOST_DATES = 4, 3


@dataclass(frozen=True, slots=True)
class Tile:
    slug: str
    name: str
    row: int
    column: int
    surveys: int
    workshops: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    slug: str
    title: Text
    minutes: int
    languages: int
    district: str
    closes_on: date | None
    address: str


@dataclass(frozen=True, slots=True)
class Soon:
    """A workshop on the list of a district, as a leaf of a calendar."""

    address: str
    """Nothing where nobody can sign up: then all there is to know stands on the list."""
    title: Text
    text: Text
    month: str
    number: str
    when: Sequence[tuple[str, str]]
    more: int
    """Dates beyond those of `when`."""
    place: str
    district: str
    left: str
    code: str


def home(request: Request) -> Response:
    language, found, soon = language_of(request), surveys.open_to_residents(), workshops.of_district()
    tiles = [
        Tile(
            one.slug,
            one.name,
            one.row,
            one.column,
            sum(_is_of(survey, one) for survey in found),
            sum(workshop.district_id == one.id and not wording.closed_because(workshop) for workshop in soon),
        )
        for one in places.districts()
    ]
    open_ones = [one for one in soon if not wording.closed_because(one)]
    return page(
        request,
        "home.html",
        language,
        districts=tiles,
        open_surveys=[_card(survey) for survey in found],
        workshops=[_soon(one, words(language)) for one in open_ones[:MOST_ON_THE_HOME_PAGE]],
    )


def district(request: Request) -> Response:
    language = language_of(request)
    here = next((one for one in places.districts() if one.slug == request.path_params["district"]), None)
    if here is None:
        raise HTTPException(404)
    found = [survey for survey in surveys.open_to_residents() if survey.district_id is None or _is_of(survey, here)]
    cards = [_card(survey, here) for survey in found]
    networks = [one for one in places.networks() if one.district_id == here.id]
    return page(
        request,
        "district.html",
        language,
        district=here,
        open_surveys=cards,
        networks=networks,
        workshops=[_soon(one, words(language), here) for one in workshops.of_district(here.id)],
    )


def _is_of(survey: Survey, district: District) -> bool:
    return survey.district_id == district.id


def _card(survey: Survey, here: District | None = None) -> Card:
    name = next((one.name for one in places.districts() if one.id == survey.district_id), "")
    address = f"/s/{survey.slug}" + (f"?d={here.slug}" if here and survey.district_id is None else "")
    return Card(
        survey.slug,
        survey.questionnaire.title,
        survey.questionnaire.minutes,
        len(survey.questionnaire.languages),
        name,
        survey.closes_on,
        address,
    )


def _soon(workshop: Workshop, own: Words, here: District | None = None) -> Soon:
    now = clock.now()
    to_come = [one for one in workshop.dates if one.ends > now]
    why, code = wording.closed_because(workshop), wording.how_full(workshop)
    district = next((one.name for one in places.districts() if one.id == workshop.district_id), "")
    return Soon(
        "" if why else f"/w/{workshop.slug}",
        workshop.plan.title,
        workshop.plan.text,
        wording.month(to_come[0], own),
        own.number(to_come[0].day.day),
        [(wording.day(one, own), wording.hours(one, own)) for one in to_come[:MOST_DATES]],
        max(0, len(to_come) - MOST_DATES),
        workshop.plan.place,
        "" if here else district,
        wording.closed(workshop, own)[0] if why else own.gettext(wording.LEFT[code]),
        why or code,
    )


routes = [Route("/", home, methods=["GET"]), Route("/d/{district}", district, methods=["GET"])]
