"""Whatever is asked and answered: it ends soon, in a value or a failure, and never in an exception."""

import pytest
from asking import answered, ask, codes, family
from hypothesis import given, settings
from hypothesis import strategies as some

from survey.expressions import (
    Code,
    Failure,
    Graph,
    Invalid,
    Piped,
    Role,
    Rule,
    bring_up_to_date,
    check,
    compile,
    limits,
)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("(" * 5000 + "1" + ")" * 5000, "too_deep"),
        ("not(" * 200 + "1" + ")" * 200, "too_deep"),
        ("a[" * 200 + "1" + "]" * 200, "too_deep"),
        ("1 " + "= 1 " * 500, "too_deep"),
        ("'" + "x" * limits.LENGTH + "'", "too_long"),
    ],
)
def test_what_is_too_deep_or_too_long_is_said(source: str, code: str) -> None:
    assert codes(source) == [code]


def test_long_is_not_deep() -> None:
    assert ask(" + ".join(["1"] * 5000)) == 5000.0
    assert ask(" or ".join(["false()"] * 1500)) is False
    assert ask(" * ".join(["1"] * 3000)) == 1.0
    assert ask("-" * 9000 + "1") == 1.0
    assert ask("../" * 3000 + "x") == []


def test_deep_enough_for_people() -> None:
    depth = limits.DEPTH - 2
    assert ask("if(false(), 1, " * depth + "7" + ")" * depth) == 7.0


@pytest.mark.parametrize(
    "source",
    [
        "pow(10, 999999)",
        "exp(99999)",
        "exp10(99999)",
        "pow(pow(pow(9, 99), 99), 99)",
        "9" * 5000 + " * " + "9" * 5000,
        "round(pow(10, 300), 30)",
        "round(1 div 3, -30)",
        "substr('abc', pow(10, 300), -pow(10, 300))",
        "substring('abc', -pow(10, 300), pow(10, 301))",
        "selected-at('a b', pow(10, 300))",
        "indexed-repeat(${child_name}, ${children}, pow(10, 300))",
        "format-date(pow(10, 300), '%Y')",
        "date-time(-99999999999)",
        "decimal-date-time('0001-01-01')",
        "date('0001-01-01T00:00:00+14:00')",
        "string(-pow(10, 308))",
        "uuid(pow(10, 300))",
        "int('" + "9" * 600 + "')",
        "${child_name}[pow(10, 300)]",
        "randomize(${children}, pow(10, 300))",
    ],
)
def test_huge_numbers_end_in_a_value_or_a_failure(source: str) -> None:
    value = compile(source, family()).evaluate(answered())
    assert isinstance(value, str | float | list | Failure)


def test_searching_everything_for_everything_is_given_up() -> None:
    inner = "1"
    for _ in range(12):
        inner = f"count(/data/children[{inner} > 0])"
    many = answered({"children": [{"child_age": str(age)} for age in range(200)]})
    assert ask(inner, many).code == Code.TOO_MUCH_WORK


def test_filters_in_filters_are_read_once() -> None:
    """What stood in brackets was once made anew for every bracket around it: twice as long for each."""
    depth = limits.DEPTH - 5
    assert ask("(" * depth + "/data" + ")[1]/.." * depth) == []
    assert ask("(" * depth + "${children}" + ")[1]/../children" * depth + "[2]/child_name") == ["Ole"]


def test_many_expensive_rules_do_not_hold_up_a_page() -> None:
    outline = family()
    search = "count(/data/children[count(/data/children[child_age > 1]) > 1]) > 0"
    slow = "regex(${name}, '((a|aa)+)+b')"
    rules = [
        Rule(Role.REQUIRED, compile(f"{one} and {number}", outline)) for number in range(30) for one in (search, slow)
    ]
    many = answered({"name": "a" * 60 + "!", "children": [{"child_age": "3"}] * 400}, outline)
    outcome = bring_up_to_date(Graph(outline, rules), many)
    slow_ones = [failure for _, _, failure in outcome.failures if failure.code == Code.PATTERN_TOO_SLOW]
    assert outcome.evaluated == 60
    assert 0 < len(slow_ones) < 20
    assert {str(failure.code) for _, _, failure in outcome.failures} == {"pattern_too_slow", "too_much_work"}


def test_texts_do_not_grow_without_bound() -> None:
    doubled = "concat(" * 20 + "'xxxxxxxx'" + ", 'x')" * 20
    assert ask(f"string-length({doubled})") == 28.0
    long = answered({"name": "x" * (limits.TEXT // 2)})
    assert ask("concat(${name}, ${name}, ${name})", long).code == Code.TEXT_TOO_LONG
    assert ask("join(${name}, 1, 2, 3, 4)", long).code == Code.TEXT_TOO_LONG


_PIECES = [
    *(
        "1",
        "0.5",
        "'a'",
        "''",
        "${age}",
        "${child_name}",
        "${children}",
        "${nobody}",
        ".",
        "..",
        "/data",
        "*",
        "//",
        "@",
    ),
    *(
        "+",
        "-",
        "*",
        "div",
        "mod",
        "=",
        "!=",
        "<",
        ">=",
        "and",
        "or",
        "|",
        "(",
        ")",
        "[",
        "]",
        ",",
        "/",
        "::",
        "$",
        "{",
        "}",
    ),
    *("if(", "count(", "sum(", "date(", "regex(", "position(", "instance('towns')/root/item", "current()", "pulldata("),
    *(
        "indexed-repeat(",
        "randomize(",
        "jr:choice-name(",
        "substr(",
        "'2026-06-15'",
        "'(a+)+$'",
        "“",
        "é",
        "\n",
        "\x00",
    ),
]


@given(some.lists(some.sampled_from(_PIECES), max_size=14))
@settings(max_examples=400, deadline=None)
def test_nothing_that_is_written_raises(pieces: list[str]) -> None:
    _use(" ".join(pieces))


@given(some.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_characters_raise(source: str) -> None:
    _use(source)


@given(
    some.lists(some.sampled_from(_PIECES), max_size=6),
    some.sampled_from(["children/child_age", "children", "home", ""]),
)
@settings(max_examples=300, deadline=None)
def test_nothing_raises_wherever_it_stands(pieces: list[str], at: str) -> None:
    _use(f"concat({' '.join(pieces)}, 1)", at)


def _use(source: str, at: str = "") -> None:
    outline, tree = family(), answered()
    problems = check(source, outline, at)
    try:
        compiled = compile(source, outline, at)
    except Invalid as invalid:
        assert invalid.problems
        assert problems
        return
    assert all(problem.warning for problem in problems)
    for ask_for in (compiled.evaluate, compiled.text, compiled.number, compiled.truth):
        assert ask_for(tree) is not None


@given(some.dictionaries(some.sampled_from(["name", "age", "children", "likes"]), some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from(["child_name", "courses", "x"]), inner, max_size=3),
    max_leaves=8,
)))  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_nothing_that_is_answered_raises(given_answers: dict[str, object]) -> None:
    tree = answered(given_answers)
    for source in (
        "sum(${child_age}) + ${age}",
        "selected(${likes}, 'x')",
        "join(',', ${course})",
        "date(${name})",
        "${age} > 3",
    ):
        assert compile(source, tree.outline).evaluate(tree) is not None


def test_words_with_broken_references_are_refused_as_a_whole() -> None:
    with pytest.raises(Invalid) as raised:
        Piped("Hallo ${nmae},\nwie alt ist ${chidl_name}?", family())
    assert [(problem.context["like"], problem.line, problem.column) for problem in raised.value.problems] == [
        ("name", 1, 7),
        ("child_name", 2, 13),
    ]
