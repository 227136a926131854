"""A link to hand out: to copy, and as a QR code to look at and to take along."""

import streamlit as st

from services import installation
from ui import links
from ui.words import _


def draw(address: str, name: str, described: str) -> None:
    """`name` is what the files are called."""
    if installation.is_local():
        st.warning(
            _(
                "Dieser Link gilt nur auf diesem Rechner. Bevor Sie ihn drucken oder verschicken, muss der Betrieb PUBLIC_URL setzen."
            ),
            icon=":material/warning:",
        )
    st.code(address, language=None, wrap_lines=True)
    st.image(links.png(address), width=260, alt=described)
    files = st.container(horizontal=True)
    files.download_button(
        _("QR-Code als PNG"), links.png(address), f"{name}.png", "image/png", key="qr_png", on_click="ignore"
    )
    files.download_button(
        _("QR-Code als SVG"), links.svg(address), f"{name}.svg", "image/svg+xml", key="qr_svg", on_click="ignore"
    )
