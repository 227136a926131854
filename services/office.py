"""The office that answers for this installation: it stands in the imprint, the privacy notice and the accessibility statement."""

import msgspec

from db.queries import settings as query
from services import auditing, house, may
from services.may import Actor, Forbidden
from services.remembering import forget, remembered

KEY = "office"
STALE_AFTER = 5.0


class Office(msgspec.Struct, frozen=True):
    """An empty entry is shown as missing, never invented."""

    brand: str = "Netzwerk INFamilie"
    name: str = "Stadt Dortmund, Netzwerk INFamilie"
    street: str = ""
    city: str = ""
    represented_by: str = ""
    phone: str = ""
    email: str = ""
    privacy_officer: str = ""
    privacy_officer_email: str = ""
    accessibility_email: str = ""
    accessibility_date: str = ""
    hosted_by: str = ""


@remembered(STALE_AFTER)
def office() -> Office:
    with house.reading() as session:
        found = query.value(session, KEY)
    return msgspec.json.decode(found, type=Office) if found else Office()


@remembered(STALE_AFTER)
def as_mapping() -> dict[str, str]:
    return msgspec.structs.asdict(office())


def change(actor: Actor, new: Office) -> None:
    if not may.set_up_office(actor):
        raise Forbidden
    with house.writing() as session:
        query.put(session, KEY, msgspec.json.encode(new).decode())
        auditing.note(session, actor, "change_office", new.name)
    forget()
