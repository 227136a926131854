"""Invented people and how they answer any questionnaire. Where this lands is not its business: it makes forms, as a browser would send them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

import numpy as np
import numpy.typing as npt

from common import clock
from demo.words import TROUBLE, VOICES
from metrics.scores import SCORES
from survey.kinds import acknowledge, agreement, consent, long_text, multiple, ranking, short_text, slider, ten
from survey.kinds import moment as moments
from survey.kinds import time as times
from survey.kinds.parts import LONGEST_OTHER, OTHER, choice_names, other_name
from survey.model import DONT_KNOW, Question, Questionnaire, most_times, renamed

Form = dict[str, list[str]]
Floats = npt.NDArray[np.float64]
Answers = list[list[str]]
"""What each person sends under one name; an empty list where nothing."""

TOGETHER = 1000
"""So many people are made at once."""

MEAN, PERSON, FACET, NOISE = 70.0, 19.5, 11.5, 16.0
"""Percent of the scale: the mean, and the standard deviations of what a person brings to all items, to those of one facet, and to a single one.
Chosen so that after rounding to five steps the index is near 68 ± 20 and facets have an α of .70 to .85 (DOMAIN 7)."""
MISSING = (0.02, 0.06)
UNSURE = 0.015
STRAIGHT = 0.02
AGREES = 0.85
WRITES_LINE, WRITES = 0.75, 0.3
TROUBLED = 0.1
ALL_PLACES = 0.8
"""So many fill every place of a ranking."""

LANGUAGES = {
    "de": 0.62,
    "tr": 0.13,
    "ar": 0.08,
    "de-simple": 0.07,
    "en": 0.04,
    "bg": 0.02,
    "ro": 0.02,
    "pl": 0.01,
    "uk": 0.01,
}


@dataclass(frozen=True, slots=True)
class Tendencies:
    """How a group leans. Whatever is not named takes a plausible default."""

    mood: float = MEAN
    """Where its scales lie on average, in percent of the scale."""
    levels: Mapping[str, float] = field(default_factory=dict)
    """By item: how far above or below that it lies."""
    shares: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """By question: weights of a single choice, chances of each of several."""
    unsure: Mapping[str, float] = field(default_factory=dict)
    """By item: how many say "weiß nicht"."""
    numbers: Mapping[str, float] = field(default_factory=dict)
    """By question: what is named on average."""
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By question: what people write there."""


@dataclass(frozen=True, slots=True)
class Person:
    form: Form
    language: str


class _Crowd:
    """People who are made together, with what each of them brings to all questions."""

    def __init__(
        self, questionnaire: Questionnaire, size: int, rng: np.random.Generator, tendencies: Tendencies
    ) -> None:
        self.size, self.rng, self.tendencies = size, rng, tendencies
        self.mood: Floats = rng.normal(tendencies.mood, PERSON, size)
        self.missing: Floats = rng.uniform(*MISSING, size)
        self.straight = np.where(
            rng.random(size) < STRAIGHT, rng.integers(agreement.LOWEST, agreement.HIGHEST + 1, size), 0
        )
        offered = {language: LANGUAGES.get(language, 0.01) for language in questionnaire.languages}
        self.languages = _drawn(rng, offered, size)
        self.tongues = [
            _tongue(language, other)
            for language, other in zip(self.languages, _drawn(rng, LANGUAGES, size), strict=True)
        ]
        scale = SCORES.get(questionnaire.scale)
        self.reversed = scale.reversed_items if scale else frozenset()
        self._facets = {item: facet.code for facet in scale.facets for item in facet.items} if scale else {}
        self._brought = {code: rng.normal(0, FACET, size) for code in sorted(set(self._facets.values()))}

    def level(self, item: str) -> Floats:
        """Where each person stands on an item, in percent of the scale, before rounding to its steps."""
        facet = self._facets.get(item)
        brought = self._brought[facet] if facet else self.rng.normal(0, FACET, self.size)
        return self.mood + self.tendencies.levels.get(item, 0.0) + brought + self.rng.normal(0, NOISE, self.size)

    def skips(self, question: Question) -> npt.NDArray[np.bool_]:
        return np.zeros(self.size, dtype=bool) if question.required else self.rng.random(self.size) < self.missing

    def happens(self, chance: float) -> npt.NDArray[np.bool_]:
        return self.rng.random(self.size) < chance


Sampler = Callable[[Question, _Crowd], Iterable[tuple[str, Answers]]]
"""The controls of a question with what everyone sends under them."""


def people(questionnaire: Questionnaire, n: int, seed: int, tendencies: Tendencies = Tendencies()) -> Iterator[Form]:
    """Forms of n people, the same for the same seed."""
    return (person.form for person in crowd(questionnaire, n, seed, tendencies))


def crowd(questionnaire: Questionnaire, n: int, seed: int, tendencies: Tendencies = Tendencies()) -> Iterator[Person]:
    """The same people with the language of their form."""
    for first in range(0, n, TOGETHER):
        rng = np.random.default_rng([seed, first])
        yield from _made(questionnaire, _Crowd(questionnaire, min(TOGETHER, n - first), rng, tendencies))


def _made(questionnaire: Questionnaire, crowd: _Crowd) -> Iterator[Person]:
    forms: list[Form] = [{} for _ in range(crowd.size)]
    for section in questionnaire.sections:
        _fill_in(forms, section.questions, "", crowd, [True] * crowd.size)
    return map(Person, forms, crowd.languages)


def _fill_in(
    forms: list[Form], questions: Iterable[Question], prefix: str, crowd: _Crowd, there: Sequence[bool]
) -> None:
    """What is asked several times is filled in for each of a person's times."""
    for question in questions:
        if question.kind == "group":
            _fill_in(forms, question.questions, prefix, crowd, there)
            continue
        named = renamed(question, prefix)
        for name, answers in SAMPLERS.get(question.kind, _silent)(named, crowd):
            for form, given, is_there in zip(forms, answers, there, strict=True):
                if given and is_there:
                    form[name] = given
        if question.kind == "repeat":
            times = [int(form.get(named.name, ["0"])[0]) for form in forms]
            for number in range(1, max(times, default=0) + 1):
                _fill_in(
                    forms, question.questions, f"{named.name}.{number}.", crowd, [count >= number for count in times]
                )


def _silent(question: Question, crowd: _Crowd) -> Iterable[tuple[str, Answers]]:
    """Kinds without a sampler stay unanswered."""
    return ()


def _graded(question: Question, crowd: _Crowd, lowest: int, highest: int) -> Iterable[tuple[str, Answers]]:
    yield question.name, _steps(question, question.name, crowd, lowest, highest)


def _rows(question: Question, crowd: _Crowd) -> Iterable[tuple[str, Answers]]:
    for row in question.rows:
        yield row.name, _steps(question, row.name, crowd, agreement.LOWEST, agreement.HIGHEST)


def _steps(question: Question, item: str, crowd: _Crowd, lowest: int, highest: int) -> Answers:
    width = highest - lowest
    steps = np.clip(np.rint(crowd.level(item) / 100 * width), 0, width).astype(int)
    if item in crowd.reversed:
        steps = width - steps
    if (lowest, highest) == (agreement.LOWEST, agreement.HIGHEST):
        steps = np.where(crowd.straight > 0, crowd.straight - lowest, steps)
    if question.dont_know:
        steps = np.where(crowd.happens(crowd.tendencies.unsure.get(item, UNSURE)), width + 1, steps)
    return _picked(
        [*(str(step) for step in range(lowest, highest + 1)), DONT_KNOW], np.where(crowd.skips(question), -1, steps)
    )


def _one(question: Question, crowd: _Crowd) -> Iterable[tuple[str, Answers]]:
    names = list(choice_names(question))
    if not names:
        return
    answers = _chosen(question, question.name, names, crowd)
    yield question.name, answers
    yield from _other(question, answers, crowd)


def _grid(question: Question, crowd: _Crowd) -> Iterable[tuple[str, Answers]]:
    names = [choice.name for choice in question.choices]
    for row in question.rows if names else ():
        yield row.name, _chosen(question, row.name, names, crowd)


def _chosen(question: Question, item: str, names: Sequence[str], crowd: _Crowd) -> Answers:
    index = crowd.rng.choice(len(names), crowd.size, p=_weights(item, names, crowd))
    return _picked(names, np.where(crowd.skips(question), -1, index))


def _weights(item: str, names: Sequence[str], crowd: _Crowd) -> Floats:
    shares = crowd.tendencies.shares.get(item)
    weights = np.array(
        [shares.get(name, 0.0) for name in names] if shares else [1 / (1 + 0.4 * place) for place in range(len(names))]
    )
    return np.asarray(weights / weights.sum())


def _other(question: Question, answers: Answers, crowd: _Crowd) -> Iterable[tuple[str, Answers]]:
    """Most of those who chose "etwas anderes" say what."""
    if not question.other:
        return
    name = other_name(question)
    said = [text for text in crowd.tendencies.texts.get(name, VOICES["de"]) if len(text) <= LONGEST_OTHER]
    which, writes = crowd.rng.integers(len(said), size=crowd.size).tolist(), crowd.happens(WRITES_LINE).tolist()
    yield (
        name,
        [
            [said[place]] if write and OTHER in given else []
            for given, place, write in zip(answers, which, writes, strict=True)
        ],
    )


def _ranked(question: Question, crowd: _Crowd) -> Iterable[tuple[str, Answers]]:
    """Plackett and Luce: whoever is left is drawn by weight for each place. Some people fill only the first ones."""
    names, last = [choice.name for choice in question.choices], ranking.places(question)
    if not names:
        return
    with np.errstate(divide="ignore"):  # a weight of nothing comes last
        ahead = np.log(_weights(question.name, names, crowd)) + crowd.rng.gumbel(size=(crowd.size, len(names)))
    order, skips = np.argsort(-ahead, axis=1).tolist(), crowd.skips(question).tolist()
    fewest = max(1, min(int(question.limits.get("min", 0)), last))
    filled = np.where(crowd.happens(ALL_PLACES), last, crowd.rng.integers(fewest, last + 1, crowd.size)).tolist()
    yield (
        question.name,
        [
            [] if skip else [names[place] for place in mine[:count]]
            for mine, count, skip in zip(order, filled, skips, strict=True)
        ],
    )


def _several(question: Question, crowd: _Crowd) -> Iterable[tuple[str, Answers]]:
    names = [name for name in choice_names(question) if name != multiple.EXCLUSIVE]
    chances = crowd.tendencies.shares.get(question.name) or {
        name: 0.5 / (1 + 0.25 * place) for place, name in enumerate(names)
    }
    fewest, most = int(question.limits.get("min", 0)), int(question.limits.get("max", len(names)))
    draws = crowd.rng.random((crowd.size, len(names))) - np.array([chances.get(name, 0.0) for name in names])
    keen, skips = np.argsort(draws, axis=1).tolist(), crowd.skips(question).tolist()
    counts = np.clip((draws < 0).sum(axis=1), fewest, most).tolist()
    alone = (
        [multiple.EXCLUSIVE] if multiple.EXCLUSIVE in choice_names(question) else names[:1] if question.required else []
    )
    answers = [
        [] if skip else [names[place] for place in order[:count]] or alone
        for order, count, skip in zip(keen, counts, skips, strict=True)
    ]
    yield question.name, answers
    yield from _other(question, answers, crowd)


def _times(question: Question, crowd: _Crowd) -> Iterable[tuple[str, Answers]]:
    """Mostly once or twice."""
    fewest, most = max(1, int(question.limits.get("min", 0))), most_times(question)
    drawn = np.clip(crowd.rng.poisson(0.8, crowd.size) + 1, min(fewest, most), most)
    yield question.name, [[str(times)] for times in drawn.tolist()]


def _number(question: Question, crowd: _Crowd) -> Iterable[tuple[str, Answers]]:
    lowest = float(question.limits.get("min", 0))
    highest, step = float(question.limits.get("max", lowest + 100)), float(question.limits.get("step", 1))
    typical = crowd.tendencies.numbers.get(question.name, lowest + 0.14 * (highest - lowest))
    drawn = lowest + np.rint(crowd.rng.gamma(2.2, (typical - lowest) / 2.2, crowd.size) / step) * step
    numbers = [f"{number:.0f}" if step >= 1 else f"{number:.4g}" for number in np.minimum(drawn, highest)]
    yield (
        question.name,
        [[] if skip else [number] for number, skip in zip(numbers, crowd.skips(question).tolist(), strict=True)],
    )


def _day(question: Question, crowd: _Crowd) -> Iterable[tuple[str, Answers]]:
    """Rather lately than long ago, and never in the future unless only that is allowed."""
    first = date.fromisoformat(str(question.limits["min"])) if "min" in question.limits else None
    last = date.fromisoformat(str(question.limits["max"])) if "max" in question.limits else None
    latest = min(last, clock.today()) if last else max(first or clock.today(), clock.today())
    earliest = first or latest - timedelta(days=730)
    latest = max(latest, earliest)
    ago = (crowd.rng.beta(1, 3, crowd.size) * ((latest - earliest).days + 0.999)).astype(int).tolist()
    yield (
        question.name,
        [
            [] if skip else [(latest - timedelta(days=days)).isoformat()]
            for days, skip in zip(ago, crowd.skips(question).tolist(), strict=True)
        ],
    )


def _slid(question: Question, crowd: _Crowd) -> Iterable[tuple[str, Answers]]:
    low, high, step = slider.ends(question.limits)
    digits, last = slider.decimals(question.limits), int((high - low) / step + 1e-9)
    places = np.clip(np.rint(crowd.level(question.name) / 100 * last), 0, last).astype(int).tolist()
    said = [f"{low + place * step:.{digits}f}" for place in places]
    yield question.name, _unless(crowd.skips(question), said)


def _clocked(question: Question, crowd: _Crowd) -> Iterable[tuple[str, Answers]]:
    yield question.name, _unless(crowd.skips(question), _quarters(question, crowd))


def _quarters(question: Question, crowd: _Crowd) -> list[str]:
    """Quarters of an hour within the limits, mostly in the afternoon."""
    ends = (times.read(str(question.limits.get(end, ""))) for end in ("min", "max"))
    first, last = (end.hour * 60 + end.minute if end else other for end, other in zip(ends, (480, 1245), strict=True))
    minutes = np.clip(np.rint(crowd.rng.normal(960, 150, crowd.size) / 15) * 15, first, max(first, last)).astype(int)
    return [f"{minute // 60:02}:{minute % 60:02}" for minute in minutes.tolist()]


def _appointed(question: Question, crowd: _Crowd) -> Iterable[tuple[str, Answers]]:
    """Soon, within the limits."""
    ends = [moments.read(str(question.limits.get(end, ""))) or _midnight(question, end) for end in ("min", "max")]
    first, last = (datetime.fromisoformat(end) if end else None for end in ends)
    earliest = first or min(last or datetime.max, datetime.combine(clock.today(), time(9)))
    latest = last or earliest + timedelta(days=28)
    ahead = (crowd.rng.beta(1, 2, crowd.size) * max(0.0, (latest - earliest) / timedelta(minutes=1))).astype(int)
    said = [(earliest + timedelta(minutes=minutes)).isoformat(timespec="minutes") for minutes in ahead.tolist()]
    yield question.name, _unless(crowd.skips(question), said)


def _midnight(question: Question, end: str) -> str:
    """A limit that is a day alone."""
    day = str(question.limits.get(end, ""))
    return f"{day}T00:00" if day else ""


def _unless(skips: npt.NDArray[np.bool_], said: Sequence[str]) -> Answers:
    return [[] if skip else [words] for words, skip in zip(said, skips.tolist(), strict=True)]


def _ticked(question: Question, crowd: _Crowd, value: str) -> Iterable[tuple[str, Answers]]:
    agrees = crowd.happens(1.0 if question.required else AGREES)
    yield question.name, _picked([value], np.where(agrees, 0, -1))


def _written(
    question: Question, crowd: _Crowd, rate: float, longest: int, lines: bool
) -> Iterable[tuple[str, Answers]]:
    shortest, longest = int(question.limits.get("min", 0)), int(question.limits.get("max", longest))

    def fitting(texts: Iterable[str]) -> list[str]:
        return [text for text in texts if shortest <= len(text) <= longest and (lines or "\n" not in text)]

    topic = crowd.tendencies.texts.get(question.name)
    general = {tongue: fitting(texts) for tongue, texts in VOICES.items()}
    german, trouble = fitting(topic or ()) or general["de"], fitting(TROUBLE)
    if not german:
        return
    pools = {tongue: texts or german for tongue, texts in general.items()} | {"de": german}
    if topic and not lines:  # a line is a name or a word: what fits is in the topic
        pools, trouble = dict.fromkeys(pools, german), []
    writes = crowd.happens(1.0 if question.required else rate).tolist()
    troubled = (crowd.happens(TROUBLED) & bool(trouble)).tolist()
    which = crowd.rng.random(crowd.size).tolist()
    chosen = (
        trouble if trouble_maker else pools.get(tongue, german)
        for tongue, trouble_maker in zip(crowd.tongues, troubled, strict=True)
    )
    yield (
        question.name,
        [
            [pool[int(place * len(pool))]] if write else []
            for pool, place, write in zip(chosen, which, writes, strict=True)
        ],
    )


SAMPLERS: Mapping[str, Sampler] = {
    "agreement": partial(_graded, lowest=agreement.LOWEST, highest=agreement.HIGHEST),
    "smileys": partial(_graded, lowest=agreement.LOWEST, highest=agreement.HIGHEST),
    "ten": partial(_graded, lowest=ten.LOWEST, highest=ten.HIGHEST),
    "matrix": _rows,
    "single": _one,
    "district": _one,
    "multiple": _several,
    "number": _number,
    "repeat": _times,
    "date": _day,
    "time": _clocked,
    "moment": _appointed,
    "slider": _slid,
    "ranking": _ranked,
    "grid": _grid,
    "consent": partial(_ticked, value=consent.TICKED),
    "acknowledge": partial(_ticked, value=acknowledge.TICKED),
    "short_text": partial(_written, rate=WRITES_LINE, longest=short_text.LONGEST, lines=False),
    "long_text": partial(_written, rate=WRITES, longest=long_text.LONGEST, lines=True),
}
"""Kinds are named here since plausible answers are a matter of each of them; a kind that is missing only stays unanswered."""


def _picked(names: Sequence[str], index: npt.NDArray[np.int_]) -> Answers:
    """-1 picks nothing."""
    table = [*([name] for name in names), []]
    return [table[place] for place in index.tolist()]


def _drawn(rng: np.random.Generator, weights: Mapping[str, float], size: int) -> list[str]:
    names, chances = list(weights), np.array(list(weights.values()))
    return [names[place] for place in rng.choice(len(names), size, p=chances / chances.sum()).tolist()]


def _tongue(language: str, other: str) -> str:
    """Who chose a language writes in it; some of those who took German write in their own."""
    return other if language == "de" else language
