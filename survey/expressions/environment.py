"""What an evaluation is given from outside: the clock, the time zone, the language, the seed, the lists."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from types import MappingProxyType

from survey.expressions import limits
from survey.expressions.errors import Broken, Code
from survey.expressions.lists import Items
from survey.expressions.nodes import Node
from survey.model import SOURCE_LANGUAGE, Text

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Environment:
    __slots__ = ("language", "lists", "now", "seed", "texts", "today", "zone")

    def __init__(
        self,
        now: datetime = EPOCH,
        zone: tzinfo = UTC,
        language: str = SOURCE_LANGUAGE,
        seed: int = 0,
        lists: Mapping[str, Items] = MappingProxyType({}),
        texts: Mapping[str, Text] = MappingProxyType({}),
    ) -> None:
        self.now = now.astimezone(zone)
        """The moment at which this answer is looked at; it does not move within a pass."""
        self.today = self.now.date().isoformat()
        self.zone = zone
        self.language = language
        self.seed = seed
        """Kept with the answer, so that what is drawn by chance stays the same from page to page."""
        self.lists = lists
        self.texts = texts
        """For `jr:itext`: words by their id."""


class Focus:
    """Where an evaluation stands: the node it was asked at, and within a predicate the place in the row."""

    __slots__ = ("environment", "origin", "position", "scope", "size", "work")

    def __init__(self, environment: Environment, origin: Node) -> None:
        self.environment = environment
        self.origin = origin
        self.scope = origin.scope
        self.position = 0
        """0 outside predicates."""
        self.size = 0
        self.work = [limits.WORK]
        """What is left, shared with the predicates inside."""

    def within(self) -> "Focus":
        inner = Focus.__new__(Focus)
        inner.environment = self.environment
        inner.origin = self.origin
        inner.scope = self.scope
        inner.position = inner.size = 0
        inner.work = self.work
        return inner

    def spend(self, nodes: int) -> None:
        self.work[0] -= nodes
        if self.work[0] < 0:
            raise Broken(Code.TOO_MUCH_WORK)
