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

_UNKNOWN = N_("Diese Datei gibt es nicht, oder sie gehört jemand anderem.")
_EXPIRED = N_("Diese Datei wurde vor mehr als einem Tag bestellt und ist abgelaufen.")
_FORBIDDEN = N_("Sie dürfen die Antworten dieser Umfrage nicht mehr herunterladen.")
_PRIVATE = {"Cache-Control": GONE}


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
    actor = staff.actor_of(request)
    if actor is None:
        return staff.to_login(request)
    try:
        return _Download(await run_in_threadpool(exporting.fetch, actor, UUID(request.path_params["id"])))
    except (exporting.UnknownDownload, ValueError):
        return _said(request, actor, 404, _UNKNOWN)
    except exporting.Expired:
        return _said(request, actor, 410, _EXPIRED)
    except Forbidden:
        return _said(request, actor, 403, _FORBIDDEN)


def _said(request: Request, actor: Actor, status: int, sentence: str) -> Response:
    own = words(actor.language)
    heading, what_to_do = own.gettext("Hier gibt es nichts herunterzuladen"), own.gettext("Auf der Seite „Daten herunterladen“ bestellen Sie die Datei neu.")
    return page(request, "message.html", own.tag, status=status, cache=GONE, heading=heading, sentence=own.gettext(sentence), what_to_do=what_to_do, back_url="/app/exports")


routes = [Route("/download/{id}", download, methods=["GET"])]
