"""What somebody probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 60
"""Characters of a word that may be a slip of the pen."""


def like(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one, or nothing. Who misspells a word hardly misses both its ends; looking only at such words is five times as fast."""
    if len(word) > LONGEST:
        return ""
    lower = word.lower()
    plain = {one.lower(): one for one in known if one[:1].lower() == lower[:1] or one[-1:].lower() == lower[-1:]}
    found = get_close_matches(lower, plain, 1, 0.7)
    return plain[found[0]] if found else ""
