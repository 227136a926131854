"""A questionnaire to take along: as XLSForm, and as a PO file for translators. For coordinators; no answers in it."""

from collections.abc import Callable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services import designing, forms, translating
from services.designing import NoDraft
from services.forms import File
from services.may import Actor, Forbidden
from services.surveys import UnknownSurvey
from web import staff
from web.pages import GONE


async def form(request: Request) -> Response:
    slug = request.path_params["slug"]
    return await _given(request, lambda actor: forms.written(slug, designing.look(actor, slug).questionnaire))


async def translation(request: Request) -> Response:
    slug, language = request.path_params["slug"], request.path_params["language"]
    return await _given(request, lambda actor: translating.po_file(actor, slug, language))


async def _given(request: Request, make: Callable[[Actor], File]) -> Response:
    actor = await run_in_threadpool(staff.actor_of, request)
    if actor is None:
        return staff.to_login(request)
    try:
        file = await run_in_threadpool(make, actor)
    except (Forbidden, NoDraft, UnknownSurvey):
        raise HTTPException(404) from None
    name = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    return Response(
        file.content,
        media_type=file.media_type,
        headers={"Cache-Control": GONE, "Content-Disposition": name},
    )


routes = [
    Route("/design/{slug}.xlsx", form, methods=["GET"]),
    Route("/design/{slug}/{language}.po", translation, methods=["GET"]),
]
