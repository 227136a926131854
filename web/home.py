"""Where people arrive: the city's districts, and what is open in one of them."""

from dataclasses import dataclass
from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services import places, surveys
from services.places import District
from services.surveys import Survey
from survey.model import Text
from web.pages import language_of, page


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


async def home(request: Request) -> Response:
    found = surveys.open_to_residents()
    tiles = [
        Tile(one.slug, one.name, one.row, one.column, sum(_is_of(survey, one) for survey in found))
        for one in places.districts()
    ]
    return page(
        request, "home.html", language_of(request), districts=tiles, open_surveys=[_card(survey) for survey in found]
    )


async def district(request: Request) -> Response:
    here = next((one for one in places.districts() if one.slug == request.path_params["district"]), None)
    if here is None:
        raise HTTPException(404)
    found = [survey for survey in surveys.open_to_residents() if survey.district_id is None or _is_of(survey, here)]
    cards = [_card(survey, here) for survey in found]
    networks = [one for one in places.networks() if one.district_id == here.id]
    return page(request, "district.html", language_of(request), district=here, open_surveys=cards, networks=networks)


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


routes = [Route("/", home, methods=["GET"]), Route("/d/{district}", district, methods=["GET"])]
