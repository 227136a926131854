"""Which survey and which answers of it: chosen in lists, kept in the address so that a link shows the same."""

import streamlit as st

from services import may, places, surveys
from services.may import Actor, Role
from services.remembering import remembered
from services.results import Where
from services.surveys import Survey
from ui import state
from ui.words import _, say

SURVEY, WAVE, PLACE = "survey", "wave", "place"
"""Names in the address; the controls' keys are the same with `results.` before them."""
ALL = "all"


@remembered(5.0)
def with_results(actor: Actor) -> tuple[Survey, ...]:
    """The list of surveys counts answers; a chart that refreshes twice a second must not ask for it each time."""
    return tuple(
        one.survey
        for one in surveys.listed(actor)
        if one.survey.status != "draft" and may.see_results(actor, one.survey)
    )


def survey(found: tuple[Survey, ...]) -> str:
    titles = {one.slug: say(one.questionnaire.title) for one in found}
    return _choose(SURVEY, _("Umfrage"), titles)


def where(actor: Actor, of: Survey, allowed: frozenset[str]) -> Where:
    waves = {ALL: _("alle Wellen")} | {str(wave.number): wave.name for wave in surveys.waves(of)}
    wave_ids = {str(wave.number): wave.id for wave in surveys.waves(of)}
    left, right = st.columns(2)
    with left:
        wave = _choose(WAVE, _("Welle"), waves)
    with right:
        kind, _sep, slug = _choose(PLACE, _("Netzwerk oder Stadtbezirk"), _places(actor, of, allowed)).partition(":")
    return Where(
        wave_ids.get(wave),
        next((one.id for one in places.networks() if kind == "network" and one.slug == slug), None),
        next((one.id for one in places.districts() if kind == "district" and one.slug == slug), None),
    )


def _places(actor: Actor, of: Survey, allowed: frozenset[str]) -> dict[str, str]:
    """The whole, then the networks and districts by which this person may ask."""
    mine = actor.networks(Role.NETWORK_LEAD, Role.FACILITATOR, Role.VIEWER)
    networks = [
        one for one in places.networks() if (mine is None or one.id in mine) and of.network_id in (None, one.id)
    ]
    homes = {one.district_id for one in networks}
    found = {ALL: _("alle")}
    if "network" in allowed and of.network_id is None:
        found |= {f"network:{one.slug}": one.name for one in networks}
    if "district" in allowed and of.network_id is None and of.district_id is None:
        found |= {
            f"district:{one.slug}": _("Stadtbezirk {name}").format(name=one.name)
            for one in places.districts()
            if mine is None or one.id in homes
        }
    return found


def _choose(name: str, label: str, options: dict[str, str]) -> str:
    """A link's choice holds until another one is made here; what this person may not choose is passed over.

    A list in another language is another list: Streamlit 1.67 keeps the words of the choice, not the choice.
    """
    key = f"results.{name}.{state.language()}"
    if st.session_state.get(key, st.query_params.get(name)) not in options:
        st.session_state[key] = next(iter(options))
    elif key not in st.session_state:
        st.session_state[key] = st.query_params[name]
    chosen = st.selectbox(label, list(options), format_func=options.__getitem__, key=key)
    if chosen == ALL:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != chosen:
        st.query_params[name] = chosen
    return chosen
