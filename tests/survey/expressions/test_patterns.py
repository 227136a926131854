"""Patterns match the whole text, as ODK documents it, and never hold anybody up."""

import pytest
from asking import answered, ask, refused

from survey.expressions import Code, Failure, patterns


@pytest.mark.parametrize(
    ("text", "pattern", "matches"),
    [
        ("12345", "[0-9]+", True),
        ("1234", "[0-9]{3}", False),
        ("a1", "^[a-z][0-9]$", True),
        ("ada@example.org", r"^[\w-\.]+@([\w-]+\.)+[\w-]{2,}$", True),
        ("a-d.a@example.org", r"[.-\w]+@[\w.-]+", True),
        ("ada example", r"^[\w-\.]+$", False),
        ("+49 231 1", r"\+?[\d\s]+", True),
        ("٣", r"\d", False),
        ("ü", r"\w", False),
        ("Zoë", r"\p{L}+", True),
        ("x]y", r"[\]x]+y|x[]]y", True),
        ("aaa", "a++", True),
        ("a{2}", r"a\{2\}", True),
        ("", "", True),
    ],
)
def test_the_whole_text_must_match(text: str, pattern: str, matches: bool) -> None:
    assert patterns.matches(text, pattern) is matches


def test_the_pattern_of_a_published_form_that_re_rejects_is_taken() -> None:
    source = r"regex(., '^[\w-\.]+@([\w-]+\.)+[\w-]{2,}$')"
    assert refused(source) == []


@pytest.mark.parametrize(
    "pattern",
    ["(", "[a", "a{3,1}", "*", "(((a{100}){100}){100}){100}", "(?:(?:a|b){9000}){9000}", "(?R)", "(a)(?1)", "(?&x)", "x" * 1001],
)  # fmt: skip
def test_patterns_that_cannot_be_used_are_named_before_anybody_answers(pattern: str) -> None:
    assert refused(f"regex(${{name}}, '{pattern}')") == ["bad_pattern"]
    assert ask("regex('aaa', ${name})", answered({"name": pattern})).code == Code.BAD_PATTERN


@pytest.mark.parametrize("pattern", ["((a|aa)+)+b", "(?:a{1,50}){1,50}c"])
def test_a_pattern_that_takes_too_long_is_a_failure(pattern: str) -> None:
    text = "a" * 60 + "!"
    assert ask(f"regex('{text}', '{pattern}')") == Failure(Code.PATTERN_TOO_SLOW, {"pattern": pattern})
