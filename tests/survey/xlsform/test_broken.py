"""Broken forms end in a list of everything that is wrong, at once, each with its place and what to do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsforms import form, told, workbook

from i18n import forms as sentences
from i18n.catalogue import words
from survey.xlsform import Code, Problem, read

MANY = """
| survey |
| | type             | name    | label::de     | relevant       | calculation | parameters | trigger |
| | texxt            | a       | A             |                |             |            |         |
| | text             |         | B             |                |             |            |         |
| |                  | c       | C             |                |             |            |         |
| | text             | d d     | D             |                |             |            |         |
| | text             | e       | E             | ${nope} = 1    |             |            |         |
| | text             | e       | E             | 1 = = 2        |             |            |         |
| | select_one lost  | f       | F             |                |             |            |         |
| | select_one       | g       | G             |                |             |            |         |
| | end_repeat       |         |               |                |             |            |         |
| | begin_group      | h       | H             |                |             |            |         |
| | calculate        | i       |               |                | roundd(1)   |            |         |
| | calculate        | j       |               |                | ${k}        |            |         |
| | calculate        | k       |               |                | ${j}        |            |         |
| | calculate        | l       |               |                |             |            |         |
| | end_repeat       |         |               |                |             |            |         |
| | range            | m       | M             |                |             | start=viel |         |
| | note             | n       | Hallo ${nome} |                |             |            | ${lost} |
| | select_multiple towns | o  | O             | if(1)          |             |            |         |
| | begin_group      | p       | P             |                |             |            |         |
| choices |
| | list_name | name  | label::de |
| | towns     | a b   | A         |
| | towns     | a     | A         |
| | towns     | a     | A         |
| | towns     |       | A         |
"""


def test_everything_that_is_wrong_is_said_at_once() -> None:
    taken = form(MANY)
    assert taken.questionnaire is None
    assert sorted(told(taken.reasons), key=lambda one: (one[1], one[0])) == [
        ("type_unknown", 3, "type"),
        ("name_missing", 4, "name"),
        ("type_missing", 5, "type"),
        ("name_bad", 6, "name"),
        ("expression", 7, "relevant"),
        ("expression", 8, "relevant"),
        ("name_repeated", 8, "name"),
        ("list_missing", 9, "type"),
        ("list_not_named", 10, "type"),
        ("not_opened", 11, "type"),
        ("expression", 13, "calculation"),
        ("expression", 14, "calculation"),
        ("calculation_missing", 16, "calculation"),
        ("closed_wrongly", 17, "type"),
        ("parameter_bad", 18, "parameters"),
        ("expression", 19, "label"),
        ("reference_unknown", 19, "trigger"),
        ("choice_with_space", 20, "type"),
        ("expression", 20, "relevant"),
        ("not_closed", 21, "type"),
        ("choice_repeated", 26, "name"),
        ("choice_without_name", 27, "name"),
    ]


@pytest.mark.parametrize("tag", ["de", "en"])
def test_every_problem_is_a_sentence_without_gaps(tag: str) -> None:
    own = words(tag)
    for problem in form(MANY).problems:
        said = sentences.line(problem, own)
        assert "…" not in said and "{" not in said.replace("${", "") and len(said) > 20


@pytest.mark.parametrize("code", Code)
def test_every_code_has_its_words(code: Code) -> None:
    problem = Problem(code, "survey", 3, "label", {"why": "unknown_name", "name": "alter"})
    assert sentences.sentence(problem, words("de")) != words("de").gettext("Hier stimmt etwas nicht.")


def test_the_nearest_spelling_is_suggested() -> None:
    said = {problem.row: sentences.sentence(problem, words("en")) for problem in form(MANY).reasons}
    assert said[3] == "There is no type “texxt”. Did you mean “text”?"
    assert said[6].endswith("Write “d_d”, for example.")
    assert "Did you mean “round”?" in said[13]


@pytest.mark.parametrize(
    ("table", "reasons"),
    [
        ("| questions |\n| | type | name |\n| | text | a |\n| other |\n| | x |", [("no_survey_sheet", 0, "")]),
        ("| survey |\n| | type | label |\n| | text | A |", [("column_missing", 1, "name")]),
        ("| survey |\n| | typ | name |\n| | text | A |", [("column_missing", 1, "type")]),
        ("| survey |\n| | type | name |", [("nothing_asked", 0, "")]),
        ("| survey |\n| | type | name | label |\n| | start | a | |", [("nothing_asked", 0, "")]),
        (
            "| survey |\n| | type | name | label | Label |\n| | text | a | A | B |",
            [("column_repeated", 2, "Label")],
        ),
        ("no table at all", [("unreadable", 0, "")]),
    ],
)
def test_a_form_without_its_parts_is_told_what_is_missing(table: str, reasons: list[tuple[str, int, str]]) -> None:
    taken = form(table)
    assert taken.questionnaire is None
    assert told(taken.reasons) == reasons


def test_a_name_that_two_rows_have_cannot_be_looked_at() -> None:
    taken = form("""
        | survey |
        | | type        | name | label::de | relevant |
        | | begin_group | a    | A         |          |
        | | text        | n    | Name      |          |
        | | end_group   |      |           |          |
        | | begin_group | b    | B         |          |
        | | text        | n    | Name      |          |
        | | text        | m    | Mehr      | ${n} = 1 |
        | | end_group   |      |           |          |
    """)
    assert told(taken.reasons) == [("reference_ambiguous", 7, "name")]


WORDS = st.sampled_from(
    [
        *(
            "",
            "type",
            "name",
            "label",
            "label::de",
            "label::",
            "::",
            ":",
            "relevant",
            "bind::",
            "bind::relevant",
            "calculation",
        ),
        *(
            "text",
            "note",
            "begin_group",
            "end_group",
            "begin_repeat",
            "end_repeat",
            "select_one x",
            "rank",
            "range",
            "a",
            "b",
        ),
        *(
            "x",
            "${a}",
            "${",
            "}",
            "1 +",
            "((((",
            "'",
            "true()",
            "regex(., '(a+)+$')",
            "yes",
            "no",
            "start=1",
            "=",
            "min=x",
        ),
        *(
            "x-matrix",
            "x-grid",
            "table-list",
            "label",
            "list-nolabel",
            "x-lead",
            "page_1",
            "_",
            "é",
            "\u202e",
            "0",
            "-1",
        ),
        *("appearance", "parameters", "x_limits", "x_page", "list_name", "choice_filter", "trigger", "repeat_count"),
    ]
)
GRIDS = st.lists(st.lists(WORDS, max_size=7), max_size=9)


@settings(deadline=None, max_examples=60)
@given(GRIDS, GRIDS, GRIDS)
def test_no_cells_in_the_world_break_the_reader(
    survey: list[list[str]], choices: list[list[str]], more: list[list[str]]
) -> None:
    header = [["type", "name", "label::de", "relevant", "appearance", "calculation", "x_limits"]]
    taken = read("any.xlsx", workbook(survey=[*header, *survey], choices=choices, settings=more))
    assert (taken.questionnaire is None) == bool(taken.reasons)
    assert all(sentences.line(problem, words("en")) for problem in taken.problems)


@pytest.mark.parametrize(
    ("kind", "limits"),
    [
        ("integer", "min=viel"),
        ("integer", "max=nan"),
        ("integer", "min=" + "9" * 5000),
        ("date", "min=5"),
        ("text", "max"),
    ],
)
def test_limits_that_are_none_are_refused_before_they_meet_an_answer(kind: str, limits: str) -> None:
    taken = form(f"| survey |\n| | type | name | label::de | x_limits |\n| | {kind} | q | Was? | {limits} |")
    assert told(taken.reasons) == [("parameter_bad", 3, "x_limits")]


def test_two_thousand_rows_of_one_name_are_all_named() -> None:
    table = "type,name,label\n" + "text,q,Was?\n" * 2000
    assert len(read("form.csv", table.encode()).reasons) == 1999
