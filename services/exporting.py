"""Exports: order one, fetch it while it is made, or write it to a file from the operator's console."""

import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from common import clock, ids
from db import models
from db.queries import downloads, places
from db.queries import surveys as survey_query
from exports import FORMATS, Format
from exports.columns import Version, over
from exports.table import Named, Options, Sheets
from services import auditing, house, may
from services.may import Actor, Forbidden
from services.surveys import UnknownSurvey
from survey import model

LASTS = timedelta(days=1)
"""How long after it was ordered an export can be fetched."""
SEPARATORS = (";", ",", "\t")

T = TypeVar("T")


class UnknownDownload(LookupError):
    """Nobody ordered this, or somebody else did: which of them is not told."""


class Expired(Exception):
    """Ordered too long ago. Ordering it again helps."""


class NotAvailable(LookupError):
    """There is no such export; `code` says what does not fit: format, wave or separator."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Order(msgspec.Struct, frozen=True):
    """What somebody wants: one wave or all (None), labels or codes, the questions themselves (`texts`) or their names as headers."""

    format: str = "csv"
    language: str = "de"
    labels: bool = False
    wave_id: int | None = None
    texts: bool = False
    separator: str = ";"
    bom: bool = True


@dataclass(frozen=True, slots=True)
class Stream:
    """A file as it is made. Whoever does not read to the end must `close` the chunks: a database transaction is open behind them."""

    filename: str
    media_type: str
    chunks: Generator[bytes, None, None]


def order(actor: Actor, slug: str, order: Order) -> UUID:
    """Raises `UnknownSurvey`, `Forbidden`, `NotAvailable`."""
    with house.writing() as session:
        survey = _survey(session, slug)
        _ask(actor, survey)
        _check(session, survey, order)
        downloads.forget_before(session, clock.now() - 2 * LASTS)
        ordered = models.Download(
            id=ids.new_id(),
            user_id=actor.user_id,
            survey_id=survey.id,
            order=msgspec.json.encode(order).decode(),
            ordered_at=clock.now(),
        )
        session.add(ordered)
        auditing.note(session, actor, "order_export", slug, _details(order))
        return ordered.id


def fetch(actor: Actor, download_id: UUID) -> Stream:
    """Asks for the right once more, then makes the file while it is read. Raises `UnknownDownload`, `Expired`, `Forbidden`."""
    with house.writing() as session:
        ordered = downloads.by_id(session, download_id)
        if ordered is None or ordered.user_id != actor.user_id:
            raise UnknownDownload
        if ordered.ordered_at < clock.now() - LASTS:
            raise Expired
        survey = survey_query.by_id(session, ordered.survey_id)
        assert survey is not None, "an order has its survey"
        _ask(actor, survey)
        order = msgspec.json.decode(ordered.order, type=Order)
        auditing.note(session, actor, "fetch_export", survey.slug, _details(order))
        return _stream(survey.id, survey.slug, order)


def write(slug: str, format: str, path: Path) -> None:
    """For the operator's console. The file appears when it is whole. Raises `UnknownSurvey`, `NotAvailable`."""
    wanted = Order(format=format)
    with house.writing() as session:
        survey = _survey(session, slug)
        _check(session, survey, wanted)
        auditing.note(session, None, "write_export", slug, _details(wanted))
        stream = _stream(survey.id, slug, wanted)
    with NamedTemporaryFile(dir=path.resolve().parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.writelines(stream.chunks)
        except BaseException:
            os.unlink(file.name)
            raise
    os.replace(file.name, path)


def _survey(session: Session, slug: str) -> models.Survey:
    survey = survey_query.by_slug(session, slug)
    if survey is None:
        raise UnknownSurvey(slug)
    return survey


def _ask(actor: Actor, survey: models.Survey) -> None:
    if not may.export(actor, survey):
        raise Forbidden


def _check(session: Session, survey: models.Survey, order: Order) -> None:
    if order.format not in FORMATS:
        raise NotAvailable("format")
    if order.separator not in SEPARATORS:
        raise NotAvailable("separator")
    if order.wave_id is not None and order.wave_id not in {wave.id for wave in survey_query.waves(session, survey.id)}:
        raise NotAvailable("wave")


def _details(order: Order) -> dict[str, str | int | None]:
    return {"format": order.format, "wave": order.wave_id}


def _stream(survey_id: int, slug: str, order: Order) -> Stream:
    wanted = FORMATS[order.format]
    return Stream(
        f"{slug}_{clock.today().isoformat()}{wanted.suffix}", wanted.media_type, _chunks(survey_id, order, wanted)
    )


def _chunks(survey_id: int, order: Order, wanted: Format) -> Generator[bytes, None, None]:
    """One look at the database from the first chunk on, over when the last answer was read or nobody reads any more."""
    with ExitStack() as held:
        session = held.enter_context(house.reading())
        yield from wanted.write(_sheets(session, survey_id, order, held))


def _sheets(session: Session, survey_id: int, order: Order, held: ExitStack) -> Sheets:
    versions = tuple(
        Version(row.id, row.number, row.published_on, model.from_json(row.content))
        for row in survey_query.versions(session, survey_id)
    )
    return Sheets(
        versions=versions,
        fields=over(versions),
        waves={row.id: Named(row.number, row.name) for row in survey_query.waves(session, survey_id)},
        networks={row.id: Named(row.slug, row.name) for row in places.networks(session)},
        districts={row.id: Named(row.slug, row.name) for row in downloads.all_districts(session)},
        answers=_then(downloads.rows(session, survey_id, order.wave_id), held),
        options=Options(order.language, order.labels, order.texts, order.separator, order.bom),
    )


def _then(rows: Iterator[T], held: ExitStack) -> Iterator[T]:
    """Lets go of the database after the last row: a slow reader of a finished file keeps no transaction open."""
    yield from rows
    held.close()
