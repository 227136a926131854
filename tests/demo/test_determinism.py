"""The demonstration is the same for everybody: what is told of it holds on every machine."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from db import migrate
from db.models import Answer, SignUp
from demo import seeding
from services import house


def fingerprint() -> str:
    """Of everything but random ids, instances and the keys that hash them."""
    columns = (
        Answer.survey_id,
        Answer.wave_id,
        Answer.network_id,
        Answer.district_id,
        Answer.language,
        Answer.channel,
        Answer.day,
        Answer.content,
        Answer.change_number,
    )
    families = (
        SignUp.workshop_id,
        SignUp.number,
        SignUp.state,
        SignUp.name,
        SignUp.party,
        SignUp.answers,
        SignUp.phone,
    )
    with house.reading() as session:
        rows = session.execute(select(*columns).order_by(Answer.survey_id, Answer.change_number)).all()
        rows += session.execute(select(*families).order_by(SignUp.workshop_id, SignUp.number)).all()
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def test_two_demonstrations_of_one_day_are_alike(
    demo_house: None, forget: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeding.seed()
    here = fingerprint()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'other.db'}")
    monkeypatch.setenv("SECRET_KEY", "another key for another house " * 2)
    forget()
    migrate.migrate(house.engine())
    seeding.seed()
    assert fingerprint() == here
