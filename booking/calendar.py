"""Calendar files (RFC 5545). No organiser and no secret address: such a file is passed on and read by strangers' machines.

Times are those of the city with its rule for summer time, so that a phone abroad converts them, and a law that ends summer time moves them rightly.
Written by hand: `icalendar` would cost 77 ms of each start (7.3.0) for forty lines. The tests read every file with two other libraries.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from booking.model import Date
from common.clock import LOCAL

_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
END:VTIMEZONE""".splitlines()


def calendar(
    dates: Iterable[Date],
    *,
    uid: str,
    title: str,
    place: str = "",
    text: str = "",
    url: str = "",
    stamp: datetime,
    sequence: int = 0,
    cancelled: bool = False,
    name: str = "",
) -> str:
    """One file with one event for each date. `uid` names the workshop (such as `elterncafe@quartier.example`); `url` is its public page."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Quartierspuls//DE", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{_escaped(name)}"] if name else []
    lines += _ZONE
    for date in dates:
        lines += event(
            date,
            uid=uid,
            title=title,
            place=place,
            text=text,
            url=url,
            stamp=stamp,
            sequence=sequence,
            cancelled=cancelled,
        )
    return _file(lines)


def feed(events: Iterable[list[str]], name: str) -> str:
    """Many workshops in one file, from `event`s."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Quartierspuls//DE",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        *_ZONE,
    ]
    return _file([*lines, *(line for one in events for line in one)])


def event(
    date: Date,
    *,
    uid: str,
    title: str,
    place: str = "",
    text: str = "",
    url: str = "",
    stamp: datetime,
    sequence: int = 0,
    cancelled: bool = False,
) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{date.id}-{_escaped(uid)}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{sequence}",
        _moment("DTSTART", date.starts),
        _moment("DTEND", date.ends),
        f"SUMMARY:{_escaped(title)}",
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
    ]
    lines += [f"LOCATION:{_escaped(place)}"] if place else []
    lines += [f"DESCRIPTION:{_escaped(text)}"] if text else []
    lines += [f"URL:{''.join(letter for letter in url if letter.isprintable() and letter != ' ')}"] if url else []
    return [*lines, "END:VEVENT"]


def _moment(name: str, moment: datetime) -> str:
    """By the city's clock. In the hour that comes twice in October only UTC says which one is meant."""
    there = moment.astimezone(LOCAL)
    if there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset():
        return f"{name}:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{name};TZID=Europe/Berlin:{there:%Y%m%dT%H%M%S}"


def _escaped(words: str) -> str:
    words = (
        words.replace("\\", "\\\\")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\n", "\\n")
        .replace(";", "\\;")
        .replace(",", "\\,")
    )
    return "".join(letter for letter in words if letter >= " " and letter != "\x7f")


def _file(lines: Iterable[str]) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _folded(line: str) -> str:
    """At most 75 octets a line, never within a letter."""
    parts, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > 75:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += octets
    return "\r\n".join(parts)
