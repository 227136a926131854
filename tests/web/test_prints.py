"""What is made to be printed: posters and cards for everyone, slips, lists and badges for staff, questionnaires on paper."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import segno
from crowds import POOLS, workshop
from lxml import html
from neighbours import NOON, PASSWORD, People
from sample import SLUG, park
from starlette.testclient import TestClient

import settings
from booking.model import Child, Contact, Date, Kind, Party, Plan, Pool, Workshop
from common import clock
from i18n.catalogue import LANGUAGES
from services import accounts, attendance, forgetting, places, signing_up, surveys, workshops
from services.signing_up import Order, SignedUp
from services.surveys import Survey
from survey.kinds import KINDS
from survey.model import Choice, Question, Questionnaire, Section
from web import staff

CAFE = "elterncafe"
HERE = "http://localhost:8501"
pytestmark = pytest.mark.usefixtures("noon")


def sign_up(name: str, party: Party, language: str = "ar", organisation: str = "") -> SignedUp:
    return signing_up.sign_up(Order(CAFE, str(uuid4()), language, party, Contact(name, organisation=organisation)))


@pytest.fixture
def cafe(people: People) -> Workshop:
    one = workshop(
        people.alice,
        CAFE,
        POOLS,
        place="Gemeindehaus, Hessische Straße 12",
        asks=("food", "step_free", "organisation"),
        network_id=people.networks["maerchensiedlung"],
    )
    sign_up(
        "Hassan",
        Party(2, (Child(3, True), Child(8)), interpreter="ar", food={"halal": 4}),
        organisation="Kita Regenbogen",
    )
    sign_up("Zoë Ábel", Party(1, step_free=True), "de")
    return one


@pytest.fixture
def desk(light: TestClient, phone: Any, people: People, cafe: Workshop) -> Any:
    """Chelsea moderates in this network."""
    light.cookies.set(staff.COOKIE, people.tokens["chelsea"])
    return phone


def hassan(people: People) -> str:
    return next(str(one.id) for one in attendance.participants(people.alice, CAFE) if one.name == "Hassan")


def codes(page: Any) -> list[str]:
    """The QR codes on the sheets, as drawn."""
    return [one.get("d") for one in page.tree.xpath("//svg[@class='qr']/path[@stroke]")]


def code_of(words: str) -> str:
    drawn = html.fromstring(segno.make_qr(words, error="m").svg_inline(border=4, omitsize=True, lineclass=None))
    return str(drawn.xpath(".//path[@stroke]/@d")[0])


# Posters and cards


def test_a_poster_leads_to_the_survey_in_its_language(phone: Any, survey: Survey) -> None:
    for language in ("de", "tr", "ar"):
        page = phone.get(f"/print/poster/s/{SLUG}?lang={language}")
        assert page.status == 200
        assert page.language == language
        assert codes(page) == [code_of(f"{HERE}/s/{SLUG}?lang={language}")]
        assert f"localhost:8501/s/{SLUG}" in page.words
    assert page.tree.get("dir") == "rtl"
    assert "حديقتنا" in page.words


def test_two_languages_share_a_poster_and_three_get_one_each(phone: Any, survey: Survey) -> None:
    shared = phone.get(f"/print/poster/s/{SLUG}?lang=tr&lang=ar")
    assert codes(shared) == [code_of(f"{HERE}/s/{SLUG}?lang={language}") for language in ("tr", "ar")]
    assert len(shared.tree.find_class("poster")) == 1
    assert [(one.get("lang"), one.get("dir")) for one in shared.tree.find_class("leaf")] == [
        ("tr", "ltr"),
        ("ar", "rtl"),
    ]
    several = phone.get(f"/print/poster/s/{SLUG}?lang=de&lang=tr&lang=ar&lang=tr&lang=xx")
    assert len(several.tree.find_class("poster")) == 3


def test_without_a_choice_the_poster_speaks_the_readers_language(phone: Any, survey: Survey) -> None:
    phone.language = "tr"
    for chosen in ("", "?lang=", "?lang=xx", "?lang=%00"):
        assert phone.get(f"/print/poster/s/{SLUG}{chosen}").language == "tr"


def test_a_poster_tells_day_hours_place_and_what_is_offered(phone: Any, cafe: Workshop) -> None:
    page = phone.get(f"/print/poster/w/{CAFE}?lang=de")
    assert codes(page) == [code_of(f"{HERE}/w/{CAFE}?lang=de")]
    for told in (
        "Sonntag, 13. Dezember 2026",
        "12:00 bis 14:00 Uhr",
        "Gemeindehaus, Hessische Straße 12",
        "Kinderbetreuung von 0 bis 3 Jahren",
        "Wir dolmetschen: Arabisch",
        "Märchensiedlung",
        f"localhost:8501/w/{CAFE}",
    ):
        assert told in page.words
    for untold in ("kostenlos", "online", "Hassan", "Anmeldung bis"):
        assert untold not in page.words


def test_what_is_not_offered_is_not_promised(phone: Any, people: People) -> None:
    workshop(people.alice, "schlicht", (Pool(Kind.PLACE, 5), Pool(Kind.CHILDCARE, 0, age_from=0, age_to=3)))
    page = phone.get("/print/poster/w/schlicht?lang=de")
    assert "Gut zu wissen" not in page.words and "Wo?" not in page.words
    workshop(
        people.alice, "online", (Pool(Kind.ONLINE, 5),), languages=("de", "tr"), closes_at=NOON + timedelta(days=3)
    )
    page = phone.get("/print/poster/w/online?lang=de")
    for told in ("auch online", "Wir sprechen: Deutsch · Türkisch", "Anmeldung bis 26. November 2026"):
        assert told in page.words


def test_many_dates_do_not_run_over_the_edge(phone: Any, people: People) -> None:
    days = [NOON + timedelta(days=7 * week) for week in range(1, 8)]
    workshop(people.alice, "reihe", dates=tuple(Date(day, day + timedelta(hours=2)) for day in days))
    words = phone.get("/print/poster/w/reihe?lang=de").words
    assert words.count("12:00 bis 14:00 Uhr") == 4
    assert "und 3 weitere Termine" in words


def test_ten_cards_fit_on_a_sheet_and_change_their_language(phone: Any, survey: Survey, cafe: Workshop) -> None:
    page = phone.get(f"/print/poster/s/{SLUG}?lang=de&lang=ar&cards=1")
    assert codes(page) == [code_of(f"{HERE}/s/{SLUG}?lang={language}") for language in ("de", "ar") * 5]
    assert len(phone.get(f"/print/poster/w/{CAFE}?cards=1").tree.find_class("card")) == 10


def test_a_poster_for_one_place_says_where_its_reader_belongs(phone: Any, survey: Survey) -> None:
    page = phone.get(f"/print/poster/s/{SLUG}?lang=de&d=eving")
    assert codes(page) == [code_of(f"{HERE}/s/{SLUG}?lang=de&d=eving")]
    assert "Eving" in page.words
    assert [(one.name, one.value) for one in page.tree.xpath("//input[@type='hidden']")] == [("d", "eving")]
    nowhere = phone.get(f"/print/poster/s/{SLUG}?lang=de&d=nowhere&n=%22%3E%3Cscript%3E")
    assert codes(nowhere) == [code_of(f"{HERE}/s/{SLUG}?lang=de")]


def test_the_screen_warns_while_the_address_is_local_and_paper_does_not(
    phone: Any, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (f"/print/poster/s/{SLUG}", f"/print/form/{SLUG}"):
        alarm = phone.get(f"{path}?lang=de").tree.find_class("alarm")
        assert "localhost:8501" in alarm[0].text_content()
        assert alarm[0].getparent().get("class") == "desk", "which the print stylesheet hides"
    monkeypatch.setenv("PUBLIC_URL", "https://mitmachen.example.org")
    monkeypatch.setenv("DEMO", "0")
    settings.current.cache_clear()
    page = phone.get(f"/print/poster/s/{SLUG}?lang=de")
    assert page.tree.find_class("alarm") == []
    assert codes(page) == [code_of(f"https://mitmachen.example.org/s/{SLUG}?lang=de")]
    assert f"mitmachen.example.org/s/{SLUG}" in page.words


def test_the_print_stylesheet_hides_what_is_for_the_screen(light: TestClient) -> None:
    style = light.get("/assets/print.css").text
    assert re.search(r"@media print\{[^@]*\.desk\{display:none\}", style)
    assert "size:A4" in style
    assert not re.search(r"url\(", style)
    assert min(float(size) for size in re.findall(r"([\d.]+)pt", style)) >= 12


def test_drafts_hang_on_no_wall(light: TestClient, phone: Any, people: People) -> None:
    """To strangers they are as unknown as what never was; who works with them sees them."""
    park(people.alice, "entwurf", is_open=False, network_id=people.networks["maerchensiedlung"], partition="network")
    workshop(people.alice, "entwurf", is_open=False, network_id=people.networks["maerchensiedlung"])
    paths = ("/print/poster/s/entwurf", "/print/poster/w/entwurf", "/print/form/entwurf")
    unknown = phone.get("/print/poster/s/nowhere")
    for path in paths:
        hidden = phone.get(path)
        assert (hidden.status, hidden.words) == (404, unknown.words)
    for name, status in (("bob", 404), ("dilek", 404), ("chelsea", 200), ("alice", 200)):
        light.cookies.set(staff.COOKIE, people.tokens[name])
        for path in paths:
            page = phone.get(path)
            assert page.status == status, (name, path)
            assert page.response.headers["cache-control"] == "no-store"


def test_what_is_over_is_no_longer_announced(phone: Any, people: People, survey: Survey, cafe: Workshop) -> None:
    surveys.close_survey(people.alice, SLUG)
    workshops.cancel_workshop(people.alice, CAFE)
    for path in (f"/print/poster/s/{SLUG}", f"/print/form/{SLUG}", f"/print/poster/w/{CAFE}"):
        assert phone.get(path).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/print/poster/s/nowhere",
        "/print/poster/w/nowhere",
        "/print/poster/s/%00",
        "/print/poster/w/%00",
        "/print/poster/w/..%2f..%2fetc%2fpasswd",
        "/print/poster/s/%F0%9F%92%83",
        "/print/poster/s/" + "a" * 3000,
        "/print/poster/x/elterncafe",
        "/print/form/%3Cscript%3E",
        "/print/form/nowhere",
        "/print/slip/elterncafe/1",
        "/print/list/%00",
        "/print/",
    ],
)
def test_what_does_not_exist_cannot_be_printed(desk: Any, path: str) -> None:
    assert desk.get(path).status == 404


def test_a_title_from_somebody_else_is_words_and_no_markup(phone: Any, people: People) -> None:
    title = '<img src=x onerror=alert(1)> & "Freunde"'
    starts = NOON + timedelta(days=3)
    plan = Plan(
        slug="frech",
        title={"de": title},
        place="<b>Saal</b>",
        district_id=places.districts()[0].id,
        dates=(Date(starts, starts + timedelta(hours=1)),),
    )
    workshops.create(people.alice, plan, (Pool(Kind.PLACE, 5),))
    workshops.open_workshop(people.alice, "frech")
    for more in ("", "&cards=1", "&lang=ar"):
        page = phone.get(f"/print/poster/w/frech?lang=de{more}")
        assert title in page.words
        assert not page.tree.xpath("//img | //b")


# On paper


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_question_can_be_answered_with_a_pen(phone: Any, people: People, kind: str) -> None:
    """Boxes to tick or lines to write on; nothing that only works on a screen."""
    question = KINDS[kind].examples[0].question
    page = on_paper(phone, people, question)
    sheet = page.tree.find_class("form")[0]
    assert not sheet.xpath(".//input | .//select | .//textarea | .//button")
    asked = [
        one for one in sheet.find_class("asked") if one.find_class("need") or question.label["de"] in one.text_content()
    ]
    assert bool(asked) == KINDS[kind].asked
    for one in asked:
        pens = [way for name in ("one", "many", "line", "number") for way in one.find_class(name)]
        assert bool(pens) == (kind != "note")
        for choice in (*question.choices, *question.rows, *question.questions):
            assert choice.label["de"] in one.text_content()


def on_paper(phone: Any, people: People, *questions: Question) -> Any:
    sections = (Section("all", {"de": "Ein Teil"}, questions),)
    surveys.publish(people.alice, "alles", Questionnaire({"de": "Titel"}, sections), partition="district")
    surveys.open_survey(people.alice, "alles", "Herbst")
    return phone.get("/print/form/alles?lang=de")


def test_an_earlier_answer_leaves_a_gap_and_a_condition_hides_nothing(phone: Any, people: People) -> None:
    page = on_paper(
        phone,
        people,
        Question("name", "short_text", {"de": "Wie heißt Ihr Kind?"}),
        Question("age", "number", {"de": "Wie alt ist ${name}?"}, relevant="${name} != ''"),
    )
    assert "Wie alt ist …?" in page.words
    assert "$" not in page.words


def test_something_else_has_a_line_to_say_what(phone: Any, people: People) -> None:
    choices = (Choice("park", {"de": "im Park"}), Choice("home", {"de": "zu Hause"}))
    page = on_paper(phone, people, Question("where", "single", {"de": "Wo?"}, choices=choices, other=True))
    (last,) = page.tree.xpath("//ul[contains(@class,'boxes')][1]/li[.//span[@class='line']]")
    assert "etwas anderes" in last.text_content()


@pytest.mark.parametrize("language", [one.tag for one in LANGUAGES])
def test_the_questionnaire_is_printed_in_each_language(phone: Any, survey: Survey, language: str) -> None:
    page = phone.get(f"/print/form/{SLUG}?lang={language}")
    assert page.status == 200 and page.language == language
    assert page.tree.get("dir") == ("rtl" if language == "ar" else "ltr")
    asked = page.tree.find_class("asked")
    assert len(asked) == 1 + len(list(survey.questionnaire.questions())), "and where they live"
    assert codes(page) == [code_of(f"{HERE}/s/{SLUG}?lang={language}")]
    notice = page.tree.find_class("notice")[0].text_content()
    assert "localhost:8501/privacy" in notice


def test_where_the_person_lives_is_only_asked_where_nobody_knows(phone: Any, people: People, survey: Survey) -> None:
    asks = "In welchem Stadtbezirk wohnen Sie?"
    assert asks in phone.get(f"/print/form/{SLUG}?lang=de").words
    assert asks not in phone.get(f"/print/form/{SLUG}?lang=de&d=eving").words
    network = people.networks["maerchensiedlung"]
    park(people.alice, "gebunden", partition="network", network_id=network)
    park(people.alice, "alle-netzwerke", partition="network")
    assert "Netzwerk gehören Sie" not in phone.get("/print/form/gebunden?lang=de").words
    assert "Netzwerk gehören Sie" in phone.get("/print/form/alle-netzwerke?lang=de").words


# For staff


STAFF = (f"/print/list/{CAFE}", f"/print/badges/{CAFE}", f"/print/needs/{CAFE}")


def test_without_a_login_no_name_is_printed(phone: Any, people: People, cafe: Workshop) -> None:
    for path in (*STAFF, f"/print/slip/{CAFE}/{hassan(people)}", "/print/list/nowhere"):
        page = phone.get(f"{path}?date=1")
        assert page.status == 303
        assert page.response.headers["location"].startswith("/login?next=%2Fprint%2F")
        assert b"Hassan" not in page.response.content


@pytest.mark.parametrize("name", ["bob", "dilek"])
def test_who_works_elsewhere_or_only_reads_prints_nothing(
    light: TestClient, phone: Any, people: People, cafe: Workshop, name: str
) -> None:
    light.cookies.set(staff.COOKIE, people.tokens[name])
    for path in (*STAFF, f"/print/slip/{CAFE}/{hassan(people)}"):
        page = phone.get(path)
        assert page.status == 403
        assert "Hassan" not in page.words


def test_the_list_to_sign_has_names_and_no_needs(desk: Any, people: People, cafe: Workshop) -> None:
    waiting = sign_up("Zu spät", Party(20, tuple(Child(9) for _ in range(10))))
    assert waiting.state == "waiting"
    page = desk.get(f"/print/list/{CAFE}")
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.tree.xpath("//tbody/tr")]
    assert rows[0] == ["1", "HassanKita Regenbogen", "2 Erwachsene, 2 Kinder", ""]
    assert rows[1] == ["2", "Zoë Ábel", "1 Erwachsene*r", ""]
    assert [row[1:] for row in rows[2:]] == [["", "", ""]] * 8
    for secret in ("halal", "stufenfrei", "Arabisch", "Zu spät"):
        assert secret not in page.words
    assert page.response.headers["cache-control"] == "no-store"


def test_everyone_gets_a_badge_named_or_empty(desk: Any, cafe: Workshop) -> None:
    badges = desk.get(f"/print/badges/{CAFE}").tree.find_class("badge")
    names = [one.find("h2").text_content() for one in badges if one.find("h2") is not None]
    assert names == ["Hassan", "Zoë Ábel"]
    assert len(badges) == 10, "five people, and the sheet is full"
    for n in range(6):
        sign_up(f"Familie {n}", Party(1))
    assert len(desk.get(f"/print/badges/{CAFE}").tree.find_class("badge")) == 20


def test_kitchen_and_childcare_learn_what_is_needed_and_no_name(desk: Any, cafe: Workshop) -> None:
    page = desk.get(f"/print/needs/{CAFE}")
    tables = {
        heading.text_content(): {row[0].text_content(): row[1].text_content() for row in table.iter("tr")}
        for heading, table in zip(page.tree.xpath("//h3"), page.tree.xpath("//table"), strict=True)
    }
    assert tables == {
        "Wie viele kommen": {
            "Plätze im Raum": "4",
            "Kinderbetreuung von 0 bis 3 Jahren": "1",
            "Kinderbetreuung von 4 bis 9 Jahren": "0",
        },
        "Essen": {"halal": "4"},
        "Kinder in der Betreuung, nach Alter": {"3 Jahre": "1"},
        "Dolmetschen, für so viele Erwachsene": {"Arabisch": "2"},
        "Wege": {"Familien, die einen Weg ohne Stufen brauchen": "1"},
    }
    for name in ("Hassan", "Zoë", "Kita Regenbogen"):
        assert name not in page.words


def test_a_slip_has_code_and_pin_in_the_familys_language_and_not_its_name(
    desk: Any, people: People, cafe: Workshop
) -> None:
    code, pin = signing_up.slip_for(people.alice, CAFE, attendance.participants(people.alice, CAFE)[0].id)
    page = desk.get(f"/print/slip/{CAFE}/{hassan(people)}")
    assert page.language == "ar"
    assert code in page.words
    assert f"{pin[:3]} {pin[3:]}" in page.words
    assert codes(page) == [code_of(f"{HERE}/m?lang=ar"), code_of(code)]
    assert "Hassan" not in page.words
    assert desk.get(f"/print/slip/{CAFE}/{hassan(people)}?lang=de").language == "de"


def test_the_code_on_a_slip_opens_the_list_at_the_door(desk: Any, people: People, cafe: Workshop) -> None:
    code, _ = signing_up.slip_for(people.alice, CAFE, attendance.participants(people.alice, CAFE)[0].id)
    assert str(attendance.find(people.chelsea, CAFE, code)) == hassan(people)


def test_a_slip_of_another_workshop_is_not_printed(desk: Any, people: People, cafe: Workshop) -> None:
    workshop(people.alice, "anderes", network_id=people.networks["maerchensiedlung"])
    assert desk.get(f"/print/slip/anderes/{hassan(people)}").status == 404
    assert desk.get(f"/print/slip/{CAFE}/{uuid4()}").status == 404


def test_the_next_of_several_dates_is_printed_and_others_are_offered(desk: Any, people: People) -> None:
    days = [NOON + timedelta(days=days) for days in (-3, 4, 11)]
    one = workshop(
        people.chelsea,
        "reihe",
        dates=tuple(Date(day, day + timedelta(hours=2)) for day in days),
        network_id=people.networks["maerchensiedlung"],
        is_open=False,
    )
    page = desk.get("/print/list/reihe")
    assert [link.get("aria-current") for link in page.tree.xpath("//nav//a")] == [None, "page", None]
    assert "Freitag, 27. November 2026, 12:00 bis 14:00 Uhr" in page.words
    assert (
        "Freitag, 20. November"
        in desk.get(f"/print/list/reihe?date={one.dates[0].id}").tree.find_class("when")[0].text_content()
    )


def test_deleted_names_are_not_printed(light: TestClient, desk: Any, people: People, cafe: Workshop) -> None:
    ends = cafe.ends
    assert ends
    family = hassan(people)
    clock.set_clock(lambda: ends + timedelta(days=31))
    forgetting.forget_due()
    light.cookies.set(staff.COOKIE, accounts.sign_in("chelsea@example.org", PASSWORD))
    for path in STAFF:
        assert desk.get(path).status == 410
    assert desk.get(f"/print/slip/{CAFE}/{family}").status == 404


# What leaves with them


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(
    desk: Any, people: People, survey: Survey, cafe: Workshop
) -> None:
    for path in (
        *STAFF,
        f"/print/slip/{CAFE}/{hassan(people)}",
        f"/print/poster/s/{SLUG}",
        f"/print/poster/w/{CAFE}?lang=de&lang=ar",
        f"/print/poster/w/{CAFE}?cards=1",
        f"/print/form/{SLUG}",
    ):
        page = desk.get(path)
        assert page.status == 200
        assert "default-src 'none'" in page.response.headers["content-security-policy"]
        for address in page.tree.xpath("//@href | //@src | //@action"):
            assert str(address).startswith("/") and not str(address).startswith("//"), address
        assert not page.tree.xpath("//*[@style] | //style | //iframe | //script[not(@src)]")


def test_posters_set_no_cookie(phone: Any, survey: Survey, cafe: Workshop) -> None:
    for path in (f"/print/poster/s/{SLUG}", f"/print/poster/w/{CAFE}", f"/print/form/{SLUG}"):
        assert "set-cookie" not in phone.get(path).response.headers
