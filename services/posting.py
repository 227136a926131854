"""The way a mail leaves the house: to an SMTP server, or as a file into a folder. Certain is told from uncertain here; what follows from it is in `services.mailing`."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP as LINES
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import settings
from common import clock
from settings import Misconfigured

PATIENCE = 30.0
"""Seconds for which a server may be silent."""
KEPT_IN_THE_FOLDER = timedelta(days=30)
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class NotSent(Exception):
    """It certainly did not leave. `nobody_there`: it would be the same with every other mail now."""

    def __init__(self, problem: str, *, for_good: bool = False, nobody_there: bool = False) -> None:
        super().__init__(problem)
        self.problem, self.for_good, self.nobody_there = problem, for_good, nobody_there


class Uncertain(Exception):
    """It was handed over whole, and nobody said whether it was taken."""


class Way(Protocol):
    def send(self, mail: EmailMessage, sender: str, recipient: str) -> None:
        """Returns when it has left. Raises `NotSent`, `Uncertain`."""

    def close(self) -> None: ...


def way() -> Way:
    """As MAIL_URL says. Opens nothing yet. Raises `Misconfigured`."""
    url = settings.current().mail_url
    scheme, _, rest = url.partition("://")
    if scheme == "folder" and rest:
        return Folder(Path(rest))
    if scheme in ("smtp", "smtps"):
        with _readable():
            return Server(urlsplit(url))
    raise Misconfigured(
        "MAIL_URL must begin with smtp://, smtps:// or folder://, such as smtp://user:password@host:587"
    )


def sender() -> str:
    """The address that MAIL_URL wants mails to come from; nothing where it wants none."""
    return _option(urlsplit(settings.current().mail_url), "from", "")


def goes_to_a_folder() -> bool:
    return settings.current().mail_url.startswith("folder://")


def clear_folder() -> int:
    """Mails in the folder are copies of what is deleted elsewhere: they go too."""
    url = settings.current().mail_url
    return Folder(Path(url.removeprefix("folder://"))).clear() if goes_to_a_folder() else 0


class Folder:
    """Every mail a file that mail programs open."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, mail: EmailMessage, sender: str, recipient: str) -> None:
        name = re.sub(r"[^0-9A-Za-z]+", "-", str(mail["Message-ID"]).partition("@")[0]).strip("-")
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            unfinished = self._path / f"{name}.part"
            unfinished.write_bytes(mail.as_bytes(policy=LINES))
            unfinished.replace(self._path / f"{name}.eml")
        except OSError as error:
            raise NotSent(f"{self._path}: {error.strerror}", nobody_there=True) from error

    def close(self) -> None: ...

    def clear(self) -> int:
        oldest, gone = (clock.now() - KEPT_IN_THE_FOLDER).timestamp(), 0
        for file in self._path.glob("*.eml"):
            with suppress(FileNotFoundError):  # another process was faster
                if file.stat().st_mtime < oldest:
                    file.unlink()
                    gone += 1
        return gone


class Server:
    """One connection for as many mails as there are, made anew when it is gone."""

    def __init__(self, url: SplitResult) -> None:
        self._host, self._port = url.hostname or "", url.port or (465 if url.scheme == "smtps" else 25)
        self._user, self._password = unquote(url.username or ""), unquote(url.password or "")
        self._tls_at_once = url.scheme == "smtps"
        self._tls = _option(url, "starttls", "never" if self._host in _HERE or self._tls_at_once else "always")
        if not self._host or self._tls not in ("always", "never"):
            raise ValueError
        if not _plain(self._user, self._password):
            raise Misconfigured(
                "User and password in MAIL_URL may have only ASCII characters: Python's smtplib sends no others."
            )
        self._client: smtplib.SMTP | None = None

    def send(self, mail: EmailMessage, sender: str, recipient: str) -> None:
        client = self._connected()
        try:
            self._announce(client, sender, recipient)
            with _certain():
                code, said = client.docmd("data")
            _refuse_unless(code == 354, code, said, for_good=code >= 500)
            _hand_over(client, mail.as_bytes(policy=LINES.clone(utf8=not _plain(sender, recipient))))
        except (NotSent, Uncertain):
            self.close()  # the next mail begins on a connection that knows nothing of this one
            raise

    def close(self) -> None:
        if self._client is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._client.quit()
            self._client.close()
        self._client = None

    def _connected(self) -> smtplib.SMTP:
        if self._client is not None:
            with suppress(smtplib.SMTPException, OSError):
                if self._client.noop()[0] == 250:
                    return self._client
            self.close()
        try:
            self._client = self._connect()
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(f"{self._host}:{self._port}: {_why(error)}", nobody_there=True) from error
        return self._client

    def _connect(self) -> smtplib.SMTP:
        if self._tls_at_once:
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, timeout=PATIENCE, context=ssl.create_default_context()
            )
        else:
            client = smtplib.SMTP(self._host, self._port, timeout=PATIENCE)
        try:
            if self._tls == "always":
                client.starttls(context=ssl.create_default_context())
            client.ehlo_or_helo_if_needed()
            if self._user:
                client.login(self._user, self._password)
        except BaseException:
            client.close()
            raise
        return client

    def _announce(self, client: smtplib.SMTP, sender: str, recipient: str) -> None:
        """Who it is from and for. That the server does not like our own address is for the operator to mend; a recipient it refuses, it refuses for good."""
        if not _plain(sender, recipient) and not client.has_extn("smtputf8"):
            raise NotSent("the mail server takes no addresses with letters such as ü (SMTPUTF8)", for_good=True)
        with _certain():
            code, said = client.mail(sender, [] if _plain(sender, recipient) else ["SMTPUTF8", "BODY=8BITMIME"])
            _refuse_unless(code == 250, code, said, nobody_there=True)
            code, said = client.rcpt(recipient)
            _refuse_unless(code in (250, 251), code, said, for_good=code >= 500)


def _hand_over(client: smtplib.SMTP, mail: bytes) -> None:
    """From the first byte on only an answer makes it certain: a server that falls silent may have taken it."""
    lines = re.sub(rb"(?m)^\.", b"..", mail)
    try:
        client.send(lines + (b"" if lines.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        code, said = client.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise Uncertain(_why(error)) from error
    _refuse_unless(code == 250, code, said, for_good=code >= 500)


def _refuse_unless(fine: bool, code: int, said: bytes, *, for_good: bool = False, nobody_there: bool = False) -> None:
    if not fine:
        raise NotSent(f"{code} {said.decode(errors='replace')}", for_good=for_good, nobody_there=nobody_there)


@contextmanager
def _certain() -> Iterator[None]:
    """A connection that is lost before the mail itself was on its way."""
    try:
        yield
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(_why(error), nobody_there=True) from error


@contextmanager
def _readable() -> Iterator[None]:
    """The address has a password in it: what is wrong is said without showing it."""
    try:
        yield
    except ValueError:
        raise Misconfigured(
            "MAIL_URL cannot be read. It looks like smtp://user:password@host:587, with special characters as %40 and so on, and may end with ?starttls=always or ?starttls=never and &from=address."
        ) from None


def _option(url: SplitResult, name: str, otherwise: str) -> str:
    return parse_qs(url.query).get(name, [otherwise])[-1]


def _plain(*addresses: str) -> bool:
    return all(address.isascii() for address in addresses)


def _why(error: Exception) -> str:
    """Servers answer with bytes, systems with numbers."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
    return str(error) or type(error).__name__
