"""Counts of answers, additive: a total is the sum of its parts, and a refresh costs only what is new."""

from collections.abc import Mapping

import msgspec

from survey.kinds import kind_of
from survey.model import Questionnaire, Value, Values, pattern_of


class Tally(msgspec.Struct):
    """How one item was answered. `n` counts persons who answered it, `counts` each category's persons; several categories per person are possible."""

    n: int = 0
    counts: dict[str, int] = {}

    def add(self, categories: tuple[str, ...]) -> None:
        self.n += 1
        for category in categories:
            self.counts[category] = self.counts.get(category, 0) + 1

    def merge(self, other: "Tally") -> None:
        self.n += other.n
        for category, count in other.counts.items():
            self.counts[category] = self.counts.get(category, 0) + count


Tallies = dict[str, Tally]
"""Item name to its tally."""


def count(questionnaire: Questionnaire, values: Values, tallies: Tallies) -> None:
    """Adds one person's answer. Items of another version that this questionnaire does not have are passed over.

    What is asked in a repeat counts once for each time: of `children.age` `n` are children, not persons.
    """
    questions = list(questionnaire.questions())
    repeated = _repeated(values, frozenset(question.name for question in questions if question.kind == "repeat"))
    for question in questions:
        kind = kind_of(question)
        for item in kind.items(question):
            value = values.get(item.name)
            for one in repeated.get(item.name, []) if value is None else [value]:
                tallies.setdefault(item.name, Tally()).add(() if item.is_text else kind.counts_as(question, one))


def _repeated(values: Values, repeats: frozenset[str]) -> dict[str, list[Value]]:
    """What was said each time, under the name that all times share."""
    found: dict[str, list[Value]] = {}
    for name, value in values.items() if repeats else ():
        pattern = pattern_of(name)
        if pattern != name and pattern.rpartition(".")[0] in repeats:
            found.setdefault(pattern, []).append(value)
    return found


def merge(into: Tallies, other: Mapping[str, Tally]) -> None:
    for name, tally in other.items():
        into.setdefault(name, Tally()).merge(tally)
