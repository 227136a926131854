"""The workshops of the demonstration: their words, read from `invitations/`, and when they are, counted from today."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

import msgspec

from booking.model import Ask, Date, Plan, Pool, Rule, Text
from common import clock
from survey import model
from survey.model import Questionnaire

HOME = Path(__file__).parent / "invitations"


class Invitation(msgspec.Struct, frozen=True):
    title: Text
    text: Text
    place: str
    district: str
    pools: tuple[Pool, ...]
    accessibility: Text = {}
    network: str = ""
    languages: tuple[str, ...] = ("de",)
    asks: tuple[Ask, ...] = ()
    rule: Rule = Rule.STRICT
    offer_hours: int | None = None
    delete_after_days: int = 30
    follow_up: str = ""
    questions: Questionnaire | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """When a workshop is, in days from today, and who comes to it."""

    slug: str
    days: int
    begins: time
    hours: float
    opened: int
    """So many days before it, or before today, the sign-up began."""
    families: int
    professional: bool = False
    """People who come for an organisation, without children."""
    changes_plans: bool = False
    """A family cancels late, and others move up."""
    walk_ins: int = 0
    later: tuple[int, ...] = ()
    """A series: how many families each later date has, a week apart. The last one is still a draft."""


PLAYED = (
    Played("netzwerktreffen-boevinghausen", -40, time(16), 2, 25, 9, professional=True, walk_ins=1),
    Played("auftakt-dorstfeld", -12, time(15), 3, 21, 22, professional=True, walk_ins=3),
    Played("elterncafe-westerfilde", -6, time(9, 30), 2, 12, 7, walk_ins=2, later=(6, 3, 0)),
    Played("gesund-durch-den-winter", 5, time(16), 2, 14, 10, changes_plans=True),
    Played("unser-quartier-2030", 11, time(14), 4, 18, 12),
    Played("sprache-foerdern", 16, time(9), 7, 16, 30, professional=True, changes_plans=True),
)


def slugs() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in HOME.glob("*.json")))


def read(slug: str) -> Invitation:
    return msgspec.json.decode((HOME / f"{slug}.json").read_bytes(), type=Invitation)


def plan(
    slug: str, invitation: Invitation, date: Date, district_id: int, network_id: int | None, survey_id: int | None
) -> Plan:
    """As a coordinator would have written it."""
    return Plan(
        slug=slug,
        title=invitation.title,
        text=invitation.text,
        place=invitation.place,
        accessibility=invitation.accessibility,
        district_id=district_id,
        network_id=network_id,
        dates=(date,),
        languages=invitation.languages,
        asks=invitation.asks,
        rule=invitation.rule,
        offer_hours=invitation.offer_hours,
        delete_after_days=invitation.delete_after_days,
        follow_up_survey_id=survey_id,
        questions=model.to_json(invitation.questions).decode() if invitation.questions else "",
    )


def date_of(played: Played) -> Date:
    """On a weekday, by the city's clock."""
    day = clock.today() + timedelta(days=played.days)
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    starts = datetime.combine(day, played.begins, clock.LOCAL)
    return Date(starts, starts + timedelta(hours=played.hours))
