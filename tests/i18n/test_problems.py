"""Every problem becomes a sentence in every language, with its limits filled in."""

import pytest

from i18n.catalogue import LANGUAGES, words
from i18n.problems import sentence
from survey.errors import Code, Problem
from survey.kinds import KINDS
from survey.model import Question

CONTEXT: dict[Code, dict[str, str | int | float]] = {
    Code.TOO_FEW: {"min": 2},
    Code.TOO_MANY: {"max": 3},
    Code.TOO_SMALL: {"min": 0},
    Code.TOO_LARGE: {"max": 1500.5},
    Code.TOO_SHORT: {"min": 2, "length": 1},
    Code.TOO_LONG: {"max": 20, "length": 21},
    Code.TOO_EARLY: {"min": "2026-02-01"},
    Code.TOO_LATE: {"max": "2026-02-01"},
}


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_every_problem_has_a_sentence_in_every_language(code: Code, tag: str):
    said = sentence(Problem(code, "q", CONTEXT.get(code, {})), words(tag))
    assert said and "{" not in said
    assert tag in ("de", "de-simple") or said != sentence(Problem(code, "q", CONTEXT.get(code, {})), words("de"))


def test_sentences_differ_between_problems():
    said = {sentence(Problem(code, "q", CONTEXT.get(code, {})), words("de")) for code in Code}
    assert len(said) == len(Code)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_missing_is_said_for_each_kind(kind: str):
    said = sentence(Problem(Code.REQUIRED, "q"), words("de"), Question("q", kind, {"de": "?"}))
    assert said.startswith("Bitte ")


def test_a_scale_offers_weiss_nicht_only_where_it_stands_there():
    missing = Problem(Code.REQUIRED, "q")
    assert "weiß nicht" in sentence(missing, words("de"), Question("q", "ten", {}))
    assert "weiß nicht" not in sentence(missing, words("de"), Question("q", "ten", {}, dont_know=False))


def test_limits_are_written_as_people_write_them():
    assert "1.500,5" in sentence(Problem(Code.TOO_LARGE, "q", {"max": 1500.5}), words("de"))
    assert "1. Februar 2026" in sentence(Problem(Code.TOO_EARLY, "q", {"min": "2026-02-01"}), words("de"))
    assert sentence(Problem(Code.TOO_MANY, "q", {"max": 1}), words("de")) == "Bitte wählen Sie höchstens 1 Antwort."
