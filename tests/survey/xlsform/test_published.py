"""Forms that other people published, from the folder that XLSFORMS_DIR names. None of them is in this repository."""

import os
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from survey.xlsform import Taken, read, write

FOLDER = Path(os.environ.get("XLSFORMS_DIR", "nowhere"))
needs_forms = pytest.mark.skipif(not FOLDER.is_dir(), reason="XLSFORMS_DIR names no folder with published forms")
FORMS = (
    sorted(path for path in FOLDER.rglob("*") if path.suffix in (".xlsx", ".xls", ".csv")) if FOLDER.is_dir() else []
)


def taken(name: str) -> Taken:
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"{name} is not in XLSFORMS_DIR")
    return read(path.name, path.read_bytes())


@needs_forms
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_published_form_is_taken_or_refused_and_what_was_taken_goes_out_again(path: Path) -> None:
    found = read(path.name, path.read_bytes())
    assert (found.questionnaire is None) == bool(found.reasons)
    if found.questionnaire:
        written = write(found.questionnaire)
        assert read("again.xlsx", written).questionnaire == found.questionnaire
        assert convert(written, file_type=".xlsx").xform


@needs_forms
@pytest.mark.parametrize(
    ("name", "languages", "sections", "asked"),
    [
        ("testB.xlsx", ("de", "en"), 5, 48),
        ("all_types_survey.xlsx", ("de",), 7, 30),
        ("choice_filter_test.xlsx", ("de",), 1, 3),
        ("Likert_template.xlsx", ("en",), 5, 15),
        ("socio-economic-survey-v20240515.xlsx", ("en", "fr"), 4, 18),
    ],
)
def test_it_keeps_its_languages_its_sections_and_its_questions(
    name: str, languages: tuple[str, ...], sections: int, asked: int
) -> None:
    found = taken(name).questionnaire
    assert found
    assert (found.languages, len(found.sections), sum(1 for _ in found.questions())) == (languages, sections, asked)


@needs_forms
def test_what_good_eats_asks_of_a_device_is_skipped_and_named() -> None:
    found = taken("good_eats_multilang.xlsx")
    assert found.questionnaire and found.questionnaire.languages == ("en", "fr")
    skipped = [note.context["type"] for note in found.notes if note.code == "type_skipped"]
    assert [type_ for type_ in skipped if type_ != "photo"] == ["today", "geopoint", "imei", "today"]


@needs_forms
def test_what_is_no_workbook_is_refused_with_the_way_out() -> None:
    found = taken("ifrc-distribution-site-assessment-v1.xlsx")
    assert [str(reason.code) for reason in found.reasons] == ["wrong_ending"]
