"""From the moments of a group to its report: each figure keeps to the tier of its own valid n, which is never above that of all persons."""

from collections.abc import Iterator

from metrics.disclosure import round5
from metrics.intervals import enps, t_interval, wilson
from metrics.moments import CrossMoments, Moments
from metrics.reliability import Reliability, reliability
from metrics.reports import Advice, Estimate, Missing, Portion, Report
from metrics.scale_moments import Count, Recommended, ScaleMoments
from metrics.scales import Facet, Index, Recommendation, Scale, Share, item_sets
from metrics.tiers import STAFF, Gate, Tier, tier


def report(scale: Scale, moments: ScaleMoments, gate: Gate = STAFF) -> Report:
    """`Gate(everything=True)` gives full precision at any n, intervals from n = 2; `Gate(at_least=10)` is the public's. Never raises."""
    return Report(
        n=moments.n if gate.everything or gate.opens(moments.n, Tier.INDEX_ONLY) else None,
        tier=tier(moments.n, gate),
        indices={index.code: _estimate(index, moments, gate, _step(scale, index.code)) for index in scale.indices},
        facets={facet.code: _estimate(facet, moments, gate, Tier.FACETS) for facet in scale.facets},
        shares={share.code: _portion(share, moments.shares.get(share.code, Count()), gate) for share in scale.shares},
        recommendation=_advice(scale.recommendation, moments.recommendation, gate) if scale.recommendation else None,
        reliabilities={code: _reliable(moments.items.get(code, CrossMoments()), gate) for code in item_sets(scale)},
        missing=tuple(_missing(scale, moments, gate)),
    )


def _step(scale: Scale, code: str) -> Tier:
    """The tier in which a mean first appears: the headline index comes before all others."""
    return Tier.INDEX_ONLY if scale.indices and scale.indices[0].code == code else Tier.FACETS


def _estimate(part: Facet | Index, moments: ScaleMoments, gate: Gate, step: Tier) -> Estimate | None:
    found = moments.scores.get(part.code, Moments())
    if found.mean is None or not gate.opens(found.n, step):
        return None
    if not gate.opens(found.n, Tier.FACETS):
        return Estimate(part.code, part.label, found.n, round5(found.mean))
    return Estimate(part.code, part.label, found.n, found.mean, found.sd, t_interval(found))


def _portion(share: Share, count: Count, gate: Gate) -> Portion | None:
    interval = wilson(count.k, count.n)
    if interval is None or not gate.opens(count.n, Tier.FACETS):
        return None
    return Portion(share.code, share.label, count.n, count.k, count.k / count.n, interval)


def _advice(part: Recommendation, found: Recommended, gate: Gate) -> Advice | None:
    result = enps(found.promoters, found.detractors, found.n)
    if result is None or not gate.opens(found.n, Tier.FACETS):
        return None
    return Advice(part.code, part.label, found.n, tuple(found.distribution), found.promoters, found.detractors, result)


def _reliable(cross: CrossMoments, gate: Gate) -> Reliability | None:
    return reliability(cross) if gate.opens(cross.n, Tier.RELIABILITY) else None


def _missing(scale: Scale, moments: ScaleMoments, gate: Gate) -> Iterator[Missing]:
    """Only what too few answers keep back; what cannot be computed for another reason is not listed."""
    for what, of, n, step in _needed(scale, moments):
        if not gate.opens(n, step):
            yield Missing(what, gate.needs(step), of)


def _needed(scale: Scale, moments: ScaleMoments) -> Iterator[tuple[str, str, int, Tier]]:
    """Whatever can be told, what it is of, how many valid answers there are, and the tier in which it appears."""
    for code in (*(index.code for index in scale.indices), *(facet.code for facet in scale.facets)):
        yield code, "", moments.scores.get(code, Moments()).n, _step(scale, code)
    for share in scale.shares:
        yield share.code, "", moments.shares.get(share.code, Count()).n, Tier.FACETS
    if scale.recommendation:
        yield scale.recommendation.code, "", moments.recommendation.n, Tier.FACETS
    yield "comparison", "", moments.n, Tier.COMPARE
    for code in item_sets(scale):
        yield "reliability", code, moments.items.get(code, CrossMoments()).n, Tier.RELIABILITY
