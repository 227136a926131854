"""Ordered exports over plain HTTP: streamed while they are made, only to whoever ordered them."""

from urllib.parse import quote
from uuid import UUID

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from common.marks import N_
from i18n.catalogue import words
from services import exporting
from services.exporting import Stream
from services.may import Actor, Forbidden

_UNKNOWN = N_("Diesen Export gibt es nicht, oder er gehört jemand anderem. Bitte bestellen Sie ihn auf der Seite „Exporte“ neu.")
_EXPIRED = N_("Dieser Export wurde vor mehr als einem Tag bestellt und ist abgelaufen. Bitte bestellen Sie ihn auf der Seite „Exporte“ neu.")
_FORBIDDEN = N_("Sie dürfen die Antworten dieser Umfrage nicht mehr herunterladen. Bitte wenden Sie sich an die Koordinierungsstelle.")
_PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


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
    actor: Actor | None = getattr(request.state, "actor", None)
    if actor is None:
        return RedirectResponse(f"/login?next={quote(request.url.path, safe='')}", 303, headers=_PRIVATE)
    try:
        return _Download(await run_in_threadpool(exporting.fetch, actor, UUID(request.path_params["id"])))
    except (exporting.UnknownDownload, ValueError):
        return _said(actor, 404, _UNKNOWN)
    except exporting.Expired:
        return _said(actor, 410, _EXPIRED)
    except Forbidden:
        return _said(actor, 403, _FORBIDDEN)


def _said(actor: Actor, status: int, sentence: str) -> Response:
    own = words(actor.language)
    return PlainTextResponse(own.gettext(sentence), status, headers=_PRIVATE | {"Content-Language": own.tag})


routes = [Route("/download/{id}", download, methods=["GET"])]
