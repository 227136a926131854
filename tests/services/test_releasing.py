"""Cuts in the database: made of full batches, added to, counted afresh where something was withdrawn. On both databases."""

from uuid import uuid4

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neighbours import People
from sample import ANSWER, SLUG, park
from sqlalchemy import delete, select

from db import models
from db.queries import answers
from metrics.disclosure import BATCH_PUBLIC, BATCH_STAFF, boundary
from services import answering, house, releasing, surveys
from services.answering import Submission
from services.figures import Figures
from services.releasing import PUBLIC, STAFF


@pytest.fixture
def people(people_on_both: People) -> People:
    return people_on_both


def send(how_many: int, network: str = "brunnenstrassenviertel") -> list[str]:
    forms = [
        Submission(SLUG, 1, str(uuid4()), "de", ANSWER, network=network, wants_receipt=True) for _ in range(how_many)
    ]
    return [answering.submit(form).receipt for form in forms]


def release(survey: surveys.Survey, audience: str) -> bool:
    wave = surveys.waves(survey)[0]
    with house.writing() as session:
        row = session.get_one(models.Survey, survey.id)
        part = row.network_id or 1
        numbers = [one.change_number for one in answers.changed_since(session, survey.id, 0)]
        return releasing.release_due(session, row, wave.id, part, audience, numbers)


def cut(audience: str) -> tuple[int, Figures] | None:
    with house.reading() as session:
        found = session.scalar(select(models.Cut).where(models.Cut.audience == audience))
        return (found.change_number, msgspec.json.decode(found.figures, type=Figures)) if found else None


def persons() -> int:
    found = cut(STAFF)
    assert found
    return found[1].n


@pytest.mark.parametrize(("audience", "batch"), [(STAFF, BATCH_STAFF), (PUBLIC, BATCH_PUBLIC)])
def test_a_batch_is_released_when_the_next_one_is_whole(people: People, audience: str, batch: int) -> None:
    survey = park(people.alice, partition="network", network_id=people.networks["brunnenstrassenviertel"])
    send(2 * batch - 1)
    assert not release(survey, audience)
    assert cut(audience) is None
    send(1)
    assert release(survey, audience)
    found = cut(audience)
    assert found
    assert found[1].n == batch
    assert not release(survey, audience), "once"


def test_the_end_of_a_wave_cuts_for_both_audiences_and_each_part(people: People) -> None:
    park(people.alice, partition="network")
    send(3)
    send(2, "maerchensiedlung")
    send(1, "")
    surveys.close_survey(people.alice, SLUG)
    with house.reading() as session:
        cuts = {
            (one.audience, one.part): msgspec.json.decode(one.figures, type=Figures).n
            for one in session.scalars(select(models.Cut))
        }
    parts = {people.networks["brunnenstrassenviertel"]: 3, people.networks["maerchensiedlung"]: 2, 0: 1}
    assert cuts == {(audience, part): n for audience in (STAFF, PUBLIC) for part, n in parts.items()}


def test_closing_without_answers_cuts_nothing(people: People) -> None:
    park(people.alice, partition="network")
    surveys.close_survey(people.alice, SLUG)
    assert cut(STAFF) is None


def test_a_cut_that_was_added_to_is_the_same_as_one_counted_afresh(people: People) -> None:
    survey = park(people.alice, partition="network", network_id=people.networks["brunnenstrassenviertel"])
    for _ in range(6):
        send(5)
        release(survey, STAFF)
    grown = cut(STAFF)
    with house.writing() as session:
        session.execute(delete(models.Cut))
    release(survey, STAFF)
    assert grown == cut(STAFF)


def test_a_withdrawn_answer_leaves_with_the_batch_of_its_withdrawal(people: People) -> None:
    survey = park(people.alice, partition="network", network_id=people.networks["brunnenstrassenviertel"])
    codes = send(10)
    release(survey, STAFF)
    for code in codes[:5]:  # with the five held back these are ten changes: two batches
        answering.withdraw(code)
    assert release(survey, STAFF)
    assert persons() == 10, "the next five came in, the withdrawals are held back"
    send(5)
    assert release(survey, STAFF)
    assert persons() == 5, "the first five went out, the last five are held back"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 200), st.sampled_from([5, 10]))
def test_one_batch_is_always_held_back(changes: int, batch: int) -> None:
    released = boundary(changes, batch)
    assert released % batch == 0
    assert changes - released >= min(changes, batch)
    assert changes - released < 2 * batch
