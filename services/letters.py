"""The words of mails to families: plain text in their language, made when a mail is sent, so that it says how things are now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode, urlsplit

import settings
from booking.model import LIVE, Date, State
from common import clock
from common.marks import N_
from i18n.catalogue import Said, Words, words
from services import office, surveys, wording, workshops
from services.messages import Outgoing
from services.signing_up import Mine

IN, WAITS, OFFERED, OUT = State.CONFIRMED, State.WAITING, State.OFFERED, State.CANCELLED
FROM_RIGHT, AS_IT_RUNS, AND_BACK = "\N{RIGHT-TO-LEFT MARK}", "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class TooLate(Exception):
    """What it would say is over."""


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    language: str
    calendar: str = ""
    """A file for the family's calendar."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a mail says first, and in which states of the sign-up that is still so."""

    subject: str
    opening: str
    states: tuple[State, ...]
    then: str = ""
    """What to do next."""


_CANNOT_COME = N_("Können Sie doch nicht kommen? Dann sagen Sie bitte ab. So kann eine andere Familie kommen.")
_SIGN_UP_AGAIN = N_("Sie können sich gern wieder anmelden.")

KINDS = {
    "confirmed": Kind(
        N_("Sie haben einen Platz: {title}"),
        N_("Schön, dass Sie kommen! Ihr Platz ist für Sie reserviert."),
        (IN,),
        _CANNOT_COME,
    ),
    "waiting": Kind(
        N_("Sie stehen auf der Warteliste: {title}"),
        N_("Im Moment ist nicht genug frei. Sie stehen auf der Warteliste."),
        (WAITS,),
        N_("Sie müssen nichts tun. Sobald Plätze für Sie frei werden, schreiben wir Ihnen."),
    ),
    "offered": Kind(
        N_("Ein Platz ist frei, bitte antworten Sie: {title}"),
        N_("Gute Nachricht: Für Sie ist ein Platz frei geworden. Wir halten ihn für Sie fest."),
        (OFFERED,),
        N_("Bitte sagen Sie bis {until} Ja. Sonst bekommt die nächste Familie den Platz."),
    ),
    "moved_up": Kind(
        N_("Sie haben jetzt einen Platz: {title}"),
        N_("Gute Nachricht: Sie sind von der Warteliste aufgerückt und haben jetzt einen Platz."),
        (IN,),
        _CANNOT_COME,
    ),
    "accepted": Kind(
        N_("Ihr Platz ist sicher: {title}"),
        N_("Danke für Ihr Ja. Ihr Platz ist jetzt sicher."),
        (IN,),
        _CANNOT_COME,
    ),
    "changed": Kind(
        N_("Ihre Anmeldung ist geändert: {title}"),
        N_("Ihre Änderung ist gespeichert. Unten steht, was jetzt gilt."),
        LIVE,
    ),
    "passed": Kind(
        N_("Sie stehen weiter auf der Warteliste: {title}"),
        N_(
            "Es sind Plätze frei geworden, aber nicht genug für alle, die Sie angemeldet haben. Deshalb ist eine kleinere Familie aufgerückt. So ist die Regel bei diesem Workshop. Sie bleiben auf der Warteliste."
        ),
        (WAITS,),
        N_("Kommen Sie mit weniger Personen? Dann ändern Sie Ihre Anmeldung. Vielleicht passt es gleich."),
    ),
    "cancelled": Kind(
        N_("Ihre Anmeldung ist abgesagt: {title}"),
        N_("Sie haben abgesagt. Danke, dass Sie uns Bescheid gegeben haben! So kann eine andere Familie kommen."),
        (OUT,),
        _SIGN_UP_AGAIN,
    ),
    "released": Kind(
        N_("Ihre Anmeldung ist beendet: {title}"),
        N_("Unser Team hat Ihre Anmeldung beendet. Ist das ein Irrtum? Dann melden Sie sich bitte bei uns."),
        (OUT,),
    ),
    "offer_expired": Kind(
        N_("Der Platz ist weitergegeben: {title}"),
        N_(
            "Wir hatten einen Platz für Sie festgehalten, aber kein Ja von Ihnen bekommen. Jetzt bekommt ihn die nächste Familie. Ihre Anmeldung ist damit beendet."
        ),
        (OUT,),
        _SIGN_UP_AGAIN,
    ),
    "workshop_changed": Kind(
        N_("Termin oder Ort ist neu: {title}"),
        N_("Der Termin oder der Ort hat sich geändert. Bitte schauen Sie, ob es für Sie noch passt."),
        LIVE,
        N_("Passt es nicht mehr? Dann ändern Sie Ihre Anmeldung oder sagen Sie bitte ab."),
    ),
    "workshop_cancelled": Kind(
        N_("Fällt aus: {title}"),
        N_("Dieser Workshop fällt leider aus. Das tut uns leid. Sie müssen nichts tun."),
        (OUT,),
    ),
    "reminder": Kind(
        N_("Bald sehen wir uns: {title}"),
        N_("Wir freuen uns auf Sie und erinnern Sie an Ihren Termin."),
        (IN,),
        _CANNOT_COME,
    ),
    "thanks": Kind(
        N_("Danke: {title}"),
        N_("Der Workshop ist vorbei. Wenn Sie da waren: Danke, dass Sie mitgemacht haben!"),
        tuple(State),
    ),
}
"""Every word that `services.messages` has for a reason to write."""
MEANWHILE = Kind(
    N_("Ihre Anmeldung: {title}"),
    N_("Bei Ihrer Anmeldung hat sich etwas geändert. Unten steht, was jetzt gilt."),
    tuple(State),
)
"""For a mail that left so late that its reason no longer holds."""
IN_THE_CALENDAR = frozenset({"confirmed", "moved_up", "accepted", "changed", "workshop_changed"})


def written(mail: Outgoing, mine: Mine) -> Letter:
    """Raises `TooLate`."""
    kind = KINDS[mail.kind] if mine.state in KINDS[mail.kind].states else MEANWHILE
    if mail.kind == "reminder" and _reminded(mail, mine).starts <= clock.now():
        raise TooLate
    own = words(mail.language)
    title = " ".join(_said(own.say(mine.workshop.plan.title), own).split())
    blocks = _thanks(kind, mail, mine, own) if mail.kind == "thanks" else _body(kind, mail, mine, own)
    greeting = own.gettext("Guten Tag {name}!").format(name=_isolated(mine.contact.name, own))
    return Letter(
        own.gettext(kind.subject).format(title=title),
        _text([[greeting], *blocks, *_ending(own)], own),
        own.tag,
        _calendar(mail, mine),
    )


def _body(kind: Kind, mail: Outgoing, mine: Mine, own: Words) -> list[list[str]]:
    dates = (_reminded(mail, mine),) if mail.kind == "reminder" else mine.workshop.dates
    return [
        [own.gettext(kind.opening)],
        list(_what(mine, dates, own)),
        list(_how_it_stands(mine, own)),
        [own.gettext(kind.then).format(until=_until(mine.offer_until, own))] if kind.then else [],
        *(_links(mail, own) if mine.state in LIVE else _page_of(mail, own)),
    ]


def _thanks(kind: Kind, mail: Outgoing, mine: Mine, own: Words) -> list[list[str]]:
    """The survey's link is everybody's: nothing in it tells who came, or who answers."""
    found = [one for one in surveys.open_to_residents() if one.id == mail.payload.get("survey")]
    blocks = [
        [own.gettext(kind.opening)],
        [_said(own.say(mine.workshop.plan.title), own)],
    ]
    for one in found:
        blocks += [
            [own.gettext("Wie war es für Sie? Ihre Antworten helfen uns. Niemand sieht, von wem sie sind.")],
            [f"{settings.current().public_url}/s/{one.slug}?{urlencode({'lang': own.tag})}"],
        ]
    return blocks


def _what(mine: Mine, dates: tuple[Date, ...], own: Words) -> Iterator[str]:
    plan = mine.workshop.plan
    yield _said(own.say(plan.title), own)
    for one in dates:
        yield own.gettext("{day}, {hours}").format(day=wording.day(one, own), hours=wording.hours(one, own))
    if plan.place:
        yield own.gettext("Ort: {place}").format(place=_isolated(plan.place, own))
    if (access := own.say(plan.accessibility)).words:
        yield own.gettext("Zugang: {words}").format(words=_said(access, own))


def _how_it_stands(mine: Mine, own: Words) -> Iterator[str]:
    match mine.state:
        case State.CONFIRMED:
            yield own.gettext("So steht es: Sie haben einen Platz.")
        case State.WAITING:
            yield own.gettext("So steht es: Warteliste, Stelle {place}.").format(place=mine.place)
        case State.OFFERED:
            until = _until(mine.offer_until, own)
            yield own.gettext("So steht es: Wir halten den Platz bis {until} für Sie fest.").format(until=until)
        case State.CANCELLED:
            yield own.gettext("So steht es: Sie sind nicht mehr angemeldet.")
            return
    who = wording.people(mine.party.adults, len(mine.party.children), own)
    yield own.gettext("Angemeldet: {who}").format(who=who)
    if needs := wording.needs(mine.party, own):
        yield own.gettext("Sie brauchen: {needs}").format(needs=", ".join(needs))


def _links(mail: Outgoing, own: Words) -> list[list[str]]:
    home = settings.current().public_url
    return [
        [own.gettext("Ansehen, ändern oder absagen:"), f"{home}/m/{mail.token}"],
        [
            own.gettext("Oder ohne diesen Link, mit Code und PIN:"),
            f"{home}/m",
            own.gettext("Code: {code}").format(code=_isolated(mail.code, own)),
            own.gettext("PIN: {pin}").format(pin=_isolated(mail.pin, own)),
            own.gettext("Bitte geben Sie Link, Code und PIN nicht weiter."),
        ],
    ]


def _page_of(mail: Outgoing, own: Words) -> list[list[str]]:
    return [[own.gettext("Alles über diesen Workshop:"), f"{settings.current().public_url}/w/{mail.slug}"]]


def _ending(own: Words) -> list[list[str]]:
    ours, local = office.office(), settings.current().local
    reach = [line for line in (ours.phone, ours.email) if line]
    warning = own.gettext(
        "Hinweis: Die Links in dieser Nachricht öffnen sich nur auf dem Rechner, auf dem das Programm läuft."
    )
    return [
        [own.gettext("Haben Sie Fragen? Wir helfen gern."), *(_isolated(line, own) for line in reach)] if reach else [],
        [own.gettext("Herzliche Grüße"), _isolated(ours.brand, own)],
        [own.gettext("Diese Nachricht hat ein Programm verschickt.")],
        [warning] if local else [],
    ]


def _calendar(mail: Outgoing, mine: Mine) -> str:
    """Nothing of the family is in it. Who had an entry and is out gets the same one, cancelled."""
    is_in = mine.state is State.CONFIRMED and mail.kind in IN_THE_CALENDAR
    is_out = mine.state is State.CANCELLED and mail.payload.get("was") == State.CONFIRMED
    if not (is_in or is_out):
        return ""
    home = settings.current().public_url
    return workshops.calendar_file(
        mine.workshop,
        mail.language,
        f"{home}/w/{mail.slug}",
        urlsplit(home).hostname or "localhost",
        mine.changes,
        cancelled=is_out,
    )


def _reminded(mail: Outgoing, mine: Mine) -> Date:
    """Raises `TooLate` where the date has been taken out."""
    for one in mine.workshop.dates:
        if one.id == mail.payload.get("date"):
            return one
    raise TooLate


def _until(moment: datetime | None, own: Words) -> str:
    return wording.moment(moment, own) if moment else ""


def _text(blocks: list[list[str]], own: Words) -> str:
    """Blocks with an empty line between. Where one writes from right to left each line says so, since a plain text cannot; but addresses stand alone, to be copied."""
    return "\n\n".join("\n".join(_line(line, own) for line in block) for block in blocks if block) + "\n"


def _line(line: str, own: Words) -> str:
    return f"{FROM_RIGHT}{line}" if own.direction == "rtl" and "://" not in line else line


def _said(said: Said, own: Words) -> str:
    return said.words if said.direction == own.direction else _isolated(said.words, own)


def _isolated(words: str, own: Words) -> str:
    """A name, a number or a sentence that may run the other way must not turn round what stands beside it."""
    return f"{AS_IT_RUNS}{words}{AND_BACK}" if own.direction == "rtl" else words
