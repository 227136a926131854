"""What hangs on a wall: posters and small cards of a survey or a workshop, in one language or two."""

import textwrap
from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from booking.model import Kind, Workshop
from i18n.catalogue import LANGUAGES, Words, words
from services import office, wording
from survey.model import Text
from web import fitting, notices
from web.codes import qr
from web.fitting import Facts, Fit, Look
from web.notices import Notice
from web.pages import page
from web.rendering import render

CARDS = 10
"""So many fit on A4."""
LONGEST_TEXT = 330
DOT = " · "
"""Between words of a list in every script."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A workshop in the words of one language."""

    days: list[tuple[str, str]]
    more_days: int
    place: str
    accessibility: Text
    extras: list[str]
    """What helps to decide; only what the workshop really has."""


def of_survey(request: Request) -> Response:
    return _show(request, notices.of_survey(request))


def of_workshop(request: Request) -> Response:
    return _show(request, notices.of_workshop(request))


def _show(request: Request, notice: Notice) -> Response:
    languages = notices.languages(request)
    cards, together = request.query_params.get("cards") == "1", len(languages) == 2
    look = None if cards else fitting.SHARED if together else fitting.ALONE
    drawn = [_drawn(notice, language, look) for language in languages]
    return page(
        request,
        "print/poster.html",
        languages[0],
        cache=notice.cache,
        title=notice.title,
        home=notice.home,
        on_paper=languages,
        cards=[drawn[place % len(drawn)] for place in range(CARDS)] if cards else [],
        posters=[] if cards else [drawn] if together else [[one] for one in drawn],
        form_url=f"/print/form/{notice.survey.slug}?lang={languages[0]}" if notice.survey else "",
        **notices.desk(request, notice),
    )


def _drawn(notice: Notice, language: str, look: Look | None) -> Markup:
    """A leaf of a poster, or a card where it has no look."""
    own, address = words(language), notice.address(language)
    offer = _offer(notice.workshop, look.days if look else 1, own) if notice.workshop else None
    fit = fitting.fit(_facts(notice, offer, own), look) if look else Fit(1, 1, 0)
    drawn = render(
        "print/_leaf.html" if look else "print/_card.html",
        language,
        office=office.as_mapping(),
        title=notice.title,
        text=_cut(notice.text, min(fit.letters, LONGEST_TEXT)),
        closes_on=notice.closes_on,
        address=address,
        short_address=notice.short_address,
        code=qr(address),
        fit=fit,
        offer=offer,
        minutes=notice.survey.questionnaire.minutes if notice.survey else 0,
        tongues=_tongues(notice),
    )
    return Markup(drawn.decode())  # noqa: S704 - a template's own page, escaped there


def _offer(workshop: Workshop, days: int, own: Words) -> Offer:
    dates, plan = workshop.dates, workshop.plan
    return Offer(
        [(wording.day(one, own), wording.hours(one, own)) for one in dates[:days]],
        max(0, len(dates) - days),
        plan.place,
        plan.accessibility,
        _extras(workshop, own),
    )


def _extras(workshop: Workshop, own: Words) -> list[str]:
    pools = [one for one in workshop.pools if one.capacity]
    extras = [wording.pool(one, own) for one in pools if one.kind is Kind.CHILDCARE]
    if interpreted := [wording.language(one.language, own) for one in pools if one.kind is Kind.INTERPRETER]:
        extras.append(own.gettext("Wir dolmetschen: {languages}").format(languages=DOT.join(interpreted)))
    if workshop.plan.languages != ("de",):
        spoken = DOT.join(wording.language(tag, own) for tag in workshop.plan.languages)
        extras.append(own.gettext("Wir sprechen: {languages}").format(languages=spoken))
    if any(one.kind is Kind.ONLINE for one in pools):
        extras.append(own.gettext("Sie können auch online dabei sein."))
    return extras


def _tongues(notice: Notice) -> list[tuple[str, str]]:
    told = notice.survey.questionnaire.languages if notice.survey else ()
    return [(one.tag, one.name) for one in LANGUAGES if one.tag in told]


def _facts(notice: Notice, offer: Offer | None, own: Words) -> Facts:
    """What will stand there, as far as its size goes."""
    title, text = own.say(notice.title).words, own.say(_cut(notice.text, LONGEST_TEXT)).words
    if offer is None:
        return Facts(own.tag, title, lines=["?", DOT.join(name for _, name in _tongues(notice))], text=text)
    return Facts(
        own.tag,
        title,
        [day for day, _ in offer.days] + ["?"] * (offer.more_days > 0),
        offer.place,
        own.say(offer.accessibility).words,
        offer.extras,
        ["?"] * (notice.closes_on is not None),
        text,
    )


def _cut(text: Text, longest: int) -> Text:
    return {tag: textwrap.shorten(said, longest, placeholder=" …") for tag, said in text.items()} if longest else {}


routes = [
    Route("/print/poster/s/{slug}", of_survey, methods=["GET"]),
    Route("/print/poster/w/{slug}", of_workshop, methods=["GET"]),
]
