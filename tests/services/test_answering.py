"""Taking an answer: from a phone, at the desk, again, and what its owner may do with it. On both databases."""

from dataclasses import replace
from uuid import uuid4

import msgspec
import pytest
from neighbours import People
from sample import ANSWER, SLUG, STORED, park
from sqlalchemy import func, select

from db.models import Answer, Audit, Receipt
from services import answering, house, places, surveys
from services.answering import Closed, Conflict, Invalid, Submission, UnknownCode, Unreadable
from services.may import Forbidden
from services.surveys import UnknownSurvey


@pytest.fixture(autouse=True)
def survey(people_on_both: People) -> surveys.Survey:
    return park(people_on_both.alice)


@pytest.fixture
def people(people_on_both: People) -> People:
    return people_on_both


def form(**more: object) -> Submission:
    return replace(Submission(SLUG, 1, str(uuid4()), "tr", ANSWER, district="eving"), **more)  # type: ignore[arg-type]


def stored() -> list[Answer]:
    with house.reading() as session:
        return list(session.scalars(select(Answer)))


def test_what_was_sent_is_stored_and_nothing_about_the_sender(noon: None) -> None:
    thanks = answering.submit(form())
    assert (thanks.receipt, thanks.again) == ("", False)
    [answer] = stored()
    assert msgspec.json.decode(answer.content or "") == STORED
    assert (answer.language, answer.channel, answer.day.isoformat()) == ("tr", "phone", "2026-11-23")
    assert {column.name for column in Answer.__table__.columns}.isdisjoint(
        {"at", "time", "ip", "address", "user_id", "user_agent"}
    )


def test_sending_again_thanks_again_with_the_same_code() -> None:
    one = form(wants_receipt=True)
    first, second = answering.submit(one), answering.submit(one)
    assert (first.again, second.again) == (False, True)
    assert first.receipt == second.receipt != ""
    assert len(stored()) == 1


def test_the_same_form_in_another_spelling_of_its_number_is_the_same() -> None:
    one = form()
    answering.submit(one)
    assert answering.submit(replace(one, instance=one.instance.upper().replace("-", ""))).again


def test_another_place_is_another_content() -> None:
    one = form()
    answering.submit(one)
    with pytest.raises(Conflict):
        answering.submit(replace(one, district="hoerde"))


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"form": {}}, Invalid),
        ({"form": ANSWER | {"hobby": ["x"]}}, Invalid),
        ({"version": 2}, Unreadable),
        ({"version": 0}, Unreadable),
        ({"instance": "x"}, Unreadable),
        ({"district": "atlantis"}, Unreadable),
        ({"network": "atlantis"}, Unreadable),
        ({"slug": "nowhere"}, UnknownSurvey),
        ({"slug": "\0"}, UnknownSurvey),
        ({"channel": "paper"}, Forbidden),
        ({"channel": "assisted"}, Forbidden),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_stored(wrong: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        answering.submit(form(**wrong))
    assert stored() == []


def test_a_closed_survey_takes_nothing(people: People) -> None:
    surveys.close_survey(people.alice, SLUG)
    with pytest.raises(Closed):
        answering.submit(form())
    assert stored() == []


@pytest.mark.parametrize("channel", ["assisted", "paper"])
def test_at_the_desk_staff_take_answers_and_stay_out_of_them(people: People, channel: str) -> None:
    with house.reading() as session:
        before = session.scalar(select(func.count()).select_from(Audit))
    answering.submit(form(channel=channel), people.bob)
    with house.reading() as session:
        assert session.scalar(select(func.count()).select_from(Audit)) == before, "who typed it is told by nothing"
    assert [answer.channel for answer in stored()] == [channel]


def test_whoever_only_reads_takes_no_answers(people: People) -> None:
    with pytest.raises(Forbidden):
        answering.submit(form(channel="assisted"), people.dilek)


def test_a_lead_takes_no_answers_for_another_network(people: People) -> None:
    park(people.alice, "fremd", network_id=people.networks["maerchensiedlung"])
    with pytest.raises(Forbidden):
        answering.submit(form(slug="fremd", channel="assisted"), people.bob)
    answering.submit(form(slug="fremd", channel="assisted"), people.chelsea)


def _places(answer: Answer) -> tuple[str, str]:
    networks, districts = (
        {one.id: one.slug for one in places.networks()},
        {one.id: one.slug for one in places.districts()},
    )
    return networks.get(answer.network_id or 0, ""), districts.get(answer.district_id or 0, "")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"district": "hoerde"}, ("", "hoerde")),
        ({"district": "", "network": "maerchensiedlung"}, ("maerchensiedlung", "eving")),
        ({"district": "hoerde", "network": "maerchensiedlung"}, ("maerchensiedlung", "hoerde")),
        ({"district": ""}, ("", "")),
    ],
)
def test_where_an_answer_belongs(said: dict[str, str], expected: tuple[str, str]) -> None:
    answering.submit(form(**said))
    assert _places(stored()[0]) == expected


def test_a_survey_of_one_network_puts_every_answer_there(people: People) -> None:
    park(people.alice, "eigen", network_id=people.networks["dorstfeld"])
    answering.submit(form(slug="eigen", district=""))
    assert _places(stored()[0]) == ("dorstfeld", "innenstadt-west")


def test_the_owner_of_a_code_sees_the_answer_and_withdraws_it_once() -> None:
    code = answering.submit(form(wants_receipt=True)).receipt
    given = answering.look_up(code.lower().replace("-", " "))
    assert (given.values, given.survey.slug) == (STORED, SLUG)
    answering.withdraw(code)
    for ask in (answering.look_up, answering.withdraw):
        with pytest.raises(UnknownCode):
            ask(code)
    [answer] = stored()
    assert (answer.content, answer.withdrawn) == (None, True)
    with house.reading() as session:
        assert session.scalars(select(Receipt)).all() == []


def test_a_withdrawal_is_a_change_with_a_number_of_its_own() -> None:
    code = answering.submit(form(wants_receipt=True)).receipt
    answering.submit(form())
    before = max(answer.change_number for answer in stored())
    answering.withdraw(code)
    assert [answer.change_number > before for answer in stored() if answer.withdrawn] == [True]


def test_a_code_is_found_after_the_survey_was_changed_and_closed(people: People) -> None:
    from sample import questionnaire

    code = answering.submit(form(wants_receipt=True)).receipt
    surveys.publish(people.alice, SLUG, questionnaire("Anderer Dank"), partition="district")
    surveys.close_survey(people.alice, SLUG)
    assert answering.look_up(code).questionnaire.thanks["de"] == "Der Park dankt.", "as it was asked"
    answering.withdraw(code)


def test_the_code_itself_is_not_in_the_database() -> None:
    code = answering.submit(form(wants_receipt=True)).receipt
    with house.reading() as session:
        [kept] = session.scalars(select(Receipt.code_hash))
    assert code.encode() not in kept
    assert code.replace("-", "").encode() not in kept


def test_two_people_never_share_a_code() -> None:
    assert len({answering.receipt_code(str(uuid4())) for _ in range(2000)}) == 2000
