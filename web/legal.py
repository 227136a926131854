"""Privacy notice, imprint, accessibility statement."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from web.pages import language_of, page


async def privacy(request: Request) -> Response:
    return page(request, "privacy.html", language_of(request))


async def imprint(request: Request) -> Response:
    return page(request, "imprint.html", language_of(request))


async def accessibility(request: Request) -> Response:
    return page(request, "accessibility.html", language_of(request))


routes = [Route("/privacy", privacy), Route("/imprint", imprint), Route("/accessibility", accessibility)]
