"""Places by kind: how many are taken, as bars; and changing them one by one, as the service allows."""

from collections.abc import Iterable

import streamlit as st

from booking.model import Kind, Pool, Workshop
from services import wording, workshops
from services.workshops import Invalid, NotPossible
from ui import drafts, planning, refusals, state
from ui.drafts import Draft
from ui.words import _, number, own


def bars(pools: Iterable[Pool]) -> None:
    for one in pools:
        st.progress(share(one), text=taken(one))


def share(one: Pool) -> float:
    """Of no places at all, all are taken."""
    return min(1.0, one.taken / one.capacity) if one.capacity else 1.0


def taken(one: Pool) -> str:
    """ "Plätze im Raum: 12 von 20 vergeben"."""
    return _("{places}: {taken} von {capacity} vergeben").format(
        places=wording.pool(one, own()), taken=number(one.taken), capacity=number(one.capacity)
    )


def change(workshop: Workshop) -> None:
    """Of a stored workshop. Each button acts at once: families may move up."""
    said = st.session_state.pop(SAID, "")
    for one in workshop.pools:
        with st.container(border=True):
            st.progress(share(one), text=taken(one))
            line = st.container(horizontal=True, vertical_alignment="bottom")
            line.number_input(_("Zahl der Plätze"), 0, 10_000, value=one.capacity, key=f"capacity_{one.id}", width=160)
            line.button(_("Zahl ändern"), key=f"change_{one.id}", on_click=_set, args=(workshop.slug, one.id))
            line.button(
                _("Entfernen"),
                type="tertiary",
                icon=":material/delete:",
                key=f"drop_{one.id}",
                on_click=_remove,
                args=(workshop.slug, one.id),
            )
            if said and said[0] == one.id:
                (st.success if said[2] else st.error)(said[1])
    with st.popover(_("Weitere Plätze anlegen"), icon=":material/add:"):
        _more(workshop)
    if said and not said[0]:
        st.error(said[1])


SAID = "pools.said"
"""What came of the last change: the pool, the sentence, whether it was done."""


def _set(slug: str, pool_id: int) -> None:
    capacity = st.session_state[f"capacity_{pool_id}"]
    try:
        workshops.change_capacity(state.actor(), slug, pool_id, capacity)
        st.session_state[SAID] = (pool_id, _("Gespeichert. Wer jetzt Platz hat, rückt von der Warteliste nach."), True)
    except NotPossible as refused:
        st.session_state[SAID] = (pool_id, refusals.not_possible(refused), False)
    except Invalid as invalid:
        st.session_state[SAID] = (pool_id, refusals.problems(invalid.problems), False)


def _remove(slug: str, pool_id: int) -> None:
    try:
        workshops.remove_pool(state.actor(), slug, pool_id)
    except NotPossible as refused:
        st.session_state[SAID] = (pool_id, refusals.not_possible(refused), False)


def _more(workshop: Workshop) -> None:
    draft: Draft = st.session_state.setdefault(
        f"{MORE}.{workshop.slug}", drafts.new(kind=Kind.CHILDCARE, capacity=6, first=3, last=6, language="ar")
    )
    there = {one.kind for one in workshop.pools}
    kinds = {one: refusals.kind(one) for one in Kind if one in (Kind.CHILDCARE, Kind.INTERPRETER) or one not in there}
    kind = drafts.keep(draft, "kind", st.selectbox, _("Art"), kinds)
    if kind is Kind.CHILDCARE:
        ages(draft)
    if kind is Kind.INTERPRETER:
        drafts.keep(
            draft,
            "language",
            st.selectbox,
            _("Sprache"),
            planning.spoken(),
        )
    drafts.keep(draft, "capacity", st.number_input, _("Zahl der Plätze"), min_value=0, max_value=10_000)
    if st.button(_("Anlegen"), type="primary", key=f"{draft['key']}.add"):
        _add(workshop.slug, draft)
        st.rerun()


MORE = "pools.more"


def ages(draft: Draft) -> None:
    first, last = st.columns(2)
    with first:
        drafts.keep(draft, "first", st.number_input, _("von (Jahre)"), min_value=0, max_value=15)
    with last:
        drafts.keep(draft, "last", st.number_input, _("bis (Jahre)"), min_value=0, max_value=15)


def _add(slug: str, draft: Draft) -> None:
    kind = draft["kind"]
    pool = Pool(
        kind,
        draft["capacity"],
        language=draft["language"] if kind is Kind.INTERPRETER else "",
        age_from=draft["first"] if kind is Kind.CHILDCARE else 0,
        age_to=draft["last"] if kind is Kind.CHILDCARE else 0,
    )
    try:
        workshops.add_pool(state.actor(), slug, pool)
    except Invalid as invalid:
        st.session_state[SAID] = (0, refusals.problems(invalid.problems), False)
