"""Which rule depends on what, in which order they run, and which wait for themselves. Built once for a questionnaire; passes.py runs it."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from survey.expressions.compiling import Compiled
from survey.expressions.cycles import arranged
from survey.expressions.errors import Code, Problem
from survey.expressions.outline import Outline, Place


class Role(StrEnum):
    """What the value of a rule decides about its node."""

    RELEVANT = "relevant"
    CALCULATION = "calculation"
    CONSTRAINT = "constraint"
    REQUIRED = "required"
    READ_ONLY = "read_only"
    WATCHED = "watched"
    """Nothing here: a choice filter, a repeat count, words with answers in them. A pass says that it may have changed."""


_TURNS = {role: turn for turn, role in enumerate(Role)}


class Rule:
    __slots__ = ("compiled", "place", "role", "turn")

    def __init__(self, role: Role, compiled: Compiled) -> None:
        self.role = role
        self.compiled = compiled
        self.place: Place = compiled.place
        self.turn = _TURNS[role]
        """The role as a number: an enum as a key costs as much as a small expression."""


Readers = dict[int, list[tuple[int, int]]]
"""By the number of a place: the rules that look at it, by their rank, and in how many repeats they lie together."""


class Graph:
    def __init__(self, outline: Outline, rules: Iterable[Rule]) -> None:
        self.outline = outline
        self.rules = tuple(rules)
        self._producers = self._find_producers()
        groups = arranged([self._needs(rule) for rule in self.rules])
        self.cycles = tuple(self._named(group) for group in groups if self._turns(group))
        """The paths of places whose rules need one another; such rules never run."""
        self.order = tuple(self.rules[group[0]] for group in groups if not self._turns(group))
        """Every other rule, after all that it needs."""
        self.readers: Readers = defaultdict(list)
        self.counters: Readers = defaultdict(list)
        """The same for repeats: rules that change when instances come and go."""
        self.calculations: dict[int, int] = {}
        self.within: dict[int, list[int]] = defaultdict(list)
        """Rules by the repeats that their place lies in, or is."""
        self._index()

    def problems(self) -> tuple[Problem, ...]:
        return tuple(Problem(Code.CYCLE, context={"names": " → ".join((*cycle, cycle[0]))}) for cycle in self.cycles)

    # Order

    def _find_producers(self) -> dict[tuple[Role, Place], list[int]]:
        found: dict[tuple[Role, Place], list[int]] = defaultdict(list)
        for number, rule in enumerate(self.rules):
            found[rule.role, rule.place].append(number)
        return found

    def _shown_by(self, place: Place) -> set[int]:
        return {rule for around in place.lineage() for rule in self._producers.get((Role.RELEVANT, around), ())}

    def _made_by(self, place: Place) -> set[int]:
        return self._shown_by(place) | set(self._producers.get((Role.CALCULATION, place), ()))

    def _needs(self, rule: Rule) -> set[int]:
        needed = set().union(*(self._made_by(place) for place, _ in rule.compiled.readings))
        if rule.role is Role.CALCULATION:
            needed |= self._shown_by(rule.place)
        elif rule.role is Role.CONSTRAINT:
            needed |= self._made_by(rule.place)
        return needed

    def _turns(self, group: list[int]) -> bool:
        return len(group) > 1 or group[0] in self._needs(self.rules[group[0]])

    def _named(self, group: list[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.rules[number].place.path or self.outline.root.name for number in group))

    # Who reads what

    def _index(self) -> None:
        for rank, rule in enumerate(self.order):
            readings = set(rule.compiled.readings)
            if rule.role is Role.CONSTRAINT:
                readings.add((rule.place, rule.place.depth))
            if rule.role is Role.CALCULATION:
                self.calculations[rule.place.number] = rank
            for place, common in readings:
                self._note(rank, place, common)
            for repeat in (*rule.place.chain, *([rule.place] if rule.place.repeats else ())):
                self.within[repeat.number].append(rank)

    def _note(self, rank: int, place: Place, common: int) -> None:
        self.readers[place.number].append((rank, common))
        for repeat in (*place.chain[common:], *([place] if place.repeats else ())):
            self.counters[repeat.number].append((rank, min(common, len(repeat.chain))))
