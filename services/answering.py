"""Taking an answer: check it whole, store it, thank. One way in for phone, desk and paper. Also what its owner may do with it later."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec

import settings
from common import clock, ids
from db import writer
from db.queries import answers as query
from db.queries import images as image_query
from db.queries import surveys as survey_query
from db.writer import NewAnswer, NewImage, Outcome
from services import house, images, may, places, surveys
from services.may import Actor, Forbidden
from services.surveys import Survey, UnknownVersion
from survey import flow
from survey.errors import Code, Problem
from survey.kinds import kind_of
from survey.model import Questionnaire, Value, Values


class Invalid(Exception):
    """The answer does not fit its questionnaire; nothing was stored."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)


class Closed(Exception):
    """The survey takes no answers now; nothing was stored."""


class Conflict(Exception):
    """This form was sent before with other content; nothing was changed."""


class Unreadable(Exception):
    """Not a form of ours: no instance, a version or place that does not exist."""


class UnknownCode(Exception):
    """No answer belongs to this receipt code."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A whole form as it was sent. `network` and `district` are slugs, where the person's place was preset or asked beside the questions."""

    slug: str
    version: int
    instance: str
    language: str
    form: Mapping[str, Sequence[str]]
    network: str = ""
    district: str = ""
    wants_receipt: bool = False
    channel: str = "phone"


@dataclass(frozen=True, slots=True)
class Thanks:
    receipt: str
    """A receipt code, or nothing where none was asked for."""
    again: bool
    """The same answer had been stored before."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as its owner sees it with the receipt code."""

    survey: Survey
    questionnaire: Questionnaire
    values: Values
    day: date


def submit(submission: Submission, actor: Actor | None = None) -> Thanks:
    """Returns only after the commit. Raises `UnknownSurvey`, `Unreadable`, `Invalid`, `Closed`, `Conflict`, and `Forbidden` at the desk."""
    survey = surveys.by_slug(submission.slug)
    if submission.channel != "phone" and not (actor and may.take_answer(actor, survey)):
        raise Forbidden
    return _thank(submission, house.writer().put(prepare(survey, submission)).result())


async def submit_soon(submission: Submission, prepared: NewAnswer) -> Thanks:
    """The same from a phone, for the event loop, which meanwhile serves others: what `prepare` made is stored."""
    return _thank(submission, await asyncio.wrap_future(house.writer().put(prepared)))


def _thank(submission: Submission, outcome: Outcome) -> Thanks:
    if outcome is Outcome.CLOSED:
        raise Closed
    if outcome is Outcome.CONFLICT:
        raise Conflict
    return Thanks(receipt_code(submission.instance) if submission.wants_receipt else "", outcome is Outcome.AGAIN)


def prepare(survey: Survey, submission: Submission, day: date | None = None, wave_id: int | None = None) -> NewAnswer:
    """The row to be stored. Raises `Unreadable` and `Invalid`."""
    version = version_of(survey, submission.version)
    instance = instance_of(submission.instance)
    moment = flow.Moment(submission.language, seed_of(instance))
    checked = flow.check(version.questionnaire, submission.form, moment)
    if checked.problems:
        raise Invalid(checked.problems)
    gathered = _images(survey, version.questionnaire, instance, checked.values)
    network_id, district_id = _place(survey, version.questionnaire, checked.values, submission)
    content = msgspec.json.encode(checked.values, order="deterministic")
    given = msgspec.json.encode(checked.given, order="deterministic")
    key = settings.current().secret_key
    return NewAnswer(
        id=ids.new_id(),
        survey_id=survey.id,
        version_id=version.id,
        network_id=network_id,
        district_id=district_id,
        language=submission.language,
        channel=submission.channel,
        day=day or clock.today(),
        content=content.decode(),
        instance_hash=ids.keyed_hash(key, "instance", instance),
        content_hash=ids.plain_hash(b"%d %d " % (network_id or 0, district_id or 0) + given),
        receipt_hash=_code_hash(receipt_code(instance)) if submission.wants_receipt else None,
        wave_id=wave_id,
        images=gathered,
        images_hash=images.waiting_hash(version.questionnaire, instance),
    )


def _images(survey: Survey, questionnaire: Questionnaire, instance: str, values: Values) -> tuple[NewImage, ...]:
    """Raises `Invalid` where a picture is not there any more."""
    named = images.named_in(questionnaire, values)
    if not named:
        return ()
    gathered = images.gather(survey, instance, set(named.values()))
    if gathered.gone:
        raise Invalid([Problem(Code.IMAGE_GONE, item) for item, name in named.items() if name in gathered.gone])
    return gathered.images


def seed_of(instance: str) -> int:
    """For what comes in an order of its own: the same on every page of a form."""
    return UUID(instance).int % 2**31


def receipt_code(instance: str) -> str:
    """Made from the instance, so that a repeated submit shows the same code."""
    return ids.code_from(ids.keyed_hash(settings.current().secret_key, "receipt", instance_of(instance)))


def look_up(code: str) -> Given:
    """Raises `UnknownCode`."""
    with house.reading() as session:
        answer = query.by_receipt(session, _code_hash(ids.read_code(code)))
        if answer is None or answer.content is None:
            raise UnknownCode
        row = survey_query.by_id(session, answer.survey_id)
        assert row is not None, "an answer has its survey"
        day, content, version_id, slug = answer.day, answer.content, answer.version_id, row.slug
    survey = surveys.by_slug(slug)
    version = next(version for version in surveys.versions(survey) if version.id == version_id)
    return Given(survey, version.questionnaire, msgspec.json.decode(content, type=dict[str, Value]), day)


def withdraw(code: str) -> None:
    """Erases the content, its hash (few questions could be guessed from it) and the code at once. What remains is a change without content, so that figures can follow. Raises `UnknownCode`."""
    code_hash = _code_hash(ids.read_code(code))
    with house.writing() as session:
        found = query.by_receipt(session, code_hash)
        if found is None:
            raise UnknownCode
        number = writer.take_numbers(session, found.survey_id, 1)
        session.refresh(found, with_for_update=True)
        if found.withdrawn:
            raise UnknownCode
        found.withdrawn, found.content, found.content_hash, found.change_number = True, None, b"", number + 1
        query.forget_receipts(session, found.id)
        image_query.forget_of_answer(session, found.id)


def instance_of(words: str) -> str:
    """One spelling of a form's UUID. Raises `Unreadable`."""
    try:
        return str(UUID(words))
    except ValueError:
        raise Unreadable("instance") from None


def _code_hash(code: str) -> bytes:
    return ids.keyed_hash(settings.current().secret_key, "receipt-hash", code)


_versions: dict[tuple[int, int], surveys.Version] = {}


def current_version(survey: Survey) -> surveys.Version:
    """The version that new answers begin with."""
    return version_of(survey, survey.version_number)


def version_of(survey: Survey, number: int) -> surveys.Version:
    """Versions never change, so a process reads each once. Raises `Unreadable`."""
    found = _versions.get((survey.id, number))
    if found is None:
        try:
            found = _versions[survey.id, number] = surveys.version(survey, number)
        except UnknownVersion:
            raise Unreadable("version") from None
    return found


def forget() -> None:
    """What was remembered of versions in this process."""
    _versions.clear()


def _place(
    survey: Survey, questionnaire: Questionnaire, values: Values, submission: Submission
) -> tuple[int | None, int | None]:
    """Network and district of an answer. What the person says of the district goes before what was preset, and that before the network's."""
    network = next(
        (one for one in places.networks() if one.slug == submission.network or one.id == survey.network_id), None
    )
    if submission.network and network is None:
        raise Unreadable("network")
    said = next(
        (
            values[question.name]
            for question in questionnaire.questions()
            if kind_of(question).name == "district" and question.name in values
        ),
        submission.district,
    )
    district = next((one for one in places.districts() if one.slug == said), None)
    if submission.district and district is None:
        raise Unreadable("district")
    district_id = district.id if district else network.district_id if network else survey.district_id
    return (network.id if network else None), district_id
