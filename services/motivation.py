"""How motivated and attached the people of the networks are: a report per network, waves compared, places side by side. Formulas live in metrics/, sentences in ui/."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.comparison import Comparison, Verdict
from metrics.disclosure import THRESHOLD_PUBLIC
from metrics.moments import Moments
from metrics.publishing import published
from metrics.reporting import report
from metrics.reports import Estimate, Report
from metrics.scale_moments import ScaleMoments
from metrics.scales import Scale
from metrics.tiers import STAFF, Gate, Tier, compare_groups, compare_parts
from services import figures, may, places, results, surveys
from services.may import Actor, Forbidden
from services.places import District, Network
from services.results import Results, Where
from services.surveys import Survey, Wave

PUBLIC = Gate(at_least=THRESHOLD_PUBLIC)


class UnknownWave(Exception):
    """The survey never had this wave."""


class NoScale(Exception):
    """Nothing of this survey measures motivation."""


@dataclass(frozen=True, slots=True)
class NetworkReport:
    """What this person may read of one network, or of all of theirs together where `network` is None."""

    survey: Survey
    scale: Scale
    wave: Wave
    network: Network | None
    report: Report | None
    """None where too few answers are released for anything to be told."""
    raw: bool
    """Every answer is in, no tier binds."""
    held_back: bool
    """The wave is open, and the latest answers wait."""
    withheld: tuple[str, ...]
    """Networks (or districts) with too few people, which this total does not contain."""


@dataclass(frozen=True, slots=True)
class WavesCompared:
    """The headline index of two waves. Without a comparison, one of them has fewer than `needs` released answers, or nobody differs from anybody."""

    before: Wave
    after: Wave
    comparison: Comparison | None
    enough: bool
    needs: int


@dataclass(frozen=True, slots=True)
class AtWave:
    wave: Wave
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class AtNetwork:
    """`verdict` is against all the other networks shown, None where it cannot be said."""

    network: Network
    estimate: Estimate | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class AtDistrict:
    """`mine` tells whether this person reads motivation there at all."""

    district: District
    mine: bool
    estimate: Estimate | None


def pulses(actor: Actor) -> tuple[Survey, ...]:
    """The surveys with a scale that this person may read, open ones first."""
    found = [
        one.survey
        for one in surveys.listed(actor)
        if figures.scale_of(one.survey.questionnaire) and one.survey.status != "draft"
    ]
    return tuple(survey for survey in found if networks(actor, survey) and surveys.waves(survey))


def networks(actor: Actor, survey: Survey) -> tuple[Network, ...]:
    """Those of which this person may read the motivation in this survey. What is released by district cannot be asked by network."""
    raw = may.see_raw_data(actor, survey)
    by_network = raw or survey.partition == "network" or survey.network_id is not None
    return tuple(
        one
        for one in places.networks()
        if by_network and survey.network_id in (None, one.id) and (raw or may.read_motivation(actor, one.id))
    )


def waves(survey: Survey) -> tuple[Wave, ...]:
    return surveys.waves(survey)


def network_report(actor: Actor, slug: str, network_id: int | None, wave_id: int) -> NetworkReport:
    """Raises `Forbidden`, `UnknownSurvey`, `UnknownWave`, `NoScale`."""
    survey, scale = _readable(actor, slug, network_id)
    wave = _wave(survey, wave_id)
    network = next((one for one in places.networks() if one.id == network_id), None)
    seen = _seen(actor, survey, wave.id, network_id)
    return NetworkReport(
        survey, scale, wave, network, _report(scale, seen), seen.raw, seen.held_back, _names(survey, seen.withheld)
    )


def compare_waves(actor: Actor, slug: str, network_id: int | None, before_id: int, after_id: int) -> WavesCompared:
    """Two waves are taken as independent, since answers are anonymous: the careful side. Raises as `network_report`."""
    survey, scale = _readable(actor, slug, network_id)
    before, after = (_seen(actor, survey, wave_id, network_id) for wave_id in (before_id, after_id))
    first, second = _headline(scale, before), _headline(scale, after)
    gate = _gate(after)
    enough = gate.opens(min(first.n, second.n), Tier.COMPARE)
    return WavesCompared(
        _wave(survey, before_id),
        _wave(survey, after_id),
        compare_groups(first, second, gate),
        enough,
        gate.needs(Tier.COMPARE),
    )


def over_waves(actor: Actor, slug: str, network_id: int | None) -> tuple[AtWave, ...]:
    """The headline index of every wave, the first one first. Raises as `network_report`."""
    survey, scale = _readable(actor, slug, network_id)
    return tuple(
        AtWave(wave, _index(scale, _seen(actor, survey, wave.id, network_id))) for wave in surveys.waves(survey)
    )


def per_network(actor: Actor, slug: str, wave_id: int) -> tuple[AtNetwork, ...]:
    """In the order of the map, never of the values. Raises as `network_report`."""
    survey, scale = _readable(actor, slug, None)
    _wave(survey, wave_id)
    order = {district.id: (district.row, district.column) for district in places.districts()}
    mine = sorted(networks(actor, survey), key=lambda one: (order.get(one.district_id, (99, 99)), one.name))
    seen = {one.id: _seen(actor, survey, wave_id, one.id) for one in mine}
    verdicts = _verdicts(scale, seen)
    return tuple(AtNetwork(one, _index(scale, seen[one.id]), verdicts.get(str(one.id))) for one in mine)


def per_district(actor: Actor, slug: str, wave_id: int) -> tuple[AtDistrict, ...]:
    """All districts in the order of the map. Raises as `network_report`."""
    survey, scale = _readable(actor, slug, None)
    _wave(survey, wave_id)
    return tuple(_at_district(actor, survey, scale, district, wave_id) for district in places.districts())


def _at_district(actor: Actor, survey: Survey, scale: Scale, district: District, wave_id: int) -> AtDistrict:
    mine = [one for one in networks(actor, survey) if one.district_id == district.id]
    if may.see_raw_data(actor, survey):
        return AtDistrict(
            district, True, _index(scale, results.view(actor, survey.slug, Where(wave_id, district_id=district.id)))
        )
    moments, gate = ScaleMoments(), STAFF
    for one in mine:  # only of networks that may stand alone, so that no difference to a total tells of a smaller one
        seen = _seen(actor, survey, wave_id, one.id)
        gate = _gate(seen)
        if seen.figures and seen.figures.scale:
            moments.merge(seen.figures.scale)
    return AtDistrict(district, bool(mine), _first(report(scale, moments, gate), scale))


def _readable(actor: Actor, slug: str, network_id: int | None) -> tuple[Survey, Scale]:
    survey = surveys.by_slug(slug)
    mine = {one.id for one in networks(actor, survey)}
    if not mine or (network_id is not None and network_id not in mine):
        raise Forbidden
    scale = figures.scale_of(survey.questionnaire)
    if scale is None:
        raise NoScale
    return survey, scale


def _wave(survey: Survey, wave_id: int) -> Wave:
    found = next((wave for wave in surveys.waves(survey) if wave.id == wave_id), None)
    if found is None:
        raise UnknownWave
    return found


def _seen(actor: Actor, survey: Survey, wave_id: int, network_id: int | None) -> Results:
    """All answers of a survey that belongs to one network are of that network."""
    return results.view(
        actor, survey.slug, Where(wave_id, network_id=None if network_id == survey.network_id else network_id)
    )


def _gate(seen: Results) -> Gate:
    return Gate(everything=True) if seen.raw else PUBLIC if seen.rounded else STAFF


def _report(scale: Scale, seen: Results) -> Report | None:
    if seen.figures is None:
        return None
    told = report(scale, seen.figures.scale or ScaleMoments(), _gate(seen))
    return published(told) if seen.rounded else told


def _index(scale: Scale, seen: Results) -> Estimate | None:
    told = _report(scale, seen)
    return _first(told, scale) if told else None


def _first(told: Report, scale: Scale) -> Estimate | None:
    return told.indices[scale.indices[0].code]


def _headline(scale: Scale, seen: Results) -> Moments:
    moments = seen.figures.scale if seen.figures else None
    return moments.scores.get(scale.indices[0].code, Moments()) if moments else Moments()


def _verdicts(scale: Scale, seen: Mapping[int, Results]) -> dict[str, Verdict]:
    """Each against all the others that are shown, Holm over all of them."""
    shown = {str(network_id): _headline(scale, one) for network_id, one in seen.items() if one.figures}
    gates = {_gate(one) for one in seen.values()}
    return {name: one.verdict for name, one in compare_parts(shown, gates.pop()).items()} if len(gates) == 1 else {}


def _names(survey: Survey, parts: tuple[int, ...]) -> tuple[str, ...]:
    known: dict[int, str] = {
        one.id: one.name for one in (places.networks() if survey.partition == "network" else places.districts())
    }
    return tuple(sorted(known[part] for part in parts if part in known))
