"""Exports by those who may, over plain HTTP and at the operator's console."""

import contextlib
import csv
import io
from datetime import timedelta
from uuid import UUID, uuid4

import anyio
import openpyxl
import pytest
import sample
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient

from common import clock
from db import models
from services import answering, exporting, house, may, remembering, surveys
from services.answering import Submission
from services.exporting import Order
from web import downloads, staff


def give(slug: str = sample.SLUG, receipt: bool = False, **changed: list[str]) -> str:
    """One answer to the survey in the park, and its receipt code."""
    return answering.submit(
        Submission(slug, 1, str(uuid4()), "tr", sample.ANSWER | changed, district="eving", wants_receipt=receipt)
    ).receipt


def rows_of(stream: exporting.Stream) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(stream.chunks).decode("utf-8-sig"), newline=""), delimiter=";"))


def export(actor: may.Actor, **order: object) -> list[dict[str, str]]:
    return rows_of(exporting.fetch(actor, exporting.order(actor, sample.SLUG, Order(**order))))


def later(time: timedelta) -> None:
    then = clock.now() + time
    clock.set_clock(lambda: then)


def nobody_reads() -> bool:
    """Whether no connection is held."""
    return house.engine().pool.checkedout() == 0


def test_an_ordered_export_holds_every_answer_once(people_on_both):
    sample.park(people_on_both.alice)
    for name in ("Hoeschpark", "=SUM(A1)", "الحديقة"):
        give(name=[name])
    rows = export(people_on_both.alice)
    assert {row["name"] for row in rows} == {"Hoeschpark", "'=SUM(A1)", "الحديقة"}
    assert {
        (row["version"], row["wave"], row["network"], row["district"], row["language"], row["channel"]) for row in rows
    } == {("1", "1", "", "eving", "tr", "phone")}
    assert {row["day"] for row in rows} == {clock.today().isoformat()}
    assert [UUID(row["id"]).version for row in rows] == [4, 4, 4]
    assert {row["missing.shade"] + row["missing.benches"] + row["missing.water"] for row in rows} == {"101"}


def test_rows_come_by_random_id_and_never_in_the_order_of_arrival(people_on_both):
    sample.park(people_on_both.alice)
    for number in range(12):
        give(children=[str(number)])
    rows = export(people_on_both.alice)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert [row["children"] for row in rows] != [str(number) for number in range(12)]
    assert not {"change_number", "instance_hash", "time"} & set(rows[0])
    assert [row["id"] for row in export(people_on_both.alice)] == [row["id"] for row in rows]


def test_a_withdrawn_answer_is_in_no_export(people_on_both):
    sample.park(people_on_both.alice)
    give(name=["bleibt"])
    answering.withdraw(give(receipt=True, name=["geht"]))
    assert [row["name"] for row in export(people_on_both.alice)] == ["bleibt"]


def test_one_wave_can_be_exported_alone(people_on_both):
    survey = sample.park(people_on_both.alice)
    give(name=["erste"])
    surveys.close_survey(people_on_both.alice, sample.SLUG)
    surveys.open_survey(people_on_both.alice, sample.SLUG, "Frühjahr")
    give(name=["zweite"])
    first, second = surveys.waves(survey)
    assert [row["name"] for row in export(people_on_both.alice, wave_id=first.id)] == ["erste"]
    assert [row["wave"] for row in export(people_on_both.alice, wave_id=second.id, labels=True)] == ["Frühjahr"]
    assert len(export(people_on_both.alice)) == 2


def test_answers_to_two_versions_stand_in_one_table(people):
    sample.park(people.alice)
    give()
    surveys.publish(people.alice, sample.SLUG, sample.questionnaire("Danke."), partition="district")
    give()
    answering.submit(Submission(sample.SLUG, 2, str(uuid4()), "de", sample.ANSWER))
    assert sorted(row["version"] for row in export(people.alice)) == ["1", "1", "2"]


def test_a_workbook_comes_with_codebook_and_versions(people_on_both):
    sample.park(people_on_both.alice)
    give()
    stream = exporting.fetch(
        people_on_both.alice, exporting.order(people_on_both.alice, sample.SLUG, Order(format="xlsx", labels=True))
    )
    book = openpyxl.load_workbook(io.BytesIO(b"".join(stream.chunks)))
    assert book.sheetnames == ["Antworten", "Codebuch", "Versionen"]
    assert book["Antworten"].max_row == 2
    assert stream.filename == f"am-park_{clock.today().isoformat()}.xlsx"


@pytest.mark.parametrize("name", ["bob", "chelsea", "dilek"])
def test_only_who_may_see_raw_data_can_order(people, name):
    sample.park(people.alice)
    with pytest.raises(may.Forbidden):
        exporting.order(getattr(people, name), sample.SLUG, Order())


def grant_raw_right(actor: may.Actor, survey: surveys.Survey) -> may.Actor:
    return may.Actor(actor.user_id, actor.name, actor.email, actor.language, actor.roles, frozenset({survey.id}))


def test_a_raw_right_that_was_taken_back_holds_no_longer_for_what_was_ordered(people):
    ordered = exporting.order(grant_raw_right(people.bob, sample.park(people.alice)), sample.SLUG, Order())
    with pytest.raises(may.Forbidden):
        exporting.fetch(people.bob, ordered)


def test_nobody_fetches_what_somebody_else_ordered(people):
    survey = sample.park(people.alice)
    ordered = exporting.order(people.alice, sample.SLUG, Order())
    with pytest.raises(exporting.UnknownDownload):
        exporting.fetch(grant_raw_right(people.bob, survey), ordered)
    with pytest.raises(exporting.UnknownDownload):
        exporting.fetch(people.alice, uuid4())


def test_an_order_lasts_a_day(people, noon):
    sample.park(people.alice)
    ordered = exporting.order(people.alice, sample.SLUG, Order())
    later(timedelta(hours=23))
    exporting.fetch(people.alice, ordered)
    later(timedelta(hours=2))
    with pytest.raises(exporting.Expired):
        exporting.fetch(people.alice, ordered)


def test_orders_that_expired_are_forgotten_with_the_next_one(people, noon):
    sample.park(people.alice)
    exporting.order(people.alice, sample.SLUG, Order())
    later(timedelta(days=3))
    kept = exporting.order(people.alice, sample.SLUG, Order())
    with house.reading() as session:
        assert session.scalars(select(models.Download.id)).all() == [kept]


@pytest.mark.parametrize(
    ("order", "code"),
    [(Order(format="exe"), "format"), (Order(wave_id=999), "wave"), (Order(separator="|"), "separator")],
)
def test_what_does_not_exist_cannot_be_ordered(people, order, code):
    sample.park(people.alice)
    with pytest.raises(exporting.NotAvailable) as refused:
        exporting.order(people.alice, sample.SLUG, order)
    assert refused.value.code == code
    with pytest.raises(surveys.UnknownSurvey):
        exporting.order(people.alice, "atlantis", Order())


def deeds() -> list[tuple[int | None, str, str]]:
    with house.reading() as session:
        return [
            (deed.user_id, deed.action, deed.subject)
            for deed in session.scalars(select(models.Audit).order_by(models.Audit.id))
            if "export" in deed.action
        ]


def test_ordering_and_fetching_leave_a_trace(people, tmp_path):
    sample.park(people.alice)
    export(people.alice)
    exporting.write(sample.SLUG, "csv", tmp_path / "park.csv")
    alice = people.alice.user_id
    assert deeds() == [
        (alice, "order_export", sample.SLUG),
        (alice, "fetch_export", sample.SLUG),
        (None, "write_export", sample.SLUG),
    ]


def test_an_export_shows_the_moment_at_which_it_was_begun(people_on_both):
    sample.park(people_on_both.alice)
    give()
    stream = exporting.fetch(people_on_both.alice, exporting.order(people_on_both.alice, sample.SLUG, Order()))
    header = next(stream.chunks)
    surveys.publish(people_on_both.alice, sample.SLUG, sample.questionnaire("Neu."), partition="district")
    answering.submit(Submission(sample.SLUG, 2, str(uuid4()), "de", sample.ANSWER))
    rest = b"".join(stream.chunks)
    assert len(csv_lines(header + rest)) == 2


def csv_lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_whoever_breaks_off_leaves_no_transaction_open(people_on_both):
    sample.park(people_on_both.alice)
    give()
    stream = exporting.fetch(people_on_both.alice, exporting.order(people_on_both.alice, sample.SLUG, Order()))
    next(stream.chunks)
    assert not nobody_reads()
    stream.chunks.close()
    assert nobody_reads()


def test_a_finished_workbook_keeps_no_transaction_open_while_it_is_sent(people_on_both):
    sample.park(people_on_both.alice)
    give()
    stream = exporting.fetch(
        people_on_both.alice, exporting.order(people_on_both.alice, sample.SLUG, Order(format="xlsx"))
    )
    next(stream.chunks)
    assert nobody_reads()
    stream.chunks.close()


def test_the_operator_writes_a_file_that_appears_when_it_is_whole(people, tmp_path, monkeypatch):
    sample.park(people.alice)
    give()
    exporting.write(sample.SLUG, "csv", tmp_path / "park.csv")
    before = (tmp_path / "park.csv").read_bytes()
    assert len(csv_lines(before)) == 2

    def broken(*_: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(exporting.downloads, "rows", broken)
    with pytest.raises(RuntimeError):
        exporting.write(sample.SLUG, "csv", tmp_path / "park.csv")
    assert (tmp_path / "park.csv").read_bytes() == before
    assert not list(tmp_path.glob(".park*"))


@pytest.fixture
def browser(people):
    """Bob's browser can be made from Alice's: only the cookie differs."""
    with TestClient(Starlette(routes=downloads.routes), follow_redirects=False) as client:
        yield client


def test_without_a_login_a_download_leads_to_it_and_back(browser):
    response = browser.get("/download/6f1c3e0e-0000-4000-8000-000000000000")
    assert response.status_code == 303
    assert response.headers["location"] == "/login?next=%2Fdownload%2F6f1c3e0e-0000-4000-8000-000000000000"


def test_a_download_is_a_file_that_nobody_keeps(people, browser):
    sample.park(people.alice)
    give()
    ordered = exporting.order(people.alice, sample.SLUG, Order())
    browser.cookies.set(staff.COOKIE, people.tokens["alice"])
    response = browser.get(f"/download/{ordered}")
    assert response.status_code == 200
    assert (
        response.headers["content-disposition"]
        == f"attachment; filename*=UTF-8''am-park_{clock.today().isoformat()}.csv"
    )
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert (response.headers["cache-control"], response.headers["x-content-type-options"]) == ("no-store", "nosniff")
    assert len(csv_lines(response.content)) == 2
    assert nobody_reads()


@pytest.mark.parametrize("wanted", ["6f1c3e0e-0000-4000-8000-000000000000", "nonsense", "theirs"])
def test_unknown_and_foreign_downloads_are_not_told_apart(people, browser, wanted):
    survey = sample.park(people.alice)
    theirs = exporting.order(grant_raw_right(people.bob, survey), sample.SLUG, Order())
    browser.cookies.set(staff.COOKIE, people.tokens["alice"])
    response = browser.get(f"/download/{theirs if wanted == 'theirs' else wanted}")
    assert response.status_code == 404
    assert "Diese Datei gibt es nicht" in response.text


def test_a_download_without_the_right_or_too_late_says_why(people, browser):
    ordered = exporting.order(grant_raw_right(people.bob, sample.park(people.alice)), sample.SLUG, Order())
    browser.cookies.set(staff.COOKIE, people.tokens["bob"])
    response = browser.get(f"/download/{ordered}")
    assert (response.status_code, "Das dürfen Sie nicht mehr" in response.text) == (403, True)
    with house.writing() as session:
        session.get_one(models.Download, ordered).ordered_at = clock.now() - timedelta(hours=25)
    remembering.forget()
    response = browser.get(f"/download/{ordered}")
    assert (response.status_code, "Dieser Link ist abgelaufen" in response.text) == (410, True)


@pytest.mark.parametrize("spec_version", ["2.3", "2.4"])
def test_a_person_who_breaks_off_a_download_leaves_no_transaction_open(people, spec_version):
    sample.park(people.alice)
    give()
    ordered = exporting.order(people.alice, sample.SLUG, Order())
    app = Starlette(routes=downloads.routes)
    scope = {
        "type": "http",
        "asgi": {"spec_version": spec_version},
        "method": "GET",
        "path": f"/download/{ordered}",
        "query_string": b"",
        "headers": [(b"cookie", f"{staff.COOKIE}={people.tokens['alice']}".encode())],
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        if message.get("body"):
            raise OSError("the telephone is in the tunnel")

    with contextlib.suppress(ClientDisconnect, OSError):
        anyio.run(app, scope, receive, send)
    assert nobody_reads()
