"""QR codes, drawn into the page itself."""

import segno
from markupsafe import Markup

BORDER = 4
"""White modules around the code: readers need four."""


def qr(words: str) -> Markup:
    """Dark on white in every scheme, with correction M: a poster gets scratched."""
    drawn = segno.make_qr(words, error="m").svg_inline(
        border=BORDER, omitsize=True, light="#fff", svgclass="qr", lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - made of numbers alone
