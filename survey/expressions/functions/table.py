"""What a function is. All functions together are one table (functions/__init__.py), which evaluation, checking and the help text read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from survey.expressions.made import Kind, Made

if TYPE_CHECKING:
    from survey.expressions.maker import Maker
    from survey.expressions.syntax import Call
    from survey.expressions.where import Where


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    takes: tuple[Kind, ...]
    gives: Kind
    doc: str
    """One German sentence, marked for the translators."""
    run: Callable[..., Any] | None = None
    """From the arguments to the value; with `aware` the node and the focus come first."""
    least: int = -1
    """How many arguments there must be; all, unless it says so."""
    rest: tuple[Kind, ...] = ()
    """What may follow any number of times."""
    aware: bool = False
    itself: bool = False
    """Without an argument it takes the node that it is asked at."""
    build: "Callable[[Maker, Call, Where], Made] | None" = None
    """For those that look at how their arguments are written."""

    @property
    def fewest(self) -> int:
        if self.itself:
            return 0
        return len(self.takes) if self.least < 0 else self.least

    @property
    def most(self) -> int | None:
        return None if self.rest else len(self.takes)

    def kind_of(self, place: int) -> Kind:
        if place < len(self.takes):
            return self.takes[place]
        return self.rest[(place - len(self.takes)) % len(self.rest)]


@dataclass(frozen=True, slots=True)
class Refused:
    """A function that exists elsewhere, named so that nobody takes it for a slip."""

    name: str
    why: str


T, N, B, S, A = Kind.TEXT, Kind.NUMBER, Kind.TRUTH, Kind.NODES, Kind.ANY
