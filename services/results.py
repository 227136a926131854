"""The results of a survey as a member of staff may see them: every answer at once with raw-data right, released cuts without."""

import threading
import time
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

import msgspec

import settings
from common import ids
from db.queries import answers, cuts
from db.queries import surveys as query
from metrics.disclosure import boundary, released_at_close, round5
from services import house, may, places, releasing, surveys
from services.figures import Counter, Figures, total
from services.may import Actor, Forbidden, Role
from services.releasing import BATCH, PUBLIC, STAFF, THRESHOLD
from services.surveys import Survey
from survey.kinds import kind_of
from survey.model import Question
from survey.tally import Tallies, Tally

LOOK_AGAIN = 0.1
"""Seconds between two looks at the change number, shared by all viewers of a process."""


@dataclass(frozen=True, slots=True)
class Where:
    """Which answers; None means all. One attribute beside the wave at a time."""

    wave_id: int | None = None
    network_id: int | None = None
    district_id: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """Viewers who may see the same get one and the same object while nothing changes, so what is drawn of it can be kept beside it."""

    survey: Survey
    where: Where
    figures: Figures | None
    """None where too few people answered for anything to be shown."""
    raw: bool
    """Every answer is in, no tier or threshold binds."""
    rounded: bool
    """Counts are rounded to base 5."""
    held_back: bool
    """A batch is held back while the wave is open."""
    withheld: tuple[int, ...]
    """Parts with too few people, which no total contains."""
    filters: frozenset[str]
    """Of `network` and `district`, those by which this person may ask."""
    hidden: frozenset[str] = frozenset()
    """Questions marked sensitive whose figures would say what few people answered."""


class _Part(msgspec.Struct, frozen=True):
    wave_id: int
    part: int
    number: int
    closed: bool
    figures: Figures


class _Followed:
    """One survey as this process knows it: figures per wave, network and district, kept up to date from the change number."""

    def __init__(self, survey_id: int) -> None:
        self._survey_id = survey_id
        self._lock = threading.Lock()
        self._looked = 0.0
        self._start()

    def _start(self) -> None:
        self.number = 0
        self.cells: dict[tuple[int, int | None, int | None], Figures] = {}
        self.cuts: dict[str, list[_Part]] = {STAFF: [], PUBLIC: []}
        self.stamps: dict[str, int] = {STAFF: 0, PUBLIC: 0}
        self._views: dict[Hashable, Results] = {}
        self._counter: Counter | None = None
        self._partition = ""
        self._numbers: defaultdict[tuple[int, int], list[int]] = defaultdict(list)

    def follow(self) -> None:
        with self._lock:
            if time.monotonic() - self._looked < LOOK_AGAIN:
                return
            with house.reading() as session:
                number = query.change_number(session, self._survey_id)
            if number != self.number:
                self._take(self._read())
                self._release()
                self.number = number
                self._views.clear()
            self._looked = time.monotonic()

    def figures(self, where: Where) -> Figures:
        """Of all answers there, while nobody adds to them."""
        with self._lock:
            return total([cell for key, cell in self.cells.items() if _inside(where, *key)])

    def shared(self, key: Hashable, make: "Callable[[], Results]") -> Results:
        """A view for all who may see it. The number is part of the key: what was read before a change must not stand for what came after it."""
        key = (self.number, key)
        found = self._views.get(key)
        return found if found is not None else self._views.setdefault(key, make())

    def _read(self) -> list[answers.Changed]:
        with house.reading() as session:
            return list(answers.changed_since(session, self._survey_id, self._known()))

    def _known(self) -> int:
        return max((numbers[-1] for numbers in self._numbers.values() if numbers), default=0)

    def _take(self, changed: list[answers.Changed]) -> None:
        """Adds what is new. A withdrawn answer's content is gone, so what it had added is found by counting afresh."""
        if any(answer.content is None for answer in changed) and self.cells:
            self._start()
            changed = self._read()
        count = self._count_with({answer.version_id for answer in changed})
        for answer in changed:
            cell = self.cells.setdefault((answer.wave_id, answer.network_id, answer.district_id), Figures())
            count.add(cell, answer)
            insort(
                self._numbers[
                    answer.wave_id, releasing.part_of(self._partition, answer.network_id, answer.district_id)
                ],
                answer.change_number,
            )

    def _count_with(self, version_ids: set[int]) -> Counter:
        """Reads the questionnaires again when a version appears that was not known."""
        if self._counter is None or not self._counter.knows(version_ids):
            with house.reading() as session:
                survey = query.by_id(session, self._survey_id)
                assert survey is not None, "a followed survey exists"
                self._counter, self._partition = releasing.counter(session, self._survey_id), survey.partition
        return self._counter

    def _release(self) -> None:
        """Moves the cuts that are due and takes over what is released, here or by another process."""
        self._load_cuts()
        due = [
            (*place, audience)
            for place, numbers in self._numbers.items()
            for audience in (STAFF, PUBLIC)
            if self._is_due(*place, audience, numbers)
        ]
        if not due:
            return
        with house.writing() as session:
            survey = query.locked_by_id(
                session, self._survey_id
            )  # else two processes, or one and the end of the wave, write the same cut
            assert survey is not None, "a followed survey exists"
            for wave_id, part, audience in due:
                releasing.release_due(session, survey, wave_id, part, audience, self._numbers[wave_id, part])
        self._load_cuts()

    def _is_due(self, wave_id: int, part: int, audience: str, numbers: list[int]) -> bool:
        since = next((cut.number for cut in self.cuts[audience] if (cut.wave_id, cut.part) == (wave_id, part)), 0)
        return boundary(len(numbers) - bisect_right(numbers, since), BATCH[audience]) > 0

    def _load_cuts(self) -> None:
        """Figures are read only of cuts that moved."""
        with house.reading() as session:
            closed = {wave.id for wave in query.waves(session, self._survey_id) if wave.closed_on}
            for audience in (STAFF, PUBLIC):
                known = {(part.wave_id, part.part): part for part in self.cuts[audience]}
                now = {
                    (wave_id, part): number
                    for wave_id, part, number in cuts.numbers(session, self._survey_id, audience)
                }
                moved = [place for place, number in now.items() if place not in known or known[place].number != number]
                known |= {
                    (cut.wave_id, cut.part): _Part(
                        cut.wave_id, cut.part, cut.change_number, False, msgspec.json.decode(cut.figures, type=Figures)
                    )
                    for cut in (cuts.of_survey(session, self._survey_id, audience) if moved else ())
                }
                self.cuts[audience] = [
                    msgspec.structs.replace(part, closed=part.wave_id in closed)
                    for place, part in known.items()
                    if place in now
                ]
                self.stamps[audience] = sum(now.values())


_followed: dict[int, _Followed] = {}
_lock = threading.Lock()


def forget() -> None:
    """What was followed in this process."""
    with _lock:
        _followed.clear()


def _follow(survey: Survey) -> _Followed:
    with _lock:
        followed = _followed.get(survey.id)
        if followed is None:
            followed = _followed[survey.id] = _Followed(survey.id)
    followed.follow()
    return followed


def stamp(actor: Actor, slug: str) -> str:
    """Changes when what this person may see may have changed, and tells nothing else: a change number would say how many answered. Cheap: ask it often."""
    survey = _allowed(actor, slug)
    followed = _follow(survey)
    number = followed.number if _sees_all(actor, survey) else followed.stamps[_audience(actor, survey)]
    return ids.keyed_hash(settings.current().secret_key, "stamp", f"{survey.id} {number} {survey.status}").hex()[:12]


def view(actor: Actor, slug: str, where: Where = Where()) -> Results:
    """Raises `Forbidden`, `UnknownSurvey`."""
    survey = _allowed(actor, slug)
    followed = _follow(survey)
    seen = (where, survey.status, survey.version_number)
    if may.see_raw_data(actor, survey):
        return followed.shared(("raw", seen), lambda: _raw(followed, survey, where))
    if survey.open_results and _everything_is_mine(actor, survey):
        return followed.shared(("open", seen), lambda: _open(followed, survey, where))
    audience = _audience(actor, survey)
    inside = frozenset(
        (part.wave_id, part.part)
        for part in followed.cuts[audience]
        if _part_inside(survey, where, part) and _mine(actor, survey, part.part)
    )
    return followed.shared(
        ("cuts", audience, inside, seen), lambda: _protected(followed, survey, where, audience, inside)
    )


def _allowed(actor: Actor, slug: str) -> Survey:
    survey = surveys.by_slug(slug)
    if not may.see_results(actor, survey):
        raise Forbidden
    return survey


def _sees_all(actor: Actor, survey: Survey) -> bool:
    return may.see_raw_data(actor, survey) or survey.open_results


def _raw(followed: _Followed, survey: Survey, where: Where) -> Results:
    return Results(survey, where, followed.figures(where), True, False, False, (), frozenset({"network", "district"}))


def _open(followed: _Followed, survey: Survey, where: Where) -> Results:
    """A survey declared open moves with each answer once enough people took part in the group shown."""
    results = _raw(followed, survey, where)
    enough = results.figures is not None and results.figures.n >= THRESHOLD[STAFF]
    return _without_sensitive(replace(results, figures=results.figures if enough else None, raw=False), STAFF)


def _inside(where: Where, wave_id: int, network_id: int | None, district_id: int | None) -> bool:
    return (
        where.wave_id in (None, wave_id)
        and where.network_id in (None, network_id)
        and where.district_id in (None, district_id)
    )


def _protected(
    followed: _Followed, survey: Survey, where: Where, audience: str, inside: frozenset[tuple[int, int]]
) -> Results:
    shown, withheld = _released(followed.cuts[audience], inside, THRESHOLD[audience])
    figures = total([part.figures for part in shown])
    enough = figures.n >= THRESHOLD[audience]
    held_back = survey.is_open and (
        where.wave_id is None or not all(wave.closed_on for wave in surveys.waves(survey) if wave.id == where.wave_id)
    )
    filters = frozenset({"network", "district"} if survey.partition == "network" else {"district"})
    found = Results(survey, where, figures if enough else None, False, audience == PUBLIC, held_back, withheld, filters)
    found = _without_sensitive(found, audience)
    return replace(found, figures=_rounded(found.figures)) if found.figures and found.rounded else found


def _without_sensitive(found: Results, audience: str) -> Results:
    """A question marked sensitive is shown only of the whole, and there only if each of its answers was given by enough people.

    A part beside the whole, or a category beside the number of persons, would tell the rest; an answer that nobody gave tells something of everybody.
    """
    if found.figures is None:
        return found
    tallies, hidden = dict(found.figures.tallies), set()
    for question in found.survey.questionnaire.questions():
        if question.sensitive and not (found.where == Where() and _enough_each(question, tallies, THRESHOLD[audience])):
            hidden.add(question.name)
            for item in kind_of(question).items(question):
                tallies.pop(item.name, None)
    return replace(found, figures=msgspec.structs.replace(found.figures, tallies=tallies), hidden=frozenset(hidden))


def _enough_each(question: Question, tallies: Tallies, threshold: int) -> bool:
    """Of every choice; what has no choices (numbers, dates) is told by its rarest value, words beside a choice by how many wrote some."""
    kind = kind_of(question)
    for item in kind.items(question):
        tally = tallies.get(item.name, Tally())
        if item.is_text:
            if tally.n < threshold:
                return False
            continue
        counts = tally.counts
        offered = {
            choice.name: 0
            for choice in (*item.choices, *(c for column in kind.columns(question) for c in column.choices))
        }
        if not counts or min((offered | counts).values()) < threshold:
            return False
    return True


def _released(
    parts: list[_Part], inside: frozenset[tuple[int, int]], threshold: int
) -> tuple[list[_Part], tuple[int, ...]]:
    """Of the parts inside a view, those that may stand in its total, and those that are withheld.

    After their wave small parts stand together, if together they are enough. Which ones do is settled for the whole survey, and they come all or none:
    a pool of some of them beside a pool of all would tell the figures of the rest.
    """
    shown: list[_Part] = []
    withheld: list[int] = []
    for wave_id in {part.wave_id for part in parts}:
        of_wave = {str(part.part): part for part in parts if part.wave_id == wave_id}
        released = released_at_close({name: part.figures.n for name, part in of_wave.items()}, threshold)
        pool = [of_wave[name] for name in released.pooled]
        together = all(part.closed and (wave_id, part.part) in inside for part in pool)
        shown += [of_wave[name] for name in released.shown if (wave_id, of_wave[name].part) in inside] + (
            pool if together else []
        )
        left_out = [of_wave[name] for name in released.withheld] + ([] if together else pool)
        withheld += [part.part for part in left_out if (wave_id, part.part) in inside]
    return shown, tuple(withheld)


def _part_inside(survey: Survey, where: Where, part: _Part) -> bool:
    if where.wave_id not in (None, part.wave_id):
        return False
    if survey.partition == "district":
        return where.district_id in (None, part.part)
    district_of = {network.id: network.district_id for network in places.networks()}
    return where.network_id in (None, part.part) and where.district_id in (None, district_of.get(part.part))


def _audience(actor: Actor, survey: Survey) -> str:
    return (
        STAFF
        if actor.holds(Role.COORDINATOR, Role.NETWORK_LEAD, Role.FACILITATOR) and may.works_in(actor, survey)
        else PUBLIC
    )


def _everything_is_mine(actor: Actor, survey: Survey) -> bool:
    return actor.networks(Role.NETWORK_LEAD, Role.FACILITATOR, Role.VIEWER) is None or survey.network_id is not None


def _mine(actor: Actor, survey: Survey, part: int) -> bool:
    """Leads and facilitators see the parts of their networks; whoever reads published figures sees those of all."""
    mine = actor.networks(Role.NETWORK_LEAD, Role.FACILITATOR)
    if mine is None or survey.network_id in mine or _audience(actor, survey) == PUBLIC:
        return True
    if survey.partition == "network":
        return part in mine
    return part in {network.district_id for network in places.networks() if network.id in mine}


def _rounded(figures: Figures) -> Figures:
    def rounded(counts: dict[str, int]) -> dict[str, int]:
        return {name: round5(count) for name, count in counts.items()}

    tallies = {name: Tally(round5(one.n), rounded(one.counts)) for name, one in figures.tallies.items()}
    return Figures(
        round5(figures.n),
        rounded(figures.days),
        rounded(figures.languages),
        rounded(figures.channels),
        tallies,
        figures.scale,
    )
