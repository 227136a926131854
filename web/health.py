"""For operators: is the process alive, and can it take answers."""

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from services import readiness


async def alive(request: Request) -> Response:
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})


async def ready(request: Request) -> Response:
    problem = await to_thread.run_sync(readiness.what_is_missing)
    return PlainTextResponse(
        problem or "ready", status_code=503 if problem else 200, headers={"Cache-Control": "no-store"}
    )


routes = [Route("/healthz", alive), Route("/readyz", ready)]
