"""Days and moments, in the time zone and the language that are handed in."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from asking import ask

PHOENIX = ZoneInfo("America/Phoenix")
LATE = datetime(2026, 6, 14, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("number('1970-01-01')", 0.0),
        ("number('1969-12-31')", -1.0),
        ("number('2008-09-05')", 14127.0),
        ("number('2026-08-27T08:27:00.000+07:00')", 20692.0),
        ("date('2008-09-08') - date('1983-10-06')", 9104.0),
        ("date(6.5)", "1970-01-07"),
        ("date(-10252)", "1941-12-07"),
        ("date('')", ""),
        ("date('2026-06-01T23:30:00Z')", "2026-06-02"),
        ("date(today() + 30)", "2026-07-15"),
        ("today() + 1 > '2026-06-15'", True),
        ("string(date('1989-11-09'))", "1989-11-09"),
        ("'2026-02-30' > '2026-01-01'", False),
        ("decimal-date-time('2018-04-24T15:30:00.000+06:00')", 17645.395833333332),
        ("decimal-date-time(2.5)", 2.5),
        ("decimal-time('18:00:00.000+02:00')", 0.75),
        ("decimal-time('2026-06-15T06:00:00')", 0.25),
        ("decimal-time(2.25)", 0.25),
        ("format-date(0, '%Y-%m-%d')", "1970-01-01"),
        ("format-date('', '%Y')", ""),
        ("format-date('2026-06-05', '100 %% %q')", "100 % %q"),
        ("format-date-time('09:05', '%H Uhr %M')", "09 Uhr 05"),
        ("date-time('2026-01-01T12:00:00Z')", "2026-01-01T13:00:00.000+01:00"),
    ],
)
def test_days_count_in_the_city(source: str, value: object) -> None:
    assert ask(source) == value


def test_today_is_the_day_of_the_zone() -> None:
    assert ask("today()", now=LATE) == "2026-06-15"
    assert ask("today()", now=LATE, zone=PHOENIX) == "2026-06-14"
    assert ask("now()", now=LATE, zone=PHOENIX) == "2026-06-14T15:30:00.000-07:00"


def test_there_and_back_is_the_same_day_east_and_west_of_greenwich() -> None:
    """JavaRosa cuts the fraction off, which east of Greenwich is the day before."""
    for zone in (PHOENIX, ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Kiritimati")):
        assert ask("date(decimal-date-time('2026-06-01') + 3)", zone=zone) == "2026-06-04"
        assert ask("date(now() + 7)", zone=zone, now=LATE) == ask("date(today() + 7)", zone=zone, now=LATE)


def test_a_day_begins_at_its_midnight_in_the_city() -> None:
    assert ask("'2026-06-15T00:00:01' > today()") is True
    assert ask("'2026-06-14T22:30:00Z' >= today()") is True
    assert ask("'2026-06-14T21:30:00Z' >= today()") is False
    assert ask("today() < now()") is True


def test_differences_of_days_are_whole_across_the_change_of_the_clocks() -> None:
    assert ask("date('2026-04-01') - date('2026-03-01')") == 31.0


@pytest.mark.parametrize("source", ["date('2026-13-01')", "date('morgen')", "date('24:00')", "decimal-time('06:60')", "decimal-time('06:00:00-24:00')"])  # fmt: skip
def test_what_is_no_day_is_a_failure(source: str) -> None:
    assert ask(source).code == "not_a_date"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Mo. 1. Juni"),
        ("de-simple", "Mo. 1. Juni"),
        ("en", "Mon 1. Jun"),
        ("tr", "Pzt 1. Haz"),
        ("ar", "الاثنين 1. يونيو"),
        ("bg", "пн 1. юни"),
        ("ro", "lun. 1. iun."),
        ("pl", "pon. 1. cze"),
        ("uk", "пн 1. черв."),
        ("xx", "Mon 1. Jun"),
    ],
)
def test_months_and_weekdays_are_in_the_language_of_the_person(language: str, said: str) -> None:
    assert ask("format-date('2026-06-01', '%a %e. %b')", language=language) == said
