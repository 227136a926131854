"""More workshops like one that is there: a copy on another day, or a series."""

from datetime import date, datetime, time, timedelta

import streamlit as st

from booking.model import Date, Workshop
from common.clock import LOCAL, today
from common.marks import N_
from services import workshops
from services.workshops import Invalid, NotPossible
from ui import planning, refusals, state
from ui.words import _, day, ngettext, number

DATE = "DD.MM.YYYY"
WRONG = "series.wrong"
"""Why the last copy or series was not made."""
EVERY = {7: N_("jede Woche"), 14: N_("alle zwei Wochen"), 28: N_("alle vier Wochen")}


def copy(workshop: Workshop) -> None:
    """Asks for day, hours and address; a draft is what comes of it."""
    first = workshop.dates[0] if workshop.dates else None
    begins, ends = (
        (one.astimezone(LOCAL).time() for one in (first.starts, first.ends)) if first else (time(16), time(18))
    )
    on = st.date_input(_("Tag"), _next(workshop), format=DATE, key="copy_day")
    left, right = st.columns(2)
    begins = left.time_input(_("von"), begins, key="copy_begins")
    ends = right.time_input(_("bis"), ends, key="copy_ends")
    if len(workshop.dates) > 1:
        st.caption(_("Die weiteren Termine tragen Sie danach unter „Bearbeiten“ ein."))
    st.text_input(_("Kurze Adresse"), _address(workshop, on), max_chars=80, key=f"copy_address_{on}")
    pressed = st.button(_("Kopie anlegen"), type="primary", key="copy_now", on_click=_copy, args=(workshop,))
    _close_or_say(pressed)


def _address(workshop: Workshop, on: date) -> str:
    return f"{planning.stem(workshop.slug)}-{on:%Y-%m-%d}"[-80:]


def _copy(workshop: Workshop) -> None:
    on, begins, ends = (st.session_state[f"copy_{name}"] for name in ("day", "begins", "ends"))
    slug = st.session_state.get(f"copy_address_{on}", _address(workshop, on))
    st.session_state[WRONG] = ""
    try:
        made = Date(datetime.combine(on, begins, LOCAL), datetime.combine(on, ends, LOCAL))
        workshops.copy(state.actor(), workshop.slug, slug.strip(), [made])
        state.say_next(_("Die Kopie liegt als Entwurf bereit."))
    except Invalid as invalid:
        st.session_state[WRONG] = refusals.problems(invalid.problems)


def _close_or_say(pressed: bool) -> None:
    """A dialog stays open, with what was typed, while something is wrong."""
    if pressed and not st.session_state[WRONG]:
        st.rerun()
    if pressed:
        st.error(st.session_state[WRONG], icon=":material/error:")


def more_days(workshop: Workshop) -> None:
    """Asks for a rhythm; days such as holidays can be taken out."""
    left, right = st.columns(2)
    rhythms = {one: _(name) for one, name in EVERY.items()}
    step = left.selectbox(
        _("Wie oft?"), list(rhythms), format_func=rhythms.__getitem__, key=f"series_step_{state.language()}"
    )
    many = right.number_input(_("Wie viele weitere?"), 1, 26, value=4, key="series_many")
    offered = _rhythm(workshop, step, many)
    days = st.multiselect(
        _("An diesen Tagen"),
        offered,
        default=offered,
        format_func=day,
        help=_("Nehmen Sie Feiertage und Ferien heraus."),
        placeholder=_("Bitte wählen"),
        key=_days_key(step, many),
    )
    pressed = st.button(
        _("Reihe anlegen"), type="primary", disabled=not days, key="series_now", on_click=_make, args=(workshop,)
    )
    _close_or_say(pressed)


def _rhythm(workshop: Workshop, step: int, many: int) -> list[date]:
    return [workshop.dates[0].day + timedelta(days=step * n) for n in range(1, many + 1)]


def _days_key(step: int, many: int) -> str:
    return f"series_days_{step}_{many}_{state.language()}"


def _make(workshop: Workshop) -> None:
    step, many = st.session_state[f"series_step_{state.language()}"], st.session_state["series_many"]
    days: list[date] = st.session_state.get(_days_key(step, many), _rhythm(workshop, step, many))
    st.session_state[WRONG] = ""
    try:
        made = workshops.make_series(state.actor(), workshop.slug, sorted(days))
        told = ngettext(
            "{n} Workshop liegt als Entwurf bereit.", "{n} Workshops liegen als Entwürfe bereit.", len(made)
        )
        state.say_next(told.format(n=number(len(made))))
    except Invalid:
        st.session_state[WRONG] = _("An einem dieser Tage gibt es den Workshop schon. Bitte nehmen Sie ihn heraus.")
    except NotPossible as refused:
        st.session_state[WRONG] = refusals.not_possible(refused)


def _next(workshop: Workshop) -> date:
    """The same day of the week, in the future."""
    found = (workshop.dates[0].day if workshop.dates else today()) + timedelta(days=7)
    while found <= today():
        found += timedelta(days=7)
    return found
