"""Numbers, months and days in columns that fit on a phone."""

from hypothesis import given
from hypothesis import strategies as st

from charts.periods import MOST_NUMBERS, of_days, of_months, of_numbers
from i18n.catalogue import words

DE = words("de")


def test_whole_numbers_that_fit_have_a_column_each() -> None:
    assert of_numbers({1.0: 2, 3.0: 1}, None, None, DE) == [("1", 2), ("2", 0), ("3", 1)]


def test_wide_ranges_are_put_in_classes() -> None:
    assert of_numbers({0.0: 1, 24.0: 2, 50.0: 1}, 0, 500, DE)[:2] == [("0–4", 1), ("5–9", 0)]


def test_halves_are_in_the_class_below_the_next_whole() -> None:
    assert of_numbers({3.5: 1, 4.0: 1}, None, None, DE) == [("3–<4", 1), ("4–<5", 1)]


@given(
    st.dictionaries(
        st.floats(-1e6, 1e6).map(lambda number: round(number, 1)), st.integers(1, 9), min_size=1, max_size=30
    )
)
def test_nobody_is_lost_in_classes_and_they_are_few(counts: dict[float, int]) -> None:
    columns = of_numbers(counts, None, None, DE)
    assert sum(count for _, count in columns) == sum(counts.values())
    assert len(columns) <= MOST_NUMBERS + 1


def test_months_without_answers_stand_between_those_with() -> None:
    assert of_months({"2026-11": 1, "2027-01": 2}, DE) == [("Nov 26", 1), ("Dez 26", 0), ("Jan 27", 2)]


def test_many_months_become_years() -> None:
    assert of_months({"2020-01": 1, "2026-05": 2, "2026-06": 1}, DE) == [
        *((str(year), int(year == 2020)) for year in range(2020, 2026)),
        ("2026", 3),
    ]


def test_many_days_become_weeks_by_their_monday() -> None:
    assert of_days({"2026-09-01": 1, "2026-09-03": 1, "2026-11-01": 1}, DE)[0] == ("31. Aug.", 2)


def test_very_many_days_become_months() -> None:
    assert of_days({"2025-01-15": 1, "2026-02-01": 4}, DE)[-1] == ("Feb 26", 4)


def test_no_days_are_no_columns() -> None:
    assert of_days({}, DE) == []
