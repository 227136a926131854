"""Expressions are read as XPath 1.0 reads them, and what spreadsheets and people make of them is forgiven or named."""

import pytest
from asking import ask, codes, refused

from survey.expressions import Invalid, check, parse
from survey.expressions.syntax import Chain, Negative, Path, Reference, Text, walk


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("10 - 4 - 3", 3.0),
        ("2 * 3 div 8 * 2", 1.5),
        ("-3 + 4", 1.0),
        ("3 - -4", 7.0),
        ("--'5'", 5.0),
        ("-10 div -4", 2.5),
        ("3 < 4 < 5", True),
        ("3 < (4 < 5)", False),
        ("1 = 1 = 1", True),
        ("true() or true() and false()", True),
        ("(true() or true()) and false()", False),
        ("0 or 1 and 0 + 1", True),
        (".5", 0.5),
        ("5.", 5.0),
        ("-0.25", -0.25),
    ],
)
def test_operators_bind_as_in_xpath(source: str, value: object) -> None:
    assert ask(source) == value


def test_a_hyphen_belongs_to_a_name_unless_a_space_or_the_end_of_one_says_otherwise() -> None:
    assert isinstance(parse("a-b"), Path)
    assert isinstance(parse("a -b"), Chain)
    assert isinstance(parse("today()-1"), Chain)
    assert isinstance(parse("-b"), Negative)
    assert parse("${a-b.c-2}") == Reference("a-b.c-2", start=0, end=10)
    assert refused("age- name") == ["unexpected"]


def test_a_word_is_an_operator_only_behind_an_operand() -> None:
    assert isinstance(parse("div"), Path)
    assert isinstance(parse("or or or"), Chain)
    assert ask("7mod 4") == 3.0
    assert ask("'9'div'3'") == 3.0


def test_a_star_is_a_step_or_a_product() -> None:
    assert ask("count(/data/*)") == 8.0
    assert ask("2*3") == 6.0
    assert ask("sum(/data/children/child_age)*2") == 46.0


@pytest.mark.parametrize("source", ["“a b”", "„a b“", "‘a b’", "‚a b‘", "”a b”", "'a b'", '"a b"', '"a b”'])
def test_typographic_quotes_are_quotes(source: str) -> None:
    part = parse(source)
    assert isinstance(part, Text)
    assert part.value == "a b"


def test_other_quotes_stay_in_a_text() -> None:
    assert ask('"it’s"') == "it’s"
    assert ask("'say “hello”'") == "say “hello”"


def test_spaces_that_spreadsheets_hide_do_not_matter() -> None:
    assert ask("\u00a01\u200b+\ufeff 1\r\n") == 2.0


def test_escapes_from_xml_are_understood() -> None:
    assert ask("1 &lt;= 2 and 3 &gt; 2") is True


@pytest.mark.parametrize(
    ("source", "code", "start"),
    [
        ("", "empty", 0),
        ("   ", "empty", 3),
        ("1 +", "incomplete", 3),
        ("${age} = = 'x' and (", "unexpected", 9),
        ("(1 + 2", "not_closed", 0),
        ("concat('a', 'b'", "not_closed", 6),
        ("1 + 2)", "not_opened", 5),
        ("'open", "not_closed", 0),
        ("${age", "not_closed", 0),
        ("${a b}", "bad_name", 0),
        ("${}", "bad_name", 0),
        ("${age} == 1", "wrong_operator", 7),
        ("${age} <> 1", "wrong_operator", 7),
        ("${age} && 1", "wrong_operator", 7),
        ("${age} = 1 AND ${age} = 2", "wrong_operator", 11),
        ("${age} = 1 oder ${age} = 2", "wrong_operator", 11),
        ("${age} ≥ 1", "wrong_operator", 7),
        ("1 # 2", "strange_character", 2),
        ("1 2", "unexpected", 2),
        ("concat(1,)", "not_opened", 9),
        ("//age", "not_supported", 0),
        ("/data//age", "not_supported", 5),
        ("@age", "not_supported", 0),
        ("$age", "not_supported", 0),
        ("descendant::age", "not_supported", 0),
        ("following-sibling::*", "not_supported", 0),
        ("text()", "not_supported", 0),
        ("${last-saved#age}", "not_supported", 0),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(source: str, code: str, start: int) -> None:
    (problem,) = check(source)
    assert (str(problem.code), problem.start) == (code, start)


def test_places_are_lines_and_columns_too() -> None:
    (problem,) = check("1 +\n  2 +\n   ]")
    assert (problem.line, problem.column, problem.start) == (3, 4, 13)


def test_every_part_knows_where_it_stands() -> None:
    source = "if(${age} > 17, concat('a', ../name), -count(${children}[child_age > 3]))"
    for part in walk(parse(source)):
        assert 0 <= part.start < part.end <= len(source)


def test_reading_raises_only_what_it_promises() -> None:
    with pytest.raises(Invalid) as raised:
        parse("1 +")
    assert [str(problem.code) for problem in raised.value.problems] == ["incomplete"]


def test_a_space_before_the_brackets_of_a_function_is_no_mistake() -> None:
    assert codes("if (true (), 1, 2)") == []
