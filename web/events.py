"""News over server-sent events: a stamp that differs whenever a survey's figures moved for this person. Figures are then asked for where rights are."""

import asyncio
import time
from collections.abc import AsyncIterator

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services import results
from services.may import Actor, Forbidden
from services.surveys import UnknownSurvey
from web import staff

LOOKS = 0.2
"""Seconds between two looks."""
PACE, A_VIEWER = 0.25, 0.02
"""Seconds between two drawings for one viewer: at least so many, and so many for each who watches. A drawing costs 9 ms of processor, and answers come first."""
LASTS = 600.0
"""Seconds; then the browser connects anew and is asked again who it is."""
AGAIN = 1000
"""Milliseconds until a browser connects anew."""
PATIENCE = 10.0
"""Seconds for which a phone that has gone may hold up its stream."""


async def changes(request: Request) -> Response:
    """Only for staff by now; to others there is no such address."""
    actor, slug = await run_in_threadpool(staff.actor_of, request), request.path_params["slug"]
    stamp = await run_in_threadpool(_stamp, actor, slug) if actor else None
    if actor is None or stamp is None:
        return Response(status_code=404)
    return EventSourceResponse(_news(actor, slug), send_timeout=PATIENCE)


_open: set[object] = set()
"""A mark for each stream of this process."""


async def _news(actor: Actor, slug: str) -> AsyncIterator[ServerSentEvent]:
    told, ends, mark = "", time.monotonic() + LASTS, object()
    _open.add(mark)
    try:
        while time.monotonic() < ends:
            stamp = await run_in_threadpool(_stamp, actor, slug)
            if stamp is None:
                return
            if stamp != told:
                pace = round(max(PACE, A_VIEWER * len(_open)) * 1000)
                yield ServerSentEvent(f"{stamp} {pace}", retry=AGAIN)
                told = stamp
            await asyncio.sleep(LOOKS)
    finally:
        _open.discard(mark)


def _stamp(actor: Actor, slug: str) -> str | None:
    try:
        return results.stamp(actor, slug)
    except (Forbidden, UnknownSurvey):
        return None


routes = [Route("/s/{slug}/events", changes)]
