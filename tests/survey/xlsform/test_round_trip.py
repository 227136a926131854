"""Whatever the model allows goes out as XLSForm, comes back equal, and is taken by pyxform. LONG=1 tries 400 questionnaires instead of 40."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert
from random_questionnaires import questionnaires

from demo import library
from survey.model import Questionnaire
from survey.xlsform import read, write

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
"""A questionnaire is much to draw."""


@settings(max_examples=400 if os.environ.get("LONG") == "1" else 40, deadline=None, suppress_health_check=SLOW)
@given(questionnaires())
def test_any_questionnaire_goes_out_and_comes_back_equal(asked: Questionnaire) -> None:
    taken = read("any.xlsx", write(asked))
    assert taken.reasons == ()
    assert taken.questionnaire == asked


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(questionnaires())
def test_pyxform_takes_any_questionnaire(asked: Questionnaire) -> None:
    assert convert(write(asked), file_type=".xlsx").xform.startswith("<?xml")


@pytest.mark.parametrize("slug", library.slugs())
def test_what_the_demonstration_asks_comes_back_equal(slug: str) -> None:
    asked = library.read(slug)
    written = write(asked)
    assert read(f"{slug}.xlsx", written).questionnaire == asked
    assert convert(written, file_type=".xlsx").xform
