"""Surveys: find them, open and close them, their versions and waves. Whoever changes one leaves a trace in the audit."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from common import clock
from db import models
from db.queries import surveys as query
from services import auditing, house, may, releasing
from services.may import Actor, Forbidden
from services.remembering import forget, remembered
from survey import model
from survey.model import Questionnaire

STALE_AFTER = 1.0
"""Seconds for which the residents' face may show a survey as it was. The writer checks again under the lock."""


class UnknownSurvey(Exception):
    """No survey has this address."""


class UnknownVersion(Exception):
    """The survey never had this version."""


class NotPossible(Exception):
    """The survey is not in a state in which this can be done; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Survey:
    id: int
    slug: str
    status: str
    network_id: int | None
    district_id: int | None
    partition: str
    open_results: bool
    version_number: int
    closes_on: date | None
    questionnaire: Questionnaire
    """As new answers meet it."""

    @property
    def is_open(self) -> bool:
        return self.status == "open"


@dataclass(frozen=True, slots=True)
class Version:
    id: int
    number: int
    questionnaire: Questionnaire
    published_on: date


@dataclass(frozen=True, slots=True)
class Wave:
    id: int
    number: int
    name: str
    opened_on: date
    closed_on: date | None


@remembered(STALE_AFTER)
def by_slug(slug: str) -> Survey:
    """Raises `UnknownSurvey`. May be a second old."""
    if "\0" in slug:  # which PostgreSQL refuses to look for
        raise UnknownSurvey(slug)
    with house.reading() as session:
        return _survey(session, query.by_slug(session, slug))


def version(survey: Survey, number: int) -> Version:
    """Raises `UnknownVersion`."""
    with house.reading() as session:
        return _version(query.version(session, survey.id, number))


def versions(survey: Survey) -> tuple[Version, ...]:
    with house.reading() as session:
        return tuple(_version(row) for row in query.versions(session, survey.id))


def waves(survey: Survey) -> tuple[Wave, ...]:
    with house.reading() as session:
        return tuple(
            Wave(row.id, row.number, row.name, row.opened_on, row.closed_on) for row in query.waves(session, survey.id)
        )


@remembered(STALE_AFTER)
def open_to_residents() -> tuple[Survey, ...]:
    with house.reading() as session:
        return tuple(_survey(session, row) for row in query.all_surveys(session) if row.status == "open")


@dataclass(frozen=True, slots=True)
class Listed:
    survey: Survey
    wave: str
    today: int | None
    total: int | None
    """How many answers; None for those who may not know it exactly."""


def listed(actor: Actor) -> tuple[Listed, ...]:
    """What this person works with, open ones first."""
    with house.reading() as session:
        counts = query.answers_per_survey(session, clock.today())
        found = []
        for row in query.all_surveys(session):
            survey = _survey(session, row)
            if not may.see_results(actor, survey) and not may.take_answer(actor, survey):
                continue
            wave = query.open_wave(session, row.id)
            total, today = counts.get(row.id, (0, 0)) if may.see_raw_data(actor, survey) else (None, None)
            found.append(Listed(survey, wave.name if wave else "", today, total))
    order = {"open": 0, "draft": 1, "closed": 2}
    return tuple(sorted(found, key=lambda one: (order[one.survey.status], one.survey.slug)))


def publish(
    actor: Actor,
    slug: str,
    questionnaire: Questionnaire,
    *,
    partition: str,
    network_id: int | None = None,
    district_id: int | None = None,
    open_results: bool = False,
) -> Survey:
    """A new survey as a draft, or a new version of one that is there. One of a network belongs to the network's district."""
    _ask(may.manage_surveys(actor))
    with house.writing() as session:
        row = query.locked(session, slug)
        if row is None:
            network = session.get(models.Network, network_id) if network_id else None
            district_id = network.district_id if network else district_id
            row = models.Survey(
                slug=slug,
                status="draft",
                network_id=network_id,
                district_id=district_id,
                partition=partition,
                open_results=open_results,
                version_number=0,
                change_number=0,
                closes_on=None,
            )
            session.add(row)
            session.flush()
        row.version_number += 1
        content = model.to_json(questionnaire).decode()
        session.add(
            models.Version(survey_id=row.id, number=row.version_number, content=content, published_on=clock.today())
        )
        auditing.note(session, actor, "publish", slug, {"version": row.version_number})
        session.flush()
        survey = _survey(session, row)
    forget()
    return survey


def open_survey(actor: Actor, slug: str, wave_name: str, on: date | None = None) -> None:
    """Begins a wave and takes answers. Raises `NotPossible` where one is open."""
    _ask(may.manage_surveys(actor))
    with house.writing() as session:
        row = _locked(session, slug)
        if row.status == "open":
            raise NotPossible("is_open")
        number = len(query.waves(session, row.id)) + 1
        session.add(
            models.Wave(survey_id=row.id, number=number, name=wave_name, opened_on=on or clock.today(), closed_on=None)
        )
        row.status = "open"
        auditing.note(session, actor, "open", slug, {"wave": wave_name})
    forget()


def close_survey(actor: Actor, slug: str, on: date | None = None) -> None:
    """Ends the wave and releases what was held back of it. Raises `NotPossible` where none is open."""
    _ask(may.manage_surveys(actor))
    with house.writing() as session:
        row = _locked(session, slug)
        wave = query.open_wave(session, row.id)
        if row.status != "open" or wave is None:
            raise NotPossible("is_closed")
        row.status = "closed"
        wave.closed_on = on or clock.today()
        session.flush()
        releasing.release_all(session, row, wave)
        auditing.note(session, actor, "close", slug, {"wave": wave.name})
    forget()


def _ask(allowed: bool) -> None:
    if not allowed:
        raise Forbidden


def _locked(session: Session, slug: str) -> models.Survey:
    row = query.locked(session, slug)
    if row is None:
        raise UnknownSurvey(slug)
    return row


def _survey(session: Session, row: models.Survey | None) -> Survey:
    if row is None:
        raise UnknownSurvey
    published = query.version(session, row.id, row.version_number)
    return Survey(
        row.id,
        row.slug,
        row.status,
        row.network_id,
        row.district_id,
        row.partition,
        row.open_results,
        row.version_number,
        row.closes_on,
        model.from_json(published.content) if published else Questionnaire({}, ()),
    )


def _version(row: models.Version | None) -> Version:
    if row is None:
        raise UnknownVersion
    return Version(row.id, row.number, model.from_json(row.content), row.published_on)
