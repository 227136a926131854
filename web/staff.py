"""Who among the staff is asking: the cookie, its origin, and the gate before the staff face."""

import hmac
from urllib.parse import urlencode, urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response

import settings
from common import ids
from services import accounts
from services.may import Actor

COOKIE = "quartierspuls"


def token_of(connection: HTTPConnection) -> str:
    return connection.cookies.get(COOKIE, "")


def actor_of(connection: HTTPConnection) -> Actor | None:
    token = token_of(connection)
    return accounts.actor_of(token) if token else None


def let_in(response: Response, token: str) -> Response:
    response.set_cookie(COOKIE, token, path="/", httponly=True, samesite="lax", secure=settings.current().https)
    return response


def let_out(response: Response) -> Response:
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=settings.current().https)
    return response


def to_login(request: Request) -> Response:
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(
        f"/login?{urlencode({'next': wanted})}", status_code=303, headers={"Cache-Control": "no-store"}
    )


def own_path(wanted: str) -> str:
    """Where to go after the login: a path of ours, never another site."""
    parts = urlsplit(wanted)
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return wanted if inside and wanted.isprintable() and not wanted.startswith(("/login", "/logout")) else "/app"


def same_site(connection: HTTPConnection) -> bool:
    """Whether a browser sent this from a page of ours. Clients that are no browsers say nothing and have no one else's cookie."""
    site = connection.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = connection.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == connection.headers.get("host", "")


def pressed_here(request: Request, token: str) -> bool:
    """Whether a form of ours, drawn for this login, was sent from our own page."""
    return same_site(request) and is_sealed(token_of(request), token)


def seal_for(session: str) -> str:
    """The CSRF token that belongs to a login or, before one, to the nonce of the login page."""
    return ids.keyed_hash(settings.current().secret_key, "csrf", session).hex()[:32]


def is_sealed(session: str, token: str) -> bool:
    return bool(session) and hmac.compare_digest(seal_for(session).encode(), token.encode())
