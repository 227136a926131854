"""The way through a questionnaire: what is checked, and where a problem leads."""

import pytest
from sample import ANSWER, STORED, questionnaire

from survey import flow
from survey.errors import Code, Problem
from survey.kinds import KINDS
from survey.model import Question, Questionnaire, Section


def _codes(checked: flow.Checked) -> list[tuple[str, str]]:
    return [(str(problem.code), problem.item) for problem in checked.problems]


def test_a_whole_answer_is_read() -> None:
    checked = flow.check(questionnaire(), ANSWER)
    assert (checked.values, checked.problems) == (STORED, ())


def test_only_what_is_required_must_be_answered() -> None:
    checked = flow.check(questionnaire(), {"visits": ["never"]})
    assert (checked.values, checked.given, checked.problems) == ({"visits": "never"}, {"visits": "never"}, ())
    assert _codes(flow.check(questionnaire(), {})) == [("required", "visits")]


@pytest.mark.parametrize("nothing", [[], [""], ["  "]])
def test_a_blank_answer_is_none(nothing: list[str]) -> None:
    assert _codes(flow.check(questionnaire(), {"visits": nothing})) == [("required", "visits")]


def test_names_that_no_question_has_are_problems() -> None:
    assert _codes(flow.check(questionnaire(), ANSWER | {"__proto__": ["x"], "Visits": ["often"]})) == [
        ("unknown", "__proto__"),
        ("unknown", "Visits"),
    ]


def test_every_problem_is_told_at_once() -> None:
    wrong = {"visits": ["sometimes"], "children": ["viele"], "missing": ["shade", "benches", "water"]}
    assert _codes(flow.check(questionnaire(), wrong)) == [
        ("not_a_choice", "visits"),
        ("not_a_number", "children"),
        ("too_many", "missing"),
    ]


def test_a_section_is_checked_alone() -> None:
    view = flow.look(questionnaire(), {"children": ["viele"]})
    assert [[(str(one.code), one.item) for one in view.problems(at)] for at in (0, 1)] == [
        [("required", "visits")],
        [("not_a_number", "children")],
    ]


def test_every_row_of_a_required_matrix_must_be_answered() -> None:
    matrix = KINDS["matrix"].examples[0].question
    asked = Questionnaire(
        {"de": "x"},
        (
            Section(
                "s",
                {},
                (Question(**{**{name: getattr(matrix, name) for name in matrix.__struct_fields__}, "required": True}),),
            ),
        ),
    )
    assert _codes(flow.check(asked, {"EI1": ["5"]})) == [("required", "EI2")]


def test_a_problem_leads_to_its_section() -> None:
    view = flow.look(questionnaire(), {})
    assert [view.section_of(Problem(Code.REQUIRED, name)) for name in ("visits", "missing", "advise", "nowhere")] == [
        0,
        1,
        2,
        0,
    ]
