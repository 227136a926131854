"""What is missing in a questionnaire before it is published: what forbids it, and what a human being should look at."""

import json
from pathlib import Path

import pytest
import sample
from msgspec.structs import replace

from survey.checklist import FORBIDS, Code, Finding, findings
from survey.model import Choice, Question, Questionnaire, Section, from_json

YES_NO = (Choice("yes", {"de": "ja"}), Choice("no", {"de": "nein"}))
DEMO = sorted((Path(__file__).parents[2] / "demo" / "questionnaires").glob("*.json"))


def one(name: str, kind: str = "single", **fields: object) -> Question:
    choices = YES_NO if kind in ("single", "multiple", "ranking") else ()
    return Question(name, kind, **({"label": {"de": f"{name}?"}, "choices": choices} | fields))  # type: ignore[arg-type]


def asking(*questions: Question, **fields: object) -> Questionnaire:
    return Questionnaire({"de": "Titel"}, (Section("s", {"de": "Abschnitt"}, questions),), **fields)  # type: ignore[arg-type]


def told(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    return [(str(finding.code), finding.name) for finding in findings(questionnaire)]


def test_a_whole_questionnaire_has_nothing_to_say() -> None:
    assert findings(asking(one("a"), one("b", "multiple"), one("c", "number"))) == ()


@pytest.mark.parametrize(
    ("questionnaire", "expected"),
    [
        (Questionnaire({"de": "T"}, ()), [("nothing_asked", "")]),
        (asking(one("a", "note")), [("nothing_asked", "")]),
        (replace(asking(one("a")), title={}), [("no_title", "")]),
        (replace(asking(one("a")), title={"de": " "}), [("no_title", "")]),
        (
            replace(asking(one("a")), sections=(*asking(one("a")).sections, Section("leer", {"de": "L"}, ()))),
            [("empty_section", "leer")],
        ),
        (asking(one("_a")), [("name", "_a")]),
        (asking(one("a b")), [("name", "a b")]),
        (asking(one("")), [("name", "")]),
        (asking(one("a"), one("a", "number")), [("name_twice", "a")]),
        (asking(one("a"), one("m", "matrix", rows=(Choice("a", {"de": "A"}),))), [("name_twice", "a")]),
        (asking(one("a", other=True), one("a_other", "number")), [("name_twice", "a_other")]),
        (asking(one("a", choices=())), [("no_choices", "a")]),
        (asking(one("m", "matrix")), [("no_choices", "m")]),
        (asking(one("a", choices=(*YES_NO, YES_NO[0]))), [("choice_twice", "a")]),
        (asking(one("a", choices=(Choice("", {"de": "x"}),))), [("choice_twice", "a")]),
        (asking(one("a", relevant="${b} = 1")), [("expression", "a")]),
        (asking(one("a", label={"de": "Wie, ${b}?"})), [("expression", "a")]),
        (asking(one("a", relevant="${b}='yes'"), one("b", relevant="${a}='yes'")), [("cycle", "a")]),
        (asking(one("a", label={})), [("no_words", "a")]),
        (asking(one("a", choices=(Choice("x", {"de": ""}), *YES_NO))), [("no_words", "a")]),
    ],
)
def test_what_would_break_forbids_publishing(questionnaire: Questionnaire, expected: list[tuple[str, str]]) -> None:
    forbidding = [finding for finding in findings(questionnaire) if finding.forbids]
    assert [(str(finding.code), finding.name) for finding in forbidding] == expected


def test_the_same_names_in_two_repeats_are_different_ones() -> None:
    age = one("age", "number")
    assert told(asking(one("a", "repeat", questions=(age,)), one("b", "repeat", questions=(age,)))) == []


def test_a_cascade_may_have_a_name_in_several_branches() -> None:
    towns = (Choice("other", {"de": "andere"}, {"state": "a"}), Choice("other", {"de": "andere"}, {"state": "b"}))
    assert told(asking(one("state"), one("town", choices=towns, choice_filter="state = ${state}"))) == []


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        ((one("r"), one("a", relevant="${r} = 'maybe'")), ["a"]),
        ((one("r"), one("a", relevant="${r} = 'yes'")), []),
        ((one("r"), one("a", relevant="${r} = ''")), []),
        ((one("a", relevant="false()"),), ["a"]),
        ((one("a", relevant="1 = 1"),), []),
        ((one("m", "multiple"), one("a", relevant="selected(${m}, 'yes') and selected(${m}, 'no')")), []),
        ((one("m", "multiple"), one("a", relevant="count-selected(${m}) > 2")), ["a"]),
        ((one("m", "multiple"), one("a", relevant="selected(${m}, 'perhaps')")), ["a"]),
        ((one("n", "number"), one("a", relevant="${n} > 5 and ${n} < 3")), []),
        ((one("g", "agreement"), one("a", relevant="${g} > 4")), []),
        ((one("g", "agreement"), one("a", relevant="${g} > 5")), ["a"]),
        ((one("a", relevant="today() < '2000-01-01'"),), []),
        ((one("r"), one("a", relevant="${r} = 'x'"), one("b", relevant="${a} = 'yes'")), ["a", "b"]),
        (
            (one("r"), one("g", "group", relevant="${r} = 'yes'", questions=(one("a", relevant="${r} = 'no'"),))),
            ["a"],
        ),
        (
            (one("r"), one("g", "group", relevant="${r} = 'x'", questions=(one("a"), one("b", relevant="${r} = 'y'")))),
            ["g"],
        ),
    ],
)
def test_a_question_that_nobody_can_come_to_is_found(questions: tuple[Question, ...], expected: list[str]) -> None:
    """And only where it is certain: a warning that is wrong is soon ignored."""
    assert [finding.name for finding in findings(asking(*questions)) if finding.code is Code.UNREACHABLE] == expected


def test_a_section_whose_condition_contradicts_its_questions_hides_them() -> None:
    first = asking(one("r")).sections[0]
    later = Section("e", {"de": "E"}, (one("a", relevant="${r} = 'no'"), one("b")), relevant="${r} = 'yes'")
    assert told(Questionnaire({"de": "T"}, (first, later))) == [("unreachable", "a")]


def test_translations_are_counted_by_language() -> None:
    choices = (Choice("yes", {"de": "ja", "tr": "evet"}), Choice("no", {"de": "nein"}))
    asked = asking(one("a", choices=choices), languages=("de", "tr", "ar"))
    found = {finding.language: finding for finding in findings(asked)}
    assert {tag: finding.context for tag, finding in found.items()} == {
        "tr": {"missing": 4, "all": 5},
        "ar": {"missing": 5, "all": 5},
    }
    places = [(where.key.name if where.key else "", where.field, where.part) for where in found["tr"].places]
    assert places == [("", "title", ""), ("s", "title", ""), ("a", "label", ""), ("a", "choices", "no")]


def test_a_section_too_long_for_a_phone_is_told() -> None:
    assert told(asking(*(one(f"q{number}") for number in range(26)))) == []
    found = findings(asking(*(one(f"q{number}", "agreement") for number in range(30))))
    assert [(finding.code, finding.name) for finding in found] == [(Code.TOO_LONG, "s")]
    assert found[0].context["screens"] > found[0].context["most"]


@pytest.mark.parametrize(
    ("label", "asks"),
    [
        ("Ihre E-Mail-Adresse", True),
        ("Telefonnummer", True),
        ("Wie heißen Sie?", True),
        ("Ihr Vorname", True),
        ("Wie nennen Sie den Park?", False),
        ("Wie hieß der Workshop?", False),
        ("Name der Straße, in der Bäume fehlen", False),
    ],
)
def test_contact_data_needs_a_consent(label: str, asks: bool) -> None:
    contact = one("c", "short_text", label={"de": label})
    assert told(asking(contact)) == ([("no_consent", "c")] if asks else [])
    assert told(asking(contact, one("ok", "consent"))) == []


def test_free_text_asks_not_to_write_names() -> None:
    assert told(asking(one("t", "long_text"))) == [("free_text", "t")]
    assert told(asking(one("t", "long_text", hint={"de": "Bitte keine Namen."}))) == []
    assert told(asking(one("t", "long_text"), one("ok", "consent"))) == []


@pytest.mark.parametrize(
    ("label", "topic"),
    [
        ("Haben Sie eine chronische Krankheit?", "health"),
        ("Liegt bei Ihrem Kind eine Behinderung vor?", "health"),
        ("Welche Religion haben Sie?", "religion"),
        ("Woher kommen Sie, was ist Ihre Herkunft?", "origin"),
        ("Welche Staatsangehörigkeit haben Sie?", "origin"),
        ("Welche Partei wählen Sie?", "politics"),
        ("Ihre sexuelle Orientierung", "sexuality"),
        ("What is your ethnic group?", "origin"),
        ("Do you have a disability?", "health"),
        ("Gibt es gesundes Essen in der Kita?", ""),
        ("Welche Krankenkasse soll kommen?", ""),
        ("Wie weit ist es zum Krankenhaus?", ""),
        ("Feiern wir eine Gartenparty?", ""),
        ("Wie finden Sie die Kirche als Treffpunkt?", ""),
    ],
)
def test_what_article_nine_protects_is_noticed(label: str, topic: str) -> None:
    found = [finding for finding in findings(asking(one("q", label={"de": label}))) if finding.code is Code.SPECIAL]
    assert [finding.context["topic"] for finding in found] == ([topic] if topic else [])


def test_it_is_noticed_among_the_choices_and_the_word_is_told() -> None:
    asked = asking(one("q", choices=(*YES_NO, Choice("ill", {"de": "wegen Krankheit"}))))
    assert [finding.context for finding in findings(asked)] == [{"topic": "health", "word": "Krankheit"}]


def test_what_forbids_comes_first() -> None:
    found = findings(asking(one("t", "long_text"), one("a", choices=())))
    assert [finding.forbids for finding in found] == [True, False]
    assert {finding.code for finding in found if finding.forbids} <= FORBIDS


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_the_demonstration_may_be_published(path: Path) -> None:
    found = findings(from_json(json.dumps(json.loads(path.read_text(encoding="utf-8")))))
    assert [finding for finding in found if finding.forbids] == []
    assert {finding.code for finding in found} <= {Code.SPECIAL}, "it is whole in all of its languages"


def test_a_finding_of_a_broken_expression_says_what_and_where() -> None:
    found = findings(asking(one("a", relevant="${b} = 1")))[0]
    assert isinstance(found, Finding) and found.problem is not None
    assert (found.field, found.problem.code, found.problem.start) == ("relevant", "unknown_name", 0)


def test_the_sample_lacks_translations_only() -> None:
    assert {finding.code for finding in findings(sample.questionnaire())} == {Code.TRANSLATION, Code.FREE_TEXT}


def test_several_answers_still_without_choices_break_nothing_that_looks_at_them() -> None:
    asked = asking(one("which", "multiple", choices=()), one("more", relevant="selected(${which}, 'a')"))
    assert "which" in {name for _, name in told(asked)}
