"""Mails leave to a real SMTP server, once; what the server says, and does not say, decides what happens next."""

import logging
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from certificates import certificate
from crowds import workshop
from neighbours import NOON, People
from postbox import Postbox, calendar, only_for, postbox, words
from serving import HOME, free_port, serve
from sqlalchemy import select, update

import settings
from booking.model import Contact, Party
from common import clock
from db import models
from services import checking, house, mailing, messages, office, posting, signing_up
from services.chores import Chore, Chores
from services.mailing import Unreachable
from services.office import Office
from services.signing_up import Order, SignedUp
from settings import Misconfigured

SLUG = "elterncafe"
YILMAZ = "yilmaz@example.org"


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "REST", 0)


@pytest.fixture(autouse=True)
def every_invariant_holds_afterwards(people_on_both: People, noon: None) -> Iterator[None]:
    yield
    assert checking.invariants() == []


@pytest.fixture
def alice(people_on_both: People) -> Any:
    return people_on_both.alice


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """From now on mails go there."""

    def mail_url(url: str) -> None:
        monkeypatch.setenv("MAIL_URL", url)
        settings.current.cache_clear()

    return mail_url


@pytest.fixture
def box(use: Callable[[str], None]) -> Iterator[Postbox]:
    with postbox() as one:
        use(one.url)
        yield one


def sign_up(email: str = YILMAZ, name: str = "Familie Yılmaz", adults: int = 1, language: str = "de") -> SignedUp:
    return signing_up.sign_up(Order(SLUG, str(uuid4()), language, Party(adults), Contact(name, email)))


def later(**distance: float) -> None:
    moment = clock.now() + timedelta(**distance)
    clock.set_clock(lambda: moment)
    signing_up.forget()


def ids() -> set[str]:
    with house.reading() as session:
        return set(session.scalars(select(models.Message.message_id)))


# One mail each


def test_every_family_gets_one_mail_under_the_name_that_stands_in_the_outbox(alice: Any, box: Postbox) -> None:
    workshop(alice, SLUG)
    one, two = sign_up(), sign_up("hassan@example.org", "Familie Hassan")
    sign_up("", "Familie Petrov")
    assert (mailing.send_due(), mailing.send_due()) == (2, 0)
    assert sorted(box.recipients) == [["hassan@example.org"], [YILMAZ]]
    assert {letter["Message-ID"] for letter in box.letters} == ids()
    assert messages.states() == {"sent": 2}
    for letter, mine in ((letter, one if letter["To"] == YILMAZ else two) for letter in box.letters):
        assert {f"/m/{mine.token}", mine.code, mine.pin} <= set(re.findall(r"/m/\S+|\b[-0-9A-Z]{6,}", words(letter)))


def test_the_head_of_a_mail_says_whose_it_is_and_that_a_program_sent_it(alice: Any, box: Postbox) -> None:
    office.change(alice, Office(brand="Netzwerk, INFamilie", email="familie@stadt.example"))
    workshop(alice, SLUG)
    sign_up()
    mailing.send_due()
    (letter,) = box.letters
    assert letter["From"] == '"Netzwerk, INFamilie" <familie@stadt.example>'
    assert letter["Subject"] == "Sie haben einen Platz: Elterncafé"
    assert (letter["Auto-Submitted"], letter["Content-Language"]) == ("auto-generated", "de")
    assert letter["Date"].datetime == NOON
    assert letter["Reply-To"] is None


def test_where_the_server_wants_an_address_of_its_own_answers_still_reach_the_office(
    alice: Any, box: Postbox, use: Callable[[str], None]
) -> None:
    office.change(alice, Office(email="familie@stadt.example"))
    use(f"{box.url}?from=puls@post.example")
    workshop(alice, SLUG)
    sign_up()
    mailing.send_due()
    assert box.letters[0]["From"].addresses[0].addr_spec == "puls@post.example"
    assert box.letters[0]["Reply-To"].addresses[0].addr_spec == "familie@stadt.example"


def test_many_mails_share_one_connection_and_a_line_that_is_a_dot_arrives(alice: Any, box: Postbox) -> None:
    workshop(alice, SLUG, place=".", accessibility={"de": ".."})
    for number in range(3):
        sign_up(f"familie{number}@example.org", ".")
    mailing.send_due()
    assert box.seen == ["MAIL", "RCPT", "DATA"] * 3
    assert "Ort: .\nZugang: ..\n" in words(box.letters[0])


def test_two_processes_that_send_at_the_same_time_send_nothing_twice(alice: Any, box: Postbox) -> None:
    workshop(alice, SLUG)
    for number in range(20):
        sign_up(f"familie{number}@example.org")
    processes = [_process("mailing.REST = 0; mailing.send_due()") for _ in range(2)]
    assert [one.wait(120) for one in processes] == [0, 0]
    assert sorted(letter["Message-ID"] for letter in box.letters) == sorted(ids())
    assert messages.states() == {"sent": 20}


def _process(do: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", f"from services import mailing\n{do}"], cwd=HOME)


# What the server says


@pytest.mark.parametrize("behaviour", [{"to_recipient": "450 busy"}, {"to_data": "451 busy"}, {"hangs_up": "before"}])
def test_what_was_refused_for_the_moment_is_sent_later_under_the_same_name(
    alice: Any, box: Postbox, behaviour: dict[str, str]
) -> None:
    workshop(alice, SLUG)
    sign_up()
    for name, value in behaviour.items():
        setattr(box, name, value)
    _try()
    assert messages.states() == {"new": 1} and messages.unsettled(alice) == ()
    for name in behaviour:
        setattr(box, name, "")
    assert mailing.send_due() == 0, "not before its time"
    later(minutes=1)
    assert mailing.send_due() == 1
    assert [letter["Message-ID"] for letter in box.letters] == list(ids())


def _try() -> None:
    with suppress(Unreachable):
        assert mailing.send_due() == 0


def test_after_the_last_try_it_is_shown_with_the_reason(alice: Any, box: Postbox) -> None:
    workshop(alice, SLUG)
    sign_up()
    box.to_recipient = "450 mailbox busy"
    for wait in (*messages.BACK_OFF, timedelta(0)):
        assert mailing.send_due() == 0
        later(seconds=wait.total_seconds())
    (one,) = messages.unsettled(alice)
    assert (one.state, one.problem, one.attempts, one.recipient) == ("failed", "450 mailbox busy", 7, YILMAZ)
    assert box.seen.count("RCPT") == 7


@pytest.mark.parametrize("behaviour", [{"to_recipient": "550 nobody of this name"}, {"to_data": "554 not like this"}])
def test_a_recipient_refused_for_good_is_shown_at_once_and_the_log_keeps_the_address_to_itself(
    alice: Any, box: Postbox, behaviour: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    workshop(alice, SLUG)
    sign_up()
    for name, value in behaviour.items():
        setattr(box, name, f"{value}: {YILMAZ}")
    assert mailing.send_due() == 0
    assert [(one.state, one.problem) for one in messages.unsettled(alice)] == [
        ("failed", f"{next(iter(behaviour.values()))}: {YILMAZ}")
    ]
    later(days=2)
    assert mailing.send_due() == 0 and not box.letters
    assert caplog.messages and YILMAZ not in caplog.text


def test_one_refused_recipient_does_not_keep_the_others(alice: Any, box: Postbox) -> None:
    workshop(alice, SLUG)
    for number in range(4):
        sign_up(f"familie{number}@example.org")
    box.to_some = {"familie0@example.org": "550 no", "familie2@example.org": "450 later"}
    assert mailing.send_due() == 2
    assert messages.states() == {"failed": 1, "new": 1, "sent": 2}


def test_a_server_that_hangs_up_after_the_mail_leaves_it_uncertain_and_it_is_not_sent_again(
    alice: Any, box: Postbox
) -> None:
    workshop(alice, SLUG)
    sign_up()
    box.hangs_up = "after"
    assert mailing.send_due() == 0
    (one,) = messages.unsettled(alice)
    assert (one.state, one.recipient) == ("uncertain", YILMAZ) and one.problem
    box.hangs_up = ""
    later(days=3)
    assert mailing.send_due() == 0 and len(box.letters) == 1
    messages.decide(alice, one.id, again=True)
    assert mailing.send_due() == 1
    assert [letter["Message-ID"] for letter in box.letters] == [*ids()] * 2


def test_a_process_killed_while_it_sends_leaves_that_one_mail_uncertain_and_the_others_to_be_sent(
    alice: Any, box: Postbox
) -> None:
    clock.set_clock(None)  # the other process has no other
    workshop(alice, SLUG)
    for number in range(3):
        sign_up(f"familie{number}@example.org")
    taken, killed = threading.Event(), threading.Event()
    answer = box.handle_DATA

    async def slowly(*around: Any) -> str:
        said = await answer(*around)
        taken.set()
        killed.wait(30)
        return said

    box.handle_DATA = slowly  # type: ignore[method-assign]
    process = _process("mailing.send_due()")
    assert taken.wait(60)
    process.send_signal(signal.SIGKILL)
    process.wait()
    killed.set()
    del box.handle_DATA
    assert messages.states() == {"uncertain": 1, "new": 2}
    assert mailing.send_due() == 2
    later(minutes=11)
    assert [one.state for one in messages.unsettled(alice)] == ["uncertain"]
    assert mailing.send_due() == 0
    assert len({letter["Message-ID"] for letter in box.letters}) == len(box.letters) == 3


def test_where_no_server_answers_one_mail_is_tried_and_the_others_wait(alice: Any, use: Callable[[str], None]) -> None:
    use(f"smtp://127.0.0.1:{free_port()}")
    workshop(alice, SLUG)
    for number in range(3):
        sign_up(f"familie{number}@example.org")
    with pytest.raises(Unreachable, match="refused"):
        mailing.send_due()
    with house.reading() as session:
        assert sorted(session.scalars(select(models.Message.attempts))) == [0, 0, 1]
    assert messages.states() == {"new": 3}


def test_a_server_that_does_not_like_our_own_address_is_for_the_operator_to_mend(alice: Any, box: Postbox) -> None:
    workshop(alice, SLUG)
    sign_up()
    box.to_sender = "550 who are you"
    with pytest.raises(Unreachable, match="550 who are you"):
        mailing.send_due()
    box.to_sender = ""
    later(minutes=1)
    assert mailing.send_due() == 1


# Who may see it on its way


def test_a_server_that_wants_a_password_gets_it(
    alice: Any, use: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop(alice, SLUG)
    sign_up()
    context, file = certificate("localhost", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with postbox(tls_context=context, **only_for("puls", "p@ss:wort")) as box:
        use(f"smtp://puls:wrong@localhost:{box.port}?starttls=always")
        with pytest.raises(Unreachable, match="535"):
            mailing.send_due()
        later(minutes=1)
        use(f"smtp://puls:p%40ss%3Awort@localhost:{box.port}?starttls=always")
        assert mailing.send_due() == 1


def test_no_password_and_no_mail_goes_to_a_server_that_cannot_encrypt(alice: Any, use: Callable[[str], None]) -> None:
    workshop(alice, SLUG)
    sign_up()
    with postbox() as box:
        use(f"{box.url.replace('//', '//puls:secret@')}?starttls=always")
        with pytest.raises(Unreachable, match="STARTTLS"):
            mailing.send_due()
        assert box.seen == []


def test_a_server_with_a_certificate_is_believed_only_where_somebody_vouches_for_it(
    alice: Any, use: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop(alice, SLUG)
    sign_up()
    context, file = certificate("localhost", tmp_path)
    with postbox(tls_context=context, require_starttls=True) as box:
        use(f"smtp://localhost:{box.port}?starttls=always")
        with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
            mailing.send_due()
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        later(minutes=1)
        assert mailing.send_due() == 1
    assert [letter["To"] for letter in box.letters] == [YILMAZ]


def test_outside_of_this_machine_mails_are_encrypted_unless_said_otherwise() -> None:
    told = {
        url: posting.Server(urlsplit(url))._tls
        for url in (
            "smtp://mail.example",
            "smtp://mail.example?starttls=never",
            "smtp://localhost",
            "smtps://mail.example",
        )
    }
    assert list(told.values()) == ["always", "never", "never", "never"]


@pytest.mark.parametrize(
    "url",
    [
        "pigeon://loft",
        "smtp://",
        "folder://",
        "smtp://u:secret@host:port",
        "smtp://u:secret@host?starttls=perhaps",
        "smtp://u:sec[ret@host",
        "smtp://u:secret%C3%9F@host",
    ],
)
def test_a_mail_url_that_cannot_be_read_is_said_at_the_start_without_its_password(
    use: Callable[[str], None], url: str
) -> None:
    use(url)
    with pytest.raises(Misconfigured, match="MAIL_URL") as wrong:
        posting.way()
    assert "secret" not in str(wrong.value) and "sec[ret" not in str(wrong.value)


# Hostile and foreign words


def test_no_title_and_no_name_becomes_a_header(alice: Any, box: Postbox) -> None:
    workshop(alice, SLUG)
    with house.writing() as session:
        session.execute(
            update(models.Workshop).values(title=r'{"de": "Café\r\nBcc: mallory@example.org\r\n\r\nHallo"}')
        )
    sign_up(name='"Bcc: mallory@example.org"')
    mailing.send_due()
    (letter,) = box.letters
    assert letter["Bcc"] is None and box.recipients == [[YILMAZ]]
    assert letter["Subject"] == "Sie haben einen Platz: Café Bcc: mallory@example.org Hallo"


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org\r\nBcc: mallory@example.org",
        "a@example.org\nSubject: x",
        "a@example.org, mallory@example.org",
        "<a@example.org> mallory@example.org",
        "a@example.org>\r\nRCPT TO:<mallory@example.org",
    ],
)
def test_an_address_that_is_none_is_refused_whatever_way_it_came_into_the_database(
    alice: Any, box: Postbox, address: str
) -> None:
    workshop(alice, SLUG)
    sign_up()
    with house.writing() as session:
        session.execute(update(models.Message).values(recipient=address))
    assert mailing.send_due() == 0
    assert box.seen == [] and [one.state for one in messages.unsettled(alice)] == ["failed"]


def test_an_address_with_an_umlaut_reaches_a_server_that_takes_it(
    alice: Any, box: Postbox, use: Callable[[str], None]
) -> None:
    workshop(alice, SLUG)
    sign_up("jürgen@müller.example")
    assert mailing.send_due() == 1
    assert box.recipients == [["jürgen@müller.example"]]
    assert words(box.letters[0]).startswith("Guten Tag Familie Yılmaz!")


def test_an_arabic_mail_arrives_readable_from_subject_to_greeting(alice: Any, box: Postbox) -> None:
    workshop(alice, SLUG)
    one = sign_up("hassan@example.org", "عائلة حسن", 2, "ar")
    mailing.send_due()
    (letter,) = box.letters
    assert letter["Subject"] == "لديكم مكان: مقهى"
    assert letter["Content-Language"] == "ar"
    text = words(letter)
    assert "مرحبًا" in text and "عائلة حسن" in text and "يسعدنا حضوركم" in text
    assert {"\ufffd"}.isdisjoint(text) and "?" * 3 not in text
    lines = [line for line in text.splitlines() if line]
    addresses = [line for line in lines if "://" in line]
    assert f"http://localhost:8501/m/{one.token}" in addresses, "to be copied without invisible marks"
    assert all(line.startswith("\N{RIGHT-TO-LEFT MARK}") for line in lines if line not in addresses)


# The folder


def test_in_the_demonstration_mails_are_files_that_a_mail_program_opens(alice: Any, tmp_path: Path) -> None:
    workshop(alice, SLUG)
    one = sign_up()
    assert mailing.send_due() == 1
    (file,) = (tmp_path / "outbox").iterdir()
    assert file.suffix == ".eml"
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert letter["To"] == YILMAZ and one.token in words(letter)  # type: ignore[arg-type]
    assert "BEGIN:VCALENDAR" in calendar(letter)  # type: ignore[arg-type]


def test_a_folder_that_cannot_be_written_keeps_the_mails_for_later(
    alice: Any, tmp_path: Path, use: Callable[[str], None]
) -> None:
    (tmp_path / "full").write_text("a file, not a folder")
    use(f"folder://{tmp_path / 'full'}")
    workshop(alice, SLUG)
    sign_up()
    with pytest.raises(Unreachable):
        mailing.send_due()
    assert messages.states() == {"new": 1}


def test_copies_in_the_folder_go_after_a_month(alice: Any, tmp_path: Path) -> None:
    workshop(alice, SLUG)
    sign_up()
    mailing.send_due()
    (file,) = (tmp_path / "outbox").iterdir()
    (other := tmp_path / "outbox" / "notes.txt").write_text("not ours")
    for path in (file, other):
        os.utime(path, (NOON.timestamp(), NOON.timestamp()))
    later(days=30)
    assert posting.clear_folder() == 0
    later(seconds=1)
    assert posting.clear_folder() == 1
    assert [path.name for path in (tmp_path / "outbox").iterdir()] == ["notes.txt"]


# In the app


def test_the_running_app_sends_by_itself_and_writes_no_mail_into_its_log(alice: Any, tmp_path: Path) -> None:
    clock.set_clock(None)
    workshop(alice, SLUG)
    with postbox() as box, serve(tmp_path, settings.current().database_url, MAIL_URL=box.url) as server:
        one = sign_up()
        end = time.monotonic() + 60
        while not box.letters and time.monotonic() < end:
            time.sleep(0.05)
        server.stop()
    assert [letter["To"] for letter in box.letters] == [YILMAZ]
    assert messages.states() == {"sent": 1}
    assert one.token not in server.log and YILMAZ not in server.log


def test_a_mail_server_that_is_away_is_said_once_in_the_log(
    alice: Any, use: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    use(f"smtp://127.0.0.1:{free_port()}")
    workshop(alice, SLUG)
    for number in range(5):
        sign_up(f"familie{number}@example.org")
    chores = Chores([Chore("mails", 2, mailing.send_due, needs_proof=True)])
    with caplog.at_level(logging.WARNING):
        for second in range(0, 3000, 100):
            chores.do_due(second)
    assert [message.partition(":")[0] for message in caplog.messages] == ["mails"]
