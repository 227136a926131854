"""The draft as residents would see it: their own page, in a frame as large as a phone."""

from urllib.parse import urlencode

import streamlit as st

from common.tokens import DARK, LIGHT
from services import designing
from services.designing import Draft
from services.translating import source_of
from ui import state
from ui.designer import where
from ui.words import _, language_name

WIDTH, HEIGHT = 412, 800
BY_DAY, BY_NIGHT = "light", "dark"


def draw(draft: Draft) -> None:
    whole = draft.questionnaire
    controls, phone = st.columns([2, 3], gap="large")
    with controls:
        st.markdown(_("So sehen es die Menschen auf dem Handy. Sie können alles ausfüllen; gespeichert wird nichts."))
        language = st.selectbox(
            _("Sprache der Vorschau"),
            [source_of(whole), *whole.languages[1:]],
            format_func=language_name,
            key="look_language",
        )
        looks = {BY_DAY: _("hell"), BY_NIGHT: _("dunkel")}
        look = st.segmented_control(
            _("Farben"),
            list(looks),
            format_func=looks.__getitem__,
            default=BY_DAY,
            required=True,
            key=f"look_colours_{state.language()}",
        )
        path = designing.preview_link(state.actor(), where.slug())
        st.link_button(
            _("In einem eigenen Fenster"), f"{path}?{urlencode({'lang': language})}", icon=":material/open_in_new:"
        )
        st.caption(_("Diesen Link können Sie auch weitergeben. Er gilt, bis der Entwurf veröffentlicht ist."))
    with phone.container(key="phone"):
        st.html(_style(str(look)))
        st.iframe(
            f"{path}?{urlencode({'lang': language, 'step': draft.step})}",
            width=WIDTH,
            height=HEIGHT,
            alt=_("Vorschau auf dem Handy"),
        )


def _style(look: str) -> str:
    """A page in a frame has the colours of the frame's scheme, whatever the window's own are (Chromium 156, Firefox; not where a test emulates one for the whole window)."""
    edge = (DARK if look == BY_NIGHT else LIGHT).edge
    return f"<style>.st-key-phone iframe{{color-scheme:{look};border:10px solid {edge};border-radius:32px;box-sizing:content-box}}</style>"
