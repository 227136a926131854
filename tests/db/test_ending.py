"""A survey ends by itself: after its last day, and at exactly so many answers, whoever sends them at once. On both databases."""

import multiprocessing
from datetime import date, timedelta
from multiprocessing.synchronize import Barrier as BarrierType

import pytest
from sample import SLUG, coordinator, park
from sqlalchemy import func, select

from common import clock, ids
from db import writer
from db.engine import connect
from db.models import Answer
from db.queries import surveys as query
from db.writer import NewAnswer, Outcome, Writer
from services import house, surveys
from services.may import Actor

PROCESSES, EACH, MOST = 2, 60, 25


@pytest.fixture
def emre(both_houses: None) -> Actor:
    return coordinator()


@pytest.fixture
def survey_id(emre: Actor) -> int:
    return park(emre).id


def answer(survey_id: int, person: str, day: date | None = None) -> NewAnswer:
    with house.reading() as session:
        version_id = query.versions(session, survey_id)[0].id
    mark = ids.plain_hash(person.encode())
    return NewAnswer(
        ids.new_id(), survey_id, version_id, None, None, "de", "phone", day or clock.today(), "{}", mark, mark
    )


def put(*answers: NewAnswer) -> list[Outcome]:
    return [future.result(30) for future in [house.writer().put(one) for one in answers]]


def how_many() -> int:
    with house.reading() as session:
        return session.scalar(select(func.count()).select_from(Answer).where(Answer.withdrawn.is_(False))) or 0


def test_what_comes_after_the_last_day_is_refused(survey_id: int, emre: Actor) -> None:
    last = clock.today() + timedelta(days=3)
    surveys.close_by(emre, SLUG, day=last, answers=None)
    assert put(answer(survey_id, "in time", day=last), answer(survey_id, "late", day=last + timedelta(days=1))) == [
        Outcome.STORED,
        Outcome.CLOSED,
    ]


def test_a_wave_takes_exactly_as_many_as_it_may(survey_id: int, emre: Actor) -> None:
    surveys.close_by(emre, SLUG, day=None, answers=3)
    outcomes = put(*(answer(survey_id, str(n)) for n in range(5)))
    assert outcomes == [Outcome.STORED] * 3 + [Outcome.CLOSED] * 2
    assert not surveys.read_fresh(SLUG).takes_answers


def test_whoever_made_it_full_is_thanked_again_not_turned_away(survey_id: int, emre: Actor) -> None:
    surveys.close_by(emre, SLUG, day=None, answers=1)
    assert put(answer(survey_id, "ayla"), answer(survey_id, "ayla"), answer(survey_id, "boris")) == [
        Outcome.STORED,
        Outcome.AGAIN,
        Outcome.CLOSED,
    ]


def test_a_withdrawn_answer_makes_room_for_another(survey_id: int, emre: Actor) -> None:
    surveys.close_by(emre, SLUG, day=None, answers=1)
    put(answer(survey_id, "ayla"))
    with house.writing() as session:
        session.scalars(select(Answer)).one().withdrawn = True
    assert put(answer(survey_id, "boris"), answer(survey_id, "cem")) == [Outcome.STORED, Outcome.CLOSED]


def test_the_next_wave_counts_anew(survey_id: int, emre: Actor) -> None:
    surveys.close_by(emre, SLUG, day=None, answers=1)
    put(answer(survey_id, "ayla"))
    surveys.close_survey(emre, SLUG)
    surveys.open_survey(emre, SLUG, "Frühjahr")
    assert put(answer(survey_id, "boris"), answer(survey_id, "cem")) == [Outcome.STORED, Outcome.CLOSED]


def _send(
    url: str, answers: list[NewAnswer], together: BarrierType, guarded: bool, told: "multiprocessing.SimpleQueue[int]"
) -> None:
    if not guarded:
        kept = _remembered_room()
        writer._end = kept  # type: ignore[assignment]
    own = Writer(connect(url))
    together.wait(30)
    outcomes = [own.put(one).result(60) for one in answers]
    own.close()
    told.put(outcomes.count(Outcome.STORED))


def _remembered_room() -> object:
    """Looks once and counts by itself from then on, as a process would that trusts its own memory."""
    room = [MOST]

    def end(session: object, survey_id: int, wave_id: int | None) -> tuple[date | None, int | None]:
        room[0] -= 1
        return None, max(0, room[0] + 1)

    return end


@pytest.mark.parametrize("guarded", [False, True], ids=["the race, without the guard", "with the guard"])
def test_two_processes_together_take_exactly_as_many(survey_id: int, emre: Actor, guarded: bool) -> None:
    surveys.close_by(emre, SLUG, day=None, answers=MOST)
    url = house.engine().url.render_as_string(hide_password=False)
    waiting = [[answer(survey_id, f"{process} {n}") for n in range(EACH)] for process in range(PROCESSES)]
    house.close()
    context = multiprocessing.get_context("spawn")
    together, told = context.Barrier(PROCESSES), context.SimpleQueue()
    running = [
        context.Process(target=_send, args=(url, waiting[process], together, guarded, told))
        for process in range(PROCESSES)
    ]
    for process in running:
        process.start()
    for process in running:
        process.join(120)
    assert [process.exitcode for process in running] == [0] * PROCESSES
    stored = [told.get() for _ in running]
    assert sum(stored) == how_many()
    assert how_many() == (MOST if guarded else MOST * PROCESSES)


def test_what_has_ended_is_closed_by_itself_and_its_answers_are_released(survey_id: int, emre: Actor) -> None:
    surveys.close_by(emre, SLUG, day=None, answers=2)
    assert surveys.close_due() == 0, "nothing has ended yet"
    put(answer(survey_id, "ayla"), answer(survey_id, "boris"))
    assert surveys.close_due() == 1
    survey = surveys.by_slug(SLUG)
    assert (survey.status, [wave.closed_on for wave in surveys.waves(survey)]) == ("closed", [clock.today()])
    assert surveys.close_due() == 0, "once"


def test_a_wave_whose_day_is_over_ended_on_that_day(survey_id: int, emre: Actor, noon: None) -> None:
    last = clock.today()
    surveys.close_by(emre, SLUG, day=last, answers=None)
    assert surveys.close_due() == 0, "its last day is not over"
    then = clock.now() + timedelta(days=2)
    clock.set_clock(lambda: then)
    assert surveys.close_due() == 1
    assert [wave.closed_on for wave in surveys.waves(surveys.by_slug(SLUG))] == [last]
    surveys.open_survey(emre, SLUG, "Frühjahr")
    assert surveys.by_slug(SLUG).takes_answers, "a day that is over does not hold for the next wave"
