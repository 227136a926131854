"""See and withdraw an answer with its receipt code."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from common import ids
from i18n.catalogue import words
from services import answering
from services.answering import UnknownCode
from web import abuse, drawing, forms
from web.forms import BadForm
from web.pages import GONE, language_of, page


async def ask(request: Request) -> Response:
    return page(request, "receipt.html", language_of(request), code="", problem="")


async def find(request: Request) -> Response:
    fields = await forms.read(request)
    language = language_of(request, forms.one(fields, "_lang"))
    own, code, action = words(language), forms.one(fields, "code")[:60], forms.one(fields, "_action") or "find"
    if not abuse.CODES.allows(request):
        return page(
            request,
            "receipt.html",
            language,
            status=429,
            cache=GONE,
            code=code,
            problem=own.gettext(
                "Das waren viele Versuche. Bitte warten Sie eine Minute und versuchen Sie es noch einmal."
            ),
        )
    try:
        if action == "withdraw":
            answering.withdraw(code)
            return page(request, "receipt_gone.html", language, cache=GONE)
        if action not in ("find", "confirm", "keep"):
            raise BadForm(400)
        given = answering.look_up(code)
    except UnknownCode:
        problem = own.gettext(
            "Zu diesem Code finden wir keine Antwort. Bitte prüfen Sie die Buchstaben und Ziffern. Vielleicht ist die Antwort auch schon zurückgezogen."
        )
        return page(request, "receipt.html", language, status=404, cache=GONE, code=code, problem=problem)
    return page(
        request,
        "receipt_found.html",
        language,
        cache=GONE,
        title=given.questionnaire.title,
        answers=drawing.answered(given.questionnaire, given.values),
        code=ids.read_code(code),
        day=given.day,
        confirm=action == "confirm",
    )


routes = [Route("/r", ask, methods=["GET"]), Route("/r", find, methods=["POST"])]
