"""A workshop in words: its days and hours, what it offers, who comes. Shared by everything that shows one, and by mails."""

from datetime import datetime

from babel.dates import format_date

from booking.model import Date, Food, Kind, Party, Pool
from common.clock import LOCAL
from common.marks import N_
from i18n.catalogue import Words

FOOD = {
    Food.VEGETARIAN: N_("vegetarisch"),
    Food.VEGAN: N_("vegan"),
    Food.HALAL: N_("halal"),
    Food.KOSHER: N_("koscher"),
    Food.NO_GLUTEN: N_("ohne Gluten"),
    Food.NO_LACTOSE: N_("ohne Laktose"),
    Food.NO_NUTS: N_("ohne Nüsse"),
}


def day(date: Date, own: Words) -> str:
    """With its weekday."""
    return str(format_date(date.day, "full", locale=own.language.locale))


def hours(date: Date, own: Words) -> str:
    """By the city's clock, in 24 hours as on the clocks there."""
    return own.gettext("{begins} bis {ends} Uhr").format(begins=_clock(date.starts), ends=_clock(date.ends))


def moment(when: datetime, own: Words) -> str:
    """A day with its weekday, and a time by the city's clock."""
    there = str(format_date(when.astimezone(LOCAL).date(), "full", locale=own.language.locale))
    return own.gettext("{day}, {time} Uhr").format(day=there, time=_clock(when))


def language(tag: str, own: Words) -> str:
    return str(own.language.locale.languages.get(tag, tag))


def pool(one: Pool, own: Words) -> str:
    match one.kind:
        case Kind.PLACE:
            return own.gettext("Plätze im Raum")
        case Kind.ONLINE:
            return own.gettext("Plätze online")
        case Kind.CHILDCARE:
            return own.gettext("Kinderbetreuung von {first} bis {last} Jahren").format(
                first=one.age_from, last=one.age_to
            )
        case Kind.INTERPRETER:
            return own.gettext("Dolmetschen: {language}").format(language=language(one.language, own))


def people(adults: int, children: int, own: Words) -> str:
    """Nobody is an empty string."""
    said = [
        own.ngettext("{n} Erwachsene*r", "{n} Erwachsene", adults).format(n=adults) if adults else "",
        own.ngettext("{n} Kind", "{n} Kinder", children).format(n=children) if children else "",
    ]
    return ", ".join(filter(None, said))


def needs(party: Party, own: Words) -> list[str]:
    """What a family needs beside places, a few words each."""
    cared = sorted(child.age for child in party.children if child.childcare)
    return [
        *([own.gettext("online")] if party.online else []),
        *(
            [own.gettext("Betreuung für Alter {ages}").format(ages=", ".join(str(age) for age in cared))]
            if cared
            else []
        ),
        *(
            [own.gettext("Dolmetschen: {language}").format(language=language(party.interpreter, own))]
            if party.interpreter
            else []
        ),
        *([own.gettext("stufenfrei")] if party.step_free else []),
        *(f"{own.gettext(FOOD[Food(kind)])} ({n})" for kind, n in party.food.items()),
    ]


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(LOCAL):%H:%M}"
