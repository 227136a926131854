"""The whole way through a survey, as a browser without JavaScript walks it."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from neighbours import People
from sample import ANSWER, SLUG, STORED, park, questionnaire
from sqlalchemy import select

from db.models import Answer
from services import house, remembering, surveys
from services.surveys import Survey
from survey.model import Question, Questionnaire, Section, from_json
from web import abuse

FIRST = {name: ANSWER[name] for name in ("visits", "clean")}
SECOND = {name: ANSWER[name] for name in ("name", "children", "missing")}
THIRD = {name: ANSWER[name] for name in ("wish", "advise")}


def _only_answer() -> Answer:
    with house.reading() as session:
        return session.scalars(select(Answer)).one()


def _values() -> object:
    import msgspec

    return msgspec.json.decode(_only_answer().content or "")


@pytest.mark.parametrize(
    ("language", "direction", "thanks"),
    [("de", "ltr", "Der Park dankt."), ("tr", "ltr", "Park teşekkür eder."), ("ar", "rtl", "الحديقة تشكركم.")],
)
def test_somebody_answers_from_the_first_page_to_the_thanks(
    phone: Any, survey: Survey, language: str, direction: str, thanks: str
) -> None:
    page = phone.get(f"/s/{SLUG}?lang={language}")
    assert (page.status, page.language, page.tree.get("dir")) == (200, language, direction)
    assert page.actions == ["next"]
    page = phone.press(page, "next", FIRST | {"_district": ["eving"]})
    assert (page.status, page.actions) == (200, ["next", "back"])
    page = phone.press(page, "next", SECOND)
    assert (page.status, page.language, page.actions) == (200, language, ["submit", "back"])
    sent = phone.press(page, "submit", THIRD)
    assert sent.status == 303
    page = phone.follow(sent)
    assert (page.status, page.language) == (200, language)
    assert thanks in page.words
    assert _values() == STORED
    assert _only_answer().language == language


def test_nothing_is_stored_before_somebody_presses_submit(phone: Any, address: str, rows: Callable[[], Any]) -> None:
    before = rows()
    page = phone.press(phone.get(address), "next", FIRST | {"_district": ["eving"]})
    phone.press(page, "next", SECOND)
    assert rows() == before


def test_pressing_enter_means_forward(phone: Any, address: str) -> None:
    """The first button in the document is the one that Enter presses; the languages come after the form."""
    page = phone.press(phone.get(address), "next", FIRST | {"_district": ["eving"]})
    buttons = page.tree.xpath("//form[@id='f']//button | //button[@form='f']")
    assert [(button.get("name"), button.get("value")) for button in buttons[:2]] == [
        ("_action", "next"),
        ("_action", "back"),
    ]
    assert {button.get("name") for button in buttons[2:]} == {"_lang"}


def test_a_form_without_a_button_moves_forward(phone: Any, address: str) -> None:
    page = phone.get(address)
    page = phone.post(page.form.get("action"), page.filled_in | FIRST | {"_district": ["eving"]})
    assert page.status == 200
    assert page.hidden["visits"] == ["often"]


def test_going_back_keeps_everything_and_asks_nothing(phone: Any, address: str) -> None:
    page = phone.press(phone.get(address), "next", FIRST | {"_district": ["eving"]})
    page = phone.press(page, "back", {"name": ["H" * 99], "children": ["viele"]})
    assert page.status == 200
    assert page.filled_in | FIRST == page.filled_in
    assert page.filled_in["_district"] == ["eving"]
    page = phone.press(page, "next")
    assert (page.filled_in["name"], page.filled_in["children"]) == (["H" * 99], ["viele"])


def test_changing_the_language_in_the_middle_keeps_everything_and_checks_nothing(phone: Any, address: str) -> None:
    page = phone.press(phone.get(address), "next", FIRST | {"_district": ["eving"]})
    page = phone.press(page, "lang=ar", {"name": ["Hoeschpark"], "children": ["viele"], "missing": ["shade", "water"]})
    assert (page.status, page.language, page.summary) == (200, "ar", [])
    assert [page.filled_in[name] for name in ("name", "children", "missing", "visits")] == [
        ["Hoeschpark"],
        ["viele"],
        ["shade", "water"],
        ["often"],
    ]
    page = phone.press(page, "next", {"children": ["2"]})
    assert (page.status, page.language) == (200, "ar"), "the language stays"
    assert phone.follow(phone.press(page, "submit", THIRD)).language == "ar"


def test_what_is_wrong_stands_on_top_and_leads_to_its_field(phone: Any, address: str, rows: Callable[[], Any]) -> None:
    page = phone.press(phone.get(address), "next", {"clean": ["9"]})
    assert page.status == 422
    assert page.summary == ["place", "q-visits", "q-clean"]
    assert set(page.summary) <= set(page.ids)
    top = page.tree.xpath("//div[contains(@class,'errors')]")[0]
    assert (top.get("tabindex"), top.get("role"), top.get("autofocus") is not None) == ("-1", "alert", True)
    assert page.tree.xpath("//title")[0].text.startswith("Bitte prüfen")
    for control in page.tree.xpath("//*[@aria-invalid='true']"):
        described = (control.get("aria-describedby") or "").split()
        assert described or control.get("type") == "checkbox"
        assert set(described) <= set(page.ids)
    assert rows()["answers"] == 0


def test_every_id_is_there_once(phone: Any, address: str) -> None:
    page = phone.get(address)
    for answers in (FIRST | {"_district": ["eving"]}, SECOND, THIRD):
        assert len(page.ids) == len(set(page.ids))
        page = phone.press(page, page.actions[0], answers)


def test_a_problem_in_an_earlier_section_leads_back_there(
    phone: Any, survey: Survey, whole: Callable[..., Any], rows: Callable[[], Any]
) -> None:
    page = phone.post(f"/s/{SLUG}", whole(children=["viele"]))
    assert (page.status, page.summary) == (422, ["q-children"])
    assert page.filled_in["children"] == ["viele"]
    assert page.hidden["wish"] == ["Mehr Schatten."]
    assert rows()["answers"] == 0


def test_many_children_and_other_wrong_numbers_are_kept_to_be_corrected(
    phone: Any, survey: Survey, whole: Callable[..., Any]
) -> None:
    for typed in ("-3", "99", "2.5", "zwei", "٣٣"):
        page = phone.post(f"/s/{SLUG}", whole(children=[typed]))
        assert (page.status, page.filled_in["children"]) == (422, [typed])


def test_a_poster_says_where_its_reader_belongs(phone: Any, survey: Survey) -> None:
    page = phone.get(f"/s/{SLUG}?d=hoerde")
    assert "place" not in page.ids
    for answers in (FIRST, SECOND, THIRD):
        page = phone.press(page, page.actions[0], answers)
    assert page.status == 303
    assert "d=hoerde" in page.response.headers["location"]
    assert _district() == "hoerde"


def _district() -> str:
    from services import places

    return next(one.slug for one in places.districts() if one.id == _only_answer().district_id)


def test_a_poster_of_a_network_says_the_district_too(phone: Any, people: People) -> None:
    park(people.alice, partition="network")
    page = phone.get(f"/s/{SLUG}?n=maerchensiedlung")
    for answers in (FIRST, SECOND, THIRD):
        page = phone.press(page, page.actions[0], answers)
    assert page.status == 303
    assert _only_answer().network_id == people.networks["maerchensiedlung"]
    assert _district() == "eving"


@pytest.mark.parametrize("preset", ["d=atlantis", "n=atlantis", "d=", "n=%00", "d=<script>", "d=eving'--", "x=y"])
def test_an_unknown_place_on_a_poster_is_passed_over(phone: Any, survey: Survey, preset: str) -> None:
    page = phone.get(f"/s/{SLUG}?{preset}")
    assert page.status == 200
    assert "place" in page.ids, "so the page asks"


def test_whoever_belongs_nowhere_can_say_so(phone: Any, survey: Survey, whole: Callable[..., Any]) -> None:
    assert phone.post(f"/s/{SLUG}", whole(_district=["none"])).status == 303
    assert _only_answer().district_id is None


def test_without_a_place_the_answer_is_asked_for_it(
    phone: Any, survey: Survey, whole: Callable[..., Any], rows: Callable[[], Any]
) -> None:
    page = phone.post(f"/s/{SLUG}", whole(_district=[""]))
    assert (page.status, page.summary) == (422, ["place"])
    assert page.hidden["wish"] == ["Mehr Schatten."]
    assert rows()["answers"] == 0


def test_a_survey_of_one_network_asks_for_no_place(phone: Any, people: People) -> None:
    park(people.alice, partition="network", network_id=people.networks["dorstfeld"])
    page = phone.get(f"/s/{SLUG}")
    assert "place" not in page.ids
    for answers in (FIRST, SECOND, THIRD):
        page = phone.press(page, page.actions[0], answers)
    assert _only_answer().network_id == people.networks["dorstfeld"]


def test_a_survey_that_ended_says_so_and_takes_nothing(
    phone: Any, survey: Survey, people: People, whole: Callable[..., Any], rows: Callable[[], Any]
) -> None:
    surveys.close_survey(people.alice, SLUG)
    for page in (phone.get(f"/s/{SLUG}"), phone.post(f"/s/{SLUG}", whole())):
        assert page.status == 410
        assert "Diese Umfrage ist nicht offen" in page.headings
    assert rows()["answers"] == 0


def test_a_survey_that_ends_while_somebody_writes_stores_nothing(
    phone: Any,
    survey: Survey,
    people: People,
    whole: Callable[..., Any],
    rows: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The page may believe for a second that the survey is open; the writer looks again under the lock."""
    phone.get(f"/s/{SLUG}")
    monkeypatch.setattr(surveys, "forget", lambda: None)
    surveys.close_survey(people.alice, SLUG)
    page = phone.post(f"/s/{SLUG}", whole())
    assert (page.status, rows()["answers"]) == (410, 0)


def test_an_address_with_a_typing_error_is_no_survey(phone: Any) -> None:
    page = phone.get("/s/gibt-es-nicht")
    assert (page.status, page.headings) == (404, ["Diese Seite gibt es nicht"])


def test_a_form_begun_before_the_questionnaire_changed_is_still_taken(
    phone: Any, survey: Survey, people: People
) -> None:
    page = phone.get(f"/s/{SLUG}?d=eving")
    changed = from_json(
        '{"title":{"de":"Neu"},"sections":[{"name":"s","title":{},"questions":[{"name":"other","kind":"short_text","label":{"de":"Anders"},"required":true}]}]}'
    )
    surveys.publish(people.alice, SLUG, changed, partition="district")
    remembering.forget()
    assert "Neu" in phone.get(f"/s/{SLUG}?d=eving").words
    for answers in (FIRST, SECOND, THIRD):
        page = phone.press(page, page.actions[0], answers)
    assert page.status == 303
    assert _values() == STORED
    with house.reading() as session:
        assert session.scalars(select(Answer.version_id)).one() == surveys.version(survey, 1).id


def test_pressing_submit_twice_thanks_twice_and_stores_once(
    phone: Any, survey: Survey, whole: Callable[..., Any], rows: Callable[[], Any]
) -> None:
    form = whole(_receipt=["yes"])
    pages = [phone.follow(phone.post(f"/s/{SLUG}", form)) for _ in range(2)]
    codes = [page.tree.xpath("//p[@class='code']")[0].text for page in pages]
    assert codes[0] == codes[1]
    assert (rows()["answers"], rows()["receipts"]) == (1, 1)


def test_the_next_in_the_family_can_send_the_same_form_as_a_new_answer(
    phone: Any, survey: Survey, whole: Callable[..., Any], rows: Callable[[], Any]
) -> None:
    form = whole()
    phone.post(f"/s/{SLUG}", form)
    page = phone.post(f"/s/{SLUG}", form | {"wish": ["Mehr Bänke."]})
    assert page.status == 409
    assert page.response.headers["cache-control"] == "no-store"
    assert rows()["answers"] == 1
    assert page.hidden["_instance"] != form["_instance"]
    button = page.tree.xpath("//form[@method='post']//button")
    assert [one.text for one in button] == ["Als neue Antwort senden"]
    sent = phone.post(page.form.get("action"), page.filled_in)
    assert sent.status == 303
    assert rows()["answers"] == 2


def test_the_new_answer_is_not_called_too_fast(
    phone: Any, survey: Survey, strict: None, whole: Callable[..., Any], rows: Callable[[], Any]
) -> None:
    """Whoever pressed "Als neue Antwort senden" read "Das ging sehr schnell" and had to wait, again and again."""
    form = whole()
    form["_begun"] = [abuse.begun(form["_instance"][0], time.time() - 60)]
    assert phone.post(f"/s/{SLUG}", form).status == 303
    conflict = phone.post(f"/s/{SLUG}", form | {"wish": ["Mehr Bänke."]})
    assert conflict.status == 409
    assert phone.post(conflict.form.get("action"), conflict.filled_in).status == 303
    assert rows()["answers"] == 2


def test_words_in_any_script_arrive_as_they_were_typed(phone: Any, survey: Survey, whole: Callable[..., Any]) -> None:
    words = "Schöne Grüße 👨‍👩‍👧 – مرحبا\nZeile zwei & <b>"
    page = phone.post(f"/s/{SLUG}", whole(wish=[words.replace("\n", "\r\n")]))
    assert page.status == 303
    assert from_values()["wish"] == words


def from_values() -> dict[str, Any]:
    import msgspec

    return dict(msgspec.json.decode(_only_answer().content or ""))


def test_what_was_typed_is_drawn_as_words_never_as_markup(phone: Any, address: str) -> None:
    page = phone.press(phone.get(address), "next", FIRST | {"_district": ["eving"]})
    typed = '"><script>alert(1)</script>{{7*7}}${7*7}</textarea>'
    page = phone.press(page, "next", {"name": [typed], "children": ["2"]})
    assert page.filled_in["name"] == [typed[:200]]
    assert not page.tree.xpath("//script")
    assert "49" not in page.words


def test_the_home_page_leads_to_every_open_survey(phone: Any, survey: Survey, people: People) -> None:
    park(people.alice, "entwurf", is_open=False)
    home = phone.get("/")
    links = [str(link) for link in home.tree.xpath("//a/@href")]
    assert f"/s/{SLUG}" in links
    assert not any("entwurf" in link for link in links)
    districts = [link for link in links if link.startswith("/d/")]
    assert len(districts) == 12
    for link in districts:
        page = phone.get(link)
        assert page.status == 200
        assert any(
            str(one).startswith(f"/s/{SLUG}?d={link.removeprefix('/d/')}") for one in page.tree.xpath("//a/@href")
        )


def test_the_sample_answer_fits_its_questionnaire() -> None:
    from survey import flow

    assert not flow.check(questionnaire(), ANSWER).problems


CHILDREN = Question(
    "children",
    "repeat",
    {"de": "Kind"},
    limits={"max": 2},
    questions=(
        Question("name", "short_text", {"de": "Wie heißt das Kind?"}, required=True),
        Question("age", "number", {"de": "Wie alt ist ${name}?"}),
        Question("school", "short_text", {"de": "Welche Schule?"}, relevant="${age} >= 6", required=True),
    ),
)


@pytest.fixture
def family(people: People) -> str:
    asked = Questionnaire({"de": "Familie"}, (Section("family", {}, (CHILDREN,)),))
    surveys.publish(people.alice, "familie", asked, partition="district", district_id=1)
    surveys.open_survey(people.alice, "familie", "Herbst")
    return "/s/familie"


def test_a_child_is_added_and_taken_away_without_a_script(phone: Any, family: str) -> None:
    page = phone.press(phone.get(family), "more=children", {"children.1.name": ["Mia"]})
    assert [name for name in page.filled_in if name.endswith(".name")] == ["children.1.name", "children.2.name"]
    assert page.filled_in["children.1.name"] == ["Mia"]
    page = phone.press(page, "less=children.1", {"children.2.name": ["Can"]})
    assert (page.filled_in["children.1.name"], "children.2.name" in page.filled_in) == (["Can"], False)
    assert "Wie alt ist Can?" in page.words


def test_what_an_answer_opens_is_asked_before_it_is_missed(phone: Any, family: str) -> None:
    page = phone.press(phone.get(family), "submit", {"children.1.name": ["Mia"], "children.1.age": ["7"]})
    assert (page.status, "children.1.school" in page.filled_in) == (200, True)
    assert "Zu Ihrer Antwort gehört noch etwas" in page.words
    missed = phone.press(page, "submit", {})
    assert missed.status == 422, "now it was seen"
    assert phone.press(missed, "submit", {"children.1.school": ["Kielstraße"]}).status == 303
    assert _values() == {
        "children": 1,
        "children.1.name": "Mia",
        "children.1.age": 7,
        "children.1.school": "Kielstraße",
    }


def test_a_form_in_a_language_of_its_own_is_read_in_it(phone: Any, people: People) -> None:
    asked = Questionnaire(
        {"en": "Good eats", "fr": "Bien manger"},
        (Section("one", {}, (Question("food", "short_text", {"en": "What do you eat?", "fr": "Que mangez-vous ?"}),)),),
        languages=("en", "fr"),
    )
    surveys.publish(people.alice, "eats", asked, partition="district", district_id=1)
    surveys.open_survey(people.alice, "eats", "Herbst")
    page = phone.get("/s/eats?lang=fr")
    assert page.language == "de", "our own words are German there"
    assert page.tree.xpath("string(//h1/*[@lang='fr'])") == "Bien manger"
    assert "Que mangez-vous ?" in page.words
    assert "What do you eat?" in phone.press(page, "lang=tr").words, "where there is no German: the form's own language"
    sent = phone.press(page, "submit", {"food": ["Couscous"]})
    assert (sent.status, _only_answer().language) == (303, "fr")
    assert "Bien manger" in phone.follow(sent).words
