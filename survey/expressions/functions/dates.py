"""Days and times. Days are texts like 2026-06-15, moments like 2026-06-15T10:30:00.000+02:00."""

from datetime import datetime
from typing import Any

from common.marks import N_
from survey.expressions import moments
from survey.expressions.environment import Focus
from survey.expressions.errors import Broken, Code
from survey.expressions.functions.table import A, Function, N, T
from survey.expressions.nodes import Node
from survey.expressions.values import plain_number, text_of


def _single(value: Any) -> str | float | None:
    """A day or moment as given, or None for a blank. Truths are no dates."""
    if isinstance(value, bool):
        raise Broken(Code.NOT_A_DATE, found=text_of(value))
    if isinstance(value, float):
        return None if value != value else value
    text = text_of(value).strip()
    if not text:
        return None
    number = plain_number(text)
    return text if number != number else number


def _moment(value: str | float, focus: Focus, clock: bool = False) -> moments.Moment:
    """With `clock` a time alone will do: it is today's."""
    if isinstance(value, float):
        at = moments.moment_of(value, focus.environment.zone)
        return moments.Moment(at.date(), at.time(), at.utcoffset())
    found = moments.read(value)
    if not found and clock:
        found = moments.read_clock(value, focus.environment.now.date())
    if not found:
        raise Broken(Code.NOT_A_DATE, found=value[:40])
    return found


def _at(value: str | float, focus: Focus, clock: bool = False) -> datetime:
    return moments.instant(_moment(value, focus, clock), focus.environment.zone)


def _today(node: Node, focus: Focus) -> str:
    return focus.environment.today


def _now(node: Node, focus: Focus) -> str:
    return moments.iso(focus.environment.now)


def _date(node: Node, focus: Focus, value: Any) -> str:
    given = _single(value)
    if given is None:
        return ""
    if isinstance(given, float):
        return moments.day_of(given, focus.environment.zone).isoformat()
    found = _moment(given, focus)
    return (found.day if found.clock is None else _at(given, focus).date()).isoformat()


def _date_time(node: Node, focus: Focus, value: Any) -> str:
    given = _single(value)
    return "" if given is None else moments.iso(_at(given, focus))


def _decimal_date_time(node: Node, focus: Focus, value: Any) -> float:
    given = _single(value)
    if given is None:
        return float("nan")
    return given if isinstance(given, float) else moments.days_in_utc(_at(given, focus))


def _decimal_time(node: Node, focus: Focus, value: Any) -> float:
    given = _single(value)
    if given is None:
        return float("nan")
    if isinstance(given, float):
        return given % 1
    return moments.part_of_day(_at(given, focus, clock=True))


def _format(node: Node, focus: Focus, value: Any, pattern: str) -> str:
    given = _single(value)
    if given is None:
        return ""
    return moments.formatted(_at(given, focus, clock=True), pattern, focus.environment.language)


FUNCTIONS = (
    Function("today", (), T, N_("Der heutige Tag."), _today, aware=True),
    Function("now", (), T, N_("Der Augenblick jetzt."), _now, aware=True),
    Function("date", (A,), T, N_("Der Wert als Tag, ohne Uhrzeit."), _date, aware=True),
    Function("date-time", (A,), T, N_("Der Wert als Tag mit Uhrzeit."), _date_time, aware=True),
    Function(
        "decimal-date-time",
        (A,),
        N,
        N_("Tage seit dem 1.1.1970 in Weltzeit, mit Nachkommastellen für die Uhrzeit."),
        _decimal_date_time,
        aware=True,
    ),
    Function(
        "decimal-time", (A,), N, N_("Die Uhrzeit als Teil des Tages, von 0 bis unter 1."), _decimal_time, aware=True
    ),
    Function(
        "format-date", (A, T), T, N_("Ein Tag in Worten, nach einem Muster wie „%e. %b %Y“."), _format, aware=True
    ),
    Function(
        "format-date-time",
        (A, T),
        T,
        N_("Ein Tag mit Uhrzeit, nach einem Muster wie „%e. %b %Y, %H:%M“."),
        _format,
        aware=True,
    ),
)
