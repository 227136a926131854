"""Every question kind, from its own examples. A new kind needs no new test: it fails here until its three files exist."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey import flow
from survey.errors import Wrong
from survey.kinds import KINDS, Example, Kind
from survey.kinds.slider import stops
from survey.model import Choice, Question, Questionnaire, Section, Value

HOME = Path(__file__).parents[2]
EXAMPLES = [
    pytest.param(kind, example, id=f"{kind.name}-{position}")
    for kind in KINDS.values()
    for position, example in enumerate(kind.examples)
]
GOOD = [one for one in EXAMPLES if one.values[1].values is not None]
BAD = [one for one in EXAMPLES if one.values[1].values is None]
EVERY_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)

WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "",
            " ",
            "\x00",
            "\ud800",
            "none",
            "yes",
            "5",
            "05",
            "٣",
            "1e9",
            "nan",
            "-0",
            "2026-06-15",
            "31.2.2026",
            "9" * 400,
            "x" * 3000,
            "nothing",
        ]
    ),
)


@pytest.mark.parametrize(("kind", "example"), GOOD)
def test_a_good_example_is_read_as_it_says(kind: Kind, example: Example) -> None:
    assert kind.parse(example.question, example.form) == example.values


@pytest.mark.parametrize(("kind", "example"), BAD)
def test_a_bad_example_is_refused_with_its_problems(kind: Kind, example: Example) -> None:
    with pytest.raises(Wrong) as wrong:
        kind.parse(example.question, example.form)
    assert tuple(problem.code for problem in wrong.value.problems) == example.problems
    assert {problem.item for problem in wrong.value.problems} <= {item.name for item in kind.items(example.question)}


@EVERY_KIND
def test_a_kind_shows_what_it_takes_and_what_it_refuses(kind: Kind) -> None:
    taken = [example for example in kind.examples if example.values is not None]
    assert taken
    assert all((example.values is None) == bool(example.problems) for example in kind.examples)
    asks = kind.asked and any(kind.items(example.question) for example in kind.examples)
    assert len(taken) < len(kind.examples) or not asks, "a kind that asks something can be answered wrongly"


@EVERY_KIND
@pytest.mark.parametrize("place", ["survey/kinds/{}.py", "ui/questions/{}.py", "web/templates/questions/{}.html"])
def test_a_kind_has_its_three_files(kind: Kind, place: str) -> None:
    assert (HOME / place.format(kind.name)).is_file()


@pytest.mark.parametrize(("folder", "ending"), [("ui/questions", ".py"), ("web/templates/questions", ".html")])
def test_no_face_draws_a_kind_that_does_not_exist(folder: str, ending: str) -> None:
    drawn = {
        path.stem
        for path in (HOME / folder).glob(f"*{ending}")
        if path.stem != "parts" and not path.stem.startswith("_")
    }
    assert drawn <= set(KINDS)


@pytest.mark.parametrize(("kind", "example"), GOOD)
def test_what_is_stored_survives_json(kind: Kind, example: Example) -> None:
    assert msgspec.json.decode(msgspec.json.encode(example.values), type=dict[str, Value]) == example.values


@pytest.mark.parametrize(("kind", "example"), GOOD)
def test_cells_stand_under_columns(kind: Kind, example: Example) -> None:
    assert example.values is not None
    columns, cells = kind.columns(example.question), kind.cells(example.question, example.values)
    assert len(columns) == len(cells)
    assert len({column.name for column in columns}) == len(columns)
    assert any(cell is not None for cell in cells) == bool(example.values)


@pytest.mark.parametrize(("kind", "example"), GOOD)
def test_a_category_that_counts_has_a_name_in_the_table(kind: Kind, example: Example) -> None:
    """Charts look the words of a category up where the export does."""
    for item in kind.items(example.question):
        value = (example.values or {}).get(item.name)
        labels = {
            choice.name
            for column in kind.columns(example.question)
            if column.name == item.name
            for choice in column.choices
        } | {choice.name for choice in item.choices}
        if value is not None and labels and kind.level in ("nominal", "ordinal"):
            assert set(kind.counts_as(example.question, value)) <= labels


@EVERY_KIND
@given(data=st.data())
def test_no_words_in_the_world_break_a_kind(kind: Kind, data: Any) -> None:
    question = data.draw(st.sampled_from([example.question for example in kind.examples]))
    names = [item.name for item in kind.items(question)] or ["anything"]
    form = {name: data.draw(st.lists(WORDS, max_size=3)) for name in names}
    try:
        values = kind.parse(question, form)
    except Wrong as wrong:
        assert wrong.problems
        return
    assert set(values) <= set(names)
    assert msgspec.json.decode(msgspec.json.encode(values), type=dict[str, Value]) == values
    for item in kind.items(question):
        if item.name in values:
            assert all(isinstance(category, str) for category in kind.counts_as(question, values[item.name]))


@given(st.lists(WORDS, max_size=2))
def test_a_number_without_limits_can_be_stored_however_long_it_is(words: list[str]) -> None:
    try:
        values = KINDS["number"].parse(Question("n", "number", {"de": "Wie viele?"}), {"n": words})
    except Wrong:
        return
    assert msgspec.json.decode(msgspec.json.encode(values), type=dict[str, Value]) == values


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        ("9:05", "09:05"),
        ("09:05:59", "09:05"),
        ("9.05", "09:05"),
        ("14h30", "14:30"),
        ("9", "09:00"),
        ("9 Uhr", "09:00"),
        ("12:30 am", "00:30"),
        ("12:30 PM", "12:30"),
        ("9:30 p.m.", "21:30"),
        ("٩:٣٠ م", "21:30"),
        ("९:३०", "09:30"),
        ("00:00", "00:00"),
    ],
)
def test_a_time_is_read_however_people_write_it(words: str, stored: str) -> None:
    assert KINDS["time"].parse(Question("t", "time", {"de": "?"}), {"t": [words]}) == {"t": stored}


@pytest.mark.parametrize("words", ["24:00", "9:60", "13 pm", "0:30 am", "930", "9:5", "-1:00", "9:30 9:30", "٢٥:٠٠"])
def test_what_is_no_time_is_not_guessed(words: str) -> None:
    with pytest.raises(Wrong) as wrong:
        KINDS["time"].parse(Question("t", "time", {"de": "?"}), {"t": [words]})
    assert [problem.code for problem in wrong.value.problems] == ["not_a_time"]


@pytest.mark.parametrize(
    "words",
    ["2026-06-15 10:30", "2026-06-15T10:30:00", "15.6.2026 10.30", "15. 6. 2026, um 10:30 Uhr", "١٥.٦.٢٠٢٦ ١٠:٣٠"],
)
def test_a_moment_is_read_however_people_write_it(words: str) -> None:
    assert KINDS["moment"].parse(Question("m", "moment", {"de": "?"}), {"m": [words]}) == {"m": "2026-06-15T10:30"}


def test_a_moment_may_lie_anywhere_on_the_last_day() -> None:
    question = Question("m", "moment", {"de": "?"}, limits={"max": "2026-06-15"})
    assert KINDS["moment"].parse(question, {"m": ["2026-06-15T23:59"]})
    with pytest.raises(Wrong):
        KINDS["moment"].parse(question, {"m": ["2026-06-16T00:00"]})


RANKING = Question(
    "r", "ranking", {"de": "?"}, choices=tuple(Choice(name, {"de": name}) for name in "abcde"), limits={"max": 3}
)


@pytest.mark.parametrize(
    ("sent", "ranked"),
    [
        (["a", "a", "a"], ["a"]),
        (["a", "b", "a"], ["a", "b"]),
        (["b", "", "b"], ["b"]),
        (["", "c", "a"], ["c", "a"]),
        (["e", "d", "c"], ["e", "d", "c"]),
    ],
)
def test_a_choice_on_two_places_stands_on_the_better_one_and_gaps_close(sent: list[str], ranked: list[str]) -> None:
    assert KINDS["ranking"].parse(RANKING, {"r": sent}) == {"r": ranked}


def test_the_table_says_the_place_of_each_choice() -> None:
    kind = KINDS["ranking"]
    assert [column.name for column in kind.columns(RANKING)] == ["r.a", "r.b", "r.c", "r.d", "r.e"]
    assert kind.cells(RANKING, {"r": ["c", "a"]}) == (2, None, 1, None, None)
    assert kind.counts_as(RANKING, ["c", "a"]) == ("c.1", "a.2")


def test_a_slider_stands_on_its_steps_without_traces_of_binary_fractions() -> None:
    question = Question("s", "slider", {"de": "?"}, limits={"min": 0.1, "max": 0.9, "step": 0.1})
    assert stops(question.limits) == (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
    for value in stops(question.limits):
        assert KINDS["slider"].parse(question, {"s": [str(value)]}) == {"s": value}


def test_a_slider_never_stands_beyond_its_last_whole_step() -> None:
    question = Question("s", "slider", {"de": "?"}, limits={"min": 0, "max": 10, "step": 4})
    assert stops(question.limits) == (0, 4, 8)
    assert KINDS["slider"].parse(question, {"s": ["10"]}) == {"s": 8}


@pytest.mark.parametrize(
    "limits", [{"step": 0}, {"step": -1}, {"step": 1e-300}, {"min": 5, "max": 1}, {"max": 1e300}, {"min": -3}]
)
def test_a_slider_with_odd_limits_still_takes_its_lowest_number(limits: dict[str, int | float | str]) -> None:
    question = Question("s", "slider", {"de": "?"}, limits=limits)
    lowest = limits.get("min", 0)
    assert KINDS["slider"].parse(question, {"s": [str(lowest)]}) == {"s": lowest}


OTHER = Question(
    "o",
    "single",
    {"de": "?"},
    choices=(Choice("other", {"de": "eine andere Sprache"}), Choice("turkish", {"de": "Türkisch"})),
    other=True,
    required=True,
)


def test_a_choice_of_its_own_called_other_is_not_offered_twice() -> None:
    assert [choice.name for choice in KINDS["single"].items(OTHER)[0].choices] == ["other", "turkish"]


def test_other_without_words_is_an_answer_even_where_one_is_required() -> None:
    asked = Questionnaire({"de": "?"}, (Section("s", {"de": "?"}, (OTHER,)),))
    assert flow.check(asked, {"o": ["other"], "o_other": ["  "]}) == flow.check(asked, {"o": ["other"]})
    assert flow.check(asked, {"o": ["other"]}).problems == ()
    assert [problem.item for problem in flow.check(asked, {"o_other": ["Kurdisch"]}).problems] == ["o"]


def test_words_beside_a_choice_that_is_not_chosen_are_not_even_looked_at() -> None:
    assert KINDS["single"].parse(OTHER, {"o": ["turkish"], "o_other": ["x" * 5000, "\x00"]}) == {"o": "turkish"}


@pytest.mark.parametrize(("kind", "example"), GOOD)
def test_a_column_called_like_an_item_holds_what_is_stored_there(kind: Kind, example: Example) -> None:
    """Exports rely on it: such a cell is not made anew for every row."""
    stored = {item.name for item in kind.items(example.question)}
    cells = zip(kind.columns(example.question), kind.cells(example.question, example.values or {}), strict=True)
    for column, cell in cells:
        if column.name in stored:
            assert cell == (example.values or {}).get(column.name)
