"""What is surely wrong is said before anybody answers: all of it at once, with its place. What may be meant so is only warned of."""

import pytest
from asking import codes, family, refused

from survey.expressions import Outline, check, question, repeat


@pytest.mark.parametrize(
    ("source", "code", "place"),
    [
        ("${age} > ${nobody}", "unknown_name", (9, 18)),
        ("foo(1)", "unknown_function", (0, 6)),
        ("1 + area(${age})", "not_supported", (4, 16)),
        ("if(1, 2)", "too_few_arguments", (0, 8)),
        ("true(1)", "too_many_arguments", (0, 7)),
        ("count('x')", "needs_questions", (6, 9)),
        ("sum(1 + 1)", "needs_questions", (4, 9)),
        ("position(1)", "needs_questions", (9, 10)),
        ("randomize(1, 2)", "needs_questions", (10, 11)),
        ("('x')[1]", "needs_questions", (1, 4)),
        ("${name} | 'x'", "needs_questions", (10, 13)),
        ("instance('twons')/root/item", "unknown_list", (9, 16)),
        ("pulldata('twons', 'a', 'b', 'c')", "unknown_list", (9, 16)),
        ("regex(${name}, '(')", "bad_pattern", (15, 18)),
        ("jr:choice-name(${town}, '${twon}')", "unknown_name", (24, 33)),
    ],
)
def test_what_cannot_work_is_refused(source: str, code: str, place: tuple[int, int]) -> None:
    (problem,) = check(source, family())
    assert (str(problem.code), (problem.start, problem.end), problem.warning) == (code, place, False)
    assert refused(source) == [code]


@pytest.mark.parametrize(
    ("source", "code", "found"),
    [
        ("${name} = yes", "unknown_path", "yes"),
        ("../nobody = 1", "unknown_path", "nobody"),
        ("/data/home/roms", "unknown_path", "roms"),
        ("instance('towns')/root/itm", "unknown_path", "itm"),
        ("instance('towns')/root/item[nmae = 'do']/label", "unknown_column", "nmae"),
        ("instance('towns')/root/item[name = 'do']/lable", "unknown_column", "lable"),
        ("pulldata('towns', 'siez', 'name', ${town})", "unknown_column", "siez"),
    ],
)
def test_what_is_always_empty_is_warned_of(source: str, code: str, found: str) -> None:
    (problem,) = check(source, family(), at="age")
    assert (str(problem.code), problem.context["name"], problem.warning) == (code, found, True)
    assert refused(source) == []


@pytest.mark.parametrize(
    "source", ["'abc' + 1", "-'abc'", "round('abc')", "${name} < 'abc'", "int('12 Jahre')", "2 * 'x'"]
)
def test_a_text_that_is_never_a_number_is_warned_of(source: str) -> None:
    assert codes(source) == ["never_a_number"]
    assert refused(source) == []


@pytest.mark.parametrize(
    "source", ["'12' + 1", "'' + 1", "'2026-06-15' < today()", "number('abc')", "'abc' = 'x'", "${name} + 1"]
)
def test_a_text_that_may_be_a_number_is_not(source: str) -> None:
    assert codes(source) == []


def test_all_problems_are_told_at_once_in_the_order_of_the_text() -> None:
    assert codes("${x} + foo(1) + count(2) + if(1) and ${y} = yes") == [
        *("unknown_name", "unknown_function", "needs_questions", "too_few_arguments", "unknown_name"),
        *("unknown_path",),
    ]


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ("${nmae}", "name"),
        ("${Age}", "age"),
        ("string_length('a')", "string-length"),
        ("Count(${children})", "count"),
        ("qqqq()", ""),
    ],
)
def test_a_slip_is_told_with_what_was_probably_meant(source: str, meant: str) -> None:
    (problem,) = check(source, family())
    assert problem.context["like"] == meant


def test_lists_that_are_not_known_yet_are_not_complained_about() -> None:
    assert codes("instance('later')/root/item[x = 1]/y", Outline(question("a"))) == []


def test_problems_of_one_expression_are_those_of_its_place() -> None:
    outline = Outline(repeat("r", question("x")), question("y"))
    assert codes("../x = 1", outline, at="r/x") == []
    assert codes("../x = 1", outline, at="y") == ["unknown_path"]
