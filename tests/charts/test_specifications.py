"""Specifications do not know the data: the same words give the very same specification, and its rows fit its fields."""

from typing import Any

import pytest

from charts import rows
from charts.altair import columns, ranking, scale, shares
from charts.altair.look import contrast, ramp, scheme
from charts.layout import bands

STEPS = ("1", "2", "3", "4", "5")
ALL = (
    (scale.specification(("Aussage", "Noch eine"), STEPS, "Was ist?", "light"), rows.SCALE),
    (ranking.specification(("Elterncafé", "Sport"), "Was ist?", "light"), rows.RANKING),
    (shares.specification(120, STEPS, "Was ist?", "dark"), rows.SHARES),
    (columns.specification("", "Personen", "Was ist?", "dark"), rows.COLUMNS),
)
CALCULATED = {"bar_middle", "start", "at", "line", "zero", "from", "to"}


def fields(node: Any) -> set[str]:
    if isinstance(node, dict):
        return ({node["field"]} if "field" in node else set()).union(*(fields(child) for child in node.values()), set())
    return set().union(*(fields(child) for child in node)) if isinstance(node, list) else set()


@pytest.mark.parametrize(("spec", "names"), ALL, ids=("scale", "ranking", "shares", "columns"))
def test_every_field_is_in_the_rows(spec: dict[str, Any], names: tuple[str, ...]) -> None:
    assert fields(spec) - CALCULATED <= set(names)


@pytest.mark.parametrize(("spec", "names"), ALL, ids=("scale", "ranking", "shares", "columns"))
def test_no_data_is_in_the_specification_and_it_is_described(spec: dict[str, Any], names: tuple[str, ...]) -> None:
    assert "data" not in spec
    assert "datasets" not in spec
    assert spec["description"] == "Was ist?"


def test_the_same_words_give_the_same_specification() -> None:
    assert scale.specification(("Aussage",), STEPS, "x", "light") is scale.specification(
        ("Aussage",), STEPS, "x", "light"
    )


def test_themes_differ() -> None:
    assert ranking.specification(("a",), "x", "light") != ranking.specification(("a",), "x", "dark")


def test_long_words_get_more_lines_and_bars_never_overlap() -> None:
    placed, height = bands(
        ("kurz", "Ein sehr langer Satz, der auf einem Telefon nicht in eine einzige Zeile passen kann"), foot=True
    )
    assert placed[0].foot < placed[1].top
    assert "\n" in placed[1].words
    assert placed[1].end < height


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("n", range(1, 9))
def test_words_inside_a_shade_can_be_read(theme: str, n: int) -> None:
    shades, inks = ramp(scheme(theme), n)
    assert len(set(shades)) == n
    assert all(contrast(ink, shade) >= 4.5 for ink, shade in zip(inks, shades, strict=True))
