"""A survey's questionnaire on paper, for whoever has no phone at hand."""

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import settings
from i18n.catalogue import Words, words
from services import places
from services.surveys import Survey
from survey.kinds import kind_of
from survey.model import DONT_KNOW, Question, Text
from web import notices
from web.codes import qr
from web.pages import page


def show(request: Request) -> Response:
    """The questionnaire on paper. Whoever works with it types the answers in under the staff face."""
    notice = notices.of_survey(request)
    survey, (language, *_) = notice.survey, notices.languages(request)
    assert survey is not None, "a survey's notice has it"
    own = words(language)
    sections = [(one, _on_paper(one.questions)) for one in survey.questionnaire.sections]
    return page(
        request,
        "print/form.html",
        language,
        cache=notice.cache,
        title=notice.title,
        lead=survey.questionnaire.lead,
        home=notice.home,
        sections=sections,
        labels_of=_labels,
        named=lambda choices: [(one.name, one.label) for one in choices],
        belongs=_belongs(survey, notice.preset, own),
        address=notice.address(language),
        short_address=notice.short_address,
        code=qr(notice.address(language)),
        privacy=f"{settings.current().public_url}/privacy".partition("://")[2],
        **notices.desk(request, notice),
    )


def _on_paper(questions: Iterable[Question]) -> tuple[Question, ...]:
    """What somebody is asked: conditions cannot hide anything on paper, and what is only worked out has no place there."""
    return tuple(
        msgspec.structs.replace(
            one, label=_unfilled(one.label), hint=_unfilled(one.hint), questions=_on_paper(one.questions)
        )
        for one in questions
        if kind_of(one).asked
    )


def _unfilled(text: Text) -> Text:
    """An earlier answer that a sentence would repeat is not known yet."""
    return {tag: _EARLIER.sub("…", said) for tag, said in text.items()}


_EARLIER = re.compile(r"\$\{[^}]*\}")


def _labels(question: Question, steps: Sequence[tuple[str, Text]]) -> list[Text]:
    """Of a scale: its own words, else those of its kind."""
    own = [one.label for one in question.choices if one.name != DONT_KNOW]
    return own or [label for _, label in steps]


def _belongs(survey: Survey, preset: Mapping[str, str], own: Words) -> tuple[str, list[str]] | None:
    """Which place an answer belongs to, where neither the survey nor the address says it: as on the phone."""
    if survey.partition == "network":
        if survey.network_id is not None or "n" in preset:
            return None
        return own.gettext("Zu welchem Netzwerk gehören Sie?"), [one.name for one in places.networks()]
    asked = any(question.kind == "district" for question in survey.questionnaire.questions())
    if asked or preset or survey.network_id is not None or survey.district_id is not None:
        return None
    return own.gettext("In welchem Stadtbezirk wohnen Sie?"), sorted(one.name for one in places.districts())


routes = [Route("/print/form/{slug}", show, methods=["GET"])]
