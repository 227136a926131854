"""A workshop's own questions from the editor's draft into a questionnaire, without a page around it."""

import pytest

from survey import flow
from survey.kinds import KINDS
from survey.model import Choice, Question, Questionnaire, Section, from_json, to_json
from ui import drafts, own_questions

IMPORTED = to_json(
    Questionnaire(
        {},
        (
            Section(
                "one", {"de": "Erster Teil"}, (Question("age", "number", {"de": "Wie alt? "}, limits={"max": 99}),)
            ),
            Section(
                "two",
                {},
                (
                    Question(
                        "bring",
                        "single",
                        {"de": "Was bringen Sie mit?", "mi": "?"},
                        hint={"de": "Nur eins."},
                        choices=(Choice("cake", {"de": "Kuchen"}), Choice("fruit", {"de": "Obst"})),
                    ),
                ),
            ),
        ),
    )
).decode()


def draft(stored=""):
    made = drafts.new()
    own_questions.begin(made, stored)
    return made


@pytest.mark.parametrize("kind", own_questions.KINDS)
def test_a_question_of_every_kind_can_be_asked(house_on_sqlite, kind):
    made = draft()
    own_questions.add(made)
    made["questions"][0] |= {"kind": kind, "label.de": "Frage", "lines.de": "Eins\n\nZwei"}
    assert list(own_questions.problems(made)) == []
    whole = from_json(own_questions.written(made))
    assert [question.kind for question in whole.questions()] == [kind]
    assert flow.check(whole, {}).problems == ()


def test_every_kind_that_the_editor_offers_is_one():
    assert set(own_questions.KINDS) <= set(KINDS)


def test_what_nobody_touched_is_given_back_letter_by_letter():
    assert own_questions.written(draft(IMPORTED)) == IMPORTED
    assert own_questions.written(draft()) == ""


def test_what_the_editor_does_not_show_stays():
    made = draft(IMPORTED)
    made["questions"][1]["lines.de"] = "Kuchen\nObst\nBrot"
    (_age, bring) = from_json(own_questions.written(made)).questions()
    assert (bring.hint, bring.label["mi"]) == ({"de": "Nur eins."}, "?")
    assert [one.name for one in bring.choices] == ["cake", "fruit", "c1"]


def test_lines_of_another_language_belong_to_the_german_ones():
    made = draft(IMPORTED)
    made["questions"][1]["lines.tr"] = "Pasta"
    assert list(own_questions.problems(made)) == [
        "Frage 2: Zeilen in Türkçe: 1, auf Deutsch: 2. Sie gehören zueinander."
    ]
    made["questions"][1]["lines.tr"] = "Pasta\nMeyve"
    (_age, bring) = from_json(own_questions.written(made)).questions()
    assert [one.label["tr"] for one in bring.choices] == ["Pasta", "Meyve"]


def test_all_questions_taken_out_leave_nothing():
    made = draft(IMPORTED)
    for row in list(made["questions"]):
        drafts.remove(made, "questions", row["key"])
    assert own_questions.written(made) == ""
