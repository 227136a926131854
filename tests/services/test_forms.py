"""Forms come in as drafts, and go out again."""

from pathlib import Path

import pytest
from neighbours import People
from sample import questionnaire

import manage
from services import designing, forms, surveys
from services.may import Forbidden
from survey import xlsform
from survey.model import said

FORM = """
| survey   |                  |       |                 |
|          | type             | name  | label::Deutsch  | label::Türkçe |
|          | select_one towns | town  | Wo?             | Nerede?       |
|          | geopoint         | where | Wo genau?       |               |
| choices  |                  |       |                 |
|          | list_name        | name  | label::Deutsch  | label::Türkçe |
|          | towns            | eving | Eving           | Eving         |
| settings |                  |       |                 |
|          | form_title       |       |                 |
|          | Größe & Glück    |       |                 |
"""
BROKEN = """
| survey |         |        |             |
|        | type    | name   | label       |
|        | texxt   | a      | A           |
|        | integer | b c    | B           |
|        | note    | d      | Hallo ${e}  |
"""


def test_a_form_becomes_a_draft_with_an_address_made_of_its_title(people_on_both: People) -> None:
    taken = forms.import_form(people_on_both.alice, "form.md", FORM.encode())
    again = forms.import_form(people_on_both.alice, "form.md", FORM.encode())
    assert taken.draft and again.draft
    assert (taken.draft.survey.slug, again.draft.survey.slug) == ("groesse-glueck", "groesse-glueck-2")
    assert [note.code for note in taken.notes] == ["type_skipped"]
    kept = designing.look(people_on_both.alice, "groesse-glueck")
    assert said(kept.questionnaire.sections[0].questions[0].label, "tr").words == "Nerede?"
    assert surveys.by_slug("groesse-glueck").status == "draft"


def test_a_broken_form_leaves_nothing_behind_and_names_everything_at_once(people_on_both: People) -> None:
    refused = forms.import_form(people_on_both.alice, "form.md", BROKEN.encode())
    assert refused.draft is None
    assert [(reason.row, reason.column) for reason in refused.reasons] == [(4, "type"), (5, "name"), (6, "label")]
    with pytest.raises(surveys.UnknownSurvey):
        surveys.by_slug("form")


def test_only_those_who_manage_surveys_bring_and_take_forms(people_on_both: People) -> None:
    for call in (
        lambda: forms.import_form(people_on_both.bob, "form.md", FORM.encode()),
        lambda: forms.read_form(people_on_both.bob, "form.md", FORM.encode()),
        lambda: forms.export_form(people_on_both.bob, "am-park"),
    ):
        with pytest.raises(Forbidden):
            call()


def test_a_published_survey_goes_out_as_its_newest_version_and_a_new_one_as_its_draft(people_on_both: People) -> None:
    surveys.publish(people_on_both.alice, "am-park", questionnaire(), partition="district")
    file = forms.export_form(people_on_both.alice, "am-park")
    assert file.name == "am-park.xlsx"
    assert xlsform.read(file.name, file.content).questionnaire == questionnaire()
    designing.start(people_on_both.alice, "neu", questionnaire("Bis bald."), "district")
    drafted = forms.export_form(people_on_both.alice, "neu")
    assert xlsform.read(drafted.name, drafted.content).questionnaire == questionnaire("Bis bald.")


def test_the_console_takes_a_form_and_says_what_was_skipped(
    people_on_both: People, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "form.md"
    path.write_text(FORM, "utf-8")
    assert manage.main(["import-form", str(path), "--language", "en"]) == 0
    said_there = capsys.readouterr().out.splitlines()
    assert said_there == [
        "sheet survey, row 5, column type: We do not take “geopoint”: We do not ask for the exact place.",
        "Taken as the draft “groesse-glueck” with 1 question.",
    ]
    assert designing.look(people_on_both.alice, "groesse-glueck").by == ""


def test_the_console_lists_all_that_is_wrong_and_ends_with_one(
    people_on_both: People, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "form.md"
    path.write_text(BROKEN, "utf-8")
    assert manage.main(["import-form", str(path)]) == 1
    wrong = capsys.readouterr().err.splitlines()
    assert wrong[0] == "Blatt survey, Zeile 4, Spalte type: Den Typ „texxt“ gibt es nicht. Meinten Sie „text“?"
    assert wrong[-1] == "Der Fragebogen wurde nicht übernommen: 3 Stellen sind zu ändern."
    assert manage.main(["import-form", str(tmp_path / "missing.xlsx")]) == 1


def test_the_console_finds_tables_that_lie_beside_the_form(people_on_both: People, tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_text(
        "| survey |\n|  | type | name | label |\n|  | select_one_from_file towns.csv | town | Wo? |\n", "utf-8"
    )
    (tmp_path / "towns.csv").write_text("name,label\neving,Eving\n", "utf-8")
    (tmp_path / "private.csv").write_text("name,label\nsecret,Geheim\n", "utf-8")
    taken = forms.take_form(path)
    assert taken.draft
    question = next(taken.draft.questionnaire.questions())
    assert [choice.name for choice in question.choices] == ["eving"]
    assert taken.draft.questionnaire.lists == {}


@pytest.mark.parametrize(
    ("title", "address"),
    [("Größe & Glück", "groesse-glueck"), ("  ", "umfrage"), ("حديقة", "umfrage"), ("x" * 99, "x" * 76)],
)
def test_a_title_becomes_an_address(title: str, address: str) -> None:
    assert forms.address(title) == address
