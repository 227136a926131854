"""Calendar files, read by two libraries that know nothing of each other, over the changes to and from summer time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as some

from booking import calendar
from booking.model import Date

BERLIN = ZoneInfo("Europe/Berlin")
STAMP = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def berlin(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=BERLIN, fold=fold)  # type: ignore[misc]


def file(*dates: Date, title: str = "Elterncafé", **more: str) -> str:
    return calendar.calendar(dates, uid="elterncafe@quartier.example", title=title, stamp=STAMP, **more)  # type: ignore[arg-type]


def by_icalendar(words: str) -> list[tuple[datetime, datetime, str]]:
    events = icalendar.Calendar.from_ical(words).walk("VEVENT")
    return [
        (event.decoded("DTSTART").astimezone(UTC), event.decoded("DTEND").astimezone(UTC), str(event["SUMMARY"]))
        for event in events
    ]


def by_vobject(words: str) -> list[tuple[datetime, datetime, str]]:
    events = vobject.readOne(words).vevent_list
    return [
        (event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC), event.summary.value)
        for event in events
    ]


CASES = [
    pytest.param(berlin(2026, 12, 7, 16, 0), id="winter"),
    pytest.param(berlin(2027, 7, 5, 16, 0), id="summer"),
    pytest.param(berlin(2027, 3, 27, 16, 0), id="the day before summer time"),
    pytest.param(berlin(2027, 3, 28, 0, 30), id="the night in which an hour is missing"),
    pytest.param(berlin(2027, 3, 28, 3, 0), id="the first minute of summer time"),
    pytest.param(berlin(2027, 3, 28, 10, 0), id="the first morning of summer time"),
    pytest.param(berlin(2026, 10, 24, 23, 0), id="into the night with an hour twice"),
    pytest.param(berlin(2026, 10, 25, 2, 30), id="the hour that comes twice, first time"),
    pytest.param(berlin(2026, 10, 25, 2, 30, fold=1), id="the hour that comes twice, second time"),
    pytest.param(berlin(2026, 10, 25, 3, 0), id="the first minute of winter time"),
    pytest.param(berlin(2031, 3, 30, 9, 0), id="in years to come"),
]


@pytest.mark.parametrize("starts", CASES)
def test_two_readers_see_the_moments_that_were_meant(starts: datetime) -> None:
    ends = (starts.astimezone(UTC) + timedelta(hours=3)).astimezone(BERLIN)
    words = file(Date(starts, ends, 5))
    expected = [(starts.astimezone(UTC), ends.astimezone(UTC), "Elterncafé")]
    assert by_icalendar(words) == expected
    assert by_vobject(words) == expected


def test_a_series_over_the_change_stays_at_four_by_the_clock_on_the_wall() -> None:
    dates = [Date(berlin(2027, 3, day, 16, 0), berlin(2027, 3, day, 18, 0), day) for day in (22, 29)]
    words = file(*dates)
    assert [one[0].hour for one in by_icalendar(words)] == [15, 14]
    assert by_icalendar(words) == by_vobject(words)
    assert words.count("T160000") == 2
    assert (
        words.count("BEGIN:VEVENT") == 2 and len({line for line in words.splitlines() if line.startswith("UID:")}) == 2
    )


@given(some.datetimes(datetime(2025, 1, 1), datetime(2037, 12, 31)), some.integers(1, 60 * 24))
def test_any_moment_is_read_as_it_was_written(moment: datetime, minutes: int) -> None:
    starts = moment.replace(microsecond=0, tzinfo=UTC)
    words = file(Date(starts, starts + timedelta(minutes=minutes), 1))
    assert by_icalendar(words)[0][:2] == (starts, starts + timedelta(minutes=minutes))


@given(some.text(some.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_every_title_survives_folding_and_escaping(title: str) -> None:
    words = file(Date(STAMP, STAMP + timedelta(hours=1), 1), title=title)
    assert all(len(line.encode()) <= 75 for line in words.split("\r\n"))
    assert by_icalendar(words)[0][2] == title


@pytest.mark.parametrize(
    "title", ["Kaffee; Kuchen, und\\oder Tee", "مقهى الوالدين في حي برونن", "Elterncafé " + "ä" * 200, "👪" * 40]
)
def test_both_readers_see_the_same_title(title: str) -> None:
    words = file(Date(STAMP, STAMP + timedelta(hours=1), 1), title=title)
    assert by_icalendar(words)[0][2] == by_vobject(words)[0][2] == title


def test_nothing_that_somebody_writes_becomes_a_line_of_its_own() -> None:
    words = file(
        Date(STAMP, STAMP + timedelta(hours=1), 1),
        title="A\r\nORGANIZER:mailto:x@y.de\nATTENDEE:z",
        place="B\r\nX:1",
        url="https://x.de/w/a\r\nATTACH:evil",
    )
    assert not any(line.startswith(("ORGANIZER", "ATTENDEE", "ATTACH", "X:1")) for line in words.split("\r\n"))


def test_there_is_no_organiser_and_lines_end_as_the_standard_says() -> None:
    words = file(
        Date(STAMP, STAMP + timedelta(hours=1), 1),
        place="Haus der Familie",
        text="Mit Kaffee.\nKommt alle!",
        url="https://quartier.example/w/elterncafe",
    )
    assert "ORGANIZER" not in words and "ATTENDEE" not in words
    assert words.endswith("END:VCALENDAR\r\n") and "\n" not in words.replace("\r\n", "")
    event = icalendar.Calendar.from_ical(words).walk("VEVENT")[0]
    assert (str(event["LOCATION"]), str(event["DESCRIPTION"]), str(event["URL"])) == (
        "Haus der Familie",
        "Mit Kaffee.\nKommt alle!",
        "https://quartier.example/w/elterncafe",
    )


def test_a_cancelled_workshop_says_so_to_calendars() -> None:
    words = calendar.calendar(
        [Date(STAMP, STAMP + timedelta(hours=1), 1)], uid="a@b", title="A", stamp=STAMP, sequence=3, cancelled=True
    )
    event = icalendar.Calendar.from_ical(words).walk("VEVENT")[0]
    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CANCELLED", 3)


def test_a_feed_holds_many_workshops_and_one_time_zone() -> None:
    events = [
        calendar.event(Date(STAMP, STAMP + timedelta(hours=1), 1), uid=f"{name}@b", title=name, stamp=STAMP)
        for name in ("a", "b", "c")
    ]
    words = calendar.feed(events, "Eving")
    assert (
        [title for _, _, title in by_icalendar(words)]
        == [title for _, _, title in by_vobject(words)]
        == ["a", "b", "c"]
    )
    assert words.count("BEGIN:VTIMEZONE") == 1
