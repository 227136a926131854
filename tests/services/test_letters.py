"""What mails say: every kind, in every language, as things are when the mail leaves; and the file for the calendar in them."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from uuid import uuid4

import icalendar
import msgspec
import pytest
import vobject
from crowds import POOLS, workshop
from neighbours import NOON, People
from postbox import calendar, words
from sample import park
from sqlalchemy import select, update

from booking.model import Child, Contact, Date, Kind, Party, Pool, Rule
from common import clock
from common.clock import LOCAL
from db import models
from i18n.catalogue import LANGUAGES
from services import house, letters, mailing, messages, office, signing_up, workshops
from services.letters import TooLate
from services.messages import Outgoing
from services.office import Office
from services.signing_up import Order, SignedUp

SLUG = "elterncafe"
HASSAN = Contact("Familie Hassan", "hassan@example.org")
FAMILY = Party(2, (Child(3, True), Child(8)), interpreter="ar", food={"halal": 4})


@pytest.fixture
def alice(people: People, noon: None) -> Any:
    return people.alice


def sign_up(party: Party = FAMILY, contact: Contact = HASSAN, language: str = "de") -> SignedUp:
    return signing_up.sign_up(Order(SLUG, str(uuid4()), language, party, contact))


def later(**distance: float) -> None:
    moment = clock.now() + timedelta(**distance)
    clock.set_clock(lambda: moment)
    signing_up.forget()


def due() -> dict[str, Outgoing]:
    """The mails that wait, by kind."""
    return {one.kind: one for one in messages.take_due(100)}


def written(mail: Outgoing) -> Any:
    """As it would leave."""
    return mailing.envelope(mail, letters.written(mail, signing_up.mine(mail.token)), office.office())


def fed(alice: Any, **plan: Any) -> None:
    workshop(
        alice,
        SLUG,
        POOLS,
        asks=("food", "step_free"),
        place="Familienzentrum, Bergstraße 1",
        accessibility={"de": "Rampe am Hof"},
        **plan,
    )


# What it says


def test_a_confirmation_says_what_when_where_for_whom_and_what_to_do_next(alice: Any) -> None:
    office.change(alice, Office(brand="INFamilie", phone="0231 50-0", email="familie@stadt.example"))
    fed(alice)
    one = sign_up()
    text = words(written(due()["confirmed"]))
    assert text == (
        "Guten Tag Familie Hassan!\n"
        "\n"
        "Schön, dass Sie kommen! Ihr Platz ist für Sie reserviert.\n"
        "\n"
        "Elterncafé\n"
        "Sonntag, 13. Dezember 2026, 12:00 bis 14:00 Uhr\n"
        "Ort: Familienzentrum, Bergstraße 1\n"
        "Zugang: Rampe am Hof\n"
        "\n"
        "So steht es: Sie haben einen Platz.\n"
        "Angemeldet: 2 Erwachsene, 2 Kinder\n"
        "Sie brauchen: Betreuung für Alter 3, Dolmetschen: Arabisch, halal (4)\n"
        "\n"
        "Können Sie doch nicht kommen? Dann sagen Sie bitte ab. So kann eine andere Familie kommen.\n"
        "\n"
        "Ansehen, ändern oder absagen:\n"
        f"http://localhost:8501/m/{one.token}\n"
        "\n"
        "Oder ohne diesen Link, mit Code und PIN:\n"
        "http://localhost:8501/m\n"
        f"Code: {one.code}\n"
        f"PIN: {one.pin}\n"
        "Bitte geben Sie Link, Code und PIN nicht weiter.\n"
        "\n"
        "Haben Sie Fragen? Wir helfen gern.\n"
        "0231 50-0\n"
        "familie@stadt.example\n"
        "\n"
        "Herzliche Grüße\n"
        "INFamilie\n"
        "\n"
        "Diese Nachricht hat ein Programm verschickt.\n"
        "\n"
        "Hinweis: Die Links in dieser Nachricht öffnen sich nur auf dem Rechner, auf dem das Programm läuft.\n"
    )


def test_every_reason_to_write_has_its_words_and_no_other() -> None:
    sources = "".join(
        (Path(letters.__file__).parent / f"{name}.py").read_text("utf-8")
        for name in ("messages", "signing_up", "moving_up", "workshops")
    )
    told = set(re.findall(r'(?:tell\(\s*|end\(|_say_once\()\w+, (?:signup, )?"(\w+)"', sources))
    assert told | {"confirmed", "waiting"} == set(letters.KINDS)
    assert set(letters.KINDS) > messages.BY_THEMSELVES


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_the_whole_life_of_two_sign_ups_is_told_in_their_language(alice: Any, tag: str) -> None:
    """No kind is left out, nothing stays German by accident, no placeholder stays empty."""
    park(alice)
    survey = _id_of_the_park()
    small = [Pool(Kind.PLACE, 4), Pool(Kind.INTERPRETER, 4, language="ar")]
    one = workshop(alice, SLUG, small, rule=Rule.NEXT_THAT_FITS, offer_hours=2, follow_up_survey_id=survey)
    first, second, third = (
        sign_up(Party(n, interpreter="ar"), Contact(f"{n}", f"{n}@example.org"), tag) for n in (3, 2, 1)
    )
    told = dict(due())  # confirmed, waiting, passed
    assert words(written(told["passed"]))
    seen = {kind: written(mail) for kind, mail in told.items()}
    signing_up.change(first.token, Party(2, interpreter="ar"))
    seen |= _seen()  # changed
    signing_up.cancel(third.token)
    signing_up.cancel(first.token)
    seen |= _seen()  # cancelled, offered
    signing_up.accept(second.token)
    seen |= _seen()  # accepted
    workshops.edit(alice, SLUG, msgspec.structs.replace(workshops.fresh(SLUG).plan, place="Schule"))
    seen |= _seen()  # workshop_changed
    later(days=19, hours=12)
    messages.remind()
    seen |= _seen()
    assert one.ends
    later(days=1)
    messages.thank()
    seen |= _seen()
    assert {"confirmed", "waiting", "passed", "changed", "cancelled", "offered", "accepted"} < seen.keys()
    assert {"workshop_changed", "reminder", "thanks"} < seen.keys()
    german = {kind.opening for kind in letters.KINDS.values()}
    for kind, letter in seen.items():
        text = f"{letter['Subject']}\n{words(letter)}"
        assert "{" not in text and "None" not in text, kind
        assert (tag == "de") == any(sentence in text for sentence in german) or tag == "de-simple", kind
        assert letter["Content-Language"] == tag


def _seen() -> dict[str, Any]:
    return {kind: written(mail) for kind, mail in due().items()}


def _id_of_the_park() -> int:
    with house.reading() as session:
        return session.scalars(select(models.Survey.id)).one()


@pytest.mark.parametrize("kind", ["moved_up", "offer_expired", "released", "workshop_cancelled"])
def test_what_others_decided_is_told_with_the_reason(alice: Any, kind: str) -> None:
    one = workshop(alice, SLUG, [Pool(Kind.PLACE, 1)], offer_hours=2 if kind == "offer_expired" else None)
    first, second = sign_up(Party(1)), sign_up(Party(1))
    if kind == "workshop_cancelled":
        workshops.cancel_workshop(alice, SLUG)
    elif kind == "released":
        with house.reading() as session:
            signup_id = session.scalars(select(models.SignUp.id).order_by(models.SignUp.number)).first()
        assert signup_id
        signing_up.release(alice, SLUG, signup_id)
    else:
        signing_up.cancel(first.token)
    if kind == "offer_expired":
        later(hours=3)
        signing_up.expire_offers()
    letter = written(due()[kind])
    assert letters.KINDS[kind].opening in words(letter)
    assert (f"/m/{second.token}" in words(letter)) == (kind == "moved_up")
    assert (f"/w/{one.slug}" in words(letter)) == (kind != "moved_up")


def test_a_mail_that_leaves_late_says_how_things_are_now(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 1)])
    one = sign_up(Party(1))
    mail = due()["confirmed"]
    signing_up.cancel(one.token)
    letter = written(mail)
    assert letter["Subject"] == "Ihre Anmeldung: Elterncafé"
    assert "So steht es: Sie sind nicht mehr angemeldet." in words(letter)
    assert "Schön, dass Sie kommen" not in words(letter)


def test_the_place_in_line_is_that_of_the_moment(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 1)])
    sign_up(Party(1), Contact("Erste"))
    second = sign_up(Party(1), Contact("Zweite"))
    sign_up(Party(1))
    mail = due()["waiting"]
    assert "Warteliste, Stelle 2." in words(written(mail))
    signing_up.cancel(second.token)
    assert "Warteliste, Stelle 1." in words(written(mail))


def test_an_offer_says_until_when_by_the_clock_in_the_city(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 1)], offer_hours=30)
    first = sign_up(Party(1), Contact("Erste"))
    sign_up(Party(1))
    signing_up.cancel(first.token)
    assert "Bitte sagen Sie bis Dienstag, 24. November 2026, 18:00 Uhr Ja." in words(written(due()["offered"]))


def test_a_reminder_is_for_one_date_and_comes_before_it_or_not_at_all(alice: Any) -> None:
    days = [NOON + timedelta(days=days) for days in (10, 17)]
    workshop(alice, SLUG, dates=tuple(Date(day, day + timedelta(hours=2)) for day in days))
    sign_up(Party(1))
    due()
    later(days=9, hours=12)
    messages.remind()
    mail = due()["reminder"]
    text = words(written(mail))
    assert "3. Dezember" in text and "10. Dezember" not in text
    later(days=1)
    with pytest.raises(TooLate):
        written(mail)


def test_whoever_signed_up_this_very_day_is_not_reminded_of_it(alice: Any) -> None:
    workshop(alice, SLUG, days=1)
    sign_up(Party(1))
    assert messages.remind() == 0


def test_thanks_lead_everybody_to_the_same_survey(alice: Any) -> None:
    park(alice)
    workshop(alice, SLUG, follow_up_survey_id=_id_of_the_park())
    signed_up = [sign_up(Party(1), Contact(name, f"{name}@example.org")) for name in ("eins", "zwei")]
    due()
    later(days=20, hours=5)
    assert messages.thank() == 2
    texts = [words(written(mail)) for mail in messages.take_due(10)]
    assert len({re.findall(r"\S+/s/\S+", text)[0] for text in texts}) == 1
    for one in signed_up:
        assert not any(secret in text for text in texts for secret in (one.token, one.code, one.pin))


def test_a_mail_of_a_family_that_is_deleted_meanwhile_is_not_sent(alice: Any) -> None:
    workshop(alice, SLUG)
    one = sign_up(Party(1))
    mail = due()["confirmed"]
    signing_up.erase(one.token)
    with pytest.raises(signing_up.UnknownSignUp):
        written(mail)
    assert mailing.send_due() == 0


# The file for the calendar

BERLIN_HOURS = [
    pytest.param(datetime(2026, 12, 7, 16, 0, tzinfo=LOCAL), id="winter"),
    pytest.param(datetime(2027, 3, 27, 23, 0, tzinfo=LOCAL), id="into the night in which an hour is missing"),
    pytest.param(datetime(2027, 3, 28, 10, 0, tzinfo=LOCAL), id="the first morning of summer time"),
    pytest.param(datetime(2027, 10, 31, 2, 30, tzinfo=LOCAL, fold=1), id="the hour that comes twice"),
]


@pytest.fixture
def letter_of(alice: Any) -> Any:
    def sent(starts: datetime) -> Any:
        starts = starts.astimezone(UTC)
        workshop(alice, SLUG, dates=(Date(starts, starts + timedelta(hours=5)),), place="Schule; Raum 2, links")
        return sign_up(Party(1), language="ar"), written(due()["confirmed"])

    return sent


@pytest.mark.parametrize("starts", BERLIN_HOURS)
def test_two_readers_see_the_same_moment_in_the_file_and_no_secret(letter_of: Any, starts: datetime) -> None:
    one, letter = letter_of(starts)
    parsed = calendar(_through_the_wire(letter))
    by_icalendar = icalendar.Calendar.from_ical(parsed).walk("VEVENT")[0]
    by_vobject = vobject.readOne(parsed).vevent
    moments = (starts.astimezone(UTC), starts.astimezone(UTC) + timedelta(hours=5))
    assert tuple(by_icalendar.decoded(name).astimezone(UTC) for name in ("DTSTART", "DTEND")) == moments
    assert (by_vobject.dtstart.value.astimezone(UTC), by_vobject.dtend.value.astimezone(UTC)) == moments
    assert str(by_icalendar["SUMMARY"]) == by_vobject.summary.value == "مقهى"
    assert str(by_icalendar["LOCATION"]) == by_vobject.location.value == "Schule; Raum 2, links"
    for secret in (one.token, one.code, one.pin, "ORGANIZER", "ATTENDEE", "hassan", "Hassan", "/m/"):
        assert secret not in parsed
    assert str(by_icalendar["URL"]) == f"http://localhost:8501/w/{SLUG}"


def _through_the_wire(letter: Any) -> Any:
    return message_from_bytes(letter.as_bytes(policy=policy.SMTP), policy=policy.default)


def test_who_cancels_gets_the_same_entry_cancelled(alice: Any) -> None:
    workshop(alice, SLUG)
    one = sign_up(Party(1))
    before = calendar(written(due()["confirmed"]))
    signing_up.cancel(one.token)
    after = calendar(written(due()["cancelled"]))
    was, now = (icalendar.Calendar.from_ical(file).walk("VEVENT")[0] for file in (before, after))
    assert (str(was["STATUS"]), str(now["STATUS"])) == ("CONFIRMED", "CANCELLED")
    assert str(was["UID"]) == str(now["UID"]) and now["SEQUENCE"] > was["SEQUENCE"]
    assert vobject.readOne(after).vevent.status.value == "CANCELLED"


def test_whoever_only_waited_has_nothing_in_the_calendar(alice: Any) -> None:
    workshop(alice, SLUG, [Pool(Kind.PLACE, 1)])
    sign_up(Party(1), Contact("Erste"))
    second = sign_up(Party(1))
    assert calendar(written(due()["waiting"])) == ""
    signing_up.cancel(second.token)
    assert calendar(written(due()["cancelled"])) == ""


def test_a_date_that_moved_moves_in_the_calendar_too(alice: Any) -> None:
    one = workshop(alice, SLUG)
    sign_up(Party(1))
    before = calendar(written(due()["confirmed"]))
    (date,) = one.dates
    moved = msgspec.structs.replace(date, starts=date.starts + timedelta(days=1), ends=date.ends + timedelta(days=1))
    workshops.edit(alice, SLUG, msgspec.structs.replace(one.plan, dates=(moved,)))
    after = calendar(written(due()["workshop_changed"]))
    was, now = (icalendar.Calendar.from_ical(file).walk("VEVENT")[0] for file in (before, after))
    assert was["UID"] == now["UID"] and now["SEQUENCE"] > was["SEQUENCE"]
    assert now.decoded("DTSTART") - was.decoded("DTSTART") == timedelta(days=1)


def test_what_the_database_says_of_a_language_that_nobody_translated_is_german(alice: Any) -> None:
    workshop(alice, SLUG)
    sign_up(Party(1))
    with house.writing() as session:
        session.execute(update(models.Message).values(language="tlh"))
    letter = written(due()["confirmed"])
    assert letter["Content-Language"] == "de" and words(letter).startswith("Guten Tag")
