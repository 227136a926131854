"""Questions and sections are added, copied and put elsewhere."""

import pytest

from survey import arranging
from survey.editing import Key, Sort, things
from survey.model import Choice, Question, Questionnaire, Section
from survey.naming import named


def question(name: str, *inside: Question, kind: str = "short_text") -> Question:
    return Question(name, kind, {"de": name}, questions=inside)


ASKED = Questionnaire(
    {"de": "Alles"},
    (
        Section("one", {}, (question("a"), question("b"))),
        Section("two", {}, (question("kids", question("age"), question("toy"), kind="repeat"), question("c"))),
        Section("three", {}, ()),
    ),
)


def key(name: str, sort: Sort = Sort.QUESTION) -> Key:
    return Key(sort, name)


def names(questionnaire: Questionnaire) -> list[list[str]]:
    return [[one.name for one in section.questions] for section in questionnaire.sections]


@pytest.mark.parametrize(
    ("name", "by", "order"),
    [
        ("b", -1, [["b", "a"], ["kids", "c"], []]),
        ("a", -1, [["a", "b"], ["kids", "c"], []]),
        ("b", 1, [["a"], ["b", "kids", "c"], []]),
        ("kids", -1, [["a", "b", "kids"], ["c"], []]),
        ("c", 1, [["a", "b"], ["kids"], ["c"]]),
    ],
)
def test_a_question_moves_by_one_place_and_on_into_the_next_section(name, by, order):
    moved, now = arranging.moved(ASKED, key(name), by)
    assert names(moved) == order
    assert now == key(name)


def test_within_a_repeat_it_stays_there():
    moved, now = arranging.moved(ASKED, key("kids.age"), 1)
    assert [one.name for one in moved.sections[1].questions[0].questions] == ["toy", "age"]
    assert arranging.moved(moved, now, 1)[0] == moved


def test_a_section_moves_as_a_whole():
    moved, _ = arranging.moved(ASKED, key("two", Sort.SECTION), -1)
    assert [one.name for one in moved.sections] == ["two", "one", "three"]


def test_into_a_repeat_its_key_gets_longer_and_out_of_it_shorter():
    inside, now = arranging.moved_into(ASKED, key("c"), key("kids"))
    assert now == key("kids.c") and now in things(inside)
    outside, now = arranging.moved_into(inside, now, key("three", Sort.SECTION))
    assert now == key("c") and names(outside)[2] == ["c"]


def test_a_repeat_does_not_go_into_itself():
    assert arranging.moved_into(ASKED, key("kids"), key("kids"))[0] == ASKED


def test_a_copy_stands_behind_and_has_names_of_its_own_rows_too():
    rows = (Choice("a_1", {"de": "Zeile"}),)
    asked = Questionnaire({}, (Section("one", {}, (Question("a", "matrix", {}, rows=rows),)),))
    copied, now = arranging.copied(asked, key("a"))
    assert now == key("a_2")
    assert [one.rows[0].name for one in copied.sections[0].questions] == ["a_1", "a_3"]


def test_a_copied_section_brings_copies_of_its_questions():
    copied, now = arranging.copied(ASKED, key("one", Sort.SECTION))
    assert now == key("one_2", Sort.SECTION)
    assert names(copied)[:2] == [["a", "b"], ["a_2", "b_2"]]


def test_new_questions_stand_behind_the_one_that_is_open_in_their_order():
    added, last = arranging.with_questions(ASKED, (question("x"), question("y")), key("a"))
    assert names(added)[0] == ["a", "x", "y", "b"]
    assert last == key("y")


def test_into_an_empty_section_they_come_in_their_order_too():
    added, _ = arranging.into(ASKED, (question("x"), question("y")), key("three", Sort.SECTION))
    assert names(added)[2] == ["x", "y"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Was fehlt Ihnen?", "was_fehlt_ihnen"),
        ("Größe & Glück", "groesse_glueck"),
        ("Çocuğunuz var mı?", "cocugunuz_var_mi"),
        ("حديقة", "frage"),
        ("3 Wünsche", "frage_3_wuensche"),
        ("nothing", "nothing_2"),
        ("Ein sehr langer Satz, der niemals ganz in eine Spalte passt", "ein_sehr_langer_satz_der_niemals"),
    ],
)
def test_a_name_is_made_of_words(words, name):
    assert named(words) == name


def test_a_name_that_is_taken_gets_a_number():
    assert named("Alter", {"alter", "alter_2"}) == "alter_3"
