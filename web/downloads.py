"""Ordered exports over plain HTTP: streamed while they are made, only to whoever ordered them."""

from urllib.parse import quote
from uuid import UUID

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from common.marks import N_
from i18n.catalogue import words
from services import exporting
from services.exporting import Stream
from services.may import Actor, Forbidden
from web import staff
from web.pages import GONE, page

EXPORTS = "/app/exports"
"""Where exports are ordered."""
_AGAIN = N_("Bitte bestellen Sie die Datei noch einmal.")
_SAID = {
    403: (
        N_("Das dürfen Sie nicht mehr"),
        N_("Für die einzelnen Antworten dieser Umfrage haben Sie kein Recht mehr."),
        N_("Wenn Sie sie brauchen, fragen Sie bitte die Koordinierungsstelle."),
    ),
    404: (
        N_("Diese Datei gibt es nicht"),
        N_("Vielleicht hat sie jemand anderes bestellt: Jede Datei ist nur für die Person, die sie bestellt hat."),
        _AGAIN,
    ),
    410: (N_("Dieser Link ist abgelaufen"), N_("Die Datei wurde vor mehr als einem Tag bestellt."), _AGAIN),
}
"""Status to heading, sentence and what to do."""
_PRIVATE = {"Cache-Control": GONE, "X-Content-Type-Options": "nosniff"}


class _Download(StreamingResponse):
    """Closes the stream also when the person breaks off, so that no transaction stays open behind it."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        name = f"attachment; filename*=UTF-8''{quote(stream.filename, safe='')}"
        super().__init__(stream.chunks, headers=_PRIVATE | {"Content-Disposition": name}, media_type=stream.media_type)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(self._stream.chunks.close)


async def download(request: Request) -> Response:
    actor = await run_in_threadpool(staff.actor_of, request)
    if actor is None:
        return staff.to_login(request)
    try:
        return _Download(await run_in_threadpool(exporting.fetch, actor, _id(request)))
    except exporting.UnknownDownload:
        return _said(request, actor, 404)
    except exporting.Expired:
        return _said(request, actor, 410)
    except Forbidden:
        return _said(request, actor, 403)


def _id(request: Request) -> UUID:
    try:
        return UUID(request.path_params["id"])
    except ValueError:
        raise exporting.UnknownDownload from None


def _said(request: Request, actor: Actor, status: int) -> Response:
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
        back_url=EXPORTS,
    )


routes = [Route("/download/{id}", download, methods=["GET"])]
