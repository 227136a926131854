"""Pictures on the light face: those that come with a form are taken at once, and staff see those of stored answers."""

from collections.abc import Callable, Mapping
from uuid import UUID

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from common import ids
from common.marks import N_
from db.engine import Unavailable
from i18n.catalogue import words
from services import images
from services.images import Refused, UnknownImage
from services.may import Forbidden
from services.surveys import Survey
from survey import flow
from survey.errors import Code, Problem
from survey.kinds.image import file_name
from survey.model import Questionnaire
from web import abuse, forms, multipart, staff
from web.forms import BadForm, Fields
from web.multipart import Files
from web.pages import GONE, page

LATER = Code.IMAGE_LATER
_AT_ONCE = anyio.CapacityLimiter(4)
"""Whoever sends pictures waits for others who do, and nobody else waits for them."""
_SAID = {
    403: (
        N_("Das dürfen Sie hier nicht"),
        N_("Für die einzelnen Antworten dieser Umfrage haben Sie kein Recht."),
        N_("Wenn Sie sie brauchen, fragen Sie bitte die Koordinierungsstelle."),
    ),
    404: (
        N_("Dieses Bild gibt es nicht"),
        N_("Vielleicht wurde die Antwort zurückgezogen, zu der es gehört."),
        N_("Bestellen Sie die Daten neu, dann stehen nur noch Bilder darin, die da sind."),
    ),
}


async def read(request: Request, may_carry: Callable[[], bool]) -> tuple[Fields, Files]:
    """A form with the files in it, where a survey asks for some. Raises `BadForm`."""
    if multipart.carries_files(request) and may_carry():
        return await multipart.read(request)
    return await forms.read(request), {}


async def take(
    request: Request, survey: Survey, questionnaire: Questionnaire, instance: str, fields: Fields, files: Files
) -> tuple[Fields, tuple[Problem, ...]]:
    """The form with the names of its new pictures, and what is wrong with those that were not taken. Raises `BadForm`."""
    _are_asked(questionnaire, files)
    taken, problems = dict(fields), []
    for control, content in files.items():
        try:
            if content is None:
                raise Refused(Code.IMAGE_TOO_LARGE)
            if not abuse.UPLOADS.allows(request):
                raise Refused(LATER)
            name = await anyio.to_thread.run_sync(images.take, survey, instance, control, content, limiter=_AT_ONCE)
            old, taken[control] = taken.get(control, []), [name]
            await _drop(instance, taken, old)
        except Refused as refused:
            problems.append(Problem(refused.code, control))
        except Unavailable:
            problems.append(Problem(LATER, control))
    return taken, tuple(problems)


def pretend(questionnaire: Questionnaire, fields: Fields, files: Files) -> Fields:
    """In a preview nothing is kept, but the way goes on as if it were. Raises `BadForm`."""
    _are_asked(questionnaire, files)
    return fields | {control: [file_name(ids.new_id())] for control in files}


async def remove(instance: str, fields: Fields, control: str) -> Fields:
    """The form without the picture of a control."""
    left = {name: values for name, values in fields.items() if name != control}
    await _drop(instance, left, fields.get(control, []))
    return left


async def take_along(survey: Survey, questionnaire: Questionnaire, fields: Fields, instance: str, to: str) -> Fields:
    """The form as another one, with pictures of its own."""
    names = {
        control: name
        for control, values in fields.items()
        if images.are_asked(questionnaire, control)
        for name in values
        if name.strip()
    }
    if not names:
        return fields
    taken = await run_in_threadpool(images.take_along, survey, instance, to, names)
    return {control: values for control, values in fields.items() if control not in names} | {
        control: [name] for control, name in taken.items()
    }


def without_gone(fields: Fields, problems: tuple[Problem, ...]) -> Fields:
    """The form without pictures that are not there any more."""
    gone = {problem.item for problem in problems if problem.code == Code.IMAGE_GONE}
    return {name: values for name, values in fields.items() if name not in gone} if gone else fields


async def show(request: Request) -> Response:
    actor = await run_in_threadpool(staff.actor_of, request)
    if actor is None:
        return staff.to_login(request)
    name = _name(request.path_params["id"])
    try:
        content = await run_in_threadpool(images.show, actor, name)
    except (UnknownImage, Forbidden) as error:
        status = 403 if isinstance(error, Forbidden) else 404
        own = words(actor.language)
        heading, sentence, what_to_do = (own.gettext(said) for said in _SAID[status])
        return page(
            request,
            "message.html",
            own.tag,
            status=status,
            cache=GONE,
            heading=heading,
            sentence=sentence,
            what_to_do=what_to_do,
            back_url="/app/exports",
        )
    headers = {"Cache-Control": GONE, "Content-Disposition": f'inline; filename="{name}"'}
    return Response(content, headers=headers, media_type="image/jpeg")


def _name(asked: str) -> str:
    """As it stands in an export, or its number alone."""
    try:
        return file_name(UUID(asked))
    except ValueError:
        return asked


def _are_asked(questionnaire: Questionnaire, files: Mapping[str, object]) -> None:
    if flow.unknown(questionnaire, files) or not all(images.are_asked(questionnaire, control) for control in files):
        raise BadForm(400)


async def _drop(instance: str, left: Fields, names: list[str]) -> None:
    """Deletes pictures that no control of the form has any more. One that cannot be deleted now goes with its day."""
    still = {name for values in left.values() for name in values}
    for name in names:
        if name not in still:
            try:
                await run_in_threadpool(images.drop, instance, name)
            except Unavailable:
                return


routes = [Route("/download/image/{id}", show, methods=["GET"])]
