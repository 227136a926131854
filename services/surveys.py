"""Surveys: find them, open and close them, their versions and waves. Whoever changes one leaves a trace in the audit."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from common import clock
from db import models
from db.queries import drafts
from db.queries import surveys as query
from services import auditing, house, may, releasing
from services.may import Actor, Forbidden
from services.remembering import forget, remembered
from survey import model
from survey.model import Questionnaire

STALE_AFTER = 1.0
"""Seconds for which the residents' face may show a survey as it was. The writer checks again under the lock."""

MOST_ANSWERS = 10_000_000


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
    """The last day on which it takes answers."""
    closes_after: int | None
    """How many answers a wave takes."""
    is_full: bool
    """Whether as many are there."""
    questionnaire: Questionnaire
    """As new answers meet it. Of a survey that was never published, its draft."""

    @property
    def is_open(self) -> bool:
        return self.status == "open"

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.closes_on is not None and clock.today() > self.closes_on

    @property
    def takes_answers(self) -> bool:
        """Open, its day not over, and not full. The writer asks again under the lock."""
        return self.is_open and not self.is_over and not self.is_full


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
        return read(session, query.by_slug(session, slug))


def read_fresh(slug: str) -> Survey:
    """As it is at this moment, for whoever has just changed it. Raises `UnknownSurvey`."""
    with house.reading() as session:
        return read(session, query.by_slug(session, slug))


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
        found = (read(session, row) for row in query.all_surveys(session) if row.status == "open")
        return tuple(survey for survey in found if survey.takes_answers)


@dataclass(frozen=True, slots=True)
class Listed:
    survey: Survey
    wave: str
    today: int | None
    total: int | None
    """How many answers; None for those who may not know it exactly."""
    drafted: bool
    """Whether its next version is being written."""


def listed(actor: Actor) -> tuple[Listed, ...]:
    """What this person works with, open ones first."""
    with house.reading() as session:
        counts, drafted = query.answers_per_survey(session, clock.today()), drafts.survey_ids(session)
        found = []
        for row in query.all_surveys(session):
            survey = read(session, row)
            if not may.see_results(actor, survey) and not may.take_answer(actor, survey):
                continue
            wave = query.open_wave(session, row.id)
            total, today = counts.get(row.id, (0, 0)) if may.see_raw_data(actor, survey) else (None, None)
            found.append(Listed(survey, wave.name if wave else "", today, total, row.id in drafted))
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
        row = query.locked(session, slug) or added(
            session, slug, partition, network_id=network_id, district_id=district_id, open_results=open_results
        )
        add_version(session, actor, row, questionnaire)
        survey = read(session, row)
    forget()
    return survey


def added(
    session: Session,
    slug: str,
    partition: str,
    *,
    network_id: int | None = None,
    district_id: int | None = None,
    open_results: bool = False,
) -> models.Survey:
    """The row of a new survey, without a version."""
    network = session.get(models.Network, network_id) if network_id else None
    row = models.Survey(
        slug=slug,
        status="draft",
        network_id=network_id,
        district_id=network.district_id if network else district_id,
        partition=partition,
        open_results=open_results,
        version_number=0,
        change_number=0,
        closes_on=None,
        closes_after=None,
    )
    session.add(row)
    session.flush()
    return row


def add_version(session: Session, actor: Actor, row: models.Survey, questionnaire: Questionnaire) -> None:
    """What new answers begin with from now on; those under way go on with what they began with."""
    row.version_number += 1
    content = model.to_json(questionnaire).decode()
    session.add(
        models.Version(survey_id=row.id, number=row.version_number, content=content, published_on=clock.today())
    )
    auditing.note(session, actor, "publish", row.slug, {"version": row.version_number})
    session.flush()


def open_survey(actor: Actor, slug: str, wave_name: str, on: date | None = None) -> None:
    """Begins a wave and takes answers. A closing day that is over does not hold for it. Raises `NotPossible` where one is open or nothing was published."""
    _ask(may.manage_surveys(actor))
    with house.writing() as session:
        row = _locked(session, slug)
        if row.status == "open":
            raise NotPossible("is_open")
        if not row.version_number:
            raise NotPossible("no_version")
        if row.closes_on and row.closes_on < clock.today():
            row.closes_on = None
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
        _close(session, actor, _locked(session, slug), on or clock.today())
    forget()


def close_by(actor: Actor, slug: str, *, day: date | None, answers: int | None) -> None:
    """The last day on which a survey takes answers, and how many its waves take; None sets no end. Raises `NotPossible`."""
    _ask(may.manage_surveys(actor))
    if answers is not None and not 0 < answers <= MOST_ANSWERS:
        raise NotPossible("answers")
    if day is not None and day < clock.today():
        raise NotPossible("day_over")
    with house.writing() as session:
        row = _locked(session, slug)
        row.closes_on, row.closes_after = day, answers
        auditing.note(session, actor, "close_by", slug, {"day": day.isoformat() if day else None, "answers": answers})
    forget()


def close_due() -> int:
    """Closes what has come to its end by day or number, so that what was held back is released. Returns how many."""
    with house.reading() as session:
        ending = [row.slug for row in query.ending(session) if not read(session, row).takes_answers]
    closed = 0
    for slug in ending:
        with house.writing() as session:
            row = _locked(session, slug)
            survey = read(session, row)
            if survey.is_open and not survey.takes_answers:
                _close(session, None, row, survey.closes_on if survey.is_over and survey.closes_on else clock.today())
                closed += 1
    if closed:
        forget()
    return closed


def _close(session: Session, actor: Actor | None, row: models.Survey, on: date) -> None:
    wave = query.open_wave(session, row.id)
    if row.status != "open" or wave is None:
        raise NotPossible("is_closed")
    row.status = "closed"
    wave.closed_on = on
    session.flush()
    releasing.release_all(session, row, wave)
    auditing.note(session, actor, "close", row.slug, {"wave": wave.name})


def _ask(allowed: bool) -> None:
    if not allowed:
        raise Forbidden


def _locked(session: Session, slug: str) -> models.Survey:
    row = query.locked(session, slug)
    if row is None:
        raise UnknownSurvey(slug)
    return row


def read(session: Session, row: models.Survey | None) -> Survey:
    """A row as a value. Raises `UnknownSurvey` where there is none."""
    if row is None:
        raise UnknownSurvey
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
        row.closes_after,
        row.closes_after is not None and query.wave_is_full(session, row.id, row.closes_after),
        _questionnaire(session, row),
    )


def _questionnaire(session: Session, row: models.Survey) -> Questionnaire:
    published = query.version(session, row.id, row.version_number)
    draft = drafts.of_survey(session, row.id) if published is None else None
    step = drafts.step(session, draft.id, draft.step) if draft else None
    found = published or step
    return model.from_json(found.content) if found else Questionnaire({}, ())


def _version(row: models.Version | None) -> Version:
    if row is None:
        raise UnknownVersion
    return Version(row.id, row.number, model.from_json(row.content), row.published_on)
