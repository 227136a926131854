"""Every question kind, from its own examples. A new kind needs no new test: it fails here until its three files exist."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import Wrong
from survey.kinds import KINDS, Example, Kind
from survey.model import Question, Value

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
