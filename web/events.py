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


async def _news(actor: Actor, slug: str) -> AsyncIterator[ServerSentEvent]:
    told, ends = "", time.monotonic() + LASTS
    while time.monotonic() < ends:
        stamp = await run_in_threadpool(_stamp, actor, slug)
        if stamp is None:
            return
        if stamp != told:
            yield ServerSentEvent(stamp, retry=AGAIN)
            told = stamp
        await asyncio.sleep(LOOKS)


def _stamp(actor: Actor, slug: str) -> str | None:
    try:
        return results.stamp(actor, slug)
    except (Forbidden, UnknownSurvey):
        return None


routes = [Route("/s/{slug}/events", changes)]
