"""What an edit changes and what is still missing, said to staff in German and English."""

import pytest

from i18n import changes, checklist
from i18n.catalogue import words
from survey.changes import Change
from survey.changes import Code as ChangeCode
from survey.checklist import Code, Finding
from survey.editing import Key, Sort
from survey.expressions import Code as Why
from survey.expressions import Problem

KEY = Key(Sort.QUESTION, "visits")
CONTEXT: dict[str, str | int | float] = {
    "choice": "often",
    "missing": 3,
    "all": 9,
    "screens": 9,
    "most": 7,
    "topic": "health",
    "word": "Krankheit",
}


def change(code: ChangeCode, sort: Sort = Sort.QUESTION) -> Change:
    return Change(code, Key(sort, "visits"), KEY, "label", "often", "tr", "vorher", "nachher")


@pytest.mark.parametrize("tag", ["de", "en"])
@pytest.mark.parametrize("code", ChangeCode)
def test_every_change_has_a_sentence(code: ChangeCode, tag: str) -> None:
    for sort in Sort:
        said = changes.sentence(change(code, sort), words(tag))
        assert said and "{" not in said
    assert changes.sentence(Change(code), words(tag))


@pytest.mark.parametrize("code", ChangeCode)
def test_german_and_english_differ(code: ChangeCode) -> None:
    assert changes.sentence(change(code), words("de")) != changes.sentence(change(code), words("en"))


def test_stored_answers_are_told_what_becomes_of_them() -> None:
    assert (
        changes.effect(change(ChangeCode.WORDING), 214, words("de"))
        == "214 gespeicherte Antworten behalten den alten Wortlaut."
    )
    assert changes.effect(change(ChangeCode.WORDING), 1, words("en")) == "1 stored answer keeps the old wording."
    assert changes.effect(change(ChangeCode.WORDING), 0, words("de")) == ""
    assert changes.effect(change(ChangeCode.NEW), 5, words("de")) == ""
    assert "1.250" in changes.effect(change(ChangeCode.CHOICE_REMOVED), 1250, words("de"))


@pytest.mark.parametrize("tag", ["de", "en"])
@pytest.mark.parametrize("code", Code)
def test_every_finding_has_a_sentence_and_says_what_to_do(code: Code, tag: str) -> None:
    problem = Problem(Why.UNKNOWN_NAME, context={"name": "b"}) if code in (Code.EXPRESSION, Code.CYCLE) else None
    finding = Finding(code, "visits", "relevant", "tr", CONTEXT, problem=problem)
    for said in (checklist.sentence(finding, words(tag)), checklist.advice(finding, words(tag))):
        assert said and "{" not in said.replace("${name}", "")


@pytest.mark.parametrize("code", Code)
def test_findings_differ_between_german_and_english(code: Code) -> None:
    finding = Finding(code, "visits", "relevant", "tr", CONTEXT)
    if code not in (Code.EXPRESSION, Code.CYCLE):
        assert checklist.sentence(finding, words("de")) != checklist.sentence(finding, words("en"))
        assert checklist.advice(finding, words("de")) != checklist.advice(finding, words("en"))
