"""What staff print for a workshop: the list to sign, name badges, the needs without names, a family's slip. Posters are in `web.posters`."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import settings
from booking.model import HOLDING, Date, Food, Kind, Workshop
from common import clock
from i18n.catalogue import Words, words
from services import attendance, places, signing_up, wording, workshops
from services.attendance import Needs, Participant
from services.may import Actor
from services.signing_up import UnknownSignUp
from services.workshops import NotPossible
from web import staff
from web.checkin import deleted
from web.codes import qr
from web.pages import GONE, TAGS, page

BADGES = 10
"""So many fit on A4."""
EMPTY_ROWS = 8
"""For whoever comes without having signed up."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who prints, and for which date."""

    actor: Actor
    own: Words
    workshop: Workshop
    date: Date


def participant_list(request: Request) -> Response:
    """Each family with a place to sign. What it needs is nobody's business at the table."""
    desk = _desk(request)
    if isinstance(desk, Response):
        return desk
    families = _families(desk)
    if families is None:
        return deleted(request, desk.own)
    rows = [
        (
            one.name,
            one.organisation,
            wording.people(one.party.adults, len(one.party.children), desk.own),
            one.party.online,
        )
        for one in families
    ]
    return _sheet(request, desk, "list", families=rows, empty=EMPTY_ROWS)


def badges(request: Request) -> Response:
    """One for each name in the room, empty ones for all others there, and as many more as fit on the last sheet."""
    desk = _desk(request)
    if isinstance(desk, Response):
        return desk
    families = _families(desk)
    if families is None:
        return deleted(request, desk.own)
    there = [one for one in families if not one.party.online]
    named = [(one.name, one.organisation) for one in there]
    people = max(sum(one.party.people for one in there), 1)
    sheets = -(-people // BADGES)
    return _sheet(request, desk, "badges", badges=[*named, *[("", "")] * (sheets * BADGES - len(named))])


def needs(request: Request) -> Response:
    desk = _desk(request)
    if isinstance(desk, Response):
        return desk
    if _families(desk) is None:
        return deleted(request, desk.own)
    found = attendance.needs(desk.actor, desk.workshop.slug)
    tables = [(heading, rows) for heading, rows in _tables(desk, found) if rows]
    return _sheet(request, desk, "needs", tables=tables, today=clock.today())


def slip(request: Request) -> Response:
    """Code and PIN once more, in the family's language. Reading them leaves a trace."""
    actor = staff.actor_of(request)
    if actor is None:
        return staff.to_login(request)
    workshop, signup_id = workshops.by_slug(request.path_params["slug"]), request.path_params["signup"]
    try:
        code, pin = signing_up.slip_for(actor, workshop.slug, signup_id)
    except UnknownSignUp:
        raise HTTPException(404) from None
    own = words(_language(request, actor, workshop, signup_id))
    now = settings.current()
    address = f"{now.public_url}/m?lang={own.tag}"
    return page(
        request,
        "print/slip.html",
        own.tag,
        cache=GONE,
        title=workshop.plan.title,
        home=_home(workshop),
        slug=workshop.slug,
        days=[(wording.day(one, own), wording.hours(one, own)) for one in workshop.dates],
        place=workshop.plan.place,
        code=code,
        pin=f"{pin[:3]} {pin[3:]}",
        address=address,
        short_address=f"{now.public_url}/m".partition("://")[2],
        to_change=qr(address),
        at_the_door=qr(code),
        local=now.local,
        public_url=urlsplit(now.public_url).netloc,
    )


def _language(request: Request, actor: Actor, workshop: Workshop, signup_id: UUID) -> str:
    wanted = request.query_params.get("lang", "")
    if wanted in TAGS:
        return wanted
    families = attendance.participants(actor, workshop.slug)
    return next((one.language for one in families if one.id == signup_id), actor.language)


def _desk(request: Request) -> Desk | Response:
    actor = staff.actor_of(request)
    if actor is None:
        return staff.to_login(request)
    workshop = workshops.by_slug(request.path_params["slug"])
    if not workshop.dates:
        raise HTTPException(404)
    wanted = request.query_params.get("date", "")
    date = next((one for one in workshop.dates if str(one.id) == wanted), None) or _next(workshop.dates)
    return Desk(actor, words(actor.language), workshop, date)


def _next(dates: tuple[Date, ...]) -> Date:
    """What is printed is for the next time; after the last, for the last."""
    return next((one for one in dates if one.ends > clock.now()), dates[-1])


def _families(desk: Desk) -> list[Participant] | None:
    """Who is expected, by name; None where the names are deleted. Raises `Forbidden`."""
    try:
        families, _ = attendance.at_the_door(desk.actor, desk.workshop.slug, desk.date.id)
    except NotPossible:
        return None
    return [one for one in families if one.state in HOLDING]


def _tables(desk: Desk, found: Needs) -> list[tuple[str, list[tuple[str, int]]]]:
    own, now = desk.own, workshops.fresh(desk.workshop.slug)
    return [
        (
            own.gettext("Wie viele kommen"),
            [(wording.pool(one, own), one.taken) for one in now.pools if one.kind is not Kind.INTERPRETER],
        ),
        (own.gettext("Essen"), [(own.gettext(wording.FOOD[Food(kind)]), n) for kind, n in found.food.items()]),
        (
            own.gettext("Kinder in der Betreuung, nach Alter"),
            [
                (own.ngettext("{n} Jahr", "{n} Jahre", age).format(n=age) if age else own.gettext("unter 1 Jahr"), n)
                for age, n in found.childcare_ages.items()
            ],
        ),
        (
            own.gettext("Dolmetschen, für so viele Erwachsene"),
            [(wording.language(tag, own), n) for tag, n in found.interpreters.items()],
        ),
        (
            own.gettext("Wege"),
            [(own.gettext("Familien, die einen Weg ohne Stufen brauchen"), found.step_free)] if found.step_free else [],
        ),
    ]


def _sheet(request: Request, desk: Desk, name: str, **context: Any) -> Response:
    own, workshop = desk.own, desk.workshop
    here = f"/print/{name}/{workshop.slug}"
    return page(
        request,
        f"staff/print/{name}.html",
        own.tag,
        cache=GONE,
        title=workshop.plan.title,
        home=_home(workshop),
        slug=workshop.slug,
        when=f"{wording.day(desk.date, own)}, {wording.hours(desk.date, own)}",
        place=workshop.plan.place,
        dates=[(f"{here}?date={one.id}", wording.day(one, own), one == desk.date) for one in workshop.dates],
        **context,
    )


def _home(workshop: Workshop) -> str:
    return next((one.name for one in places.networks() if one.id == workshop.network_id), "")


routes = [
    Route("/print/list/{slug}", participant_list, methods=["GET"]),
    Route("/print/badges/{slug}", badges, methods=["GET"]),
    Route("/print/needs/{slug}", needs, methods=["GET"]),
    Route("/print/slip/{slug}/{signup:uuid}", slip, methods=["GET"]),
]
