"""A workshop as it is being written: from the stored plan into a draft, and from the draft into a plan. How it is drawn is in `ui.plan_form`."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

import msgspec
import streamlit as st

from booking.errors import Code, Problem
from booking.model import Ask, Date, Kind, Plan, Pool, Rule, Text, Workshop
from common.clock import LOCAL, today
from i18n.catalogue import LANGUAGES
from services import may, places, wording, workshops
from services.may import Actor
from ui import drafts, own_questions, refusals, state
from ui.drafts import Draft
from ui.words import _, own

NEW = "new"
WHOLE_CITY = NO_SURVEY = 0
"""In lists: to Streamlit, None is a list in which nothing was chosen yet."""
LONGEST_ADDRESS = 60
TEXTS = ("title", "text", "accessibility")
TAGS = tuple(one.tag for one in LANGUAGES)
SPOKEN = tuple(
    tag for tag in (*TAGS, *["fr", "es", "it", "ru", "fa", "ku", "sq", "sr", "el", "ti", "ur"]) if tag != "de-simple"
)
"""Languages that people here speak; a plan may have others."""


def begin(slug: str, workshop: Workshop | None = None) -> Draft:
    """The draft of this window for that workshop, or for a new one; one that is already begun goes on."""
    found = st.session_state.get(state.PLANNED)
    if found is None or found["slug"] != slug:
        found = st.session_state[state.PLANNED] = draft_of(workshop) if workshop else _blank()
    return found


def drop() -> None:
    st.session_state.pop(state.PLANNED, None)


def _blank() -> Draft:
    fresh = draft_of(
        Workshop(
            id=0,
            status="draft",
            plan=Plan(slug=NEW, title={}, district_id=0, dates=(), asks=(Ask.STEP_FREE,)),
            pools=(Pool(Kind.PLACE, 20),),
        )
    )
    drafts.add(fresh, "dates", **_day(today() + timedelta(days=14)))
    return fresh


def draft_of(workshop: Workshop) -> Draft:
    plan = workshop.plan
    made = drafts.new(
        slug=plan.slug,
        address="",
        before=plan,
        network=plan.network_id or WHOLE_CITY,
        district=plan.district_id,
        place=plan.place,
        languages=list(plan.languages),
        opens_at=_naive(plan.opens_at),
        closes_at=_naive(plan.closes_at),
        changes_until=_naive(plan.changes_until),
        rule=Rule(plan.rule),
        offer_hours=plan.offer_hours,
        unaccompanied=plan.unaccompanied,
        follow_up=plan.follow_up_survey_id or NO_SURVEY,
        delete_after_days=plan.delete_after_days,
        dates=[],
        childcare=[],
        interpreters=[],
        on_site=next((one.capacity for one in workshop.pools if one.kind is Kind.PLACE), None),
        online=next((one.capacity for one in workshop.pools if one.kind is Kind.ONLINE), None),
        **{f"{name}.{tag}": getattr(plan, name).get(tag, "") for name in TEXTS for tag in TAGS},
        **{f"asks.{ask}": ask in plan.asks for ask in Ask},
    )
    for one in plan.dates:
        drafts.add(made, "dates", **_times(one))
    own_questions.begin(made, plan.questions)
    return made


def add_date(draft: Draft) -> None:
    """Mostly the same hours a week later."""
    last = draft["dates"][-1] if draft["dates"] else _day(today() + timedelta(days=14))
    more = {name: last[name] for name in ("begins", "ends", "nights")}
    drafts.add(draft, "dates", id=0, day=(last["day"] or today()) + timedelta(days=7), **more)


def add_childcare(draft: Draft) -> None:
    first = max((one["last"] + 1 for one in draft["childcare"]), default=3)
    drafts.add(draft, "childcare", first=min(first, 15), last=min(first + 3, 15), capacity=6)


def add_interpreter(draft: Draft) -> None:
    used = {one["language"] for one in draft["interpreters"]}
    drafts.add(
        draft, "interpreters", language=next((tag for tag in ("ar", *SPOKEN[1:]) if tag not in used), "ar"), capacity=8
    )


def networks(actor: Actor) -> dict[int, str]:
    """Whose workshops this person may plan."""
    whole = {WHOLE_CITY: ""} if may.make_workshop(actor, None) else {}
    return whole | {one.id: one.name for one in places.networks() if may.make_workshop(actor, one.id)}


def spoken(also: Iterable[str] = ()) -> dict[str, str]:
    """Languages to choose from, in our words for them."""
    return {tag: wording.language(tag, own()) for tag in dict.fromkeys([*SPOKEN, *also])}


def missing(draft: Draft) -> tuple[str, ...]:
    """Languages without a title."""
    return tuple(tag for tag in TAGS if not draft[f"title.{tag}"].strip())


def problems(draft: Draft) -> Iterator[Problem]:
    """What the form itself can tell; the service checks the rest."""
    if not draft["title.de"].strip():
        yield Problem(Code.REQUIRED, "title")
    if any(None in (one["day"], one["begins"], one["ends"]) for one in draft["dates"]):
        yield Problem(Code.REQUIRED, "dates")


def plan(draft: Draft) -> Plan:
    """Raises nothing: what does not fit is found by `problems` and by the service."""
    before: Plan = draft["before"]
    return msgspec.structs.replace(
        before,
        slug=address(draft),
        title=_text(draft, "title"),
        text=_text(draft, "text"),
        accessibility=_text(draft, "accessibility"),
        network_id=draft["network"] or None,
        district_id=draft["district"],
        place=draft["place"].strip(),
        dates=tuple(_date(one) for one in draft["dates"]),
        languages=tuple(draft["languages"]),
        asks=tuple(ask for ask in Ask if draft[f"asks.{ask}"]),
        unaccompanied=draft["unaccompanied"],
        questions=own_questions.written(draft),
        opens_at=_aware(draft["opens_at"]),
        closes_at=_aware(draft["closes_at"]),
        changes_until=_aware(draft["changes_until"]),
        rule=draft["rule"],
        offer_hours=draft["offer_hours"],
        follow_up_survey_id=draft["follow_up"] or None,
        delete_after_days=draft["delete_after_days"],
    )


def pools(draft: Draft) -> list[Pool]:
    """Of a new workshop; those of a stored one are changed one by one."""
    return [
        *([Pool(Kind.PLACE, draft["on_site"])] if draft["on_site"] else []),
        *([Pool(Kind.ONLINE, draft["online"])] if draft["online"] else []),
        *(
            Pool(Kind.CHILDCARE, one["capacity"], age_from=one["first"], age_to=one["last"])
            for one in draft["childcare"]
        ),
        *(Pool(Kind.INTERPRETER, one["capacity"], language=one["language"]) for one in draft["interpreters"]),
    ]


def address(draft: Draft) -> str:
    """The short address: of a stored workshop its own, of a new one as written, else made of the title."""
    if draft["slug"] != NEW:
        return str(draft["slug"])
    return str(draft["address"].strip()) or suggested(draft["title.de"])


def suggested(title: str) -> str:
    """ "Elterncafé für Große" as `elterncafe-fuer-grosse`."""
    words = title.casefold().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"})
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_ADDRESS].strip("-")


def save(actor: Actor, draft: Draft) -> bool:
    """Whether it was stored; else the draft knows what is wrong with it."""
    wrong = [refusals.problem(one) for one in problems(draft)] + list(own_questions.problems(draft))
    draft["wrong"] = "\n".join(f"- {one}" for one in wrong)
    if wrong:
        return False
    try:
        if draft["slug"] == NEW:
            workshops.create(actor, plan(draft), pools(draft))
            state.say_next(_("Gespeichert, als Entwurf. Öffnen Sie den Workshop, wenn alles stimmt."))
        elif (stored := workshops.fresh(draft["slug"]).plan) != draft["before"]:
            draft["before"] = stored
            draft["wrong"] = _(
                "Jemand hat diesen Workshop inzwischen auch geändert. Speichern Sie noch einmal, dann gilt Ihre Fassung. Oder verwerfen Sie sie und sehen nach."
            )
        else:
            workshops.edit(actor, draft["slug"], plan(draft))
            state.say_next(_("Gespeichert. Wer angemeldet ist, erfährt von einem neuen Termin oder Ort."))
    except workshops.Invalid as invalid:
        draft["wrong"] = refusals.problems(invalid.problems)
    except workshops.NotPossible as refused:
        draft["wrong"] = refusals.not_possible(refused)
    return not draft["wrong"]


def _text(draft: Draft, name: str) -> Text:
    """Languages that the form does not know stay as they were."""
    others = {tag: words for tag, words in getattr(draft["before"], name).items() if tag not in TAGS}
    return {tag: draft[f"{name}.{tag}"].strip() for tag in TAGS if draft[f"{name}.{tag}"].strip()} | others


def _day(day: date) -> Draft:
    return {"id": 0, "day": day, "begins": time(16), "ends": time(18), "nights": 0}


def _times(one: Date) -> Draft:
    first, last = one.starts.astimezone(LOCAL), one.ends.astimezone(LOCAL)
    return {
        "id": one.id,
        "day": one.day,
        "begins": first.time(),
        "ends": last.time(),
        "nights": (last.date() - first.date()).days,
    }


def _date(row: Draft) -> Date:
    last = row["day"] + timedelta(days=row["nights"])
    return Date(
        datetime.combine(row["day"], row["begins"], LOCAL), datetime.combine(last, row["ends"], LOCAL), row["id"]
    )


def _naive(moment: datetime | None) -> datetime | None:
    return moment.astimezone(LOCAL).replace(tzinfo=None) if moment else None


def _aware(moment: datetime | None) -> datetime | None:
    """By the clocks in the city."""
    return moment.replace(tzinfo=LOCAL) if moment else None


def deleted_on(last: date, days: int) -> date:
    return last + timedelta(days=days)


def stem(slug: str) -> str:
    """A short address without the day that a copy got."""
    return re.sub(r"-\d{4}-\d{2}-\d{2}$", "", slug)
