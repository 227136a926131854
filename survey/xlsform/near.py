"""What somebody probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def like(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one, or nothing."""
    plain = {one.lower(): one for one in known}
    found = get_close_matches(word.lower(), plain, 1, 0.7)
    return plain[found[0]] if found else ""
