"""Counts of answers, additive: a total is the sum of its parts, and a refresh costs only what is new."""

from collections.abc import Mapping

import msgspec

from survey.kinds import kind_of
from survey.model import Questionnaire, Values


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
    """Adds one person's answer. Items of another version that this questionnaire does not have are passed over."""
    for question in questionnaire.questions():
        kind = kind_of(question)
        for item in kind.items(question):
            value = values.get(item.name)
            if value is not None:
                tallies.setdefault(item.name, Tally()).add(kind.counts_as(question, value))


def merge(into: Tallies, other: Mapping[str, Tally]) -> None:
    for name, tally in other.items():
        into.setdefault(name, Tally()).merge(tally)
