"""Why a workshop or a sign-up was not taken, in words and with what to do."""

from collections.abc import Iterable

from booking.errors import Code, Problem
from booking.model import Kind
from common.marks import N_
from services import wording
from services.signing_up import Instead, Lack
from services.workshops import NotPossible
from ui.words import _, ngettext, number, own

NOT_POSSIBLE = {
    "is_open": N_("Dieser Workshop ist schon offen."),
    "is_not_open": N_("Dieser Workshop ist gerade nicht offen."),
    "is_cancelled": N_("Dieser Workshop ist abgesagt. Legen Sie eine Kopie an, wenn er doch stattfinden soll."),
    "no_dates": N_("Noch fehlt ein Termin. Bitte tragen Sie unter „Bearbeiten“ einen ein."),
    "no_places": N_("Noch gibt es keine Plätze. Bitte legen Sie unter „Bearbeiten“ welche an, im Raum oder online."),
    "no_such_pool": N_("Diese Plätze gibt es nicht mehr. Bitte laden Sie die Seite neu."),
    "questions_are_in_use": N_(
        "Die eigenen Fragen lassen sich nicht mehr ändern: Es haben sich schon Familien angemeldet und sie beantwortet. Alles andere können Sie ändern."
    ),
    "somebody_came": N_("Ein Termin, an dem schon jemand auf der Liste abgehakt wurde, lässt sich nicht streichen."),
}
NOT_OPEN = {
    "draft": N_("Dieser Workshop ist noch ein Entwurf."),
    "closed": N_("Die Anmeldung ist geschlossen."),
    "cancelled": N_("Diese Anmeldung oder der Workshop ist abgesagt."),
    "not_yet": N_("Die Anmeldung hat noch nicht begonnen."),
    "over": N_("Die Frist für die Anmeldung ist vorbei."),
    "no_changes": N_("Die Frist für Änderungen ist vorbei. Absagen geht weiter."),
}
FIELDS = {
    "title": N_("Titel"),
    "place": N_("Ort"),
    "slug": N_("Kurze Adresse"),
    "dates": N_("Termine"),
    "capacity": N_("Plätze"),
    "offer_hours": N_("Zeit für die Zusage"),
    "delete_after_days": N_("Löschen nach"),
    "name": N_("Name"),
    "email": N_("E-Mail-Adresse"),
    "phone": N_("Telefon"),
    "organisation": N_("Organisation"),
    "adults": N_("Erwachsene"),
    "children": N_("Kinder"),
    "interpreter": N_("Dolmetschen"),
    "food": N_("Essen"),
    "step_free": N_("Stufenfrei"),
    "online": N_("Wie nimmt die Familie teil?"),
    "childcare": N_("Kinderbetreuung"),
    "age": N_("Alter"),
    "language": N_("Sprache"),
    "questions": N_("Eigene Fragen"),
    "of_age": N_("Alter"),
}
EXACT = {
    ("title", Code.REQUIRED): N_("Der Titel fehlt auf Deutsch. Die anderen Sprachen können später dazukommen."),
    ("slug", Code.TWICE): N_("Diese kurze Adresse hat schon ein anderer Workshop. Bitte wählen Sie eine andere."),
    ("slug", Code.UNREADABLE): N_(
        "Die kurze Adresse darf nur kleine Buchstaben ohne Umlaute, Ziffern und einzelne Bindestriche haben, zum Beispiel elterncafe-eving."
    ),
    ("dates", Code.ENDS_BEFORE_START): N_("Ein Termin endet, bevor er beginnt. Bitte prüfen Sie die Uhrzeiten."),
    ("childcare", Code.TWICE): N_(
        "Zwei Kinderbetreuungen haben dasselbe Alter. Jedes Alter darf nur einmal vorkommen."
    ),
    ("interpreter", Code.TWICE): N_("Eine Sprache zum Dolmetschen steht zweimal da. Bitte fassen Sie sie zusammen."),
    ("place", Code.TWICE): N_("Plätze im Raum gibt es schon. Ändern Sie dort die Zahl."),
    ("online", Code.TWICE): N_("Plätze online gibt es schon. Ändern Sie dort die Zahl."),
    ("age", Code.TOO_LARGE): N_("Beim Alter der Kinderbetreuung muss „von“ vor „bis“ liegen, höchstens bis 15 Jahre."),
    ("questions", Code.UNREADABLE): N_("Die eigenen Fragen sind nicht lesbar. Bitte legen Sie sie neu an."),
    ("name", Code.REQUIRED): N_("Bitte tragen Sie einen Namen für die Liste an der Tür ein. Ein Vorname genügt."),
    ("of_age", Code.UNDER_16): N_(
        "Wer jünger als 16 ist, wird von einer erwachsenen Person angemeldet. Bitte setzen Sie das Häkchen, wenn das so ist."
    ),
    ("adults", Code.NO_ADULT): N_("Bei diesem Workshop kommt mindestens eine Person ab 16 Jahren mit."),
    ("adults", Code.NOBODY): N_("Noch kommt niemand: Bitte tragen Sie Erwachsene oder Kinder ein."),
    ("adults", Code.UNKNOWN): N_(
        "Der Workshop wurde eben geändert. Bitte prüfen Sie die Angaben und senden Sie noch einmal."
    ),
}
PLAIN = {
    Code.REQUIRED: N_("{field}: Bitte füllen Sie das aus."),
    Code.TOO_LONG: N_("{field}: Das ist zu lang, höchstens {max} Zeichen."),
    Code.TOO_SMALL: N_("{field}: Die Zahl ist zu klein, mindestens {min}."),
    Code.TOO_LARGE: N_("{field}: Die Zahl ist zu groß, höchstens {max}."),
    Code.UNREADABLE: N_("{field}: Darin sind Zeichen, die wir nicht lesen können. Bitte schreiben Sie es neu."),
    Code.NOT_AN_EMAIL: N_("Das ist keine E-Mail-Adresse. Bitte prüfen Sie sie, zum Beispiel: name@stadt.de"),
    Code.NOT_A_PHONE: N_("Das ist keine Telefonnummer. Bitte schreiben Sie Ziffern, zum Beispiel 0231 12345."),
    Code.NOT_OFFERED: N_("{field}: Das gibt es bei diesem Workshop nicht."),
    Code.AGE_NOT_OFFERED: N_(
        "Für ein Kind von {age} Jahren gibt es hier keine Betreuung. Es kann mit in den Raum kommen."
    ),
    Code.NEVER_FITS: N_("{field}: Gebraucht werden {wanted}, der Workshop hat überhaupt nur {max}."),
}
KINDS = {
    Kind.PLACE: N_("Plätze im Raum"),
    Kind.ONLINE: N_("Plätze online"),
    Kind.CHILDCARE: N_("Kinderbetreuung"),
    Kind.INTERPRETER: N_("Dolmetschen"),
}
WITHOUT = {
    "online": N_("online statt im Raum"),
    "on_site": N_("im Raum statt online"),
    "childcare": N_("Kinder mit im Raum, ohne Betreuung"),
    "interpreter": N_("ohne Dolmetschen"),
}


def problem(one: Problem) -> str:
    """Of a form, with the name of its field."""
    item = one.item.rpartition(".")[2] if one.item.startswith("children.") else one.item.partition(".")[0]
    exact = EXACT.get((item, one.code))
    field = _(FIELDS.get(item, N_("Angaben")))
    return _(exact or PLAIN.get(one.code, N_("{field}: Das passt so nicht. Bitte prüfen Sie es."))).format(
        field=field, **one.context
    )


def problems(found: Iterable[Problem]) -> str:
    """Each once, as a list."""
    return "\n".join(f"- {words}" for words in dict.fromkeys(problem(one) for one in found))


def not_possible(refused: NotPossible) -> str:
    if refused.code == "taken":
        return ngettext(
            "Weniger geht nicht: {n} Platz ist schon vergeben. Nehmen Sie erst Anmeldungen zurück oder wählen Sie eine größere Zahl.",
            "Weniger geht nicht: {n} Plätze sind schon vergeben. Nehmen Sie erst Anmeldungen zurück oder wählen Sie eine größere Zahl.",
            refused.n,
        ).format(n=number(refused.n))
    if refused.code == "in_use":
        return ngettext(
            "Diese Plätze bleiben: {n} Familie hat sie oder wartet darauf.",
            "Diese Plätze bleiben: {n} Familien haben sie oder warten darauf.",
            refused.n,
        ).format(n=number(refused.n))
    return _(NOT_POSSIBLE.get(refused.code, N_("Das geht gerade nicht. Bitte laden Sie die Seite neu.")))


def not_open(code: str) -> str:
    return _(NOT_OPEN.get(code, N_("Die Anmeldung ist gerade nicht offen.")))


def lack(one: Lack) -> str:
    """ "Plätze im Raum: gebraucht 4, frei 2"."""
    return _("{places}: gebraucht {wanted}, frei {free}").format(
        places=wording.pool(one.pool, own()), wanted=number(one.wanted), free=number(max(0, one.pool.free))
    )


def instead(one: Instead) -> str:
    """What would fit, in a few words for a button."""
    who = wording.people(one.party.adults, len(one.party.children), own())
    changed = [_(WITHOUT[code]) for code in one.without if code in WITHOUT]
    return ", ".join(changed) if changed else _("nur {people}").format(people=who)


def kind(which: Kind) -> str:
    return _(KINDS[which])
