"""Cuts: when figures of a survey may move for those without raw-data right. The rules are in metrics/disclosure.py; here they meet the database."""

from collections.abc import Iterable

import msgspec
from sqlalchemy.orm import Session

from db import models, writer
from db.queries import answers, cuts, surveys
from metrics.disclosure import BATCH_PUBLIC, BATCH_STAFF, THRESHOLD_PUBLIC, THRESHOLD_STAFF, boundary
from services.figures import Counter, Figures
from survey import model

STAFF, PUBLIC = "staff", "public"
BATCH = {STAFF: BATCH_STAFF, PUBLIC: BATCH_PUBLIC}
THRESHOLD = {STAFF: THRESHOLD_STAFF, PUBLIC: THRESHOLD_PUBLIC}


def counter(session: Session, survey_id: int) -> Counter:
    return Counter({version.id: model.from_json(version.content) for version in surveys.versions(session, survey_id)})


def part_of(partition: str, network_id: int | None, district_id: int | None) -> int:
    return (network_id if partition == "network" else district_id) or 0


def release_due(
    session: Session, survey: models.Survey, wave_id: int, part: int, audience: str, numbers: Iterable[int]
) -> bool:
    """Moves the cut of a part forward if enough changed since. `numbers` are the change numbers of the part, ascending."""
    cut = cuts.of_part(session, wave_id, part, audience)
    since = cut.change_number if cut else 0
    pending = [number for number in numbers if number > since]
    releasable = boundary(len(pending), BATCH[audience])
    if not releasable:
        return False
    _move(session, survey, cut, wave_id, part, audience, pending[releasable - 1])
    return True


def release_all(session: Session, survey: models.Survey, wave: models.Wave) -> None:
    """At the end of a wave: everything that is left, in one step of at least a batch, since a batch was held back until now."""
    writer.take_numbers(session, survey.id, 1)  # viewers notice by the number
    session.refresh(survey)
    changed = answers.changed_since(session, survey.id, 0, wave_id=wave.id)
    for part in sorted({part_of(survey.partition, row.network_id, row.district_id) for row in changed}):
        for audience in (STAFF, PUBLIC):
            _move(
                session,
                survey,
                cuts.of_part(session, wave.id, part, audience),
                wave.id,
                part,
                audience,
                survey.change_number,
            )


def _move(
    session: Session, survey: models.Survey, cut: models.Cut | None, wave_id: int, part: int, audience: str, until: int
) -> None:
    """Writes the figures as of a change number. Where something was withdrawn meanwhile they are counted afresh, else only added to."""
    condition = answers.of_part(survey.partition, part)
    figures, since = (msgspec.json.decode(cut.figures, type=Figures), cut.change_number) if cut else (Figures(), 0)
    changed = list(answers.changed_since(session, survey.id, since, until, wave_id, condition))
    if cut and any(answer.content is None for answer in changed):
        figures, changed = Figures(), list(answers.changed_since(session, survey.id, 0, until, wave_id, condition))
    count = counter(session, survey.id)
    for answer in changed:
        count.add(figures, answer)
    if cut is None:
        cut = models.Cut(
            survey_id=survey.id, wave_id=wave_id, part=part, audience=audience, change_number=until, figures=""
        )
        session.add(cut)
    cut.change_number, cut.figures = until, msgspec.json.encode(figures).decode()
    session.flush()
