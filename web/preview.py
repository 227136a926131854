"""A draft as residents would see it: their own pages, marked, and an end at which nothing is stored. Whoever has the link may look."""

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from i18n.catalogue import words
from services import designing
from services.answering import Unreadable
from survey import flow
from survey.kinds import kind_of
from survey.model import Questionnaire, Values
from web import drawing, forms, images, surveys
from web.forms import BadForm
from web.pages import GONE, language_of, page
from web.surveys import Stage, Visit


def show(request: Request) -> Response:
    return surveys.begin(request, _stage(request.path_params["token"]))


async def move(request: Request) -> Response:
    fields, files = await images.read(request, lambda: True)
    step = forms.one(fields, "_version")
    stage = await run_in_threadpool(
        _stage, request.path_params["token"], int(step) if step.isdecimal() and len(step) < 7 else 0
    )
    try:
        visit = surveys.read(request, stage, fields)
    except (BadForm, Unreadable):  # begun with a step that is no longer kept
        own = words(language_of(request))
        return surveys.begin(
            request, stage, own.gettext("Der Entwurf wurde inzwischen geändert. Die Vorschau beginnt von vorn.")
        )
    return await surveys.go_on(request, visit, fields, files)


def _stage(token: str, step: int = 0) -> Stage:
    """A form goes on with the step it began with while that is kept."""
    try:
        preview = designing.previewed(token, step)
    except designing.UnknownPreview:
        raise HTTPException(404) from None
    return Stage(
        preview.survey, f"/preview/{token}", preview.version, lambda number: preview.version, _end, is_preview=True
    )


async def _end(request: Request, visit: Visit, trap: str) -> Response:
    checked = flow.check(visit.questionnaire, visit.fields, visit.moment)
    if checked.problems:
        return surveys.ask_again(request, visit, checked.problems)
    return page(
        request,
        "preview_end.html",
        visit.language,
        cache=GONE,
        preview=True,
        title=visit.questionnaire.title,
        thanks=visit.questionnaire.thanks,
        answers=drawing.answered(visit.questionnaire, checked.values),
        worked_out=_worked_out(visit.questionnaire, checked.values),
        again_url=f"{visit.stage.path}?{urlencode({'lang': visit.language})}",
    )


def _worked_out(questionnaire: Questionnaire, values: Values) -> list[tuple[str, str]]:
    """What is stored besides what was answered, by name."""
    found = [one for one in questionnaire.each_time() if not kind_of(one).asked and one.name in values]
    return [(one.name, str(values[one.name])) for one in found]


routes = [
    Route("/preview/{token}", show, methods=["GET"]),
    Route("/preview/{token}", move, methods=["POST"]),
]
