"""Makes words harmless for spreadsheets, which run a cell as a formula when it begins like one (CSV injection, CWE-1236)."""

import re
import unicodedata

_RUN = frozenset("=+-@\N{MINUS SIGN}")
_FIRST = frozenset("\t\r\n")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,15})?")


def defused(words: str) -> str:
    """The same words, with an apostrophe before those that a spreadsheet might run. Also behind blanks or invisible letters, and in full width.

    The apostrophe goes into every file for spreadsheets, XLSX too: its text cells are safe in themselves, but not once somebody saves the sheet as CSV.
    """
    if not words or words[0].isalpha() or _NUMBER.fullmatch(words):
        return words
    return f"'{words}" if words[0] in _FIRST or _first_seen(words) in _RUN else words


def _first_seen(words: str) -> str:
    """The first letter that can be seen, in its plain form: a full-width equals sign is one."""
    plain = unicodedata.normalize("NFKC", words)
    return next(
        (letter for letter in plain if not letter.isspace() and unicodedata.category(letter) not in ("Cc", "Cf", "Mn")),
        "",
    )
