"""What pages say of a workshop beside `services.wording`: what is left, how the line moves, what is wrong and what would fit."""

from babel.dates import format_date

from booking.errors import Code, Problem
from booking.model import Date, Kind, Plan, Rule, Workshop
from booking.places import Instead, Lack
from common import clock
from common.marks import N_
from i18n import problems
from i18n.catalogue import Words
from services import workshops
from services.wording import FOOD, day, hours, language, moment, needs, people, pool

__all__ = ["FOOD", "day", "hours", "language", "moment", "needs", "people", "pool"]

LEFT = {
    "many": N_("Plätze frei"),
    "few": N_("noch wenige Plätze"),
    "last": N_("nur noch ein oder zwei Plätze"),
    "full": N_("voll, Warteliste"),
}
"""The most that is left first."""
WHOLE = (Kind.PLACE, Kind.ONLINE)

CLOSED = {
    "cancelled": (
        N_("Dieser Workshop fällt aus"),
        N_("Es tut uns leid. Wer angemeldet war, braucht nichts zu tun."),
    ),
    "closed": (N_("Die Anmeldung ist geschlossen"), N_("Neue Anmeldungen nehmen wir hier nicht mehr an.")),
    "not_yet": (N_("Die Anmeldung hat noch nicht begonnen"), N_("Sie beginnt am {moment}.")),
    "over": (N_("Die Anmeldung ist zu Ende"), N_("Dieser Workshop nimmt niemanden mehr auf.")),
}

_WRONG = {
    (Code.REQUIRED, "name"): N_("Bitte schreiben Sie einen Namen. Ein Familienname reicht."),
    (Code.REQUIRED, "adults"): N_("Bitte wählen Sie, wie viele Erwachsene kommen."),
    (Code.REQUIRED, "age"): N_("Bitte wählen Sie, wie alt das Kind ist, oder nehmen Sie es aus der Liste."),
    (Code.TOO_LARGE, "children"): N_("Bitte melden Sie höchstens {max} Kinder auf einmal an."),
    (Code.TOO_LARGE, "food"): N_("Das sind mehr Menschen, als Sie anmelden."),
    (Code.AGE_NOT_OFFERED, ""): N_(
        "Für Kinder in diesem Alter gibt es hier keine Betreuung. Das Kind darf mit in den Workshop: Nehmen Sie dann das Häkchen weg."
    ),
    (Code.NOT_OFFERED, "childcare"): N_("Kinderbetreuung gibt es nur vor Ort und nur, wo der Workshop sie anbietet."),
    (Code.NEVER_FITS, "children"): N_("So viele Kinder können hier nicht betreut werden. Es sind höchstens {max}."),
    (Code.NEVER_FITS, "interpreter"): N_(
        "Für so viele Erwachsene kann hier niemand dolmetschen. Es sind höchstens {max}."
    ),
    (Code.NEVER_FITS, ""): N_("So viele Plätze hat dieser Workshop nicht. Es sind höchstens {max}."),
    (Code.UNREADABLE, "adults"): N_("Bitte wählen Sie eine Zahl aus der Liste."),
    (Code.UNREADABLE, "age"): N_("Bitte wählen Sie eine Zahl aus der Liste."),
    (Code.UNREADABLE, "food"): N_("Bitte wählen Sie eine Zahl aus der Liste."),
    (Code.NOT_AN_EMAIL, ""): N_(
        "Das ist keine vollständige E-Mail-Adresse. Bitte prüfen Sie sie, oder lassen Sie das Feld leer."
    ),
    (Code.NOT_A_PHONE, ""): N_(
        "Das können wir nicht als Telefonnummer lesen. Bitte schreiben Sie Ziffern, zum Beispiel 0231 123456, oder lassen Sie das Feld leer."
    ),
    (Code.UNDER_16, ""): N_("Bitte setzen Sie das Häkchen. Wer jünger als 16 ist, wird von den Eltern angemeldet."),
    (Code.NO_ADULT, ""): N_("Bitte kommen Sie mit: Hier muss mindestens eine erwachsene Person dabei sein."),
    (Code.NOBODY, ""): N_("Bitte sagen Sie, wer kommt: mindestens ein Mensch."),
    (Code.NOT_OFFERED, ""): N_("Das gibt es bei diesem Workshop nicht."),
}


def wrong(one: Problem, own: Words) -> str:
    """With what to do."""
    part = _part(one.item)
    said = _WRONG.get((one.code, part)) or _WRONG.get((one.code, ""))
    return own.gettext(said).format(**one.context) if said else problems.sentence(one, own)


def _part(item: str) -> str:
    """`children.2.age` as `age`, `food.halal` as `food`."""
    first, _, rest = item.partition(".")
    return rest.rpartition(".")[2] if first == "children" and rest else first


def how_full(workshop: Workshop) -> str:
    """The best of what is left in the room or online, as a code."""
    left = [workshops.left(workshop, one) for one in workshop.pools if one.kind in WHOLE]
    return min(left, key=list(LEFT).index, default="full")


def month(date: Date, own: Words) -> str:
    """Short, for a leaf of a calendar."""
    return str(format_date(date.day, "LLL", locale=own.language.locale))


def closed_because(workshop: Workshop) -> str:
    return workshop.closed_because(clock.now())


def closed(workshop: Workshop, own: Words) -> tuple[str, str]:
    """Why nobody can sign up now: a heading and a sentence."""
    heading, sentence = CLOSED[closed_because(workshop) or "closed"]
    opens = moment(workshop.plan.opens_at, own) if workshop.plan.opens_at else ""
    return own.gettext(heading), own.gettext(sentence).format(moment=opens)


def offered(workshop: Workshop, own: Words) -> list[tuple[str, str, str]]:
    """Each pool with what is left of it, in words and as a code."""
    found = []
    for one in workshop.pools:
        left = workshops.left(workshop, one)
        found.append((pool(one, own), own.gettext(LEFT[left]), left))
    return found


def line(plan: Plan, own: Words) -> list[str]:
    """The rule of the waiting list, as everyone reads it before signing up."""
    if plan.rule is Rule.STRICT:
        rule = N_(
            "Wird etwas frei, rückt immer die Familie nach, die am längsten wartet. Reicht es für sie noch nicht, warten alle hinter ihr mit. Niemand überholt."
        )
    else:
        rule = N_(
            "Wird etwas frei, rückt die erste Familie nach, für die es reicht. Eine große Familie wartet deshalb manchmal länger. Wir sagen ihr dann Bescheid."
        )
    said = [own.gettext("Sind alle Plätze vergeben, kommen Sie auf die Warteliste."), own.gettext(rule)]
    if plan.offer_hours:
        held = own.ngettext(
            "Dann halten wir den Platz {n} Stunde für Sie frei, und Sie sagen Ja oder Nein.",
            "Dann halten wir den Platz {n} Stunden für Sie frei, und Sie sagen Ja oder Nein.",
            plan.offer_hours,
        ).format(n=plan.offer_hours)
        said += [held, own.gettext("Wer keine E-Mail und kein Telefon angibt, ist gleich dabei.")]
    return said


def lack(one: Lack, own: Words) -> str:
    """Why a family does not fit."""
    if one.pool.free <= 0:
        return own.gettext("{pool}: Es ist nichts mehr frei.").format(pool=pool(one.pool, own))
    return own.gettext("{pool}: Sie brauchen {n}. So viele sind nicht mehr frei.").format(
        pool=pool(one.pool, own), n=one.wanted
    )


WAYS = {
    "online": N_("online teilnehmen"),
    "on_site": N_("vor Ort teilnehmen"),
    "childcare": N_("ohne Kinderbetreuung"),
    "interpreter": N_("ohne Dolmetschen"),
}


def way(one: Instead, own: Words) -> str:
    """What would fit, for a button."""
    return " · ".join(
        people(one.party.adults, len(one.party.children), own) if step == "people" else own.gettext(WAYS[step])
        for step in one.without
    )
