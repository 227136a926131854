"""What nobody sends with good will, and how a page looks that answers it kindly. Shared by the tests of surveys and of sign-ups."""

from typing import Any

FORM = "application/x-www-form-urlencoded"
NO_FORMS = [
    ("application/json", b'{"visits": "often"}', 415),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="visits"\r\n\r\noften\r\n--x--\r\n',
        415,
    ),
    ("text/plain", b"visits=often", 415),
    ("", b"visits=often", 415),
    (FORM, b"\xff\xfe\x00", 400),
    (FORM, b"visits=%ff%fe", 400),
    (FORM, b"visits=%C3", 400),
    (FORM, b"&&&=&=%", 400),
    (f"{FORM}; charset=utf-7", b"visits=+ADw-script+AD4-", 400),
    (FORM, b"%", 400),
    (FORM, b"visits=" + b"x" * 2**20, 413),
]
"""Content type, body, and the status of the page that says so."""


def is_clear(page: Any, language: str) -> None:
    """In the person's language, with a heading, and nothing of the machine."""
    assert page.language == language
    assert page.response.headers["content-language"] == language
    assert any(page.headings)
    assert not page.tree.xpath("//script")
    heading = " ".join(page.headings)
    if language == "ar":
        assert any("\u0600" <= letter <= "\u06ff" for letter in heading), f"not in Arabic: {heading}"
    for machine in ("Traceback", "sqlalchemy", "Exception", "msgspec"):
        assert machine not in page.words
