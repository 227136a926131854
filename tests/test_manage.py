"""The operator's console does what its words say."""

from datetime import timedelta

import pytest
from crowds import workshop
from neighbours import People
from sqlalchemy import update

import manage
from booking.model import Contact, Kind, Party, Pool
from common import clock
from db import models
from services import house, signing_up
from services.signing_up import Order

SLUG = "elterncafe"


@pytest.fixture(autouse=True)
def a_workshop_with_a_family(people_on_both: People, noon: None) -> None:
    workshop(people_on_both.alice, SLUG, [Pool(Kind.PLACE, 5)])
    order = Order(SLUG, "1f0c5a9e-4f5f-4a0e-9f0e-0a4f6a1c2b3d", "de", Party(2), Contact("Familie Hassan"))
    signing_up.sign_up(order)


def test_the_check_is_quiet_where_all_is_well_and_ends_with_one_where_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert manage.main(["check"]) == 0
    assert capsys.readouterr().out == "All is well.\n"
    with house.writing() as session:
        session.execute(update(models.Pool).values(taken=5))
    assert manage.main(["check"]) == 1
    assert "5 taken, but its sign-ups hold 2" in capsys.readouterr().out


def test_retention_deletes_what_is_due_and_says_how_much_without_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert manage.main(["retention"]) == 0
    assert capsys.readouterr().out == "Nothing was due.\n"
    moment = clock.now() + timedelta(days=60)
    clock.set_clock(lambda: moment)
    assert manage.main(["retention"]) == 0
    said = capsys.readouterr().out
    assert f"{SLUG}: 1 rows of signups deleted, counts kept" in said and "Hassan" not in said
