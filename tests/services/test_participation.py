"""Sums of attendance: over months and districts, and what is kept back about single families."""

from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest
from crowds import workshop

from booking.model import Contact, Date, Kind, Party, Pool
from common import clock
from services import attendance, messages, participation, signing_up, workshops
from services.attendance import Figures
from services.signing_up import Order
from survey.model import Question, Questionnaire, Section, to_json

SLUG = "elterncafe"
ASKS = ("organisation", "been_before")
QUESTIONS = to_json(
    Questionnaire({}, (Section("own", {}, (Question("bring", "short_text", {"de": "Was bringen Sie mit?"}),)),))
)

pytestmark = pytest.mark.usefixtures("noon")


def sign_up(name, been_before=None, organisation="", form=None, phone=""):
    contact = Contact(name, phone=phone, organisation=organisation)
    return signing_up.sign_up(
        Order(SLUG, str(uuid4()), "tr", Party(2), contact, form=form or {}, been_before=been_before)
    )


@pytest.fixture
def figures(people) -> Figures:
    """Of a workshop that is over: five families answered the voluntary question, two organisations took part."""
    one = workshop(people.alice, SLUG, [Pool(Kind.PLACE, 30)], asks=ASKS)
    for place, organisation in enumerate(("Jugendamt", "Kita", "", "Kita", "")):
        sign_up(f"Familie {place}", place < 2, organisation)
    families = attendance.participants(people.alice, SLUG)
    for family, state in zip(families, ("came", "came", "came", "none", "excused"), strict=True):
        attendance.mark(people.alice, SLUG, one.dates[0].id, family.id, state)
    after = one.dates[0].ends + timedelta(days=1)
    clock.set_clock(lambda: after)
    (found,) = attendance.figures(people.alice)
    return found


def earlier(one: Figures, away: timedelta) -> Figures:
    dates = tuple(Date(each.starts - away, each.ends - away, each.id) for each in one.workshop.dates)
    plan = msgspec.structs.replace(one.workshop.plan, dates=dates)
    return Figures(msgspec.structs.replace(one.workshop, plan=plan), one.dates, one.signups, False)


def with_answers(one: Figures, answers: dict[str, int]) -> Figures:
    return Figures(one.workshop, one.dates, msgspec.structs.replace(one.signups, been_before=answers), False)


def test_who_stays_away_counts_among_those_of_whom_something_was_noted(figures):
    found = participation.of(figures)
    assert (found.came, found.none, found.excused, found.people, found.no_show) == (3, 1, 1, 6, 0.2)
    assert participation.whole([]).no_show is None


def test_a_date_that_is_still_to_come_does_not_count(figures):
    coming = earlier(figures, -timedelta(days=9))
    assert participation.over([figures, coming]) == (figures,)
    assert participation.whole([figures, coming]) == participation.of(figures)
    assert participation.per_district([coming]) == {}


def test_a_month_without_workshops_is_seen_as_one(figures):
    months = participation.per_month([figures, earlier(figures, timedelta(days=61))])
    assert [sums.dates for sums in months.values()] == [1, 0, 1]


def test_few_answers_to_the_voluntary_question_are_not_shown(figures):
    assert participation.been_before([figures]) == participation.Counted({"yes": 2, "no": 3}, 5)
    few = with_answers(figures, {"yes": 1, "no": 3})
    assert participation.been_before([few, few]) is None
    assert participation.been_before([figures, few]) == participation.been_before([figures])


def test_the_newest_sign_up_does_not_show_in_new_and_returning_families(figures):
    """Else whoever sees the list would read from the figure what the last family answered."""
    coming = with_answers(earlier(figures, -timedelta(days=9)), {"yes": 9, "no": 9})
    assert participation.been_before([figures, coming]) == participation.been_before([figures])


def test_languages_of_few_families_are_not_shown(figures):
    assert participation.languages([figures]) == participation.Counted({"tr": 5}, 5)
    signups = msgspec.structs.replace(figures.signups, languages={"tr": 4})
    assert participation.languages([Figures(figures.workshop, figures.dates, signups, False)]) is None


def test_organisations_that_met_are_counted_once_for_each_workshop(figures):
    assert participation.together([figures, figures]) == [("Jugendamt", "Kita", 2)]


# What staff ask of the list beside the sums


def test_the_list_knows_what_somebody_answered_to_the_workshops_own_questions(people):
    workshop(people.alice, SLUG, questions=QUESTIONS.decode())
    sign_up("Familie Hassan", form={"bring": ["Kuchen"]})
    (one,) = attendance.participants(people.alice, SLUG)
    assert one.answers == {"bring": "Kuchen"}


def test_how_many_would_be_told_counts_those_who_wait_and_not_those_who_cancelled(people):
    workshop(people.alice, SLUG, [Pool(Kind.PLACE, 2)])
    sign_up("Familie Hassan")
    waits = sign_up("Familie Demir")
    assert attendance.how_many(people.alice, SLUG) == 2
    signing_up.cancel(waits.token)
    assert attendance.how_many(people.alice, SLUG) == 1


def test_a_call_leads_to_its_family(people):
    pool = workshop(people.alice, SLUG, [Pool(Kind.PLACE, 2)], offer_hours=24).pools[0]
    sign_up("Familie Hassan")
    sign_up("Familie Demir", phone="0231 12345")
    workshops.change_capacity(people.alice, SLUG, pool.id, 4)
    (call,) = messages.to_call(people.alice)
    family = next(one for one in attendance.participants(people.alice, SLUG) if one.id == call.signup_id)
    assert (family.name, family.state, call.since) == ("Familie Demir", "offered", clock.today())
    assert family.offer_until == clock.now() + timedelta(hours=24)
