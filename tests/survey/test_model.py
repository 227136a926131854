"""The questionnaire as a value: its JSON, and the language of its texts."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import questionnaire

from survey import model
from survey.kinds import KINDS
from survey.model import Question, Questionnaire, Said, Section, said

TEXTS = st.dictionaries(st.sampled_from(["de", "de-simple", "en", "tr", "ar"]), st.text(max_size=20), max_size=3)
QUESTIONS = st.builds(
    Question,
    name=st.text(min_size=1, max_size=10),
    kind=st.sampled_from(sorted(KINDS)),
    label=TEXTS,
    hint=TEXTS,
    required=st.booleans(),
    limits=st.dictionaries(st.sampled_from(["min", "max"]), st.integers(-5, 99)),
)
SECTIONS = st.builds(
    Section, name=st.text(max_size=10), title=TEXTS, questions=st.lists(QUESTIONS, max_size=3).map(tuple), lead=TEXTS
)
QUESTIONNAIRES = st.builds(
    Questionnaire,
    title=TEXTS,
    sections=st.lists(SECTIONS, max_size=3).map(tuple),
    lead=TEXTS,
    thanks=TEXTS,
    minutes=st.integers(0, 60),
)


@given(QUESTIONNAIRES)
def test_a_questionnaire_survives_json(asked: Questionnaire) -> None:
    written = model.to_json(asked)
    assert model.from_json(written.decode()) == asked
    assert model.to_json(model.from_json(written.decode())) == written
    assert model.from_plain(msgspec.json.decode(written)) == asked


@pytest.mark.parametrize(
    "broken",
    ["{}", "[]", "null", '{"title": {"de": "x"}, "sections": [{"name": 1}]}', '{"title": "x", "sections": []}'],
)
def test_what_is_no_questionnaire_is_refused_with_its_place(broken: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        model.from_json(broken)


def test_a_questionnaire_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        questionnaire().minutes = 99  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ({"de": "Ja", "tr": "Evet"}, "tr", Said("Evet", "tr")),
        ({"de": "Ja", "tr": ""}, "tr", Said("Ja", "de")),
        ({"de": "Ja"}, "ar", Said("Ja", "de")),
        ({"de": "Ja", "de-simple": "ja"}, "de-simple", Said("ja", "de-simple")),
        ({"de": "Ja"}, "de-simple", Said("Ja", "de")),
        ({"pt": "Sim"}, "pt-BR", Said("Sim", "pt")),
        ({"tr": "Evet"}, "ar", Said("Evet", "tr")),
        ({}, "ar", Said("", "de")),
    ],
)
def test_a_text_falls_back_on_its_own(text: dict[str, str], language: str, expected: Said) -> None:
    assert said(text, language) == expected
