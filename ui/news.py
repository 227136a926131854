"""Figures that follow the answers: `web/assets/staff.js` hears of changes at an address and presses the button, once until the new figures are there."""

from html import escape

import streamlit as st

from ui.words import _


def follow(address: str, shown: str) -> None:
    """At the end of a fragment that draws the figures as of the stamp `shown`. Who hears nothing (an old browser, a proxy that keeps events back) presses the button."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<span data-news="{escape(address)}" data-shown="{escape(shown)}"></span>', width="content")
        st.button(_("Aktualisieren"), key="news", icon=":material/refresh:", type="tertiary")
