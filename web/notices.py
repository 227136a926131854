"""What a poster announces and a questionnaire on paper asks, and who may print it: whoever may take part. Drafts are for staff."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

import settings
from booking.model import Workshop
from common import clock
from services import may, places, surveys, workshops
from services.surveys import Survey
from survey.model import Text
from web import staff
from web.pages import GONE, KEPT, TAGS, language_of


@dataclass(frozen=True, slots=True)
class Notice:
    """What a poster announces, whatever its language."""

    path: str
    title: Text
    text: Text
    home: str
    """The network or district it belongs to; nothing where it is for the whole city."""
    public: bool
    preset: Mapping[str, str] = field(default_factory=dict)
    workshop: Workshop | None = None
    survey: Survey | None = None

    def address(self, language: str) -> str:
        """For the QR code: with the language, and where its reader belongs."""
        return f"{settings.current().public_url}{self.path}?{urlencode({'lang': language, **self.preset})}"

    @property
    def short_address(self) -> str:
        """To type: browsers put the rest before it."""
        return f"{settings.current().public_url}{self.path}".partition("://")[2]

    @property
    def cache(self) -> str:
        return KEPT if self.public else GONE

    @property
    def closes_on(self) -> date | None:
        if self.survey:
            return self.survey.closes_on
        closes = self.workshop.plan.closes_at if self.workshop else None
        return closes.astimezone(clock.LOCAL).date() if closes else None


def of_survey(request: Request) -> Notice:
    survey, preset = surveys.by_slug(request.path_params["slug"]), _preset(request)
    if not survey.is_open:
        _only_staff(request, survey)
    return Notice(
        f"/s/{survey.slug}",
        survey.questionnaire.title,
        survey.questionnaire.lead,
        _preset_name(preset) or _home(survey.network_id, survey.district_id),
        survey.is_open,
        preset,
        survey=survey,
    )


def of_workshop(request: Request) -> Notice:
    workshop = workshops.by_slug(request.path_params["slug"])
    if workshop.status != "open":
        _only_staff(request, workshop)
    if not workshop.dates:
        raise HTTPException(404)
    return Notice(
        f"/w/{workshop.slug}",
        workshop.plan.title,
        workshop.plan.text,
        _home(workshop.network_id, workshop.district_id),
        workshop.status == "open",
        workshop=workshop,
    )


def _only_staff(request: Request, what: Survey | Workshop) -> None:
    """To everyone else it is as if it were not there."""
    actor = staff.actor_of(request)
    if actor is None or not may.works_in(actor, what):
        raise HTTPException(404)


def _preset(request: Request) -> dict[str, str]:
    """A poster for one network or district tells the survey where its reader belongs."""
    known = {"d": {one.slug for one in places.districts()}, "n": {one.slug for one in places.networks()}}
    wanted = request.query_params
    return {name: wanted[name] for name, slugs in known.items() if wanted.get(name, "") in slugs}


def _preset_name(preset: Mapping[str, str]) -> str:
    network = next((one.name for one in places.networks() if one.slug == preset.get("n")), "")
    return network or next((one.name for one in places.districts() if one.slug == preset.get("d")), "")


def _home(network_id: int | None, district_id: int | None) -> str:
    network = next((one.name for one in places.networks() if one.id == network_id), "")
    return network or next((one.name for one in places.districts() if one.id == district_id), "")


def languages(request: Request) -> list[str]:
    chosen = dict.fromkeys(tag for tag in request.query_params.getlist("lang") if tag in TAGS)
    return list(chosen) or [language_of(request)]


def desk(request: Request, notice: Notice) -> dict[str, Any]:
    """What stands above the sheets, on the screen alone."""
    now = settings.current()
    return {
        "local": now.local,
        "public_url": urlsplit(now.public_url).netloc,
        "keep": list(notice.preset.items()),
        "poster_url": f"/print/poster{notice.path}?{urlencode({'lang': languages(request), **notice.preset}, doseq=True)}",
    }
