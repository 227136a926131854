"""Sends what is due in the outbox: takes a mail, writes it, hands it over, says what became of it."""

import logging
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from threading import Event
from urllib.parse import urlsplit

import settings
from booking import checking
from booking.model import Contact
from common import clock
from services import letters, messages, office, posting, signing_up
from services.letters import Letter
from services.messages import Outgoing
from services.office import Office
from services.posting import NotSent, Uncertain, Way

log = logging.getLogger("quartierspuls")

REST = 0.05
"""Seconds between two mails: each takes the write lock twice for a moment, and people who sign up want it too."""


class Unreachable(Exception):
    """No mail can leave now; the message says why."""


def send_due(enough: Event | None = None) -> int:
    """Everything that is due, one mail after the other, so that a process that dies leaves one uncertain and not many. Returns how many left. Raises `Unreachable`."""
    way, left, enough = posting.way(), 0, enough or Event()
    try:
        while not enough.is_set() and (taken := messages.take_due(1)):
            left += _settle(way, taken[0])
            enough.wait(REST)
    finally:
        way.close()
    return left


def _settle(way: Way, mail: Outgoing) -> bool:
    """Servers like to repeat the recipient's address in what they answer: that is for the list of mails, which is deleted, and not for the log."""
    try:
        message = _written(mail)
        way.send(message, sender(office.office()), mail.recipient)
    except Uncertain as problem:
        log.warning("Mail %s may have left or not: %s", mail.message_id, problem)
        messages.may_have_left(mail.id, str(problem))
        return False
    except NotSent as problem:
        messages.not_sent(mail.id, problem.problem, for_good=problem.for_good)
        if problem.nobody_there:
            raise Unreachable(problem.problem) from problem
        log.warning("Mail %s was not taken. Why stands beside it in the list of mails.", mail.message_id)
        return False
    messages.sent(mail.id)
    return True


def _written(mail: Outgoing) -> EmailMessage:
    """Whatever goes wrong here, the mail certainly did not leave. Raises `NotSent`."""
    try:
        return envelope(mail, letters.written(mail, signing_up.mine(mail.token)), office.office())
    except signing_up.UnknownSignUp:
        raise NotSent("the family was deleted meanwhile", for_good=True) from None
    except letters.TooLate:
        raise NotSent("too late to be of use", for_good=True) from None
    except Exception as error:  # one mail that cannot be written must not keep the others
        raise NotSent(f"cannot be written: {error!r}", for_good=True) from error


def envelope(mail: Outgoing, letter: Letter, ours: Office) -> EmailMessage:
    """The mail around a letter. Every header is set through the standard library's policy, which takes no line breaks."""
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["From"] = _address(sender(ours), ours.brand)
    message["To"] = _address(mail.recipient)
    if ours.email and ours.email != sender(ours):
        message["Reply-To"] = _address(ours.email, ours.brand)
    message["Subject"] = letter.subject
    message["Date"] = clock.now()
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"  # out-of-office answers stay at home
    message.set_content(letter.text)
    if letter.calendar:
        message.add_attachment(
            letter.calendar.encode(),
            maintype="text",
            subtype="calendar",
            filename=f"{mail.slug}.ics",
            params={"charset": "utf-8", "method": "PUBLISH"},
        )
    message["Content-Language"] = letter.language  # last: setting the content takes away every header that describes it
    return message


def _address(words: str, name: str = "") -> Address:
    """Looked at once more: what stands in a database may have come in by other ways."""
    if checking.check_contact(Contact("-", words)):
        raise ValueError("not an address")
    local, _, host = words.rpartition("@")
    return Address(name, local, host)


def sender(ours: Office) -> str:
    """MAIL_URL's, else the office's, else one that nobody reads."""
    host = urlsplit(settings.current().public_url).hostname or "localhost"
    return posting.sender() or ours.email or f"noreply@{host}"
