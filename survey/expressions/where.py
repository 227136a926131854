"""What is known of the node that a part of an expression is asked at, before any answer."""

from dataclasses import dataclass

from survey.expressions.outline import Place


@dataclass(frozen=True, slots=True)
class Where:
    place: Place | None = None
    common: int = 0
    """In how many repeats it lies together with the node that the whole expression is asked at."""
    outermost: bool = False
    """It is that very node."""
    stage: str = ""
    """Within a list: `instance`, `root`, `item`."""
    columns: frozenset[str] | None = None


NOWHERE = Where()
