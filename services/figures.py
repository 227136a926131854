"""The additive figures of a group of answers. A total is the sum of its parts; a refresh costs what is new."""

from collections.abc import Mapping

import msgspec

from db.queries.answers import Changed
from metrics.scale_moments import ScaleMoments
from metrics.scales import Scale
from metrics.scores import SCORES
from survey import tally
from survey.model import Questionnaire, Value
from survey.tally import Tally

_values = msgspec.json.Decoder(dict[str, Value])


class Figures(msgspec.Struct):
    """`n` persons; how many on each day, in each language and by each channel; every item's tally; what the scale needs."""

    n: int = 0
    days: dict[str, int] = {}
    languages: dict[str, int] = {}
    channels: dict[str, int] = {}
    tallies: dict[str, Tally] = {}
    scale: ScaleMoments | None = None

    def merge(self, other: "Figures") -> None:
        self.n += other.n
        for mine, theirs in (
            (self.days, other.days),
            (self.languages, other.languages),
            (self.channels, other.channels),
        ):
            _add(mine, theirs)
        tally.merge(self.tallies, other.tallies)
        if other.scale is not None:
            self.scale = self.scale or ScaleMoments()
            self.scale.merge(other.scale)


class Counter:
    """Counts stored answers of one survey into figures, each under its own version's questionnaire."""

    def __init__(self, questionnaires: Mapping[int, Questionnaire]) -> None:
        self._questionnaires = questionnaires

    def knows(self, version_ids: set[int]) -> bool:
        return version_ids <= self._questionnaires.keys()

    def add(self, figures: Figures, answer: Changed) -> None:
        """Answers that were withdrawn have no content and count nowhere."""
        if answer.content is None:
            return
        questionnaire = self._questionnaires[answer.version_id]
        values = _values.decode(answer.content)
        figures.n += 1
        _add(figures.days, {answer.day.isoformat(): 1})
        _add(figures.languages, {answer.language: 1})
        _add(figures.channels, {answer.channel: 1})
        tally.count(questionnaire, values, figures.tallies)
        scale = scale_of(questionnaire)
        if scale is not None:
            figures.scale = figures.scale or ScaleMoments()
            figures.scale.add(scale, values)


def scale_of(questionnaire: Questionnaire) -> Scale | None:
    return SCORES.get(questionnaire.scale)


def total(parts: list[Figures]) -> Figures:
    whole = Figures()
    for part in parts:
        whole.merge(part)
    return whole


def _add(into: dict[str, int], more: Mapping[str, int]) -> None:
    for name, count in more.items():
        into[name] = into.get(name, 0) + count
