"""The trace of what staff did, written in the transaction that did it."""

from collections.abc import Mapping

import msgspec
from sqlalchemy.orm import Session

from common import clock
from db.models import Audit
from services.may import Actor


def note(
    session: Session,
    actor: Actor | None,
    action: str,
    subject: str,
    details: Mapping[str, str | int | None] | None = None,
) -> None:
    words = msgspec.json.encode(details or {}).decode()
    session.add(
        Audit(
            at=clock.now(),
            user_id=actor.user_id if actor else None,
            action=action,
            subject=subject[:200],
            details=words,
        )
    )
