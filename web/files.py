"""Our own assets: a stylesheet, an icon. Their addresses change with their content, so they may be kept for ever."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from web.rendering import asset_response_parts

FOR_EVER = "public, max-age=31536000, immutable"


async def asset(request: Request) -> Response:
    parts = asset_response_parts(request.path_params["name"])
    if parts is None:
        raise HTTPException(404)
    plain, brotli, gzip, media_type = parts
    accepted = request.headers.get("accept-encoding", "")
    headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    for encoding, body in (("br", brotli), ("gzip", gzip)):
        if encoding in accepted:
            return Response(body, headers=headers | {"Content-Encoding": encoding}, media_type=media_type)
    return Response(plain, headers=headers, media_type=media_type)


async def robots(request: Request) -> Response:
    return Response("User-agent: *\nDisallow: /app\nDisallow: /r\nDisallow: /m\n", media_type="text/plain")


routes = [Route("/assets/{name}", asset), Route("/robots.txt", robots)]
