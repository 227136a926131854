"""What hangs on a wall or lies on a table: posters, small cards and a survey's questionnaire on paper. Whoever may take part may print them; drafts are for staff."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import settings
from booking.model import Kind, Workshop
from common import clock
from i18n.catalogue import LANGUAGES, Words, words
from services import may, office, places, surveys, wording, workshops
from services.surveys import Survey
from survey.model import Text
from web import drawing, staff
from web.codes import qr
from web.pages import GONE, KEPT, TAGS, language_of, page
from web.rendering import render

MOST_DAYS = 4
CARDS = 10
"""So many fit on A4."""
LONGEST_TEXT, LONGEST_SHARED_TEXT = 330, 130
"""Letters of the text that fit below a long title, on a poster alone and beside another language."""


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
    def closes_on(self) -> date | None:
        if self.survey:
            return self.survey.closes_on
        closes = self.workshop.plan.closes_at if self.workshop else None
        return closes.astimezone(clock.LOCAL).date() if closes else None


def of_survey(request: Request) -> Response:
    return _posters(request, _survey(request))


def of_workshop(request: Request) -> Response:
    return _posters(request, _workshop(request))


def form(request: Request) -> Response:
    """The questionnaire on paper. Whoever works with it types the answers in under the staff face."""
    notice = _survey(request)
    survey, (language, *_) = notice.survey, _languages(request)
    assert survey is not None, "a survey's notice has it"
    own = words(language)
    sections = [(one, drawing.drawn(one, {}, {}, 0)) for one in survey.questionnaire.sections]
    return page(
        request,
        "print/form.html",
        language,
        cache=_cache(notice),
        title=notice.title,
        lead=survey.questionnaire.lead,
        home=notice.home,
        sections=sections,
        belongs=_belongs(survey, notice.preset, own),
        address=notice.address(language),
        short_address=notice.short_address,
        code=qr(notice.address(language)),
        privacy=f"{settings.current().public_url}/privacy".partition("://")[2],
        **_desk(request, notice),
    )


def _posters(request: Request, notice: Notice) -> Response:
    languages = _languages(request)
    cards = request.query_params.get("cards") == "1"
    together = len(languages) == 2
    template, longest = ("_card", 0) if cards else ("_leaf", LONGEST_SHARED_TEXT if together else LONGEST_TEXT)
    drawn = [_drawn(template, notice, language, longest) for language in languages]
    return page(
        request,
        "print/poster.html",
        languages[0],
        cache=_cache(notice),
        title=notice.title,
        home=notice.home,
        on_paper=languages,
        cards=[drawn[place % len(drawn)] for place in range(CARDS)] if cards else [],
        posters=[] if cards else [drawn] if together else [[one] for one in drawn],
        form_url=f"/print/form/{notice.survey.slug}?lang={languages[0]}" if notice.survey else "",
        **_desk(request, notice),
    )


def _drawn(template: str, notice: Notice, language: str, longest: int) -> Markup:
    own, address, workshop = words(language), notice.address(language), notice.workshop
    drawn = render(
        f"print/{template}.html",
        language,
        office=office.as_mapping(),
        title=notice.title,
        text=_cut(notice.text, longest) if longest else {},
        closes_on=notice.closes_on,
        address=address,
        short_address=notice.short_address,
        code=qr(address),
        workshop=workshop is not None,
        **(_of_workshop(workshop, own) if workshop else {}),
        **(_of_survey(notice.survey) if notice.survey else {}),
    )
    return Markup(drawn.decode())  # noqa: S704 - a template's own page, escaped there


def _of_workshop(workshop: Workshop, own: Words) -> dict[str, object]:
    dates, pools, plan = workshop.dates, workshop.pools, workshop.plan
    spoken = ", ".join(wording.language(tag, own) for tag in plan.languages)
    return {
        "days": [(wording.day(one, own), wording.hours(one, own)) for one in dates[:MOST_DAYS]],
        "more_days": max(0, len(dates) - MOST_DAYS),
        "place": plan.place,
        "accessibility": plan.accessibility,
        "childcare": [wording.pool(one, own) for one in pools if one.kind is Kind.CHILDCARE and one.capacity],
        "interpreters": ", ".join(
            wording.language(one.language, own) for one in pools if one.kind is Kind.INTERPRETER and one.capacity
        ),
        "online": any(one.kind is Kind.ONLINE and one.capacity for one in pools),
        "spoken": spoken if plan.languages != ("de",) else "",
    }


def _of_survey(survey: Survey) -> dict[str, object]:
    told = survey.questionnaire.languages
    return {
        "minutes": survey.questionnaire.minutes,
        "tongues": [(one.tag, one.name) for one in LANGUAGES if one.tag in told],
    }


def _cut(text: Text, longest: int) -> Text:
    return {tag: textwrap.shorten(said, longest, placeholder=" …") for tag, said in text.items()}


def _survey(request: Request) -> Notice:
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


def _workshop(request: Request) -> Notice:
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


def _belongs(survey: Survey, preset: Mapping[str, str], own: Words) -> tuple[str, list[str]] | None:
    """Which place an answer belongs to, where neither the survey nor the address says it: as on the phone."""
    if survey.partition == "network":
        if survey.network_id is not None or "n" in preset:
            return None
        return own.gettext("Zu welchem Netzwerk gehören Sie?"), [one.name for one in places.networks()]
    asked = any(question.kind == "district" for question in survey.questionnaire.questions())
    if asked or preset or survey.network_id is not None or survey.district_id is not None:
        return None
    return own.gettext("In welchem Stadtbezirk wohnen Sie?"), sorted(one.name for one in places.districts())


def _languages(request: Request) -> list[str]:
    chosen = dict.fromkeys(tag for tag in request.query_params.getlist("lang") if tag in TAGS)
    return list(chosen) or [language_of(request)]


def _desk(request: Request, notice: Notice) -> dict[str, Any]:
    """What stands above the sheets, on the screen alone."""
    now = settings.current()
    return {
        "local": now.local,
        "public_url": urlsplit(now.public_url).netloc,
        "keep": list(notice.preset.items()),
        "poster_url": f"/print/poster{notice.path}?{urlencode({'lang': _languages(request), **notice.preset}, doseq=True)}",
    }


def _cache(notice: Notice) -> str:
    return KEPT if notice.public else GONE


routes = [
    Route("/print/poster/s/{slug}", of_survey, methods=["GET"]),
    Route("/print/poster/w/{slug}", of_workshop, methods=["GET"]),
    Route("/print/form/{slug}", form, methods=["GET"]),
]
