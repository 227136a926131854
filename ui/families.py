"""Families that signed up, as staff see them: who comes, what they need, where they stand in line, and what can be done for them."""

import unicodedata
from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from booking.model import HOLDING, Contact, State, Workshop
from common.marks import N_
from services import attendance, signing_up, wording, workshops
from services.attendance import Participant
from services.signing_up import DoesNotFit
from ui import answers, drafts, party, refusals, state
from ui.drafts import Draft
from ui.plain import plain
from ui.words import _, moment, number, own, spoken

STATES = {
    State.CONFIRMED: (N_("dabei"), "green", "check"),
    State.OFFERED: (N_("Platz angeboten"), "blue", "pending"),
    State.WAITING: (N_("wartet"), "orange", "hourglass_top"),
    State.CANCELLED: (N_("abgesagt"), "gray", "close"),
}


def sought(found: Sequence[Participant], words: str) -> list[Participant]:
    """By name, organisation, telephone or address, as somebody types it in a hurry."""
    wanted = _bare(words.strip())
    return [one for one in found if wanted in _bare(f"{one.name} {one.organisation} {one.phone} {one.email}")]


def _bare(words: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", words) if not unicodedata.combining(one)).casefold()


def holding(found: Sequence[Participant]) -> list[Participant]:
    return [one for one in found if one.state in HOLDING]


def line(found: Sequence[Participant]) -> list[Participant]:
    """In the order of the waiting list."""
    return [one for one in found if one.state is State.WAITING]


def gone(found: Sequence[Participant]) -> list[Participant]:
    return [one for one in found if one.state is State.CANCELLED]


def people(found: Sequence[Participant]) -> str:
    """How many adults and children they are together."""
    adults = sum(one.party.adults for one in found)
    return wording.people(adults, sum(len(one.party.children) for one in found), own())


def row(one: Participant, place: int = 0) -> bool:
    """One family in two lines; whether its button was pressed. `place` is the one in line."""
    with st.container(border=True, gap=None):
        pressed = st.button(
            _head(one, place),
            key=f"family_{one.id}",
            type="tertiary",
            icon=":material/chevron_right:",
            icon_position="right",
            help=_("Ansehen, ändern oder abmelden"),
        )
        st.markdown(_below(one))
    return pressed


def _head(one: Participant, place: int) -> str:
    before = f"{number(place)}\\. " if place else ""
    return f"**{before}{plain(one.name)}**" + (f" · {plain(one.organisation)}" if one.organisation else "")


def _below(one: Participant) -> str:
    words = f":small[{plain(_who(one))}]"
    if one.state is not State.OFFERED:
        return words
    name, colour, icon = STATES[one.state]
    offered = _(name)
    return f"{words} :{colour}-badge[:material/{icon}: {offered}]"


def _who(one: Participant) -> str:
    ages = ", ".join(number(child.age) for child in one.party.children)
    people = wording.people(one.party.adults, len(one.party.children), own())
    return " · ".join([people + (f" ({ages})" if ages else ""), *wording.needs(one.party, own())])


def details(workshop: Workshop, one: Participant) -> None:
    name, colour, icon = STATES[one.state]
    st.badge(_(name), icon=f":material/{icon}:", color=colour)
    if one.offer_until and one.state is State.OFFERED:
        st.markdown(_("Zusage bis {moment}").format(moment=moment(one.offer_until)))
    reach = [one.phone, one.email] if one.phone or one.email else [_("nicht erreichbar, nur mit Code und PIN")]
    rows = [
        (_("Wer kommt"), _who(one)),
        (_("Erreichbar"), ", ".join(filter(None, reach))),
        (_("Sprache"), spoken(one.language)),
        *answers.lines(workshops.questions(workshop), one.answers),
    ]
    st.markdown("\n".join(f"- {plain(_asked(label))} **{plain(words)}**" for label, words in rows))


def _asked(label: str) -> str:
    return label if label.endswith(("?", ":", ".")) else f"{label}:"


def slip(slug: str, family: UUID) -> None:
    """Shown only when asked for: whoever has both can change the sign-up. The service leaves a trace."""
    ways = st.container(horizontal=True)
    ways.link_button(_("Zettel drucken"), f"/print/slip/{slug}/{family}", icon=":material/print:")
    ways.button(
        _("Code und PIN zeigen"), icon=":material/key:", key=f"slip_{family}", on_click=_show_slip, args=(slug, family)
    )
    if (shown := st.session_state.get(state.SLIP)) and shown[0] == family:
        st.code(shown[1], language=None)


def _show_slip(slug: str, family: UUID) -> None:
    code, pin = signing_up.slip_for(state.actor(), slug, family)
    st.session_state[state.SLIP] = (family, f"{code}   PIN {pin}")


def change(workshop: Workshop, one: Participant) -> None:
    """Another number of people, other needs, another way to reach them; by the same rules as on their phone."""
    draft = _draft(one)
    party.draw_contact(workshop, draft)
    party.draw(workshop, draft)
    if draft["wrong"]:
        st.error(_("Nichts wurde geändert.") + f"\n\n{draft['wrong']}", icon=":material/error:")
    pressed = st.button(
        _("Änderung speichern"), type="primary", key="change_family", on_click=_change, args=(workshop, draft)
    )
    if pressed and not draft["wrong"]:
        st.rerun()


def _draft(one: Participant) -> Draft:
    """What was typed stays until it is saved, unless the family was changed elsewhere meanwhile."""
    contact = Contact(one.name, one.email, one.phone, one.organisation)
    draft: Draft | None = st.session_state.get(state.CHANGED)
    if draft is None or draft["of"] != (one.id, one.party, contact):
        draft = party.filled(one.party, contact, of=(one.id, one.party, contact), wrong="")
        st.session_state[state.CHANGED] = draft
    return draft


def _change(workshop: Workshop, draft: Draft) -> None:
    drafts.catch_up(draft)
    draft["wrong"], family = "", draft["of"][0]
    if party.ages_missing(draft):
        draft["wrong"] = _("Bitte tragen Sie das Alter jedes Kindes ein.")
        return
    told = party.contact(workshop, draft)
    try:
        signing_up.change_for(state.actor(), workshop.slug, family, party.party(workshop, draft), contact=told)
        state.say_next(_("Geändert: {name}.").format(name=plain(told.name)))
        del st.session_state[state.CHANGED]
    except DoesNotFit as refused:
        draft["wrong"] = _reasons(refused)
    except workshops.Invalid as invalid:
        draft["wrong"] = refusals.problems(invalid.problems)
    except signing_up.NotOpen as refused:
        draft["wrong"] = refusals.not_open(refused.code)


def _reasons(refused: DoesNotFit) -> str:
    waiting, fits = _("Auf diese Plätze warten schon andere Familien."), _("Das würde gehen:")
    lines = [refusals.lack(one) for one in refused.lacking] or [waiting]
    ways = [f"{fits} {refusals.instead(one)}" for one in refused.instead]
    return "\n".join(f"- {plain(one)}" for one in (*lines, *ways))


def accept(slug: str, family: UUID, name: str) -> None:
    """They said yes on the telephone or here."""
    try:
        signing_up.accept_for(state.actor(), slug, family)
        state.say_next(_("{name} ist dabei.").format(name=plain(name)))
    except signing_up.OfferOver:
        state.warn_next(_("Die Zeit für die Zusage ist vorbei. Bitte laden Sie die Seite neu."))


def release(slug: str, family: UUID, name: str) -> None:
    try:
        signing_up.release(state.actor(), slug, family)
        state.say_next(_("{name} ist abgemeldet. Die Plätze sind wieder frei.").format(name=plain(name)))
    except signing_up.UnknownSignUp:
        state.warn_next(_("Diese Anmeldung gibt es nicht mehr."))


def by_id(slug: str, family: UUID) -> Participant | None:
    """As it is now; None once it is deleted."""
    return next((one for one in attendance.participants(state.actor(), slug) if one.id == family), None)
