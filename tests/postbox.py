"""A real SMTP server that tests can be rude with: it keeps what it takes, refuses whom it is told to, and hangs up where it is told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from serving import free_port

HOST = "127.0.0.1"


@dataclass
class Postbox:
    """What arrived, and how the server behaves."""

    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    """Every command, in order."""
    to_recipient: str = ""
    """An answer to RCPT TO, such as `550 no such person`."""
    to_some: dict[str, str] = field(default_factory=dict)
    """The same for one address."""
    to_sender: str = ""
    to_data: str = ""
    """An answer once the mail is there."""
    hangs_up: str = ""
    """`before` the mail itself, or `after` it was taken, without an answer."""
    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://{HOST}:{self.port}"

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        self.seen.append("MAIL")
        if self.to_sender:
            return self.to_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        self.seen.append("RCPT")
        if self.hangs_up == "before":
            server.transport.close()  # type: ignore[union-attr]
        if refusal := self.to_some.get(address, self.to_recipient):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.seen.append("DATA")
        assert isinstance(envelope.content, bytes)
        if self.to_data:
            return self.to_data
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.recipients.append(list(envelope.rcpt_tos))
        if self.hangs_up == "after":
            server.transport.close()  # type: ignore[union-attr]
        return "250 OK"


@contextmanager
def postbox(**behaviour: Any) -> Iterator[Postbox]:
    box = Postbox(port=free_port())
    controller = Controller(box, hostname=HOST, port=box.port, enable_SMTPUTF8=True, **behaviour)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def only_for(name: str, password: str) -> dict[str, Any]:
    """A server that wants to know who sends."""

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        known = LoginPassword(name.encode(), password.encode())
        return AuthResult(success=data == known, handled=False)

    return {"authenticator": check, "auth_required": True}


def words(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def calendar(letter: EmailMessage) -> str:
    """The file in it; nothing where there is none."""
    for part in letter.iter_attachments():
        if part.get_content_type() == "text/calendar":
            return str(part.get_content())
    return ""
