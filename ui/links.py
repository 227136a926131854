"""The addresses under which people find a survey or a workshop, and their QR codes. Pure: no Streamlit, no database."""

from io import BytesIO
from urllib.parse import urlencode

import segno

BORDER = 4
"""White modules around the code: readers need four."""


def address(public_url: str, slug: str, district: str = "", network: str = "") -> str:
    preset = urlencode({name: value for name, value in (("d", district), ("n", network)) if value})
    return f"{public_url}/s/{slug}" + (f"?{preset}" if preset else "")


def workshop(public_url: str, slug: str) -> str:
    return f"{public_url}/w/{slug}"


def png(words: str, scale: int = 12) -> bytes:
    return _drawn(words, kind="png", scale=scale)


def svg(words: str) -> bytes:
    return _drawn(words, kind="svg", scale=8, xmldecl=True, unit="px")


def _drawn(words: str, **wanted: object) -> bytes:
    """Dark on white in every scheme, with correction M: a poster gets scratched."""
    file = BytesIO()
    segno.make_qr(words, error="m").save(file, border=BORDER, **wanted)
    return file.getvalue()
