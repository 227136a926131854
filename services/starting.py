"""What a process does before it serves: bring the schema up to date, say what the operator should know, open the way for answers."""

import logging

import settings
from db import migrate
from services import accounts, house, posting

log = logging.getLogger("quartierspuls")


def start() -> None:
    """Raises `settings.Misconfigured` where the environment does not fit together."""
    now = settings.current()
    if not now.abuse_checks:
        log.warning(
            "ABUSE_CHECKS=0: rate limits and the minimum time are off. This is for benchmarks and test robots only."
        )
    if now.local and not now.demo:
        log.warning("PUBLIC_URL is %s: links on posters and in mails lead to this machine only.", now.public_url)
    posting.way()  # misread, it would be noticed only with the first mail
    if posting.goes_to_a_folder() and not now.demo:
        log.warning("MAIL_URL is not set to a mail server: mails are written into a folder and reach nobody.")
    if not migrate.is_current(house.engine()):
        migrate.migrate(house.engine())
    house.writer()


def invite_first_account() -> None:
    """No account has a known password: while there is none at all, whoever reads the log of the start makes the first one."""
    token = None if settings.current().demo else accounts.set_up_link()
    if token:
        print(
            f"\n  No account exists yet. This link sets the first one up, once, within seven days:\n  {settings.current().public_url}/setup/{token}\n",
            flush=True,
        )
