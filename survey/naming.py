"""Names of questions and choices made from their words, as columns and expressions are called: "Was fehlt Ihnen?" becomes `was_fehlt_ihnen`."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 32
_ADDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "ł": "l", "ø": "o"})
_RESERVED = frozenset({"nothing", "other", "none"})
"""Names of choices that mean something: they are given on purpose, not because the words happen to be so."""


def named(words: str, taken: Collection[str] = (), otherwise: str = "frage") -> str:
    """A name that nobody has yet. Words without Latin letters get `otherwise`, with a number."""
    plain = unicodedata.normalize("NFKD", words.lower().translate(_ADDED)).encode("ascii", "ignore").decode()
    whole = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    short = whole if len(whole) <= LONGEST else whole[: LONGEST + 1].rpartition("_")[0] or whole[:LONGEST]
    start = short if short[:1].isalpha() else f"{otherwise}_{short}".strip("_") if short else otherwise
    return free(start, {*taken, *_RESERVED})


def free(name: str, taken: Collection[str]) -> str:
    """The name itself where nobody has it, else with the next number that is free."""
    if name not in taken:
        return name
    stem = re.sub(r"_\d+$", "", name)
    return next(found for n in range(2, len(taken) + 3) if (found := f"{stem}_{n}") not in taken)
