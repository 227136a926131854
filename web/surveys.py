"""A survey on the light face: draws sections, moves between them, sends the answer. Nothing is stored before `submit`. A draft's preview (web/preview.py) takes the same way to another end."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from common import ids
from db.engine import Unavailable
from i18n.catalogue import Language, guest, words
from services import answering, places, surveys, workshops
from services.answering import Submission
from services.images import asked_in
from services.surveys import Survey, UnknownSurvey, Version
from survey import flow
from survey.errors import Problem
from survey.flow import Moment, View
from survey.kinds import kind_of
from survey.model import Questionnaire, Section
from web import abuse, drawing, forms, images, sealing
from web.forms import BadForm, Fields
from web.multipart import Files
from web.pages import GONE, KEPT, TAGS, language_of, page

OWN = frozenset(
    {
        "_action",
        "_lang",
        "_instance",
        "_version",
        "_section",
        "_begun",
        "_network",
        "_district",
        "_receipt",
        "_website",
        "_shown",
        "_more",
        "_less",
        "_remove",
    }
)
"""Controls of ours. Everything else must be a question's name."""
NOWHERE = "none"
"""The place of those who belong to none or do not know."""


@dataclass(frozen=True)
class Stage:
    """Where people walk through a questionnaire, and what happens at the end."""

    survey: Survey
    path: str
    version: Version
    """That a form begins with."""
    version_of: Callable[[int], Version]
    """That a form began with. Raises `Unreadable`."""
    send: Callable[[Request, "Visit", str], Awaitable[Response]]
    """With what stands in the trap field."""
    is_preview: bool = False


@dataclass(frozen=True)
class Visit:
    """One form on its way through a survey: whose it is, what was typed so far, where it stands."""

    stage: Stage
    version: Version
    language: str
    fields: Fields
    """Under question names only."""
    instance: str
    begun: str
    position: int = 0
    """Of the section, among all of the questionnaire."""
    network: str = ""
    district: str = ""
    receipt: bool = False
    from_address: frozenset[str] = frozenset()
    """Which of network and district the address presets; they need no asking."""

    @property
    def survey(self) -> Survey:
        return self.stage.survey

    @property
    def questionnaire(self) -> Questionnaire:
        return self.version.questionnaire

    @cached_property
    def view(self) -> View:
        return flow.look(self.questionnaire, self.fields, self.moment)

    @property
    def moment(self) -> Moment:
        return Moment(self.language, answering.seed_of(self.instance))

    @property
    def at(self) -> int:
        """Where it stands among the sections that this person sees."""
        return self.view.at(self.position)

    @property
    def section(self) -> Section:
        return self.view.sections[self.at]

    @property
    def is_last(self) -> bool:
        return self.at == len(self.view.sections) - 1

    def but(self, **changes: Any) -> "Visit":
        """The same otherwise. What was worked out of the form is not worked out again while the form is the same."""
        other = replace(self, **changes)
        if "view" in vars(self) and not changes.keys() & {"fields", "language", "instance", "version", "stage"}:
            vars(other)["view"] = self.view
        return other

    def moved(self, by: int) -> "Visit":
        positions = self.view.positions
        return self.but(position=positions[max(0, min(self.at + by, len(positions) - 1))])


async def show(request: Request) -> Response:
    survey = surveys.by_slug(request.path_params["slug"])
    return begin(request, _stage(survey)) if survey.takes_answers else _closed(request, survey)


async def move(request: Request) -> Response:
    survey = surveys.by_slug(request.path_params["slug"])
    fields, files = await images.read(request, lambda: _asks_images(survey))
    visit = read(request, _stage(survey), fields)
    if survey.takes_answers or (survey.is_open and _sends(visit, fields)):
        return await go_on(request, visit, fields, files)
    return _closed(request, survey, visit.language)


def _asks_images(survey: Survey) -> bool:
    """In any of its versions: a form may have begun with an older one."""
    numbers = range(survey.version_number, 0, -1)
    return any(asked_in(answering.version_of(survey, number).questionnaire) for number in numbers)


def _sends(visit: Visit, fields: Fields) -> bool:
    """What is sent is for the writer to refuse: the answer that made a survey full may come a second time."""
    return visit.is_last and forms.one(fields, "_action") in ("", "next", "submit") and not forms.one(fields, "_lang")


def _stage(survey: Survey) -> Stage:
    return Stage(
        survey,
        f"/s/{survey.slug}",
        answering.current_version(survey),
        lambda number: answering.version_of(survey, number),
        _submit,
    )


def begin(request: Request, stage: Stage, notice: str = "") -> Response:
    """The first page of a new form."""
    instance = str(ids.new_id())
    spoken = language_of(request, also=stage.version.questionnaire.languages)
    visit = Visit(stage, stage.version, spoken, {}, instance, abuse.begun(instance))
    visit = _with_home(_placed(request, visit))
    return _draw(request, visit, notice=notice) if visit.view.sections else _nothing(request, visit)


async def go_on(request: Request, visit: Visit, fields: Fields, files: Files) -> Response:
    """What a form that came back asks for. Raises `BadForm`."""
    if files:
        visit, problems = await _with_files(request, visit, files)
        if problems:
            later = any(problem.code == images.LATER for problem in problems)
            return _draw(request, visit, problems, status=429 if later else 422)
    if control := forms.one(fields, "_remove"):
        return _draw(request, visit.but(fields=await images.remove(visit.instance, visit.fields, control)))
    if forms.one(fields, "_lang"):
        return _draw(request, visit)
    if repeat := forms.one(fields, "_more"):
        return _draw(request, replace(visit, fields=flow.more(visit.questionnaire, visit.fields, repeat, visit.moment)))
    if time := forms.one(fields, "_less"):
        return _draw(request, replace(visit, fields=flow.less(visit.questionnaire, visit.fields, time)))
    action, shown = forms.one(fields, "_action") or "next", frozenset(fields.get("_shown", ()))
    if action == "back":
        return _draw(request, visit.moved(-1))
    if action == "look":
        return _draw(request, visit)
    if action in ("next", "submit") and visit.view.conditional(visit.at) - shown:
        return _not_yet(request, visit)
    if action == "next" and not visit.is_last:
        return _next(request, visit)
    if action in ("next", "submit"):
        return _next(request, visit) if _goes_on(visit) else await _end(request, visit, forms.one(fields, "_website"))
    raise BadForm(400)


async def _with_files(request: Request, visit: Visit, files: Files) -> tuple[Visit, tuple[Problem, ...]]:
    if visit.stage.is_preview:
        return visit.but(fields=images.pretend(visit.questionnaire, visit.fields, files)), ()
    fields, problems = await images.take(
        request, visit.survey, visit.questionnaire, visit.instance, visit.fields, files
    )
    return visit.but(fields=fields), problems


async def _end(request: Request, visit: Visit, trap: str) -> Response:
    if _place_problem(visit):
        return _draw(request, visit.but(position=0), status=422)
    return await visit.stage.send(request, visit, trap)


def ask_again(request: Request, visit: Visit, problems: tuple[Problem, ...]) -> Response:
    """The first section in which something is wrong."""
    position = visit.view.positions[visit.view.section_of(problems[0])]
    return _draw(request, visit.but(position=position), problems, status=422)


def _goes_on(visit: Visit) -> bool:
    """Whether the last answer opened a section that nobody has seen yet."""
    later = visit.view.sections[visit.at + 1 :] if not visit.view.is_fixed else ()
    return any(not visit.fields.keys() & flow.item_names(section.questions) for section in later)


def _not_yet(request: Request, visit: Visit) -> Response:
    """What was answered opened further questions on this page; where nothing else is wrong they are asked, not complained about."""
    own = words(visit.language)
    return _draw(
        request,
        visit,
        notice=own.gettext("Zu Ihrer Antwort gehört noch etwas. Bitte sehen Sie auf dieser Seite noch einmal nach."),
    )


async def thanks(request: Request) -> Response:
    survey = surveys.by_slug(request.path_params["slug"])
    if survey.status == "draft":
        raise UnknownSurvey
    sealed = request.query_params.get("code", "")
    code = sealing.unseal(sealed) if sealed else ""
    kept = {name: request.query_params[name] for name in ("d", "n") if name in request.query_params}
    language = language_of(request, also=survey.questionnaire.languages)
    here = next((one for one in places.districts() if one.slug == kept.get("d") or one.id == survey.district_id), None)
    district = here.slug if here else ""
    return page(
        request,
        "thanks.html",
        language,
        cache=GONE,
        title=survey.questionnaire.title,
        thanks=survey.questionnaire.thanks,
        receipt=code or "",
        receipt_gone=code is None,
        results_url="",
        district_url=f"/d/{district}" if district else "/",
        workshops_url=f"/d/{district}#workshops" if here and workshops.of_district(here.id) else "",
        again_url=f"/s/{survey.slug}?{urlencode({'lang': language, **kept})}" if survey.takes_answers else "",
        keep=[(name, value) for name, value in request.query_params.items() if name != "lang"],
    )


def read(request: Request, stage: Stage, fields: Fields) -> Visit:
    """The form that came back. Raises `BadForm`, `Unreadable` where this is none of ours."""
    number, position = forms.one(fields, "_version"), forms.one(fields, "_section")
    if not (number.isdecimal() and position.isdecimal() and len(number) < 7 and len(position) < 5):
        raise BadForm(400)
    version = stage.version_of(int(number))
    instance = answering.instance_of(forms.one(fields, "_instance"))
    typed = {name: values for name, values in fields.items() if not name.startswith("_")}
    if flow.unknown(version.questionnaire, typed) or not fields.keys() - typed.keys() <= OWN:
        raise BadForm(400)
    visit = Visit(
        stage,
        version,
        language_of(request, forms.one(fields, "_lang"), version.questionnaire.languages),
        typed,
        instance,
        forms.one(fields, "_begun") or abuse.begun(instance),
        int(position),
        forms.one(fields, "_network"),
        forms.one(fields, "_district"),
        forms.one(fields, "_receipt") == "yes",
    )
    if visit.position >= len(version.questionnaire.sections) or not visit.view.sections:
        raise BadForm(400)
    return _placed(request, visit)


def _placed(request: Request, visit: Visit) -> Visit:
    """The address of a poster says where its reader belongs, unless the survey itself does."""
    network, district = request.query_params.get("n", ""), request.query_params.get("d", "")
    if not any(one.slug == network for one in places.networks()):
        network = ""
    if not any(one.slug == district for one in places.districts()):
        district = ""
    preset = {
        name
        for name, value in (
            ("network", network or visit.survey.network_id),
            ("district", district or visit.survey.district_id),
        )
        if value
    }
    return visit.but(
        network=network or visit.network, district=district or visit.district, from_address=frozenset(preset)
    )


def _with_home(visit: Visit) -> Visit:
    """A preset district answers the district question in advance; the person may change it."""
    homes = [question.name for question in visit.questionnaire.questions() if question.kind == "district"]
    preset = {name: [visit.district] for name in homes} if visit.district else {}
    return replace(visit, fields=flow.begin(visit.questionnaire, visit.moment) | preset)


def _next(request: Request, visit: Visit) -> Response:
    problems = visit.view.problems(visit.at)
    if problems or _place_problem(visit):
        return _draw(request, visit, problems, status=422)
    return _draw(request, visit.moved(1))


async def _submit(request: Request, visit: Visit, trap: str) -> Response:
    own = words(visit.language)
    try:
        submission = _submission(visit)
        if asked_in(visit.questionnaire):  # pictures are read and sealed anew, for which others shall not wait
            prepared = await run_in_threadpool(answering.prepare, visit.survey, submission)
        else:
            prepared = answering.prepare(visit.survey, submission)
        if trap:
            return _draw(
                request,
                visit,
                status=422,
                notice=own.gettext(
                    "Ein verstecktes Feld war ausgefüllt, vermutlich von Ihrem Browser. Es ist jetzt leer. Bitte senden Sie noch einmal ab."
                ),
            )
        if abuse.too_fast(visit.instance, visit.begun):
            again = visit.but(begun=abuse.begun(visit.instance))
            return _draw(
                request,
                again,
                status=429,
                notice=own.gettext(
                    "Das ging sehr schnell. Bitte sehen Sie Ihre Antworten kurz an und senden Sie noch einmal ab."
                ),
            )
        if not abuse.SUBMITS.allows(request):
            return _draw(
                request,
                visit,
                status=429,
                notice=own.gettext(
                    "Gerade kommen sehr viele Antworten aus Ihrem Netz. Bitte warten Sie eine Minute und senden Sie noch einmal ab."
                ),
            )
        thanked = await answering.submit_soon(submission, prepared)
    except answering.Invalid as invalid:
        visit = visit.but(fields=images.without_gone(visit.fields, invalid.problems))
        return ask_again(request, visit, invalid.problems)
    except answering.Closed:
        return _closed(request, visit.survey, visit.language)
    except answering.Conflict:
        return await _conflict(request, visit)
    except Unavailable:
        return _draw(
            request,
            visit,
            status=503,
            notice=own.gettext(
                "Wir können Ihre Antwort gerade nicht speichern. Sie steht noch hier. Bitte senden Sie in einer Minute noch einmal ab."
            ),
        )
    query = {
        "lang": visit.language,
        **{name: request.query_params[name] for name in ("d", "n") if name in request.query_params},
    }
    if thanked.receipt:
        query["code"] = sealing.seal(thanked.receipt)
    return RedirectResponse(
        f"/s/{visit.survey.slug}/thanks?{urlencode(query)}", status_code=303, headers={"Cache-Control": GONE}
    )


def _submission(visit: Visit) -> Submission:
    return Submission(
        slug=visit.survey.slug,
        version=visit.version.number,
        instance=visit.instance,
        language=visit.language,
        form=visit.fields,
        network="" if visit.network == NOWHERE else visit.network,
        district="" if visit.district == NOWHERE else visit.district,
        wants_receipt=visit.receipt,
    )


def _draw(
    request: Request, visit: Visit, problems: tuple[Problem, ...] = (), status: int = 200, notice: str = ""
) -> Response:
    own = words(visit.language)
    section, at = visit.section, visit.at
    sentences = drawing.sentences(section, problems, own)
    summary = drawing.summary(section, sentences)
    place = _place(visit, wrong=status == 422)
    asks_images = bool(asked_in(visit.questionnaire))
    if place and place["problem"]:
        summary.insert(0, ("place", {visit.language: str(place["label"])}, str(place["problem"])))
    return page(
        request,
        "section.html",
        visit.language,
        status=status,
        cache=GONE if visit.stage.is_preview else KEPT,
        preview=visit.stage.is_preview,
        chosen="lang" in request.query_params or visit.language != language_of(request),
        guests=_guests(visit.questionnaire),
        title=visit.questionnaire.title,
        lead=visit.questionnaire.lead,
        minutes=visit.questionnaire.minutes,
        section=section,
        position=at + 1,
        count=len(visit.view.sections),
        questions=drawing.drawn(section, visit.fields, sentences, _kept_as(visit)),
        summary=summary,
        notice=notice,
        hidden=_hidden(visit, section, asks_place=place is not None),
        action=_address(request, visit),
        is_first=at == 0,
        is_last=visit.is_last,
        place=place,
        open_results=visit.survey.open_results,
        anonymous=True,
        receipt=visit.receipt if visit.is_last else None,
        moves=not visit.view.is_fixed,
        takes_file=asks_images and any(kind_of(question).takes_file for question in flow.leaves(section.questions)),
        asks_images=asks_images,
    )


def _kept_as(visit: Visit) -> int | None:
    """Under which number drawn questions are kept: only those of a version, and where they are the same for everyone."""
    return visit.version.id if visit.view.is_fixed and not visit.stage.is_preview else None


@lru_cache(maxsize=64)
def _guests_of(tags: tuple[str, ...]) -> tuple[Language, ...]:
    return tuple(guest(tag) for tag in tags if tag not in TAGS)


def _guests(questionnaire: Questionnaire) -> tuple[Language, ...]:
    """Languages that only this questionnaire speaks."""
    return _guests_of(questionnaire.languages)


def _hidden(visit: Visit, section: Section, asks_place: bool) -> list[tuple[str, str]]:
    """What the page must carry along: who this form is, and the answers of all other sections."""
    here = flow.item_names(section.questions)
    carried = [
        ("_instance", visit.instance),
        ("_version", str(visit.version.number)),
        ("_section", str(visit.view.positions[visit.at])),
        ("_begun", visit.begun),
        *(("_shown", name) for name in sorted(visit.view.conditional(visit.at))),
    ]
    if not asks_place:
        carried += [
            (name, value) for name, value in (("_network", visit.network), ("_district", visit.district)) if value
        ]
    if visit.receipt and not visit.is_last:
        carried.append(("_receipt", "yes"))
    return carried + [(name, value) for name, values in visit.fields.items() if name not in here for value in values]


def _address(request: Request, visit: Visit) -> str:
    kept = {name: request.query_params[name] for name in ("d", "n", "kiosk") if name in request.query_params}
    return f"{visit.stage.path}?{urlencode({'lang': visit.language, **kept})}"


def _asks(visit: Visit) -> str:
    """Which place this survey asks for beside its questions: it must know the one that its totals are cut along."""
    if visit.survey.partition == "network":
        return "" if "network" in visit.from_address else "network"
    asked = any(question.kind == "district" for question in visit.questionnaire.questions())
    return "" if asked or visit.from_address else "district"


def _place_problem(visit: Visit) -> bool:
    kind = _asks(visit)
    return bool(kind) and not (visit.network if kind == "network" else visit.district)


def _place(visit: Visit, wrong: bool) -> dict[str, object] | None:
    kind = _asks(visit) if visit.at == 0 else ""
    if not kind:
        return None
    own = words(visit.language)
    chosen = visit.network if kind == "network" else visit.district
    options = [
        (one.slug, one.name)
        for one in (places.networks() if kind == "network" else sorted(places.districts(), key=lambda one: one.name))
    ]
    return {
        "name": f"_{kind}",
        "label": own.gettext("Zu welchem Netzwerk gehören Sie?")
        if kind == "network"
        else own.gettext("In welchem Stadtbezirk wohnen Sie?"),
        "hint": "",
        "options": [*options, (NOWHERE, own.gettext("keins davon, oder ich weiß es nicht"))],
        "value": chosen,
        "problem": own.gettext("Bitte wählen Sie eine Antwort. Auch „keins davon“ ist eine.")
        if wrong and not chosen
        else "",
    }


def _closed(request: Request, survey: Survey, language: str = "") -> Response:
    language = language or language_of(request)
    own = words(language)
    if survey.is_open and survey.is_full:
        sentence = own.gettext(
            "Es haben schon so viele Menschen mitgemacht, wie gesucht waren. Es wurde nichts gespeichert."
        )
    elif survey.is_over and survey.closes_on:
        sentence = own.gettext("Sie war bis zum {day} offen. Es wurde nichts gespeichert.").format(
            day=own.date(survey.closes_on)
        )
    else:
        sentence = own.gettext("Sie ist schon zu Ende oder hat noch nicht begonnen. Es wurde nichts gespeichert.")
    return page(
        request,
        "message.html",
        language,
        status=410,
        heading=own.gettext("Diese Umfrage ist nicht offen"),
        sentence=sentence,
        what_to_do=own.gettext("Auf der Startseite sehen Sie, was gerade offen ist."),
        back_url="/",
    )


def _nothing(request: Request, visit: Visit) -> Response:
    """No section is there to be seen: a draft that only begins, or conditions that nobody fulfils."""
    own = words(visit.language)
    return page(
        request,
        "message.html",
        visit.language,
        cache=GONE,
        preview=visit.stage.is_preview,
        heading=own.gettext("Hier gibt es noch keine Fragen"),
        sentence=own.gettext("Diese Umfrage wird noch geschrieben. Es wurde nichts gespeichert."),
        what_to_do="",
        back_url="" if visit.stage.is_preview else "/",
    )


async def _conflict(request: Request, visit: Visit) -> Response:
    """Sent before with other content: both may be meant, so the person decides and types nothing twice."""
    own = words(visit.language)
    instance = str(ids.new_id())
    fields = await images.take_along(visit.survey, visit.questionnaire, visit.fields, visit.instance, instance)
    fresh = replace(visit, instance=instance, begun=abuse.waited(instance), fields=fields)
    hidden = [
        ("_instance", instance),
        ("_version", str(visit.version.number)),
        ("_section", str(visit.view.positions[-1])),
        *(("_shown", name) for name in sorted(visit.view.conditional(len(visit.view.sections) - 1))),
        ("_begun", fresh.begun),
    ]
    hidden += [
        (name, value)
        for name, value in (
            ("_network", visit.network),
            ("_district", visit.district),
            ("_receipt", "yes" if visit.receipt else ""),
        )
        if value
    ]
    hidden += [(name, value) for name, values in fresh.fields.items() for value in values]
    return page(
        request,
        "message.html",
        visit.language,
        status=409,
        cache=GONE,
        heading=own.gettext("Dieser Bogen wurde schon abgesendet"),
        sentence=own.gettext(
            "Die erste Antwort ist gespeichert und bleibt, wie sie war. Jetzt kamen andere Antworten aus demselben Bogen."
        ),
        what_to_do=own.gettext(
            "Füllt gerade noch jemand den Bogen aus? Dann senden Sie diese Antworten als neue Antwort ab."
        ),
        form={
            "hidden": [*hidden, ("_action", "submit")],
            "action": _address(request, visit),
            "button": own.gettext("Als neue Antwort senden"),
        },
        back_url="/",
    )


routes = [
    Route("/s/{slug}", show, methods=["GET"]),
    Route("/s/{slug}", move, methods=["POST"]),
    Route("/s/{slug}/thanks", thanks, methods=["GET"]),
]
