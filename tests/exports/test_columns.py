from reading_back import choices, text, version

from exports.columns import OWN, over
from survey.kinds import KINDS, kind_of
from survey.model import Choice, Question, most_times, unfolded

ROLE = Question(
    "role", "single", text("Wie sind Sie dabei?"), choices=choices(staff="beruflich", resident="Ich wohne hier")
)
AGE = Question("age", "number", text("Wie alt?"))
WISH = Question("wish", "long_text", text("Was wünschen Sie sich?"))
JOY = Question("joy", "agreement", text("Es macht mir Freude."))


def names(*versions) -> list[str]:
    return [field.name for field in over(versions)]


def test_a_survey_without_versions_has_no_columns():
    assert over(()) == ()


def test_columns_stand_in_the_order_of_the_newest_version():
    assert names(version(1, ROLE, AGE), version(2, AGE, WISH, ROLE)) == ["age", "wish", "role"]


def test_an_archived_question_stays_behind_its_old_neighbour():
    assert names(version(1, ROLE, AGE, WISH), version(2, ROLE, WISH, JOY)) == ["role", "age", "wish", "joy"]


def test_an_archived_first_question_stays_first():
    assert names(version(1, AGE, ROLE), version(2, ROLE)) == ["age", "role"]


def test_versions_may_come_in_any_order():
    old, new = version(1, ROLE, AGE), version(2, AGE, WISH)
    assert names(new, old) == names(old, new)


def test_a_reworded_question_stays_one_column_with_its_newest_words():
    reworded = Question("age", "number", text("Wie alt sind Sie?"))
    (field,) = over((version(1, AGE), version(2, reworded)))
    assert (field.name, field.label, list(field.sources)) == ("age", text("Wie alt sind Sie?"), [1, 2])


def test_a_question_that_changed_its_kind_gets_a_column_of_its_own():
    assert names(version(1, AGE), version(2, Question("age", "short_text", text("Wie alt?")))) == ["age", "age.v2"]


def test_a_code_that_stands_for_something_else_makes_a_column_of_its_own():
    swapped = Question(
        "role", "single", text("Wie sind Sie dabei?"), choices=choices(staff="Ich wohne hier", resident="beruflich")
    )
    assert names(version(1, ROLE), version(2, swapped)) == ["role", "role.v2"]


def test_a_version_that_returns_to_the_old_meaning_returns_to_the_old_column():
    other = Question("role", "single", text("Wie sind Sie dabei?"), choices=choices(staff="gar nicht"))
    fields = {
        field.name: list(field.sources) for field in over((version(1, ROLE), version(2, other), version(3, ROLE)))
    }
    assert fields == {"role": [1, 3], "role.v2": [2]}


def test_new_choices_and_corrected_spelling_change_no_meaning():
    corrected = Question("role", "single", text("?"), choices=choices(staff="Beruflich!", volunteer="ehrenamtlich"))
    assert names(version(1, ROLE), version(2, corrected)) == ["role"]


def test_the_same_number_asked_from_zero_to_ten_is_another_meaning():
    assert names(version(1, AGE), version(2, Question("age", "ten", text("Wie alt?")))) == ["age", "age.v2"]


def test_an_item_that_moved_into_a_matrix_stays_the_same():
    matrix = Question("group", "matrix", text("Wie ist es?"), rows=(Choice("joy", text("Es macht mir Freude.")),))
    assert names(version(1, JOY), version(2, matrix)) == ["joy"]


def test_agreement_and_smileys_have_other_words_for_the_same_numbers():
    assert names(version(1, JOY), version(2, Question("joy", "smileys", text("Es macht mir Freude.")))) == [
        "joy",
        "joy.v2",
    ]


def test_a_question_called_like_a_column_of_ours_stands_aside():
    home = Question("district", "district", text("Wo wohnen Sie?"), choices=choices(eving="Eving"))
    assert names(version(1, home)) == ["district.answer"]


def test_no_two_columns_share_a_name():
    other = Question("age", "short_text", text("Wie alt?"))
    trap = Question("age.v2", "number", text("Eine Falle"))
    found = names(version(1, AGE, trap), version(2, other))
    assert len(found) == len(set(found)) == 3


def test_every_kind_has_columns_that_fit_its_cells():
    for kind in KINDS.values():
        question = kind.examples[0].question
        inside = sum(len(kind_of(one).columns(one)) for one in unfolded(question.questions))
        times = most_times(question) if kind.name == "repeat" else 1
        assert len(over((version(1, question),))) == len(kind.cells(question, {})) + times * inside


def test_nothing_of_ours_tells_the_order_of_arrival():
    assert OWN == ("id", "version", "wave", "network", "district", "language", "channel", "day")


def test_a_questionnaire_of_notes_has_no_columns():
    assert names(version(1, Question("hello", "note", text("Guten Tag")))) == []
