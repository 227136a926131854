"""My sign-up on the light face: by link, or by code and PIN. Look, change, say yes to an offer, cancel, delete, print. Nothing of it may be kept by a phone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

import settings
from booking.errors import Problem
from booking.model import LIVE, State, Workshop
from common import clock
from common.marks import N_
from db.engine import Unavailable
from i18n.catalogue import Words, words
from services import signing_up, workshops
from services.signing_up import DoesNotFit, Locked, Mine, UnknownSignUp
from services.workshops import UnknownWorkshop
from survey.errors import Problem as AnswerProblem
from web import abuse, families, forms, own_questions, sealing, wording
from web.forms import BadForm, Fields
from web.pages import GONE, TAGS, language_of, page
from web.workshops import calendar_of, facts, form_of, what_is_wrong

OWN = frozenset({"_action", "_lang", "_take", "_remove"})
MOST_OTHERS = 3
"""Other workshops shown beside a sign-up."""

NEWS = {
    "changed": N_("Ihre Änderung ist gespeichert."),
    "accepted": N_("Danke! Jetzt sind Sie fest dabei."),
    "cancelled": N_("Ihre Anmeldung ist abgesagt. Danke, dass Sie Bescheid sagen: So wird ein Platz für andere frei."),
}
"""What just happened, as the address of the page says it."""
HEADINGS = {
    State.CONFIRMED: N_("Sie sind dabei"),
    State.WAITING: N_("Sie stehen auf der Warteliste"),
    State.OFFERED: N_("Ein Platz ist für Sie frei"),
    State.CANCELLED: N_("Diese Anmeldung ist abgesagt"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """A person with the link before a page: what is theirs, and in which language they read."""

    token: str
    mine: Mine
    language: str

    @property
    def address(self) -> str:
        return f"/m/{self.token}"

    @property
    def here(self) -> str:
        return f"{self.address}?{urlencode({'lang': self.language})}"


# By code and PIN


def ask(request: Request) -> Response:
    return _draw_ask(request, language_of(request))


async def find(request: Request) -> Response:
    fields = await forms.read(request)
    return await run_in_threadpool(_find, request, fields)


def _find(request: Request, fields: Fields) -> Response:
    language = language_of(request, forms.one(fields, "_lang"))
    own, code, pin = words(language), forms.one(fields, "code")[:60], forms.one(fields, "pin")[:60]
    if not abuse.CODES.allows(request):
        sentence = own.gettext(
            "Das waren viele Versuche. Bitte warten Sie eine Minute und versuchen Sie es noch einmal."
        )
        return _draw_ask(request, language, status=429, code=code, problem=sentence)
    try:
        token = signing_up.token_for(code, pin)
    except Locked as locked:
        sentence = own.gettext(
            "Die PIN war mehrmals falsch. Zur Sicherheit geht es mit diesem Code erst wieder ab {time} Uhr. Ihr Link funktioniert weiter."
        ).format(time=f"{locked.until.astimezone(clock.LOCAL):%H:%M}")
        return _draw_ask(request, language, status=429, code=code, problem=sentence)
    except UnknownSignUp:
        sentence = own.gettext(
            "Zu diesem Code mit dieser PIN finden wir keine Anmeldung. Bitte prüfen Sie beides. Vielleicht ist die Anmeldung auch schon gelöscht."
        )
        return _draw_ask(request, language, status=404, code=code, problem=sentence)
    query = f"?{urlencode({'lang': language})}" if "lang" in request.query_params else ""
    return RedirectResponse(f"/m/{token}{query}", status_code=303, headers={"Cache-Control": GONE})


def _draw_ask(request: Request, language: str, *, status: int = 200, code: str = "", problem: str = "") -> Response:
    return page(request, "mine_ask.html", language, status=status, cache=GONE, code=code, problem=problem)


# By link


def _found(draw: Callable[[Request, Look], Response]) -> Callable[[Request], Response]:
    """Looks the link up first. Whose link is unknown learns nothing, and soon has to wait."""

    def route(request: Request) -> Response:
        look = _look(request)
        return draw(request, look) if look else _unknown(request)

    return route


def _sent(act: Callable[[Request, Look, Fields], Response]) -> Callable[[Request], object]:
    async def route(request: Request) -> Response:
        fields = await forms.read(request)
        return await run_in_threadpool(work, request, fields)

    def work(request: Request, fields: Fields) -> Response:
        look = _look(request, forms.one(fields, "_lang"))
        return act(request, look, fields) if look else _unknown(request)

    return route


def _look(request: Request, pressed: str = "") -> Look | None:
    """In the language of the button or the address, else in that of the sign-up: a mail's link opens on any phone."""
    token = request.path_params["token"]
    try:
        mine = signing_up.mine(token)
    except UnknownSignUp:
        return None
    asked = pressed in TAGS or request.query_params.get("lang", "") in TAGS
    return Look(token, mine, language_of(request, pressed) if asked else words(mine.language).tag)


def _unknown(request: Request) -> Response:
    language = language_of(request)
    own = words(language)
    many = not abuse.TOKENS.allows(request)
    return page(
        request,
        "message.html",
        language,
        status=429 if many else 404,
        cache=GONE,
        heading=own.gettext("Diese Anmeldung gibt es nicht"),
        sentence=own.gettext("Der Link ist nicht vollständig, oder die Anmeldung ist schon gelöscht."),
        what_to_do=own.gettext("Das waren viele Versuche. Bitte warten Sie eine Minute.")
        if many
        else own.gettext("Mit Code und PIN finden Sie Ihre Anmeldung auch ohne Link."),
        back_url="/m",
    )


def _show(request: Request, look: Look, *, status: int = 200, problem: str = "") -> Response:
    own, mine = words(look.language), look.mine
    news = next((NEWS[one] for one in NEWS if request.query_params.get("news") == one), "")
    is_new = request.query_params.get("new") == "1"
    return page(
        request,
        "mine.html",
        look.language,
        status=status,
        cache=GONE,
        chosen=_chose(request, look),
        keep=[("new", "1")] if is_new else [],
        heading=own.gettext(HEADINGS[mine.state]),
        state=mine.state.value,
        is_new=is_new,
        news=own.gettext(news) if news else "",
        problem=problem,
        overlaps=_overlaps(request.query_params.get("over", ""), own),
        place=mine.place,
        was_passed=mine.passed > 0 and mine.place > 0,
        until=wording.moment(mine.offer_until, own) if mine.offer_until else "",
        can_change=mine.can_change,
        can_cancel=_can_cancel(mine),
        is_called_off=mine.workshop.status == "cancelled",
        others=_others(look) if mine.state in LIVE else [],
        **_facts(look, own),
    )


def _facts(look: Look, own: Words) -> dict[str, Any]:
    """What a family wrote, and the slip with its code."""
    mine = look.mine
    party, contact = mine.party, mine.contact
    return {
        "address": look.address,
        "here": look.here,
        "code": mine.code,
        "pin": mine.pin,
        "short_address": f"{settings.current().public_url.partition('://')[2]}/m",
        "people": wording.people(party.adults, len(party.children), own),
        "ages": ", ".join(own.number(child.age) for child in party.children),
        "needs": wording.needs(party, own),
        "contact": contact,
        "answers": own_questions.answers(mine.workshop, mine.answers),
        **facts(mine.workshop, own),
    }


def _overlaps(sealed: str, own: Words) -> list[tuple[dict[str, str], str]]:
    """Workshops at the same time, as the sign-up found them: title and days."""
    found = []
    for slug in (sealing.unseal(sealed) or "").split() if sealed else []:
        try:
            other = workshops.by_slug(slug)
        except UnknownWorkshop:
            continue
        found.append((other.plan.title, " · ".join(wording.day(one, own) for one in other.dates)))
    return found


def _others(look: Look) -> list[tuple[str, dict[str, str], str]]:
    """What else is open nearby. The link carries this sign-up along, sealed, so that the same hour is noticed."""
    own, here = words(look.language), look.mine.workshop
    found = [
        one for one in workshops.of_district(here.district_id) if one.id != here.id and not wording.closed_because(one)
    ]
    query = urlencode({"lang": look.language, "beside": sealing.seal(look.token)})
    return [(f"/w/{one.slug}?{query}", one.plan.title, wording.day(one.dates[0], own)) for one in found[:MOST_OTHERS]]


def _can_cancel(mine: Mine) -> bool:
    return mine.state in LIVE and not mine.workshop.has_begun(clock.now())


def _act(request: Request, look: Look, fields: Fields) -> Response:
    if forms.one(fields, "_lang"):
        return _show(request, look)
    own = words(look.language)
    try:
        match forms.one(fields, "_action"):
            case "accept":
                signing_up.accept(look.token)
                return _go(look, "accepted")
            case "confirm_cancel" | "confirm_erase" as question:
                return _really(request, look, question)
            case "cancel" if _can_cancel(look.mine):
                signing_up.cancel(look.token)
                return _go(look, "cancelled")
            case "cancel" | "keep":
                return _go(look)
            case "erase":
                signing_up.erase(look.token)
                return _erased(request, look)
    except signing_up.OfferOver:
        sentence = own.gettext("Die Zeit für diesen Platz ist leider vorbei. Er ist jetzt für andere frei.")
        return _show(request, replace(look, mine=signing_up.mine(look.token)), status=409, problem=sentence)
    except UnknownSignUp:
        return _unknown(request)
    raise BadForm(400)


def _go(look: Look, news: str = "") -> Response:
    query = {"lang": look.language, **({"news": news} if news else {})}
    return RedirectResponse(f"{look.address}?{urlencode(query)}", status_code=303, headers={"Cache-Control": GONE})


def _really(request: Request, look: Look, question: str) -> Response:
    own = words(look.language)
    return page(
        request,
        "mine_really.html",
        look.language,
        cache=GONE,
        chosen=_chose(request, look),
        erases=question == "confirm_erase",
        is_live=look.mine.state in LIVE,
        **_facts(look, own),
    )


def _erased(request: Request, look: Look) -> Response:
    own = words(look.language)
    return page(
        request,
        "message.html",
        look.language,
        cache=GONE,
        chosen=_chose(request, look),
        heading=own.gettext("Ihre Daten sind gelöscht"),
        sentence=own.gettext("Name, Kontakt und alle Angaben sind weg. Code, PIN und Link gelten nicht mehr."),
        what_to_do="",
        back_url="/",
    )


def _slip(request: Request, look: Look) -> Response:
    """To print: one sheet with code and PIN."""
    own = words(look.language)
    return page(
        request,
        "mine_slip.html",
        look.language,
        cache=GONE,
        chosen=_chose(request, look),
        heading=own.gettext(HEADINGS[look.mine.state]),
        place=look.mine.place,
        **_facts(look, own),
    )


def _calendar(request: Request, look: Look) -> Response:
    called_off = look.mine.state is State.CANCELLED
    workshop: Workshop = look.mine.workshop
    shown = msgspec.structs.replace(workshop, status="cancelled") if called_off else workshop
    return calendar_of(shown, look.language, cache=GONE, sequence=look.mine.changes)


def _chose(request: Request, look: Look) -> bool:
    return "lang" in request.query_params or look.language != language_of(request)


# Changing


def _edit(request: Request, look: Look) -> Response:
    if not look.mine.can_change:
        return _too_late(request, look)
    stored = families.fields_of(look.mine.party, look.mine.contact)
    answers = own_questions.fields_of(look.mine.workshop, look.mine.answers)
    return _draw_edit(request, look, stored, answers)


def _change(request: Request, look: Look, fields: Fields) -> Response:
    known = own_questions.names(look.mine.workshop)
    typed = {name: values for name, values in fields.items() if name not in OWN}
    if any(not families.is_ours(name) and name not in known for name in typed):
        raise BadForm(400)
    family = families.tidy(fields)
    answers = {name: values for name, values in typed.items() if name in known}
    if not look.mine.can_change:
        return _too_late(request, look, status=410)
    if forms.one(fields, "_lang"):
        return _draw_edit(request, look, family, answers)
    if number := forms.one(fields, "_remove"):
        return _draw_edit(request, look, families.without_child(family, number), answers)
    if way := forms.one(fields, "_take"):
        return _save(request, look, families.taking(family, way), answers)
    match forms.one(fields, "_action") or "submit":
        case "add_child":
            return _draw_edit(request, look, families.with_another_child(family), answers)
        case "submit":
            return _save(request, look, family, answers)
    raise BadForm(400)


def _save(request: Request, look: Look, typed: Fields, answers: Fields) -> Response:
    own, workshop = words(look.language), look.mine.workshop
    family = families.read(typed, workshop, of_age=True)
    wrong, unanswered = what_is_wrong(workshop, family, answers)
    if wrong or unanswered:
        return _draw_edit(request, look, typed, answers, wrong, unanswered, status=422)
    if not abuse.SUBMITS.allows(request):
        sentence = own.gettext(
            "Gerade kommen sehr viele Anmeldungen aus Ihrem Netz. Bitte warten Sie eine Minute und senden Sie noch einmal ab."
        )
        return _draw_edit(request, look, typed, answers, status=429, notice=sentence)
    try:
        form = own_questions.as_sent(answers)
        signing_up.change(look.token, family.party, contact=family.contact, form=form)
    except DoesNotFit as why:
        return _draw_edit(request, look, typed, answers, status=422, no_room=why)
    except workshops.Invalid as invalid:
        return _draw_edit(request, look, typed, answers, invalid.problems, status=422)
    except signing_up.WrongAnswers as refused:
        return _draw_edit(request, look, typed, answers, (), refused.problems, status=422)
    except signing_up.NotOpen:
        return _too_late(request, replace(look, mine=signing_up.mine(look.token)), status=410)
    except UnknownSignUp:
        return _unknown(request)
    except Unavailable:
        sentence = own.gettext(
            "Wir können Ihre Änderung gerade nicht speichern. Sie steht noch hier. Bitte senden Sie in einer Minute noch einmal ab."
        )
        return _draw_edit(request, look, typed, answers, status=503, notice=sentence)
    return _go(look, "changed")


def _draw_edit(
    request: Request,
    look: Look,
    family: Fields,
    answers: Fields,
    wrong: Sequence[Problem] = (),
    unanswered: Sequence[AnswerProblem] = (),
    *,
    status: int = 200,
    notice: str = "",
    no_room: DoesNotFit | None = None,
) -> Response:
    own = words(look.language)
    return page(
        request,
        "mine_change.html",
        look.language,
        status=status,
        cache=GONE,
        chosen=_chose(request, look),
        title=look.mine.workshop.plan.title,
        action=f"{look.address}/change?{urlencode({'lang': look.language})}",
        back=look.here,
        notice=notice,
        no_room=no_room is not None,
        lacking=[wording.lack(one, own) for one in no_room.lacking] if no_room else [],
        ways=[(families.way_of(one), wording.way(one, own)) for one in no_room.instead] if no_room else [],
        **form_of(look.mine.workshop, family, answers, wrong, unanswered, own),
    )


def _too_late(request: Request, look: Look, status: int = 200) -> Response:
    own = words(look.language)
    return _show(request, look, status=status, problem=_why_not(look.mine, clock.now(), own))


def _why_not(mine: Mine, now: datetime, own: Words) -> str:
    if mine.state not in LIVE:
        return own.gettext("Diese Anmeldung ist abgesagt und lässt sich nicht mehr ändern.")
    if mine.workshop.has_begun(now):
        return own.gettext("Der Workshop hat schon begonnen. Ändern geht jetzt nicht mehr.")
    return own.gettext("Die Zeit für Änderungen ist vorbei. Absagen geht weiter, bis es losgeht.")


routes = [
    Route("/m", ask, methods=["GET"]),
    Route("/m", find, methods=["POST"]),
    Route("/m/{token}/workshop.ics", _found(_calendar), methods=["GET"]),
    Route("/m/{token}/slip", _found(_slip), methods=["GET"]),
    Route("/m/{token}/change", _found(_edit), methods=["GET"]),
    Route("/m/{token}/change", _sent(_change), methods=["POST"]),
    Route("/m/{token}", _found(_show), methods=["GET"]),
    Route("/m/{token}", _sent(_act), methods=["POST"]),
]
