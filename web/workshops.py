"""A workshop on the light face: what it is, and a family's sign-up in one form. Nothing is stored before `submit`."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

import settings
from booking.errors import Problem
from booking.model import LIVE, Rule, Workshop
from common import ids
from db.engine import Unavailable
from i18n.catalogue import Words, words
from services import answering, places, signing_up, workshops
from services.signing_up import DoesNotFit, Order, UnknownSignUp
from services.workshops import UnknownWorkshop
from survey.errors import Problem as AnswerProblem
from web import abuse, families, forms, own_questions, sealing, wording
from web.forms import BadForm, Fields
from web.pages import GONE, language_of, page

OWN = frozenset({"_action", "_lang", "_instance", "_begun", "_website", "_wait", "_take", "_remove", "_beside"})
"""Controls of ours. Everything else is the family's, or a question's name."""
WAITING = "yes"
CALENDAR = "text/calendar; charset=utf-8"
KEPT_A_WHILE = "public, max-age=600"


@dataclass(frozen=True, slots=True)
class Visit:
    """One form on its way to a sign-up: what was typed about the family and to the workshop's own questions."""

    workshop: Workshop
    language: str
    family: Fields
    answers: Fields
    instance: str
    begun: str
    waits: bool = False
    """Whether the waiting list is fine, where there is no place."""
    beside: tuple[str, ...] = ()
    """Links of other sign-ups from which this person came here."""


def show(request: Request) -> Response:
    workshop = _public(request.path_params["slug"])
    language = language_of(request)
    if wording.closed_because(workshop):
        return _draw_closed(request, workshop, language)
    instance = str(ids.new_id())
    beside = _unsealed(request.query_params.getlist("beside"))
    return _draw(request, Visit(workshop, language, {}, {}, instance, abuse.begun(instance), beside=beside))


async def move(request: Request) -> Response:
    fields = await forms.read(request)
    return await run_in_threadpool(_move, request, fields)


def calendar(request: Request) -> Response:
    workshop = _public(request.path_params["slug"])
    return calendar_of(workshop, language_of(request), cache=KEPT_A_WHILE)


def calendar_of(workshop: Workshop, language: str, *, cache: str, sequence: int = 0) -> Response:
    """The dates of a workshop as a file, with its public address and nothing of who asks for it."""
    content = workshops.calendar_file(workshop, language, public_address(workshop.slug), host(), sequence)
    headers = {
        "Cache-Control": cache,
        "Content-Disposition": f'inline; filename="{workshop.slug}.ics"',
        "Content-Language": language,
        "Vary": "Accept-Language",
    }
    return Response(content, headers=headers, media_type=CALENDAR)


def public_address(slug: str) -> str:
    return f"{settings.current().public_url.rstrip('/')}/w/{slug}"


def host() -> str:
    return urlsplit(settings.current().public_url).hostname or "localhost"


def _public(slug: str) -> Workshop:
    """Raises `UnknownWorkshop` for drafts too: nobody has seen them yet."""
    workshop = workshops.by_slug(slug)
    if workshop.status == "draft":
        raise UnknownWorkshop(slug)
    return workshop


def _move(request: Request, fields: Fields) -> Response:
    workshop = _public(request.path_params["slug"])
    visit = _read(request, workshop, fields)
    if wording.closed_because(workshop):
        return _draw_closed(request, workshop, visit.language, status=410)
    if forms.one(fields, "_lang"):
        return _draw(request, visit)
    if number := forms.one(fields, "_remove"):
        return _draw(request, replace(visit, family=families.without_child(visit.family, number)))
    action = forms.one(fields, "_action") or "submit"
    if way := forms.one(fields, "_take"):
        taken = replace(visit, family=families.taking(visit.family, way), waits=False)
        return _submit(request, taken, forms.one(fields, "_website"))
    if action == "add_child":
        return _draw(request, replace(visit, family=families.with_another_child(visit.family)))
    if action == "back":
        return _draw(request, visit)
    if action == "submit":
        return _submit(request, visit, forms.one(fields, "_website"))
    raise BadForm(400)


def _read(request: Request, workshop: Workshop, fields: Fields) -> Visit:
    """Raises `BadForm`, `Unreadable` where this is no form of ours."""
    known = own_questions.names(workshop)
    typed = {name: values for name, values in fields.items() if name not in OWN}
    if any(not families.is_ours(name) and name not in known for name in typed):
        raise BadForm(400)
    instance = answering.instance_of(forms.one(fields, "_instance"))
    return Visit(
        workshop,
        language_of(request, forms.one(fields, "_lang")),
        families.tidy(fields),
        {name: values for name, values in typed.items() if name in known},
        instance,
        forms.one(fields, "_begun") or abuse.begun(instance),
        forms.one(fields, "_wait") == WAITING,
        _unsealed(fields.get("_beside", [])),
    )


def _unsealed(sealed: Sequence[str]) -> tuple[str, ...]:
    return tuple(token for one in sealed[:10] if (token := sealing.unseal(one)))


def _submit(request: Request, visit: Visit, trap: str) -> Response:
    own = words(visit.language)
    family = families.read(visit.family, visit.workshop)
    wrong, unanswered = what_is_wrong(visit.workshop, family, visit.answers)
    if wrong or unanswered:
        return _draw(request, visit, wrong, unanswered, status=422)
    if trap:
        sentence = own.gettext(
            "Ein verstecktes Feld war ausgefüllt, vermutlich von Ihrem Browser. Es ist jetzt leer. Bitte senden Sie noch einmal ab."
        )
        return _draw(request, visit, status=422, notice=sentence)
    if abuse.too_fast(visit.instance, visit.begun):
        sentence = own.gettext(
            "Das ging sehr schnell. Bitte sehen Sie Ihre Angaben kurz an und senden Sie noch einmal ab."
        )
        again = replace(visit, begun=abuse.begun(visit.instance))
        return _draw(request, again, status=429, notice=sentence)
    if not abuse.SUBMITS.allows(request):
        sentence = own.gettext(
            "Gerade kommen sehr viele Anmeldungen aus Ihrem Netz. Bitte warten Sie eine Minute und senden Sie noch einmal ab."
        )
        return _draw(request, visit, status=429, notice=sentence)
    return _sign_up(request, visit, family)


def what_is_wrong(
    workshop: Workshop, family: families.Family, answers: Fields
) -> tuple[list[Problem], tuple[AnswerProblem, ...]]:
    """All of it at once: nobody wants to hear of the next mistake after each try."""
    unreadable = {one.item for one in family.problems}
    found = signing_up.wrong_with(workshop, family.party, family.contact)
    wrong = [*family.problems, *(one for one in found if one.item not in unreadable)]
    return wrong, own_questions.problems(workshop, answers)


def _sign_up(request: Request, visit: Visit, family: families.Family) -> Response:
    own = words(visit.language)
    order = Order(
        slug=visit.workshop.slug,
        instance=visit.instance,
        language=visit.language,
        party=family.party,
        contact=family.contact,
        form=own_questions.as_sent(visit.answers),
        been_before=family.been_before,
        or_wait=visit.waits,
        beside=visit.beside,
    )
    try:
        done = signing_up.sign_up(order)
    except DoesNotFit as why:
        return _draw_no_room(request, visit, why)
    except workshops.Invalid as invalid:
        return _draw(request, visit, invalid.problems, status=422)
    except signing_up.WrongAnswers as wrong:
        return _draw(request, visit, (), wrong.problems, status=422)
    except signing_up.NotOpen:
        return _draw_closed(request, workshops.fresh(visit.workshop.slug), visit.language, status=410)
    except signing_up.Conflict:
        return _conflict(request, visit)
    except Unavailable:
        sentence = own.gettext(
            "Wir können Ihre Anmeldung gerade nicht speichern. Sie steht noch hier. Bitte senden Sie in einer Minute noch einmal ab."
        )
        return _draw(request, visit, status=503, notice=sentence)
    query = {"lang": visit.language, "new": "1"}
    if done.overlaps:
        query["over"] = sealing.seal(" ".join(one.slug for one in done.overlaps))
    return RedirectResponse(f"/m/{done.token}?{urlencode(query)}", status_code=303, headers={"Cache-Control": GONE})


# Drawing


def _draw(
    request: Request,
    visit: Visit,
    wrong: Sequence[Problem] = (),
    unanswered: Sequence[AnswerProblem] = (),
    status: int = 200,
    notice: str = "",
) -> Response:
    own = words(visit.language)
    return page(
        request,
        "workshop.html",
        visit.language,
        status=status,
        chosen=_chose(request, visit.language),
        notice=notice,
        action=_address(visit),
        hidden=_hidden(visit),
        overlaps=_overlapping(visit, own),
        is_full=wording.how_full(visit.workshop) == "full",
        closed="",
        **facts(visit.workshop, own),
        **form_of(visit.workshop, visit.family, visit.answers, wrong, unanswered, own),
    )


def form_of(
    workshop: Workshop,
    family: Fields,
    answers: Fields,
    wrong: Sequence[Problem],
    unanswered: Sequence[AnswerProblem],
    own: Words,
) -> dict[str, Any]:
    """What the templates need to draw the family and the workshop's own questions, with what is wrong."""
    sentences = defaultdict(str, {one.item: wording.wrong(one, own) for one in reversed(wrong)})
    questions, lines = own_questions.drawn(workshop, answers, unanswered, own)
    labels = families.labels(family, own)
    summary = [
        (f"q-{item}" if item in labels else "f", {own.tag: labels.get(item, own.gettext("Anmeldung"))}, sentence)
        for item, sentence in sorted(sentences.items(), key=lambda pair: _place(pair[0], labels))
    ]
    return {
        "offer": families.offer(workshop, own),
        "typed": families.typed(family),
        "children": range(1, families.how_many_children(family) + 1),
        "most_children": families.MOST_CHILDREN,
        "oldest_child": families.OLDEST_CHILD,
        "most_eaters": families.MOST_EATERS_SHOWN,
        "eats": any(one.startswith("food") for one in sentences) or families.eats(family),
        "wrong": sentences,
        "questions": questions,
        "summary": [*summary, *lines],
    }


def _place(item: str, labels: dict[str, str]) -> int:
    """In the order of the form."""
    order = ["online", "adults", "children", *(one for one in labels if one.startswith("children."))]
    order += ["interpreter", "step_free", "food", *(one for one in labels if one.startswith("food."))]
    order += ["name", "email", "phone", "organisation", "of_age"]
    return order.index(item) if item in order else len(order)


def facts(workshop: Workshop, own: Words) -> dict[str, Any]:
    """What everyone may know of a workshop."""
    plan = workshop.plan
    district = next((one for one in places.districts() if one.id == workshop.district_id), None)
    return {
        "slug": workshop.slug,
        "title": plan.title,
        "text": plan.text,
        "dates": [(wording.day(one, own), wording.hours(one, own)) for one in workshop.dates],
        "where": plan.place,
        "accessibility": plan.accessibility,
        "spoken": [wording.language(tag, own) for tag in plan.languages],
        "pools": wording.offered(workshop, own),
        "line": wording.line(plan, own),
        "sign_up_until": _said(plan.closes_at, own),
        "change_until": _said(plan.changes_until, own),
        "district": district,
        "days_kept": plan.delete_after_days,
    }


def _said(moment: datetime | None, own: Words) -> str:
    return wording.moment(moment, own) if moment else ""


def _draw_closed(request: Request, workshop: Workshop, language: str, status: int = 200) -> Response:
    own = words(language)
    heading, sentence = wording.closed(workshop, own)
    return page(
        request,
        "workshop.html",
        language,
        status=status,
        cache=GONE,
        chosen=_chose(request, language),
        closed=heading,
        closed_sentence=sentence,
        nothing_stored=status != 200,
        is_cancelled=workshop.status == "cancelled",
        summary=[],
        **facts(workshop, own),
    )


def _draw_no_room(request: Request, visit: Visit, why: DoesNotFit) -> Response:
    """Nothing is stored. Why, what would fit, and the place in line: the person decides."""
    own, plan = words(visit.language), visit.workshop.plan
    must_wait = plan.rule is Rule.STRICT and why.place > 1
    return page(
        request,
        "no_room.html",
        visit.language,
        status=422,
        chosen=_chose(request, visit.language),
        title=plan.title,
        action=_address(visit),
        hidden=[*_hidden(visit), ("_wait", WAITING), *typed_of(visit.family, visit.answers)],
        place=why.place,
        lacking=[wording.lack(one, own) for one in why.lacking],
        others_wait=must_wait or not why.lacking,
        ways=[] if must_wait else [(families.way_of(one), wording.way(one, own)) for one in why.instead],
        line=wording.line(plan, own),
    )


def typed_of(family: Fields, answers: Fields) -> list[tuple[str, str]]:
    return [(name, value) for fields in (family, answers) for name, values in fields.items() for value in values]


def _hidden(visit: Visit) -> list[tuple[str, str]]:
    sealed = [("_beside", sealing.seal(token)) for token in visit.beside]
    return [("_instance", visit.instance), ("_begun", visit.begun), *sealed]


def _address(visit: Visit) -> str:
    return f"/w/{visit.workshop.slug}?{urlencode({'lang': visit.language})}"


def _chose(request: Request, language: str) -> bool:
    return "lang" in request.query_params or language != language_of(request)


def _overlapping(visit: Visit, own: Words) -> list[tuple[dict[str, str], str]]:
    """Other workshops of this family at the same time: title and moment."""
    found = []
    for token in visit.beside:
        try:
            mine = signing_up.mine(token)
        except UnknownSignUp:
            continue
        if mine.state in LIVE and mine.workshop.id != visit.workshop.id:
            found += [
                (mine.workshop.plan.title, f"{wording.day(other, own)}, {wording.hours(other, own)}")
                for other in mine.workshop.dates
                if any(other.overlaps(here) for here in visit.workshop.dates)
            ]
    return found


def _conflict(request: Request, visit: Visit) -> Response:
    """Sent before with other content: both may be meant, so the person decides and types nothing twice."""
    own = words(visit.language)
    instance = str(ids.new_id())
    fresh = replace(visit, instance=instance, begun=abuse.waited(instance))
    hidden = [*_hidden(fresh), *typed_of(visit.family, visit.answers), ("_action", "submit")]
    return page(
        request,
        "message.html",
        visit.language,
        status=409,
        cache=GONE,
        heading=own.gettext("Dieses Formular wurde schon abgesendet"),
        sentence=own.gettext(
            "Die erste Anmeldung ist gespeichert und bleibt, wie sie war. Jetzt kamen andere Angaben aus demselben Formular."
        ),
        what_to_do=own.gettext(
            "Möchten Sie die erste Anmeldung ändern? Das geht mit ihrem Link oder mit Code und PIN. Oder meldet sich noch eine Familie an? Dann senden Sie diese Angaben als neue Anmeldung ab."
        ),
        form={"hidden": hidden, "action": _address(visit), "button": own.gettext("Als neue Anmeldung senden")},
        back_url="/",
    )


def feed(request: Request) -> Response:
    """The calendar of a district, to subscribe to."""
    district = next((one for one in places.districts() if one.slug == request.path_params["district"]), None)
    if district is None:
        raise HTTPException(404)
    language = language_of(request)
    name = words(language).gettext("Workshops in {district}").format(district=district.name)
    content = workshops.feed(
        workshops.of_district(district.id), language, name, lambda one: public_address(one.slug), host()
    )
    headers = {
        "Cache-Control": KEPT_A_WHILE,
        "Content-Disposition": f'inline; filename="{district.slug}.ics"',
        "Content-Language": language,
        "Vary": "Accept-Language",
    }
    return Response(content, headers=headers, media_type=CALENDAR)


routes = [
    Route("/w/{slug}.ics", calendar, methods=["GET"]),
    Route("/w/{slug}", show, methods=["GET"]),
    Route("/w/{slug}", move, methods=["POST"]),
    Route("/d/{district}.ics", feed, methods=["GET"]),
]
