"""Who came: the list at the door, on a facilitator's phone. Every tap is a form; the script keeps taps while there is no connection."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from booking.model import HOLDING, Date, State, Workshop
from common import clock, ids
from common.marks import N_
from i18n.catalogue import Words, words
from services import attendance, workshops
from services.attendance import Participant, WalkIn
from services.may import Actor
from services.signing_up import UnknownSignUp
from services.workshops import Invalid, NotPossible
from web import forms, sealing, staff, wording
from web.forms import BadForm, Fields
from web.pages import GONE, page

LONGEST_SEARCH = 200
SAID = {
    attendance.CAME: N_("da"),
    attendance.EXCUSED: N_("entschuldigt"),
    attendance.NONE: N_("nicht da"),
}


@dataclass(frozen=True, slots=True)
class Door:
    """Where somebody stands with the phone, and whom they look for."""

    actor: Actor
    own: Words
    workshop: Workshop
    date: Date
    sought: str

    def address(self, **more: str) -> str:
        return f"/checkin/{self.workshop.slug}?{urlencode({'date': str(self.date.id)} | more)}"

    @property
    def here(self) -> str:
        """With the search, sealed: names do not belong into addresses, which end up in logs."""
        return self.address(find=sealing.seal(self.sought)) if self.sought else self.address()


@dataclass(frozen=True, slots=True)
class Family:
    """As it stands on the list."""

    id: UUID
    name: str
    organisation: str
    people: str
    ages: str
    needs: list[str]
    mark: str
    said: str
    adults: int
    children: int
    unsure: bool
    """Has not said yes to the offered places yet."""


async def show(request: Request) -> Response:
    actor = await run_in_threadpool(staff.actor_of, request)
    if actor is None:
        return staff.to_login(request)
    return await run_in_threadpool(_at_the_door, request, actor)


async def note(request: Request) -> Response:
    actor = await run_in_threadpool(staff.actor_of, request)
    if actor is None:
        return staff.to_login(request)
    fields = await forms.read(request)
    return await run_in_threadpool(_note, request, actor, fields)


def _at_the_door(request: Request, actor: Actor) -> Response:
    door = _door(request, actor)
    return _draw(request, door) if door else _without_dates(request, actor)


def _note(request: Request, actor: Actor, fields: Fields) -> Response:
    door = _door(request, actor)
    if door is None:
        raise HTTPException(404)
    if not staff.pressed_here(request, forms.one(fields, "_csrf")):
        sentence = N_("Diese Seite war zu lange offen. Es wurde nichts eingetragen. Bitte tippen Sie noch einmal.")
        return _draw(request, door, status=403, problem=door.own.gettext(sentence))
    try:
        return RedirectResponse(_act(door, fields), status_code=303, headers={"Cache-Control": GONE})
    except UnknownSignUp:
        sentence = N_("Diese Anmeldung gibt es nicht mehr. Es wurde nichts eingetragen.")
        return _draw(request, door, status=404, problem=door.own.gettext(sentence))
    except Invalid:
        sentence = N_("Das konnten wir nicht eintragen: Bitte prüfen Sie Zahlen (1 bis {most}) und Namen.")
        return _draw(
            request, door, status=422, problem=door.own.gettext(sentence).format(most=attendance.MOST_WALK_INS)
        )
    except NotPossible:
        return deleted(request, door.own)


def _act(door: Door, fields: Fields) -> str:
    """Does what was tapped, and says where to go on: the same place in the list."""
    slug, date_id = door.workshop.slug, door.date.id
    match forms.one(fields, "_action"):
        case "find":
            sought = forms.one(fields, "words").strip()[:LONGEST_SEARCH]
            return door.address(find=sealing.seal(sought)) if sought else door.address()
        case "walk_in":
            instance, name = forms.one(fields, "_instance"), forms.one(fields, "name")
            attendance.walk_in(door.actor, slug, date_id, instance, *_people(fields), name)
            return f"{door.here}#walk-ins"
        case "counted":
            family = _family_of(fields)
            adults, children = _people(fields)
            attendance.mark(
                door.actor,
                slug,
                date_id,
                family,
                attendance.CAME,
                adults=adults,
                children=children,
                at=_tapped(fields),
            )
            return f"{door.here}#p-{family}"
        case attendance.CAME | attendance.EXCUSED | attendance.NONE as state:
            family = _family_of(fields)
            attendance.mark(door.actor, slug, date_id, family, state, at=_tapped(fields))
            return f"{door.here}#p-{family}"
    raise BadForm(400)


def _family_of(fields: Fields) -> UUID:
    try:
        return UUID(forms.one(fields, "family"))
    except ValueError:
        raise BadForm(400) from None


def _people(fields: Fields) -> tuple[int, int]:
    """Adults and children, somebody at least."""
    adults, children = _number(fields, "adults"), _number(fields, "children")
    if not adults + children:
        raise Invalid([])
    return adults, children


def _number(fields: Fields, name: str) -> int:
    words = forms.one(fields, name).strip() or "0"
    if not (words.isdecimal() and len(words) < 10):
        raise Invalid([])
    return int(words)


def _tapped(fields: Fields) -> datetime | None:
    """When the finger was on the phone, in milliseconds since 1970; without the script it is now."""
    milliseconds = forms.one(fields, "_at")
    if not milliseconds:
        return None
    if not (milliseconds.isdecimal() and len(milliseconds) < 15):
        raise BadForm(400)
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)


def _door(request: Request, actor: Actor) -> Door | None:
    """None where the workshop has no dates yet. Raises `UnknownWorkshop`; who may see names is asked when they are read."""
    workshop = workshops.by_slug(request.path_params["slug"])
    if not workshop.dates:
        return None
    wanted = request.query_params.get("date", "")
    date = next((one for one in workshop.dates if str(one.id) == wanted), None) or _nearest(workshop.dates)
    code, sealed = request.query_params.get("code", ""), request.query_params.get("find", "")
    sought = code[:LONGEST_SEARCH] or (sealing.unseal(sealed) if sealed else "") or ""
    return Door(actor, words(actor.language), workshop, date, sought)


def _nearest(dates: Sequence[Date]) -> Date:
    now = clock.now()
    return min(dates, key=lambda one: max(one.starts - now, now - one.ends))


def _draw(request: Request, door: Door, *, status: int = 200, problem: str = "") -> Response:
    try:
        families, walk_ins = attendance.at_the_door(door.actor, door.workshop.slug, door.date.id)
    except NotPossible:
        return deleted(request, door.own)
    shown, nobody = _sought(door, families)
    own = door.own
    return page(
        request,
        "staff/checkin.html",
        own.tag,
        status=status,
        cache=GONE,
        title=door.workshop.plan.title,
        address=door.address(),
        action=door.here,
        csrf=staff.seal_for(staff.token_of(request)),
        instance=str(ids.new_id()),
        user=door.actor.user_id,
        now=int(clock.now().timestamp() * 1000),
        slug=door.workshop.slug,
        dates=[
            (
                f"/checkin/{door.workshop.slug}?date={one.id}",
                wording.day(one, own),
                wording.hours(one, own),
                one == door.date,
            )
            for one in door.workshop.dates
        ],
        pools=[
            (wording.pool(one.pool, own), one.here, one.expected, one.pool.capacity)
            for one in attendance.by_pool(door.workshop.pools, families, walk_ins)
        ],
        unmarked=sum(not one.mark and one.state in HOLDING for one in families),
        sought=door.sought,
        nobody=nobody,
        problem=problem,
        families=[_family(one, own) for one in shown if one.state in HOLDING],
        waiting=[_family(one, own) for one in shown if one.state is State.WAITING],
        walk_ins=[_walk_in(one, own) for one in walk_ins],
    )


def _sought(door: Door, families: Sequence[Participant]) -> tuple[Sequence[Participant], str]:
    """By name, else by code; and what to say where that is nobody."""
    if not door.sought:
        return families, ""
    wanted = _plain(door.sought)
    if found := [one for one in families if wanted in _plain(f"{one.name} {one.organisation}")]:
        return found, ""
    try:
        family = attendance.find(door.actor, door.workshop.slug, door.sought)
    except UnknownSignUp:
        return (), door.own.gettext("Auf dieser Liste ist niemand mit diesem Namen oder Code.")
    if found := [one for one in families if one.id == family]:
        return found, ""
    return (), door.own.gettext("Diese Anmeldung wurde abgesagt.")


def _plain(words: str) -> str:
    """As somebody types it in a hurry: without accents, in small letters."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", words) if not unicodedata.combining(letter)
    ).casefold()


def _family(one: Participant, own: Words) -> Family:
    came = one.mark == attendance.CAME
    said = own.gettext(SAID[one.mark]) if one.mark else ""
    who = wording.people(one.came_adults, one.came_children, own) if came else ""
    return Family(
        one.id,
        one.name,
        one.organisation,
        wording.people(one.party.adults, len(one.party.children), own),
        ", ".join(str(child.age) for child in one.party.children),
        wording.needs(one.party, own),
        one.mark,
        f"{said}: {who}" if who else said,
        one.came_adults if came else one.party.adults,
        one.came_children if came else len(one.party.children),
        one.state is State.OFFERED,
    )


def _walk_in(one: WalkIn, own: Words) -> tuple[str, str]:
    return one.name or own.gettext("ohne Namen"), wording.people(one.adults, one.children, own)


def _without_dates(request: Request, actor: Actor) -> Response:
    own = words(actor.language)
    return page(
        request,
        "message.html",
        own.tag,
        status=409,
        cache=GONE,
        heading=own.gettext("Dieser Workshop hat noch keinen Termin"),
        sentence=own.gettext("Die Liste an der Tür gibt es für jeden Termin einzeln."),
        what_to_do=own.gettext("Bitte tragen Sie zuerst beim Workshop einen Termin ein."),
        back_url="/app",
    )


def deleted(request: Request, own: Words) -> Response:
    return page(
        request,
        "message.html",
        own.tag,
        status=410,
        cache=GONE,
        heading=own.gettext("Diese Liste ist gelöscht"),
        sentence=own.gettext("Die Namen wurden wie versprochen einige Zeit nach dem Termin gelöscht."),
        what_to_do=own.gettext("Wie viele gekommen sind, steht weiter in der Übersicht der Workshops."),
        back_url="/app",
    )


routes = [
    Route("/checkin/{slug}", show, methods=["GET"]),
    Route("/checkin/{slug}", note, methods=["POST"]),
]
