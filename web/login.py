"""Staff sign in and out, set the first account up, and set a password by a one-time link."""

from functools import partial

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

import settings
from common import ids
from common.clock import LOCAL
from common.marks import N_
from i18n.catalogue import Words, words
from services import accounts
from services.accounts import LinkExpired, Locked, NotAccepted, WrongPassword
from services.may import Role
from web import abuse, forms, staff
from web.forms import BadForm, Fields
from web.pages import GONE, language_of, page

NONCE = "quartierspuls_login"
"""A cookie of the login page only, so that nobody can log a stranger's browser in."""

DEMO_LOGINS = (
    (Role.COORDINATOR, N_("Koordinierungsstelle"), N_("schreibt Umfragen, sieht alle Antworten, lädt Daten herunter")),
    (Role.NETWORK_LEAD, N_("Netzwerkverantwortliche"), N_("liest, wie es den eigenen Netzwerken geht")),
    (Role.FACILITATOR, N_("Moderation"), N_("zeigt Ergebnisse im Raum, nimmt Antworten auf")),
    (Role.VIEWER, N_("Lesen"), N_("sieht veröffentlichte Zahlen")),
)
REFUSED = {
    "password_short": N_(
        "Bitte wählen Sie ein Passwort mit mindestens {n} Zeichen. Drei, vier Wörter hintereinander sind gut."
    ),
    "password_long": N_("Dieses Passwort ist zu lang. Bitte nehmen Sie weniger als 1000 Zeichen."),
    "password_differs": N_("Die beiden Passwörter sind nicht gleich. Bitte tippen Sie beide noch einmal."),
    "email": N_("Das ist keine E-Mail-Adresse. Bitte prüfen Sie sie, zum Beispiel: name@stadt.de"),
    "email_taken": N_("Ein Konto mit dieser Adresse gibt es schon."),
    "name": N_("Bitte schreiben Sie einen Namen."),
}


async def ask(request: Request) -> Response:
    if staff.actor_of(request):
        return RedirectResponse(
            staff.own_path(request.query_params.get("next", "")), status_code=303, headers={"Cache-Control": GONE}
        )
    return _login_page(request)


async def sign_in(request: Request) -> Response:
    fields = await forms.read(request)
    own = words(language_of(request))
    if not _is_ours(request, fields):
        return _login_page(
            request,
            status=403,
            problem=own.gettext("Diese Seite war zu lange offen. Bitte melden Sie sich noch einmal an."),
        )
    target = staff.own_path(forms.one(fields, "next"))
    if role := forms.one(fields, "role"):
        return await _demo(request, role, target)
    if not abuse.LOGINS.allows(request):
        return _login_page(
            request,
            status=429,
            problem=own.gettext(
                "Das waren viele Versuche. Bitte warten Sie eine Minute und versuchen Sie es noch einmal."
            ),
        )
    email = forms.one(fields, "email")[:254]
    try:
        token = await to_thread.run_sync(accounts.sign_in, email, forms.one(fields, "password"))
    except WrongPassword:
        return _login_page(
            request,
            status=403,
            email=email,
            target=target,
            problem=own.gettext("Adresse oder Passwort stimmen nicht. Bitte prüfen Sie beides."),
        )
    except Locked as locked:
        until = f"{locked.until.astimezone(LOCAL):%H:%M}"
        sentence = own.gettext(
            "Zu viele falsche Passwörter. Bitte versuchen Sie es um {time} Uhr noch einmal, oder bitten Sie die Koordinierungsstelle um einen neuen Link."
        )
        return _login_page(request, status=429, email=email, target=target, problem=sentence.format(time=until))
    return _welcome(target, token)


async def _demo(request: Request, role: str, target: str) -> Response:
    if not settings.current().demo or role not in set(Role):
        raise BadForm(400)
    return _welcome(target, await to_thread.run_sync(accounts.sign_in_for_demo, Role(role)))


async def sign_out(request: Request) -> Response:
    """By link from the staff face too: the worst that a foreign page can do here is to make somebody log in again, and `same_site` prevents that."""
    if staff.same_site(request) and (token := staff.token_of(request)):
        await to_thread.run_sync(accounts.sign_out, token)
    return staff.let_out(RedirectResponse("/login", status_code=303, headers={"Cache-Control": GONE}))


async def ask_password(request: Request) -> Response:
    first = request.url.path.startswith("/setup/")
    try:
        email = await to_thread.run_sync(accounts.link_is_for, request.path_params["token"])
    except LinkExpired:
        return _expired(request)
    if first is not (email is None):
        return _expired(request)
    return _password_page(request, first)


async def set_password(request: Request) -> Response:
    fields = await forms.read(request)
    own, first = words(language_of(request)), request.url.path.startswith("/setup/")
    token, password, email, name = (
        request.path_params["token"],
        forms.one(fields, "password"),
        forms.one(fields, "email")[:300],
        forms.one(fields, "name")[:300],
    )
    redraw = partial(_password_page, request, first, email=email, name=name)
    if not _is_ours(request, fields):
        return redraw(
            status=403,
            problem=own.gettext("Diese Seite war zu lange offen. Bitte tippen Sie das Passwort noch einmal."),
        )
    try:
        if password != forms.one(fields, "again"):
            raise NotAccepted("password_differs")
        if first:
            return _welcome("/app", await to_thread.run_sync(accounts.set_up, token, email, name, password))
        return _welcome("/app", await to_thread.run_sync(accounts.reset_password, token, password))
    except NotAccepted as refused:
        return redraw(status=422, problem=_refusal(refused.code, own))
    except LinkExpired:
        return _expired(request)


def _refusal(code: str, own: Words) -> str:
    return own.gettext(REFUSED[code]).format(n=accounts.SHORTEST_PASSWORD)


def _welcome(target: str, token: str) -> Response:
    response = staff.let_in(RedirectResponse(target, status_code=303, headers={"Cache-Control": GONE}), token)
    response.delete_cookie(NONCE, path="/")
    return response


def _is_ours(request: Request, fields: Fields) -> bool:
    return staff.same_site(request) and staff.is_sealed(request.cookies.get(NONCE, ""), forms.one(fields, "_csrf"))


def _with_nonce(request: Request, draw: "partial[Response]") -> Response:
    nonce = request.cookies.get(NONCE) or ids.new_token()
    response = draw(csrf=staff.seal_for(nonce))
    response.set_cookie(NONCE, nonce, path="/", httponly=True, samesite="lax", secure=settings.current().https)
    return response


def _login_page(request: Request, status: int = 200, problem: str = "", email: str = "", target: str = "") -> Response:
    language = language_of(request)
    own = words(language)
    demo = (
        [(role.value, own.gettext(label), own.gettext(description)) for role, label, description in DEMO_LOGINS]
        if settings.current().demo
        else []
    )
    wanted = target or staff.own_path(request.query_params.get("next", ""))
    return _with_nonce(
        request,
        partial(
            page,
            request,
            "login.html",
            language,
            status=status,
            cache=GONE,
            next=wanted,
            problem=problem,
            email=email,
            demo_logins=demo,
        ),
    )


def _password_page(
    request: Request, first: bool, status: int = 200, problem: str = "", email: str = "", name: str = ""
) -> Response:
    language = language_of(request)
    own = words(language)
    heading = own.gettext("Erstes Konto einrichten") if first else own.gettext("Neues Passwort wählen")
    draw = partial(
        page,
        request,
        "password.html",
        language,
        status=status,
        cache=GONE,
        heading=heading,
        problem=problem,
        needs_account=first,
        email=email,
        name=name,
        shortest=accounts.SHORTEST_PASSWORD,
    )
    return _with_nonce(request, draw)


def _expired(request: Request) -> Response:
    language = language_of(request)
    own = words(language)
    return page(
        request,
        "message.html",
        language,
        status=410,
        cache=GONE,
        heading=own.gettext("Dieser Link gilt nicht mehr"),
        sentence=own.gettext("Er wurde schon benutzt oder ist zu alt."),
        what_to_do=own.gettext("Bitten Sie die Koordinierungsstelle um einen neuen Link."),
        back_url="/login",
    )


routes = [
    Route("/login", ask, methods=["GET"]),
    Route("/login", sign_in, methods=["POST"]),
    Route("/logout", sign_out, methods=["GET", "POST"]),
    Route("/setup/{token}", ask_password, methods=["GET"]),
    Route("/setup/{token}", set_password, methods=["POST"]),
    Route("/reset/{token}", ask_password, methods=["GET"]),
    Route("/reset/{token}", set_password, methods=["POST"]),
]
