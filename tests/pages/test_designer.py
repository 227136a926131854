"""Somebody who has never seen the designer writes a questionnaire, translates it, publishes it."""

from uuid import uuid4

import pytest
from opening import ROUTER, opened, told
from sample import SLUG, park
from streamlit.testing.v1 import AppTest

from services import answering, designing, surveys, writing
from services.answering import Submission
from services.writing import Key, Sort
from survey.kinds import KINDS
from ui import state
from ui.designer import kinds

PAGE = "coordinator/designer"
NEW = "leben-mit-kindern"


def at_survey(people, slug: str, name: str = "alice", **more: str) -> AppTest:
    """As a bookmark opens it."""
    at = opened(people, name)
    at.query_params["survey"] = slug
    for parameter, value in more.items():
        at.query_params[parameter] = value
    at.switch_page(f"{PAGE}.py").run()
    assert not at.exception, at.exception
    return at


def pressed(at: AppTest, key: str) -> None:
    at.button(key=key).click().run()
    assert not at.exception, at.exception


def written(at: AppTest, label: str, words: str) -> None:
    control = next(one for one in (*at.text_area, *at.text_input) if one.label == label)
    control.set_value(words).run()
    assert not at.exception, at.exception


def added(at: AppTest, kind: str, label: str) -> None:
    pressed(at, "add_question")
    pressed(at, f"add_{kind}")
    written(at, "Frage", label)


def shown(at: AppTest, view: str) -> None:
    at.button_group(key="designer_view_de").set_value(view).run()
    assert not at.exception, at.exception


def listed(at: AppTest, lines: str) -> None:
    written(at, "Eine in jeder Zeile", lines)
    pressed(at, next(one.key for one in at.button if one.label == "Übernehmen"))


@pytest.fixture
def begun(people):
    at = opened(people, "alice", PAGE)
    at.text_input(key="new_title").set_value("Leben mit Kindern").run()
    pressed(at, "new_begin")
    return at


def test_a_questionnaire_is_written_from_nothing_translated_published_and_answered(people, begun):
    at = begun
    added(at, "ranking", "Was sollte sich zuerst ändern?")
    listed(at, "weniger Autos\nmehr Grün\nsaubere Straßen\nmehr Kita-Plätze")
    added(at, "multiple", "Welche Angebote kennen Sie?")
    listed(at, "Elterncafé\nSport\nkeins davon\tnothing")
    added(at, "agreement", "Der Weg zur Schule ist sicher.")

    shown(at, "translate")
    at.selectbox(key="translate_into").set_value("ar").run()
    next(one for one in at.text_area if one.label == "Der Weg zur Schule ist sicher.").set_value(
        "الطريق إلى المدرسة آمن."
    ).run()
    asked = designing.look(people.alice, NEW).questionnaire
    assert asked.languages == ("de", "ar")
    (ranking, several, agreement) = asked.questions()
    assert agreement.label == {"de": "Der Weg zur Schule ist sicher.", "ar": "الطريق إلى المدرسة آمن."}
    assert [one.name for one in several.choices] == ["elterncafe", "sport", "nothing"]

    shown(at, "publish")
    assert "Das wird die erste Fassung" in told(at)
    pressed(at, "publish")
    pressed(at, "publish_now")
    assert "Veröffentlicht als Fassung 1" in told(at)

    surveys.open_survey(people.alice, NEW, "Herbst")
    form = {
        ranking.name: [ranking.choices[1].name, ranking.choices[0].name],
        several.name: ["sport"],
        agreement.name: ["4"],
    }
    assert surveys.by_slug(NEW).version_number == 1
    thanks = answering.submit(Submission(NEW, 1, str(uuid4()), "ar", form, district="eving"))
    assert not thanks.again


def test_what_was_done_can_be_undone_and_done_again(people, begun):
    added(begun, "agreement", "Der Weg ist sicher.")
    pressed(begun, "undo")
    pressed(begun, "undo")
    assert list(designing.look(people.alice, NEW).questionnaire.questions()) == []
    pressed(begun, "redo")
    assert [one.kind for one in designing.look(people.alice, NEW).questionnaire.questions()] == ["agreement"]


def test_a_broken_expression_is_told_at_once_and_a_whole_one_said_in_a_sentence(people, begun):
    added(begun, "number", "Wie viele Kinder haben Sie?")
    added(begun, "long_text", "Was brauchen Ihre Kinder?")
    written(begun, "Bedingung: wann wird gefragt?", "${wie_viele_kinder_haben_sie} >=")
    assert "Der Ausdruck hört mittendrin auf." in told(begun)
    written(begun, "Bedingung: wann wird gefragt?", "${wie_viele_kinder_haben_sie} >= 1")
    assert "Wird nur gefragt, wenn „Wie viele Kinder haben Sie?“ mindestens 1 ist." in told(begun)


def test_a_condition_is_put_together_by_choosing_also_from_the_rows_of_a_table(people, begun):
    pressed(begun, "add_question")
    pressed(begun, "add_matrix")
    listed(begun, "Der Weg ist sicher.")
    added(begun, "long_text", "Was macht den Weg unsicher?")
    row = next(designing.look(people.alice, NEW).questionnaire.questions()).rows[0].name
    control = next(one for one in begun.selectbox if one.label == "Wenn diese Frage")
    assert control.options == [f"Der Weg ist sicher. · {row}"]
    pressed(begun, next(one.key for one in begun.button if one.label == "Einsetzen"))
    assert "Wird nur gefragt, wenn „Der Weg ist sicher.“ mit" in told(begun)


def test_what_is_still_missing_is_said_by_its_words_and_keeps_it_from_being_published(people, begun):
    added(begun, "multiple", "Welche Angebote kennen Sie?")
    shown(begun, "publish")
    assert "„Welche Angebote kennen Sie?“ hat noch keine Antworten zur Auswahl." in told(begun)
    assert begun.button(key="publish").disabled
    pressed(begun, "finding_0")
    assert begun.query_params["at"] == "question:welche_angebote_kennen_sie"


def test_a_question_is_moved_copied_and_deleted(people):
    park(people.alice)
    at = at_survey(people, SLUG, at="question:clean")
    pressed(at, "move_1")
    pressed(at, "copy")
    draft = designing.look(people.alice, SLUG).questionnaire
    assert [one.name for one in draft.sections[1].questions][:3] == ["clean", "clean_2", "name"]
    pressed(at, "delete")
    assert "clean_2" not in [one.name for one in designing.look(people.alice, SLUG).questionnaire.questions()]


def test_a_reload_comes_back_to_the_same_question(people):
    park(people.alice)
    at = at_survey(people, SLUG, at="question:clean")
    assert "Der Park ist sauber." in [one.value for one in at.text_area]


def test_a_live_survey_is_edited_and_the_impact_is_told(people):
    park(people.alice)
    at = at_survey(people, SLUG, at="question:clean")
    written(at, "Frage", "Der Park ist sauber und hell.")
    shown(at, "translate")
    at.selectbox(key="translate_into").set_value("tr").run()
    assert "1 davon veraltet" in told(at) or any("veraltet (1)" in str(one.options) for one in at.get("button_group"))
    shown(at, "publish")
    assert "lautet anders" in told(at)
    pressed(at, "take_back_0")
    assert "Der Entwurf ist so wie die Fassung, die schon gilt." in told(at)


def test_whoever_was_slower_is_asked_and_loses_nothing(people):
    park(people.alice)
    at = at_survey(people, SLUG, at="question:clean")
    theirs = designing.look(people.alice, SLUG)
    writing.say(people.alice, SLUG, theirs.step, Key(Sort.QUESTION, "clean"), "hint", "de", "Von anderen.")
    written(at, "Frage", "Der Park ist hell.")
    assert "Alice" in told(at)
    pressed(at, "conflict_again")
    clean = next(one for one in designing.look(people.alice, SLUG).questionnaire.questions() if one.name == "clean")
    assert (clean.hint["de"], clean.label["de"]) == ("Von anderen.", "Der Park ist hell.")


def test_whoever_takes_the_other_state_finds_their_own_with_redo(people):
    park(people.alice)
    at = at_survey(people, SLUG, at="question:clean")
    theirs = designing.look(people.alice, SLUG)
    writing.say(people.alice, SLUG, theirs.step, Key(Sort.QUESTION, "visits"), "hint", "de", "Von anderen.")
    written(at, "Frage", "Der Park ist hell.")
    pressed(at, "conflict_theirs")
    assert any(
        one.hint.get("de") == "Von anderen." for one in designing.look(people.alice, SLUG).questionnaire.questions()
    )
    pressed(at, "redo")
    assert any(
        one.label.get("de") == "Der Park ist hell."
        for one in designing.look(people.alice, SLUG).questionnaire.questions()
    )


def test_questions_come_from_the_bank_and_the_pulse_as_a_block(people, begun):
    pressed(begun, "add_question")
    pressed(begun, "bank_block_netzwerk-puls_")
    draft = designing.look(people.alice, NEW).questionnaire
    assert draft.scale == "netzwerk-puls"
    assert "AM1" in [one.name for one in draft.questions()]


def test_a_question_for_the_district_offers_those_of_the_city(people, begun):
    pressed(begun, "add_question")
    pressed(begun, "add_district")
    (home,) = designing.look(people.alice, NEW).questionnaire.questions()
    assert "eving" in [one.name for one in home.choices]


def test_every_kind_has_an_editor(people, begun):
    for group in kinds.palette().values():
        for kind in group:
            step = designing.look(people.alice, NEW).step
            writing.add(people.alice, NEW, step, None, kinds.fresh(kind))
    for question in designing.look(people.alice, NEW).questionnaire.questions():
        begun.query_params["at"] = f"question:{question.name}"
        begun.run()
        assert not begun.exception
        assert kinds.look(question.kind).name in begun.subheader[0].value


def test_every_kind_stands_in_the_palette_under_a_plain_name():
    assert {kind for group in kinds.PALETTE.values() for kind in group} >= set(KINDS)


@pytest.mark.parametrize("name", ["bob", "chelsea", "dilek"])
def test_only_coordinators_write_questionnaires(people, name):
    at = opened(people, name)
    with pytest.raises(ValueError, match="not"):
        at.switch_page(f"{PAGE}.py")


def test_in_english_too(people):
    park(people.alice)
    at = AppTest.from_file(ROUTER, default_timeout=30)
    at.session_state[state.TOKEN] = people.tokens["alice"]
    at.session_state[state.LANGUAGE] = "en"
    at.query_params["survey"] = SLUG
    at.run()
    at.switch_page(f"{PAGE}.py").run()
    assert not at.exception
    assert "Everything is saved." in told(at)
