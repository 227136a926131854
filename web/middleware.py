"""What surrounds every request: security headers, the gate before the staff face, and Streamlit's documents and files made fit to serve."""

from functools import cache

from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import settings
from i18n.catalogue import words
from web import staff, streamlit_files

STAFF = "/app"
CAMERA = "/checkin/"
"""The list at the door reads QR codes."""
OWN_LINK = "/m/"
PREVIEW = "/preview/"
"""The designer shows it in a frame; nothing else of the light face may be framed."""
KEYS = (OWN_LINK, PREVIEW)
"""Addresses that are a key: no other page hears of them, no search engine keeps them."""

LIGHT_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'self'; connect-src 'self'"
FRAMED_POLICY = LIGHT_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def is_staff(path: str) -> bool:
    return path == STAFF or path.startswith(f"{STAFF}/")


class SecurityHeaders:
    """On every response. The light face stays strict; Streamlit needs inline styles, data fonts and the hash of its one inline script."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        framed = is_staff(path) or path.startswith(PREVIEW)
        raw = _raw(is_staff(path), settings.current().https, path.startswith(CAMERA), path.startswith(KEYS), framed)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *raw]
            await send(message)

        await self._app(scope, receive, with_headers)


@cache
def _raw(is_for_staff: bool, https: bool, camera: bool, is_key: bool, framed: bool) -> list[tuple[bytes, bytes]]:
    """Ready for the wire: no route sets one of these itself, so nothing has to be looked up."""
    light = FRAMED_POLICY if framed else LIGHT_POLICY
    headers = HEADERS | {"Content-Security-Policy": streamlit_files.policy() if is_for_staff else light}
    if framed:
        headers["X-Frame-Options"] = "SAMEORIGIN"
    if camera:
        headers["Permissions-Policy"] = headers["Permissions-Policy"].replace("camera=()", "camera=(self)")
    if is_key:
        headers |= {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
    if https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


class StaffGate:
    """Without a login the staff face gives nothing: documents lead to `/login`, everything else and the websocket are refused."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not is_staff(scope["path"]):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        if scope["type"] == "websocket":
            if staff.actor_of(connection) is None or not staff.same_site(connection):
                await receive()
                await send({"type": "websocket.close", "code": 4403})
                return
        elif staff.actor_of(connection) is None:
            request = Request(scope, receive)
            await (staff.to_login(request) if _wants_document(request) else streamlit_files.refused())(
                scope, receive, send
            )
            return
        await self._app(scope, receive, send)


class StreamlitFiles:
    """Streamlit's own files leave compressed and cacheable, its document in the person's language."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and is_staff(scope["path"]) and scope["method"] in ("GET", "HEAD"):
            request = Request(scope, receive)
            actor = staff.actor_of(request)
            response = streamlit_files.response(request, words(actor.language if actor else "de").tag)
            if response is not None:
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)


class LightFirst:
    """The residents' face goes round Streamlit's middleware: a session cookie and a second compression are not for them."""

    def __init__(self, app: ASGIApp, light: ASGIApp) -> None:
        self._app, self._light = app, light

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        inside = scope["type"] == "lifespan" or is_staff(scope["path"])
        await (self._app if inside else self._light)(scope, receive, send)


def _wants_document(request: Request) -> bool:
    return (
        request.method in ("GET", "HEAD") and "/_stcore/" not in request.url.path and "/static/" not in request.url.path
    )


def around(light: ASGIApp) -> list[Middleware]:
    """For the whole application, outermost first."""
    return [
        Middleware(SecurityHeaders),
        Middleware(LightFirst, light=light),
        Middleware(StaffGate),
        Middleware(StreamlitFiles),
    ]
