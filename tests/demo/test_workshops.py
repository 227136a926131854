"""The workshops that the seeded demonstration shows: coming, full, attended, deleted."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from neighbours import NOON
from sqlalchemy import select

from booking import checking as party_checking
from booking.model import Kind, State, Workshop
from common import clock
from db import models
from demo import families, invitations, seeding
from demo.invitations import PLAYED
from services import accounts, attendance, checking, forgetting, house, messages, places, surveys, workshops
from services.attendance import Figures
from services.may import Actor, Role

LIGHT = {"de", "de-simple", "en", "tr", "ar"}


def coordinator() -> Actor:
    actor = accounts.actor_of(accounts.sign_in_for_demo(Role.COORDINATOR))
    assert actor
    return actor


def figures() -> dict[str, Figures]:
    return {one.workshop.slug: one for one in attendance.figures(coordinator())}


def series() -> list[Workshop]:
    found = [one for one in workshops.listed(coordinator()) if one.plan.series == "elterncafe-westerfilde"]
    return sorted(found, key=lambda one: one.starts or clock.now())


def test_every_invitation_is_played_and_speaks_every_language() -> None:
    assert sorted(one.slug for one in PLAYED) == list(invitations.slugs())
    for slug in invitations.slugs():
        invitation = invitations.read(slug)
        for text in (invitation.title, invitation.text):
            assert text.keys() == LIGHT, slug
            assert all(text.values())


def test_a_coordinator_could_have_written_each(demo_house: None) -> None:
    for played in PLAYED:
        invitation = invitations.read(played.slug)
        plan = invitations.plan(played.slug, invitation, invitations.date_of(played), 1, None, None)
        assert party_checking.check_plan(plan) == []
        assert party_checking.check_pools(invitation.pools) == []


@pytest.mark.parametrize("later", range(7))
def test_nothing_is_at_the_weekend_and_the_order_stays_whatever_day_it_is(demo_house: None, later: int) -> None:
    now = clock.now() + timedelta(days=later)
    with clock.at(now):
        days = [invitations.date_of(one) for one in PLAYED]
        cafe = next(one for one in PLAYED if one.later)
        first = invitations.date_of(cafe)
    assert all(one.day.weekday() < 5 for one in days)
    assert [one.ends < now for one in days] == [one.days < 0 for one in PLAYED]
    assert first.starts + timedelta(weeks=1) > now, "the next of the series is still to come"


def test_coming_ones_are_open_and_the_next_of_a_series_is_a_draft(seeded: None) -> None:
    coming = {one.slug for one in workshops.of_district()}
    assert {"gesund-durch-den-winter", "unser-quartier-2030", "sprache-foerdern"} < coming
    assert [one.status for one in series()] == ["open", "open", "open", "draft"]
    assert series()[-1].slug not in coming
    shown = {one.district_id for one in workshops.of_district()}
    assert {one.slug for one in places.districts() if one.id in shown} == {
        "brackel",
        "innenstadt-nord",
        "luetgendortmund",
        "mengede",
    }


def test_two_are_full_and_families_wait_in_line(seeded: None) -> None:
    found = figures()
    assert {slug for slug, one in found.items() if one.workshop.waiting} == {
        "sprache-foerdern",
        "gesund-durch-den-winter",
    }
    room = next(pool for pool in found["sprache-foerdern"].workshop.pools if pool.kind is Kind.PLACE)
    assert room.free == 0
    assert found["unser-quartier-2030"].workshop.waiting == 0


def test_a_family_cancelled_and_another_is_to_be_called(seeded: None) -> None:
    found = figures()
    for slug in ("sprache-foerdern", "gesund-durch-den-winter"):
        assert found[slug].signups.states[State.CANCELLED] == 1
    calls = messages.to_call(coordinator())
    assert {one.slug for one in calls} <= {"sprache-foerdern", "gesund-durch-den-winter"}
    assert calls


def test_of_those_expected_some_stayed_away_and_others_just_came(seeded: None) -> None:
    found = figures()["auftakt-dorstfeld"]
    (counts,) = found.dates.values()
    assert counts.unmarked == 0
    assert counts.came > counts.none + counts.excused > 0
    assert counts.none > 0
    assert counts.walk_ins == 3
    expected = sum(found.signups.states.values())
    assert 0.1 <= (counts.none + counts.excused) / expected <= 0.4


def test_the_one_that_is_long_over_is_deleted_and_its_counts_stay(seeded: None) -> None:
    found = figures()["netzwerktreffen-boevinghausen"]
    assert found.deleted
    assert found.signups.states == {State.CONFIRMED: 9}
    (counts,) = found.dates.values()
    assert counts.came + counts.excused + counts.none == 9
    assert attendance.participants(coordinator(), "netzwerktreffen-boevinghausen") == ()
    assert {one.what for one in forgetting.protocol(coordinator())} == {forgetting.ATTENDANCE, forgetting.SIGNUPS}


def test_its_own_questions_were_answered(seeded: None) -> None:
    with house.reading() as session:
        rows = session.execute(
            select(models.Workshop.slug, models.SignUp.answers).join(
                models.Workshop, models.Workshop.id == models.SignUp.workshop_id
            )
        ).all()
    answered = {slug for slug, answers in rows if answers != "{}"}
    assert answered == {"sprache-foerdern", "unser-quartier-2030", "auftakt-dorstfeld"}


def test_after_the_cafe_its_guests_are_asked_how_it_was(seeded: None) -> None:
    survey = surveys.by_slug("elterncafe-feedback")
    assert {one.plan.follow_up_survey_id for one in series()} == {survey.id}


def test_hardly_any_mail_waits_to_be_sent_and_none_to_a_real_address(seeded: None) -> None:
    with house.reading() as session:
        mails = session.scalars(select(models.Message)).all()
        families = len(session.scalars(select(models.SignUp.id)).all())
    assert 0 < len(mails) <= 12 < families / 4
    assert all(one.recipient.endswith("@example.org") for one in mails)


def test_telephone_numbers_are_those_kept_free_for_films(seeded: None) -> None:
    with house.reading() as session:
        numbers = session.scalars(select(models.SignUp.phone).where(models.SignUp.phone.is_not(None))).all()
    assert len(numbers) > 10
    assert all(number.startswith("0171 39200") and len(number) == len("0171 3920099") for number in numbers)


def test_families_come_in_many_sizes_and_languages(seeded: None) -> None:
    everyone = [
        one for slug in ("gesund-durch-den-winter", "unser-quartier-2030", "elterncafe-westerfilde")
        for one in attendance.participants(coordinator(), slug)
    ]  # fmt: skip
    sizes = Counter(one.party.people for one in everyone)
    assert len(sizes) >= 4
    assert {"de", "ar"} < {one.language for one in everyone}
    assert any(child.childcare for one in everyone for child in one.party.children)
    assert any(one.party.interpreter for one in everyone)
    assert any(one.party.food for one in everyone)


def test_colleagues_bring_no_children_and_name_their_organisation(seeded: None) -> None:
    for one in attendance.participants(coordinator(), "sprache-foerdern"):
        assert one.organisation in families.ORGANISATIONS
        assert one.party.children == ()


def test_every_invariant_holds(seeded: None) -> None:
    assert checking.invariants() == []


def test_the_workshops_can_be_seeded_on_both_databases(both_houses: None, noon: None) -> None:
    seeding.seed()
    assert len(figures()) == 8
    assert checking.invariants() == []
    assert clock.now() == NOON, "the clock of the past is put away"


def test_the_clock_of_the_past_is_put_away_even_when_something_goes_wrong(noon: None) -> None:
    yesterday = NOON - timedelta(days=1)
    seen = []
    with suppress(ZeroDivisionError), clock.at(yesterday):
        seen.append(clock.now())
        raise ZeroDivisionError
    assert seen == [yesterday]
    assert clock.now() == NOON
