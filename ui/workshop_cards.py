"""A workshop on a card: what it is called, how it stands, when and where, what is taken."""

import streamlit as st

from booking.model import Kind, Workshop
from common import clock
from common.marks import N_
from services import wording
from ui import pools
from ui.plain import plain
from ui.words import _, moment, ngettext, number, own, say

STATUS = {
    "draft": (N_("Entwurf"), "gray", "edit"),
    "open": (N_("offen"), "green", "play_circle"),
    "closed": (N_("Anmeldung geschlossen"), "orange", "lock"),
    "cancelled": (N_("abgesagt"), "red", "event_busy"),
}
COMING, OVER = "coming", "over"


def is_over(workshop: Workshop) -> bool:
    return workshop.ends is not None and workshop.ends <= clock.now()


def sorted_into(found: tuple[Workshop, ...]) -> dict[str, list[Workshop]]:
    """What is still to come, the next one first; what is over, the latest first. `found` comes the latest first."""
    return {
        COMING: [one for one in found if not is_over(one)][::-1],
        OVER: [one for one in found if is_over(one)],
    }


def coming(found: tuple[Workshop, ...]) -> list[Workshop]:
    """What families can still come to, the next one first."""
    return [one for one in sorted_into(found)[COMING] if one.status in ("open", "closed")]


def takes_families(workshop: Workshop) -> bool:
    """Whether anybody can be signed up at this moment."""
    return not workshop.closed_because(clock.now())


def title(workshop: Workshop) -> str:
    return plain(say(workshop.plan.title))


def name(workshop: Workshop) -> str:
    """For lists: with its first day, since those of a series have one title."""
    first = f" · {workshop.dates[0].day:%d.%m.%Y}" if workshop.dates else ""
    return say(workshop.plan.title) + first


def badge(workshop: Workshop) -> None:
    words, colour, icon = STATUS[workshop.status]
    if is_over(workshop) and workshop.status != "cancelled":
        words, colour, icon = N_("vorbei"), "gray", "history"
    elif workshop.closed_because(clock.now()) == "not_yet":
        words, colour, icon = N_("öffnet später"), "blue", "schedule"
    st.badge(_(words), icon=f":material/{icon}:", color=colour)


def when(workshop: Workshop) -> str:
    if not workshop.dates:
        return _("Noch ohne Termin")
    first = workshop.dates[0]
    said = f"{wording.day(first, own())}, {wording.hours(first, own())}"
    more = len(workshop.dates) - 1
    return said + (" · " + ngettext("noch {n} Termin", "noch {n} Termine", more).format(n=number(more)) if more else "")


def about(workshop: Workshop) -> None:
    """Title, status, when and where."""
    st.subheader(title(workshop), anchor=False)
    badge(workshop)
    st.markdown(plain(when(workshop)))
    if workshop.plan.place:
        st.caption(plain(workshop.plan.place))
    opens = workshop.plan.opens_at
    if opens and workshop.closed_because(clock.now()) == "not_yet":
        st.caption(_("Anmeldung ab {moment}").format(moment=moment(opens)))


def figures(workshop: Workshop) -> None:
    """Bars by pool, and how many wait."""
    pools.bars(workshop.pools)
    waiting(workshop)


def short_figures(workshop: Workshop) -> None:
    """Bars for the room and online, the rest in words."""
    main = [one for one in workshop.pools if one.kind in (Kind.PLACE, Kind.ONLINE)]
    pools.bars(main)
    for one in workshop.pools:
        if one not in main:
            st.caption(plain(pools.taken(one)))
    waiting(workshop)


def waiting(workshop: Workshop) -> None:
    if workshop.waiting:
        families = ngettext("{n} Familie wartet", "{n} Familien warten", workshop.waiting)
        st.caption(":material/hourglass_top: " + families.format(n=number(workshop.waiting)))
