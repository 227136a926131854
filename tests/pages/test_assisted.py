"""Taking answers at a desk, from the router: every kind, a problem corrected, a double click, a survey that closes meanwhile."""

import json
from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.models import Answer
from services import answering, house, remembering, surveys
from survey.kinds import KINDS
from survey.model import Choice, Question, Questionnaire, Section
from ui.questions import WIDGETS

ROUTER = Path(__file__).parents[2] / "pages" / "router.py"
QUESTIONS = (
    Question("hello", "note", {"de": "Gleich geht es los."}),
    Question("AM1", "agreement", {"de": "Es macht mir Freude."}, required=True),
    Question(
        "group",
        "matrix",
        {"de": "Wie ist es?"},
        rows=(Choice("EI1", {"de": "Willkommen."}), Choice("EI2", {"de": "Wir hören zu."})),
    ),
    Question("well", "smileys", {"de": "Wie geht es?"}),
    Question("REC", "ten", {"de": "Raten Sie dazu?"}),
    Question(
        "role",
        "single",
        {"de": "Wie dabei?"},
        choices=(Choice("staff", {"de": "beruflich"}), Choice("free", {"de": "ehrenamtlich"})),
    ),
    Question(
        "known",
        "multiple",
        {"de": "Was kennen Sie?"},
        choices=(Choice("cafe", {"de": "Café"}), Choice("sport", {"de": "Sport"})),
        limits={"max": 1},
    ),
    Question(
        "home",
        "district",
        {"de": "Wo wohnen Sie?"},
        choices=(Choice("eving", {"de": "Eving"}), Choice("hoerde", {"de": "Hörde"})),
    ),
    Question("places", "number", {"de": "Wie viele Plätze?"}, limits={"min": 0, "max": 9}),
    Question("since", "date", {"de": "Seit wann?"}, limits={"min": "2020-01-01"}),
    Question("offer", "short_text", {"de": "Wie heißt es?"}, limits={"max": 10}),
    Question("wish", "long_text", {"de": "Was wünschen Sie sich?"}),
    Question("photo", "consent", {"de": "Darf es auf die Karte?"}),
    Question(
        "change",
        "ranking",
        {"de": "Was zuerst?"},
        choices=(
            Choice("green", {"de": "Grün"}),
            Choice("cars", {"de": "weniger Autos"}),
            Choice("clean", {"de": "Sauber"}),
        ),
        limits={"max": 2},
    ),
    Question(
        "safe", "slider", {"de": "Wie sicher?"}, limits={"min": 0, "max": 4}, labels={"high": {"de": "ganz sicher"}}
    ),
    Question("percent", "slider", {"de": "Wie viel Prozent?"}, limits={"min": 0, "max": 100}),
    Question("best", "time", {"de": "Um wie viel Uhr?"}, limits={"min": "08:00"}),
    Question("meet", "moment", {"de": "Wann treffen wir uns?"}),
    Question(
        "often",
        "grid",
        {"de": "Wie oft?"},
        choices=(Choice("never", {"de": "nie"}), Choice("daily", {"de": "täglich"})),
        rows=(Choice("office", {"de": "Jugendamt"}), Choice("school", {"de": "Schule"})),
    ),
    Question("way", "single", {"de": "Woher?"}, choices=(Choice("poster", {"de": "Aushang"}),), other=True),
    Question("missing", "multiple", {"de": "Was fehlt?"}, choices=(Choice("shade", {"de": "Schatten"}),), other=True),
    Question("rules", "acknowledge", {"de": "Bitte eine Jacke mitbringen."}),
)
ALL_KINDS = Questionnaire({"de": "Alles"}, (Section("one", {"de": "Teil"}, QUESTIONS),))


@pytest.fixture
def desk(people) -> AppTest:  # type: ignore[no-untyped-def]
    surveys.publish(people.alice, "all", ALL_KINDS, partition="district")
    surveys.open_survey(people.alice, "all", "Welle 1")
    return page(people.tokens["alice"])


def page(token: str) -> AppTest:
    app = AppTest.from_file(str(ROUTER), default_timeout=20)
    app.session_state["token"] = token
    app.run()
    app.switch_page("participate/assisted.py")
    return checked(app.run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception
    return app


def key(app: AppTest, item: str) -> str:
    return f"{app.session_state['desk.form']}.{item}"


def give(app: AppTest, **answers: str) -> None:
    for item, value in answers.items():
        app.button_group(key=key(app, item)).set_value([value] if item in ("known", "missing") else value)


def send(app: AppTest) -> AppTest:
    next(button for button in app.button if button.label == "Antwort absenden").click()
    return checked(app.run())


def stored() -> list[Answer]:
    with house.reading() as session:
        return list(session.scalars(select(Answer)))


def said(app: AppTest) -> str:
    return "\n".join(element.value for kind in ("error", "success", "info") for element in app.get(kind))


def test_every_kind_has_its_widget() -> None:
    assert set(WIDGETS) == set(KINDS)


def test_an_answer_with_every_kind_is_stored_as_it_was_given(desk: AppTest) -> None:
    give(desk, AM1="4", EI1="5", EI2="none", well="1", REC="10", role="free", known="sport")
    desk.selectbox(key=key(desk, "home")).select("hoerde")
    desk.number_input(key=key(desk, "places")).set_value(7)
    desk.date_input(key=key(desk, "since")).set_value(date(2026, 6, 15))
    desk.text_input(key=key(desk, "offer")).input("Café")
    desk.text_area(key=key(desk, "wish")).input("Mehr *Schatten*")
    desk.checkbox(key=key(desk, "photo")).check()
    give(desk, safe="3", office="never", school="daily", way="other", missing="other")
    desk.multiselect(key=key(desk, "change")).set_value(["clean", "green"])
    desk.number_input(key=key(desk, "percent")).set_value(35)
    desk.time_input(key=key(desk, "best")).set_value(time(9, 30))
    desk.datetime_input(key=key(desk, "meet")).set_value(datetime(2026, 12, 15, 16, 0))
    desk.text_input(key=key(desk, "way_other")).input("vom Bäcker")
    desk.text_input(key=key(desk, "missing_other")).input("Bänke")
    desk.checkbox(key=key(desk, "rules")).check()
    assert "gespeichert" in said(send(desk))
    (answer,) = stored()
    assert answer.channel == "assisted"
    values = {
        "AM1": 4,
        "EI1": 5,
        "EI2": "none",
        "well": 1,
        "REC": 10,
        "role": "free",
        "known": ["sport"],
        "home": "hoerde",
        "places": 7,
        "since": "2026-06-15",
        "offer": "Café",
        "wish": "Mehr *Schatten*",
        "photo": "yes",
        "change": ["clean", "green"],
        "safe": 3,
        "percent": 35,
        "best": "09:30",
        "meet": "2026-12-15T16:00",
        "office": "never",
        "school": "daily",
        "way": "other",
        "way_other": "vom Bäcker",
        "missing": ["other"],
        "missing_other": "Bänke",
        "rules": "OK",
    }
    with house.reading() as session:
        assert json.loads(session.scalars(select(Answer)).one().content) == values


def test_a_problem_is_told_at_its_question_and_nothing_typed_is_lost(desk: AppTest) -> None:
    desk.text_area(key=key(desk, "wish")).input("Mehr Schatten")
    desk.number_input(key=key(desk, "places")).set_value(12)
    send(desk)
    assert "2 Antworten brauchen noch einen Blick" in said(desk)
    assert "Bitte wählen Sie eine Antwort, oder „weiß nicht“." in said(desk)
    assert "Bitte schreiben Sie eine Zahl, die höchstens 9 ist." in said(desk)
    assert desk.text_area(key=key(desk, "wish")).value == "Mehr Schatten"
    assert not stored()
    give(desk, AM1="2")
    desk.number_input(key=key(desk, "places")).set_value(9)
    assert "gespeichert" in said(send(desk))
    assert len(stored()) == 1


def test_a_time_too_early_and_words_too_long_are_told_beside_their_questions(desk: AppTest) -> None:
    give(desk, AM1="2", way="other")
    desk.time_input(key=key(desk, "best")).set_value(time(7, 45))
    desk.number_input(key=key(desk, "percent")).set_value(101)
    desk.text_input(key=key(desk, "way_other")).input("x" * 201)
    send(desk)
    assert "3 Antworten brauchen noch einen Blick" in said(desk)
    assert "Bitte wählen Sie eine Uhrzeit ab 08:00 Uhr." in said(desk)
    assert "Bitte schreiben Sie eine Zahl, die höchstens 100 ist." in said(desk)
    assert "Hier passen höchstens 200 Zeichen hinein" in said(desk)
    assert not stored()


def test_words_beside_a_choice_that_is_not_chosen_are_not_stored(desk: AppTest) -> None:
    give(desk, AM1="2", way="poster")
    desk.text_input(key=key(desk, "way_other")).input("vom Bäcker")
    assert "gespeichert" in said(send(desk))
    with house.reading() as session:
        content = json.loads(session.scalars(select(Answer)).one().content)
    assert content == {"AM1": 2, "photo": "no", "rules": "no", "way": "poster"}


def test_a_double_click_stores_one_answer(desk: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second click reaches the page before the first one's thanks: the same form goes in twice."""
    submit, instances = answering.submit, []

    def twice(submission, actor=None):  # type: ignore[no-untyped-def]
        instances.append(submission.instance)
        submit(submission, actor)
        return submit(submission, actor)

    monkeypatch.setattr(answering, "submit", twice)
    give(desk, AM1="2")
    assert "gespeichert" in said(send(desk))
    assert len(stored()) == 1


def test_the_next_form_is_empty_and_a_new_answer(desk: AppTest) -> None:
    give(desk, AM1="2")
    send(desk)
    next(button for button in desk.button if button.label == "Nächste Antwort aufnehmen").click()
    checked(desk.run())
    assert desk.button_group(key=key(desk, "AM1")).value in (None, [])
    give(desk, AM1="2")
    send(desk)
    assert len(stored()) == 2


def test_a_code_is_made_only_when_asked_for(desk: AppTest) -> None:
    give(desk, AM1="2")
    desk.checkbox(key=key(desk, "receipt")).check()
    send(desk)
    (code,) = [element.value for element in desk.code]
    assert answering.look_up(code).values == {"AM1": 2, "photo": "no", "rules": "no"}


def test_paper_is_kept_apart_from_talks(desk: AppTest) -> None:
    desk.radio(key="desk.channel.de").set_value("paper")
    desk.run()
    give(desk, AM1="2")
    send(desk)
    assert [answer.channel for answer in stored()] == ["paper"]


def test_a_survey_that_closed_meanwhile_keeps_the_words_and_says_what_to_do(
    desk: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(submission, actor=None):  # type: ignore[no-untyped-def]
        raise answering.Closed

    monkeypatch.setattr(answering, "submit", closed)
    give(desk, AM1="2")
    send(desk)
    assert "inzwischen geschlossen" in said(desk)
    assert desk.button_group(key=key(desk, "AM1")).value == "2"


def test_the_same_form_with_other_content_can_go_as_a_new_answer(desk: AppTest) -> None:
    instance = desk.session_state["desk.instance"]
    give(desk, AM1="2")
    send(desk)
    del desk.session_state["desk.thanks"]  # as if the window had lost it
    desk.session_state["desk.instance"] = instance
    desk.run()
    give(desk, AM1="5")
    send(desk)
    assert "schon einmal mit anderem Inhalt" in said(desk)
    next(button for button in desk.button if button.label == "Als neue Antwort senden").click()
    checked(desk.run())
    send(desk)
    assert len(stored()) == 2


def test_where_the_totals_are_cut_along_networks_the_network_is_asked_for(people) -> None:  # type: ignore[no-untyped-def]
    surveys.publish(
        people.alice,
        "pulse",
        Questionnaire({"de": "Puls"}, (Section("one", {"de": "Teil"}, QUESTIONS[1:2]),)),
        partition="network",
    )
    surveys.open_survey(people.alice, "pulse", "Welle 1")
    app = page(people.tokens["alice"])
    give(app, AM1="2")
    send(app)
    assert "wohin die Person gehört" in said(app)
    app.selectbox(key="desk.aside.pulse.place.de").select("dorstfeld")
    assert "gespeichert" in said(send(app))
    assert [answer.network_id for answer in stored()] == [people.networks["dorstfeld"]]


def test_a_lead_of_one_network_finds_it_chosen(people) -> None:  # type: ignore[no-untyped-def]
    surveys.publish(
        people.alice,
        "pulse",
        Questionnaire({"de": "Puls"}, (Section("one", {"de": "Teil"}, QUESTIONS[1:2]),)),
        partition="network",
    )
    surveys.open_survey(people.alice, "pulse", "Welle 1")
    assert page(people.tokens["bob"]).selectbox(key="desk.aside.pulse.place.de").value == "brunnenstrassenviertel"


def test_without_an_open_survey_the_page_says_what_comes(people) -> None:  # type: ignore[no-untyped-def]
    assert "Gerade ist keine Umfrage offen" in said(page(people.tokens["alice"]))


def test_viewers_take_no_answers(people) -> None:  # type: ignore[no-untyped-def]
    surveys.publish(people.alice, "all", ALL_KINDS, partition="district")
    surveys.open_survey(people.alice, "all", "Welle 1")
    remembering.forget()
    app = AppTest.from_file(str(ROUTER), default_timeout=20)
    app.session_state["token"] = people.tokens["dilek"]
    app.run()
    assert not app.button_group or not any(button.label == "Antwort absenden" for button in app.button)


def test_an_empty_form_is_not_stored(desk: AppTest) -> None:
    send(desk)
    assert "noch nichts ausgefüllt" in said(desk)
    assert not stored()
