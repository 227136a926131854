"""A small survey in two versions, its answers as the database hands them over, and files read back by other programs."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec
import openpyxl

from exports import FORMATS
from exports.columns import Version, over
from exports.table import Named, Options, Sheets, Stored
from survey.model import Choice, Question, Questionnaire, Section, Text

SAID = (
    "Mehr Schatten auf dem Spielplatz, im Sommer ist die Rutsche zu heiß.",
    "Das Elterncafé ist super, aber 9 Uhr ist zu früh für mich.",
    "Bitte Einladungen auch per WhatsApp oder Aushang, nicht nur E-Mail.",
    "Der Zettel ist zu schwer. Bitte kurze Sätze.",
    "Çocuklar için akşamları da kurs olsa iyi olur.",
    "نحتاج إلى مترجم في اجتماعات الأهل.",
    "Искам информация на български за училището.",
    "Ar fi bine un loc unde copiii să facă temele după școală.",
    "Proszę o więcej zajęć dla dzieci w wieku 6–10 lat.",
    "Було б добре мати курс німецької з доглядом за дітьми.",
    "The street near the school is too fast, we need a crossing.",
    "Ruft mich an, Ayşe, 0231 000000",
    "👍👍",
    'Sie sagte: "Ja; gern!"\nUnd dann, nach der Pause:\n\n– nichts.',
    " vorn und hinten ein Blank ",
    "<b>&amp;</b> ]]> 'so'",
)
"""Open answers of DOMAIN 7, with separators, quotes, lines and marks that trip files up."""


def text(words: str) -> Text:
    return {"de": words}


def choices(**labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, text(label)) for name, label in labels.items())


def version(number: int, *questions: Question, scale: str = "") -> Version:
    return Version(
        100 + number,
        number,
        date(2026, 3, number),
        Questionnaire(text("Unser Park"), (Section("all", text("Alles"), questions),), scale=scale),
    )


def answer(
    version: int,
    values: dict[str, Any],
    number: int = 0,
    *,
    wave: int = 1,
    network: int | None = None,
    district: int | None = 7,
    language: str = "de",
    channel: str = "phone",
) -> Stored:
    return (
        f"00000000-0000-4000-8000-{number:012}",
        100 + version,
        wave,
        network,
        district,
        language,
        channel,
        "2026-11-23",
        msgspec.json.encode(values).decode(),
    )


def sheets(versions: Iterable[Version], answers: Iterable[Stored], **options: Any) -> Sheets:
    versions = tuple(versions)
    return Sheets(
        versions,
        over(versions),
        {1: Named(1, "Herbst")},
        {3: Named("dorstfeld", "Dorstfeld")},
        {7: Named("eving", "Eving")},
        answers,
        Options(**options),
    )


def as_csv(made: Sheets) -> list[dict[str, str]]:
    content = b"".join(FORMATS["csv"].write(made)).decode("utf-8-sig" if made.options.bom else "utf-8")
    return list(csv.DictReader(io.StringIO(content, newline=""), delimiter=made.options.separator, strict=True))


def as_workbook(made: Sheets) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(b"".join(FORMATS["xlsx"].write(made))))


def as_xlsx(made: Sheets) -> list[dict[str, Any]]:
    header, *rows = as_workbook(made).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]
