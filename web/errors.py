"""Errors as pages: in the person's language, with what to do, and nothing of the machine."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from common.marks import N_
from db.engine import Unavailable
from i18n.catalogue import words
from services.answering import Unreadable
from services.may import Forbidden
from services.surveys import UnknownSurvey
from services.workshops import UnknownWorkshop
from web.forms import BadForm
from web.pages import GONE, language_of, page

log = logging.getLogger(__name__)

SAID = {
    400: (
        N_("Das konnten wir nicht lesen"),
        N_("Was Ihr Gerät geschickt hat, passt nicht zu dieser Seite. Es wurde nichts gespeichert."),
        N_("Bitte gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal."),
    ),
    403: (
        N_("Das dürfen Sie hier nicht"),
        N_("Diese Seite ist für andere gedacht."),
        N_("Wenn Sie sie brauchen, fragen Sie bitte die Koordinierungsstelle."),
    ),
    404: (
        N_("Diese Seite gibt es nicht"),
        N_("Vielleicht ist ein Buchstabe falsch, oder die Umfrage oder der Workshop ist nicht mehr da."),
        N_("Auf der Startseite sehen Sie, was gerade offen ist."),
    ),
    405: (
        N_("Das geht auf dieser Seite nicht"),
        N_("Es wurde nichts gespeichert."),
        N_("Auf der Startseite sehen Sie, was gerade offen ist."),
    ),
    413: (
        N_("Das ist zu viel auf einmal"),
        N_("Ihre Antwort ist größer, als wir annehmen können. Es wurde nichts gespeichert."),
        N_("Bitte gehen Sie zurück und kürzen Sie lange Texte."),
    ),
    415: (
        N_("Das konnten wir nicht lesen"),
        N_("Ihr Gerät hat die Antwort in einer Form geschickt, die wir nicht kennen. Es wurde nichts gespeichert."),
        N_("Bitte öffnen Sie die Umfrage noch einmal, am besten in einem anderen Browser."),
    ),
    500: (
        N_("Da ist uns ein Fehler passiert"),
        N_("Das liegt an uns, nicht an Ihnen."),
        N_("Bitte gehen Sie zurück und versuchen Sie es in ein paar Minuten noch einmal."),
    ),
    503: (
        N_("Wir sind gerade nicht erreichbar"),
        N_("Es wurde nichts gespeichert."),
        N_(
            "Bitte gehen Sie zurück und versuchen Sie es in einer Minute noch einmal. Was Sie getippt haben, steht dort noch."
        ),
    ),
}


def message(request: Request, status: int) -> Response:
    language = language_of(request)
    own = words(language)
    heading, sentence, what_to_do = (
        own.gettext(said) for said in SAID.get(status, SAID[500 if status >= 500 else 400])
    )
    return page(
        request,
        "message.html",
        language,
        status=status,
        cache=GONE,
        heading=heading,
        sentence=sentence,
        what_to_do=what_to_do,
        back_url="/",
    )


def _always(status: int) -> Callable[[Request, Any], Awaitable[Response]]:
    async def handle(request: Request, error: Exception) -> Response:
        return message(request, status)

    return handle


async def _http(request: Request, error: HTTPException) -> Response:
    response = message(request, error.status_code)
    response.headers.update(error.headers or {})
    return response


async def _bad_form(request: Request, error: BadForm) -> Response:
    return message(request, error.status)


async def _unavailable(request: Request, error: Unavailable) -> Response:
    log.warning("the database is unavailable: %s", error)
    response = message(request, 503)
    response.headers["Retry-After"] = "60"
    return response


handlers: dict[Any, Callable[[Request, Any], Awaitable[Response]]] = {
    HTTPException: _http,
    BadForm: _bad_form,
    Unreadable: _always(400),
    UnknownSurvey: _always(404),
    UnknownWorkshop: _always(404),
    Forbidden: _always(403),
    Unavailable: _unavailable,
    Exception: _always(500),
}
