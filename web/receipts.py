"""See and withdraw an answer with its receipt code."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from common import ids
from i18n.catalogue import words
from services import answering
from services.answering import Given, UnknownCode
from survey.kinds import kind_of
from survey.model import Choice, Text, Value
from web import abuse, forms
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
        answers=_shown(given),
        code=ids.read_code(code),
        day=given.day,
        confirm=action == "confirm",
    )


def _shown(given: Given) -> list[tuple[Text, str | list[Text]]]:
    """Each item that was answered, with its answer in words."""
    lines: list[tuple[Text, str | list[Text]]] = []
    for question in given.questionnaire.questions():
        kind = kind_of(question)
        labels = {choice.name: choice for column in kind.columns(question) for choice in column.choices} | {
            choice.name: choice for choice in question.choices
        }
        lines += [
            (item.label, _in_words(given.values[item.name], labels))
            for item in kind.items(question)
            if item.name in given.values
        ]
    return lines


def _in_words(value: Value, labels: dict[str, Choice]) -> str | list[Text]:
    if isinstance(value, list):
        return [labels[one].label if one in labels else {"de": one} for one in value]
    known = labels.get(str(value))
    return [known.label] if known else str(value)


routes = [Route("/r", ask, methods=["GET"]), Route("/r", find, methods=["POST"])]
