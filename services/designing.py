"""Writing a questionnaire: a survey's draft, kept after every edit, with undo, a preview and its way to become the next version.

What the questionnaire says and how it is edited is the designer's; what changes mean is in `survey.changes`, what is still missing in `survey.checklist`.
"""

import base64
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

import settings
from common import clock, ids
from db import models
from db.queries import drafts as query
from db.queries import surveys as survey_query
from services import auditing, house, may, results, surveys
from services.figures import Figures
from services.may import Actor, Forbidden
from services.remembering import forget
from services.surveys import NotPossible, Survey, UnknownSurvey
from survey import model
from survey.changes import Change, Code, Risk, changes, taken_back
from survey.checklist import Finding, findings
from survey.kinds import KINDS, kind_of
from survey.model import Question, Questionnaire

MOST_STEPS = 200
"""How many edits can be undone."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 80


class NoDraft(LookupError):
    """Nobody is writing at this survey (any more)."""


class UnknownPreview(LookupError):
    """No draft has this link: it was discarded, published, or never there."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The next version of a survey as it is now."""

    survey: Survey
    questionnaire: Questionnaire
    step: int
    """Say it with the next edit, so that nobody overwrites what somebody else did meanwhile."""
    by: str
    """Who made this step; nobody's name where the account is gone."""
    based_on: int
    """The version it was made from; 0 for a survey that was never published."""
    can_undo: bool
    can_redo: bool

    @property
    def is_new(self) -> bool:
        """Whether this would be the survey's first version."""
        return self.survey.version_number == 0

    @property
    def is_behind(self) -> bool:
        """Whether another version was published since it was begun; publishing this one takes back what was new there."""
        return self.based_on < self.survey.version_number


class Outdated(Exception):
    """Somebody else edited in between. Nothing was changed: `mine` is what was to be kept, `theirs` what is there."""

    def __init__(self, mine: Questionnaire | None, theirs: Draft) -> None:
        super().__init__(theirs.step)
        self.mine, self.theirs = mine, theirs


class NotReady(Exception):
    """Cannot be published like this; `findings` say what would break."""

    def __init__(self, found: tuple[Finding, ...]) -> None:
        super().__init__(found)
        self.findings = found


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as residents would see it."""

    survey: Survey
    version: surveys.Version
    """Its number is the step."""


@dataclass(frozen=True, slots=True)
class Touched:
    """One change and the stored answers that it meets."""

    change: Change
    answers: int
    """Stored answers to this question, or with this choice: they stay as they are, under the version they were given in."""

    @property
    def risk(self) -> Risk:
        """What nobody answered yet breaks nothing."""
        return self.change.risk if self.answers else Risk.SAFE


@dataclass(frozen=True, slots=True)
class Impact:
    """What publishing the draft would do."""

    draft: Draft
    stored: int
    """Stored answers in all."""
    touched: tuple[Touched, ...]

    @property
    def breaking(self) -> tuple[Touched, ...]:
        return tuple(one for one in self.touched if one.risk is Risk.BREAKING)

    @property
    def counts(self) -> dict[Code, int]:
        """How many changes there are of each code."""
        return dict(Counter(one.change.code for one in self.touched))


# Beginning


def start(
    actor: Actor | None,
    slug: str,
    questionnaire: Questionnaire,
    partition: str,
    network_id: int | None = None,
    *,
    district_id: int | None = None,
    open_results: bool = False,
) -> Draft:
    """A new survey that exists only as a draft; nobody acts where the operator's console does. Raises `NotPossible` (`slug`: not an address; `slug_taken`; `kind`), `Forbidden`."""
    if actor is not None:
        _ask(actor)
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise NotPossible("slug")
    _check(questionnaire)
    with house.writing() as session:
        if survey_query.by_slug(session, slug):
            raise NotPossible("slug_taken")
        row = surveys.added(
            session, slug, partition, network_id=network_id, district_id=district_id, open_results=open_results
        )
        auditing.note(session, actor, "draft_start", slug)
        draft = _begin(session, actor, row, questionnaire)
    forget()
    return draft


def open_draft(actor: Actor, slug: str) -> Draft:
    """The draft of a survey, made from its newest version where nobody is writing yet. Raises `UnknownSurvey`, `Forbidden`."""
    _ask(actor)
    with house.writing() as session:
        row = _locked(session, slug)
        draft = query.of_survey(session, row.id)
        if draft is not None:
            return _read(session, row, draft)
        auditing.note(session, actor, "draft_open", slug, {"version": row.version_number})
        return _begin(session, actor, row, surveys.read(session, row).questionnaire)


def look(actor: Actor, slug: str) -> Draft:
    """The draft as it is, without making one. Raises `NoDraft`, `UnknownSurvey`, `Forbidden`."""
    _ask(actor)
    with house.reading() as session:
        row = survey_query.by_slug(session, slug)
        if row is None:
            raise UnknownSurvey(slug)
        return _read(session, row, _draft(session, row))


def _begin(session: Session, actor: Actor | None, row: models.Survey, questionnaire: Questionnaire) -> Draft:
    draft_id = ids.new_id()
    draft = models.Draft(
        id=draft_id,
        survey_id=row.id,
        based_on=row.version_number,
        step=0,
        last_step=0,
        token_hash=_token_hash(_token(draft_id)),
    )
    session.add(draft)
    _add_step(session, actor, draft, questionnaire)
    return _read(session, row, draft)


# Editing


def save(actor: Actor, slug: str, questionnaire: Questionnaire, step: int) -> Draft:
    """Keeps an edit at once. `step` is the one it was made from. Raises `Outdated`, `NoDraft`, `UnknownSurvey`, `NotPossible`, `Forbidden`."""
    _ask(actor)
    _check(questionnaire)
    with house.writing() as session:
        row, draft = _at(session, slug, step, questionnaire)
        now = _read(session, row, draft)
        if now.questionnaire == questionnaire:
            return now
        query.forget_after(session, draft)
        _add_step(session, actor, draft, questionnaire)
        query.keep_newest(session, draft, MOST_STEPS + 1)
        return _read(session, row, draft)


def undo(actor: Actor, slug: str, step: int) -> Draft:
    """Back by one edit; where there is none, everything stays. Raises `Outdated`, `NoDraft`, `UnknownSurvey`, `Forbidden`."""
    return _walk(actor, slug, step, forward=False)


def redo(actor: Actor, slug: str, step: int) -> Draft:
    """What was undone last is done again. Raises as `undo` does."""
    return _walk(actor, slug, step, forward=True)


def _walk(actor: Actor, slug: str, step: int, forward: bool) -> Draft:
    _ask(actor)
    with house.writing() as session:
        row, draft = _at(session, slug, step, None)
        beside = query.after(session, draft) if forward else query.before(session, draft)
        if beside is not None:
            draft.step = beside
            session.flush()
        return _read(session, row, draft)


def discard(actor: Actor, slug: str) -> None:
    """Throws the draft away, and the survey with it where it was never published. Raises `NoDraft`, `UnknownSurvey`, `Forbidden`."""
    _ask(actor)
    with house.writing() as session:
        row = _locked(session, slug)
        query.forget(session, _draft(session, row))
        auditing.note(session, actor, "draft_discard", slug)
        if not row.version_number:
            survey_query.forget_unpublished(session, row)
    forget()


def _add_step(session: Session, actor: Actor | None, draft: models.Draft, questionnaire: Questionnaire) -> None:
    draft.last_step += 1
    draft.step = draft.last_step
    session.flush()
    session.add(
        models.DraftStep(
            draft_id=draft.id,
            number=draft.step,
            content=model.to_json(questionnaire).decode(),
            user_id=actor.user_id if actor else None,
            made_at=clock.now(),
        )
    )
    session.flush()


# Previewing


def preview_link(actor: Actor, slug: str) -> str:
    """The path of the draft's preview. Whoever has it sees the draft, without an account, until it is published or discarded. Raises as `look` does."""
    _ask(actor)
    with house.reading() as session:
        row = survey_query.by_slug(session, slug)
        if row is None:
            raise UnknownSurvey(slug)
        return f"/preview/{_token(_draft(session, row).id)}"


def previewed(token: str, step: int = 0) -> Preview:
    """The draft behind a link: as it was at this step while that is kept, else as it is now. Raises `UnknownPreview`."""
    with house.reading() as session:
        found = query.by_token(session, _token_hash(token))
        if found is None:
            raise UnknownPreview
        draft, row = found
        kept = (query.step(session, draft.id, step) if step else None) or query.step(session, draft.id, draft.step)
        assert kept is not None, "the step that holds is kept"
        return Preview(
            surveys.read(session, row),
            surveys.Version(0, kept.number, model.from_json(kept.content), clock.today()),
        )


def _token(draft_id: UUID) -> str:
    made = ids.keyed_hash(settings.current().secret_key, "preview-token", str(draft_id))
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _token_hash(token: str) -> bytes:
    return ids.plain_hash(token.encode(errors="replace"))


# Publishing


def checklist(actor: Actor, slug: str) -> tuple[Finding, ...]:
    """What is still missing in the draft or might do harm, what forbids publishing first. Raises as `look` does."""
    return findings(look(actor, slug).questionnaire)


def impact(actor: Actor, slug: str) -> Impact:
    """What differs from the newest version, and how many stored answers each change meets. Raises as `look` does."""
    draft = look(actor, slug)
    if draft.is_new:
        return Impact(draft, 0, ())
    figures = results.view(actor, slug).figures or Figures()
    old = draft.survey.questionnaire
    asked = {question.name: question for question in old.questions()}
    touched = tuple(Touched(change, _meets(change, asked, figures)) for change in changes(old, draft.questionnaire))
    return Impact(draft, figures.n, touched)


def take_back(actor: Actor, slug: str, change: Change, step: int) -> Draft:
    """The draft with just this change undone, as a new step. Raises as `save` does."""
    draft = look(actor, slug)
    if draft.step != step:
        raise Outdated(None, draft)
    return save(actor, slug, taken_back(change, draft.survey.questionnaire, draft.questionnaire), step)


def _meets(change: Change, asked: Mapping[str, Question], figures: Figures) -> int:
    """Stored answers that a change is about. Of a group or section, whoever answered anything in the survey."""
    if change.was is None or change.was.name not in asked:
        return 0 if change.code in (Code.NEW, Code.CHOICE_NEW) or change.places else figures.n
    if change.code is Code.CHOICE_NEW:
        return 0
    question = asked[change.was.name]
    tallies = [figures.tallies[item.name] for item in kind_of(question).items(question) if item.name in figures.tallies]
    if change.field == "choices" and change.part:
        return sum(count for tally in tallies for code, count in tally.counts.items() if _is_of(change.part, code))
    if change.field == "rows" and change.part:
        row = figures.tallies.get(change.part)
        return row.n if row else 0
    return max((tally.n for tally in tallies), default=0)


def _is_of(choice: str, category: str) -> bool:
    """Whether a category counts a choice; of a ranking, on whatever place."""
    return category == choice or (category.startswith(f"{choice}.") and category[len(choice) + 1 :].isdecimal())


def publish_draft(actor: Actor, slug: str, step: int | None = None) -> Survey:
    """Makes the draft the survey's next version. With `step` only if nobody edited since.

    Raises `NotReady`, `NotPossible` (`unchanged`), `Outdated`, `NoDraft`, `UnknownSurvey`, `Forbidden`.
    """
    _ask(actor)
    with house.writing() as session:
        row = _locked(session, slug)
        draft = _draft(session, row)
        now = _read(session, row, draft)
        if step is not None and step != now.step:
            raise Outdated(None, now)
        if not now.is_new and now.questionnaire == now.survey.questionnaire:
            raise NotPossible("unchanged")
        forbidding = tuple(one for one in findings(now.questionnaire) if one.forbids)
        if forbidding:
            raise NotReady(forbidding)
        query.forget(session, draft)
        surveys.add_version(session, actor, row, now.questionnaire)
        published = surveys.read(session, row)
    forget()
    return published


# Together


def _ask(actor: Actor) -> None:
    if not may.manage_surveys(actor):
        raise Forbidden


def _check(questionnaire: Questionnaire) -> None:
    """What nothing could draw is not kept. Everything else may be unfinished."""
    waiting = [question for section in questionnaire.sections for question in section.questions]
    while waiting:
        question = waiting.pop()
        if question.kind not in KINDS:
            raise NotPossible("kind")
        waiting.extend(question.questions)


def _locked(session: Session, slug: str) -> models.Survey:
    row = survey_query.locked(session, slug)
    if row is None:
        raise UnknownSurvey(slug)
    return row


def _draft(session: Session, row: models.Survey) -> models.Draft:
    draft = query.of_survey(session, row.id)
    if draft is None:
        raise NoDraft(row.slug)
    return draft


def _at(session: Session, slug: str, step: int, mine: Questionnaire | None) -> tuple[models.Survey, models.Draft]:
    """The draft under the survey's lock, if it is still at this step."""
    row = _locked(session, slug)
    draft = _draft(session, row)
    if draft.step != step:
        raise Outdated(mine, _read(session, row, draft))
    return row, draft


def _read(session: Session, row: models.Survey, draft: models.Draft) -> Draft:
    kept = query.step(session, draft.id, draft.step)
    assert kept is not None, "the step that holds is kept"
    return Draft(
        surveys.read(session, row),
        model.from_json(kept.content),
        draft.step,
        kept.by,
        draft.based_on,
        query.before(session, draft) is not None,
        query.after(session, draft) is not None,
    )
