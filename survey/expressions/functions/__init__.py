"""The one table of functions: evaluation, checks and the help text read it."""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType

from survey.expressions.functions import chance, control, dates, digests, nodesets, numbers, select, texts
from survey.expressions.functions.table import Function

_BY_THEME: Mapping[str, tuple[Function, ...]] = MappingProxyType(
    {
        "control": control.FUNCTIONS,
        "select": select.FUNCTIONS,
        "texts": (*texts.FUNCTIONS, *digests.FUNCTIONS),
        "numbers": (*numbers.FUNCTIONS, *chance.FUNCTIONS),
        "nodes": nodesets.FUNCTIONS,
        "dates": dates.FUNCTIONS,
    }
)
"""As a help text shows them."""

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {function.name: function for theme in _BY_THEME.values() for function in theme}
)


def by_theme() -> Mapping[str, tuple[Function, ...]]:
    return _BY_THEME


def like(name: str) -> str:
    """The function that was probably meant, or nothing."""
    lower = name.lower().replace("_", "-")
    return lower if lower in FUNCTIONS else next(iter(get_close_matches(lower, FUNCTIONS, 1, 0.6)), "")
