"""Every function of the table, one by one: the semantics of XLSForm where engines agree, our decision where they do not."""

import re
from math import inf, isnan, nan, pi

import pytest
from asking import answered, ask, refused

from survey.expressions import FUNCTIONS, Code, Failure, by_theme

CASES = [
    # control
    ("if(1 > 2, 'a', 'b')", "b"),
    ("if('', 5, 'b')", "b"),
    ("coalesce('', 'b')", "b"),
    ("coalesce('a', 'b')", "a"),
    ("coalesce(number(''), 7)", 7.0),
    ("coalesce(0, 7)", 0.0),
    ("true()", True),
    ("false()", False),
    ("not('')", True),
    ("boolean('false')", True),
    ("boolean-from-string('false')", False),
    ("boolean-from-string('true')", True),
    ("boolean-from-string('TRUE')", True),
    ("boolean-from-string(1)", True),
    ("boolean-from-string('yes')", False),
    ("checklist(1, 2, true(), true())", True),
    ("checklist(1, 1, true(), true())", False),
    ("checklist(-1, 1, 1 = 1)", True),
    ("checklist(2, -1, 1 = 1, 'x', 3)", True),
    ("checklist(1, 2, ${child_age})", True),
    ("weighted-checklist(2, 3, true(), 2, false(), 5)", True),
    ("weighted-checklist(3, -1, true(), 99)", True),
    ("weighted-checklist(-1, 2, true(), 3)", False),
    # select
    ("selected('apple plum', 'plum')", True),
    ("selected('apple plum', ' plum ')", True),
    ("selected('apple plum', 'plu')", False),
    ("selected('', 'plum')", False),
    ("selected('', '')", True),
    ("is-selected('1 2', 2)", True),
    ("selected-at('a b c', 0)", "a"),
    ("selected-at('a b c', 3)", ""),
    ("selected-at('a b c', -1)", ""),
    ("selected-at('', 0)", ""),
    ("count-selected(' a  b ')", 2.0),
    ("count-selected('')", 0.0),
    ("jr:choice-name(${town}, '${town}')", "Dortmund"),
    ("jr:choice-name('hh', ${town})", "Hamburg"),
    ("jr:choice-name('hh', '/data/town')", "Hamburg"),
    ("jr:choice-name('nowhere', '${town}')", ""),
    ("jr:itext('unknown')", ""),
    # texts
    ("string(5)", "5"),
    ("concat()", ""),
    ("concat('a', 1, true())", "a1true"),
    ("concat(${child_name}, '!')", "MiaOleKim!"),
    ("join(', ', ${child_name})", "Mia, Ole, Kim"),
    ("join('-')", ""),
    ("substr('hello', 1)", "ello"),
    ("substr('hello', 1, 4)", "ell"),
    ("substr('hello', -2)", "lo"),
    ("substr('hello', 0, -1)", "hell"),
    ("substr('hello', 3, 1)", ""),
    ("substr('hello', 0, 99)", "hello"),
    ("substring('12345', 2, 3)", "234"),
    ("substring('12345', 0)", "12345"),
    ("substring('12345', 1.5, 2.6)", "234"),
    ("substring('12345', 0, 3)", "12"),
    ("substring('12345', 0 div 0, 3)", ""),
    ("substring('12345', -1 div 0)", "12345"),
    ("substring-before('2026-06', '-')", "2026"),
    ("substring-before('abc', 'x')", ""),
    ("substring-after('2026-06', '-')", "06"),
    ("substring-after('abc', '')", "abc"),
    ("translate('aabb', 'ab', 'ba')", "bbaa"),
    ("translate('hello', 'l', '')", "heo"),
    ("translate('aa', 'aa', 'bc')", "bb"),
    ("string-length('Größe')", 5.0),
    ("normalize-space('  a\n b ')", "a b"),
    ("contains('abc', 'b')", True),
    ("contains('abc', '')", True),
    ("starts-with('abc', 'ab')", True),
    ("ends-with('abc', 'ab')", False),
    ("regex('44135', '[0-9]{5}')", True),
    ("regex('441350', '[0-9]{5}')", False),
    ("upper-case('straße')", "STRASSE"),
    ("lower-case('ÄB')", "äb"),
    ("digest('some text', 'MD5', 'hex')", "552e21cd4cd9918678e3c1a0df491bc3"),
    ("digest('some text', 'SHA-1')", "N6pjx3OY2VRHMmLhoAV8HmMu2nc="),
    ("base64-decode('R3LDvMOfZQ==')", "Grüße"),
    # numbers
    ("number('3') + 1", 4.0),
    ("int('7.9')", 7.0),
    ("int(-7.9)", -7.0),
    ("int('')", nan),
    ("round(2.5)", 3.0),
    ("round(-1.5)", -1.0),
    ("round(-1.51)", -2.0),
    ("round(2.675, 2)", 2.68),
    ("round('12345.12345', -1)", 12350.0),
    ("round(-50.55, -2)", -100.0),
    ("round(1, 31)", nan),
    ("round(1 div 0)", inf),
    ("floor(-1.5)", -2.0),
    ("ceiling(1.2)", 2.0),
    ("abs(-3)", 3.0),
    ("pow(2, 10)", 1024.0),
    ("pow(0, -1)", inf),
    ("pow(-8, 1 div 3)", nan),
    ("sqrt(9)", 3.0),
    ("sqrt(-1)", nan),
    ("exp(0)", 1.0),
    ("exp10(2)", 100.0),
    ("log(0)", -inf),
    ("log(-1)", nan),
    ("log10(1000)", 3.0),
    ("sin(0)", 0.0),
    ("cos(0)", 1.0),
    ("tan(0)", 0.0),
    ("asin(2)", nan),
    ("acos(1)", 0.0),
    ("atan(0)", 0.0),
    ("atan2(0, -1)", pi),
    ("pi()", pi),
    ("min(3, '', 5)", 3.0),
    ("max('', ${child_age})", 14.0),
    ("max('')", nan),
    ("min()", nan),
    ("sum(${child_age})", 23.0),
    ("sum(${hours})", 4.5),
    # nodes
    ("count(${children})", 3.0),
    ("count(${child_age})", 3.0),
    ("count-non-empty(${child_age})", 2.0),
    ("name(${rooms})", "rooms"),
    ("local-name(/data/home)", "home"),
    ("instance('towns')/root/item[name = 'hh']/label", ["Hamburg"]),
    ("pulldata('towns', 'size', 'name', 'do')", "612065"),
    ("pulldata('towns', 'size', 'name', 'x')", ""),
    ("pulldata('nowhere', 'size', 'name', 'x')", None),
    ("indexed-repeat(${child_name}, ${children}, 2)", "Ole"),
    ("concat(randomize(${child_name}, 1))", "OleMiaKim"),
    # days
    ("today()", "2026-06-15"),
    ("now()", "2026-06-15T12:00:00.000+02:00"),
    ("date('2026-6-1')", "2026-06-01"),
    ("date(0)", "1970-01-01"),
    ("date-time('2026-06-01')", "2026-06-01T00:00:00.000+02:00"),
    ("decimal-date-time('1970-01-02T00:00:00Z')", 1.0),
    ("decimal-time('06:00')", 0.25),
    ("format-date('2026-06-05', '%e.%n.%y')", "5.6.26"),
    ("format-date-time('2026-06-05T07:08:09.123', '%H:%M:%S.%3 %h')", "07:08:09.123 7"),
]


@pytest.mark.parametrize(("source", "value"), CASES)
def test_a_function_gives_what_xlsform_says(source: str, value: object) -> None:
    if value is None:
        assert refused(source) == ["unknown_list"]
        return
    found = ask(source)
    if isinstance(value, float) and isnan(value):
        assert isnan(found)
    else:
        assert found == value
        assert type(found) is type(value)


def test_every_function_has_a_case() -> None:
    elsewhere = {"once", "random", "uuid", "position", "last", "current"}
    asked = {name for source, _ in CASES for name in re.findall(r"([a-z][a-z0-9:-]*)\(", source)}
    assert set(FUNCTIONS) - elsewhere <= asked
    assert elsewhere <= set(FUNCTIONS)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_says_what_it_is_for(name: str) -> None:
    assert FUNCTIONS[name].doc.endswith(".")
    assert FUNCTIONS[name].run or FUNCTIONS[name].build


def test_the_help_text_shows_each_function_once() -> None:
    shown = [function.name for theme in by_theme().values() for function in theme]
    assert sorted(shown) == sorted(FUNCTIONS)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_counts_its_arguments(name: str) -> None:
    function = FUNCTIONS[name]
    if function.fewest:
        assert refused(f"{name}()") == ["too_few_arguments"]
    if function.most is not None:
        too_many = ", ".join(["${name}"] * (function.most + 1))
        assert refused(f"{name}({too_many})") == ["too_many_arguments"]


@pytest.mark.parametrize(
    "source", ["indexed-repeat(${child_name}, ${children}, 1, ${courses})", "weighted-checklist(1, 2, 3)"]
)
def test_what_comes_in_pairs_is_complete(source: str) -> None:
    assert refused(source) == ["incomplete_pair"]


_ELSEWHERE = (
    "area distance geofence intersects depend property version extract-signed id difference-in-months z-score add-date "
    "cht:difference-in-days duration rank-index device-info"
)


@pytest.mark.parametrize("name", _ELSEWHERE.split())
def test_functions_of_others_are_refused_by_name(name: str) -> None:
    assert refused(f"1 + {name}(1, 2)") == ["not_supported"]


def test_what_a_function_cannot_do_is_a_failure_and_no_exception() -> None:
    assert ask("date('1983-09-31')") == Failure(Code.NOT_A_DATE, {"found": "1983-09-31"})
    assert ask("date(true())").code == Code.NOT_A_DATE
    assert ask("date(99999999999)").code == Code.NOT_A_DATE
    assert ask("digest('a', 'CRC')").code == Code.FAILED
    assert ask("base64-decode('a')").code == Code.FAILED


def test_once_keeps_what_is_there() -> None:
    assert ask("once('new')", at="name", way=("name",)) == "Ada"
    assert ask("once('new')", answered({}), at="name", way=("name",)) == "new"


def test_chance_stays_the_same_for_an_answer_and_differs_between_answers() -> None:
    drawn = [ask("random()", seed=seed, at="name") for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert all(0 <= number < 1 for number in drawn)
    assert ask("random() = random()") is False
    assert ask("random()", at="name") != ask("random()", at="age")


def test_an_identifier_is_a_uuid_of_version_4_or_as_long_as_wanted() -> None:
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", ask("uuid()"))
    assert ask("uuid()") == ask("uuid()") != ask("uuid()", seed=8)
    assert [ask(f"string-length(uuid({length}))") for length in (0, 5, 45)] == [0.0, 5.0, 45.0]
    assert ask("uuid('')") == ""
