"""A report rounded for the public (DOMAIN 6.5): counts to base 5, means to whole points, shares in whole percent. What may be told at all is decided before, in `reporting`."""

import math

from msgspec.structs import replace

from metrics.disclosure import WHOLE_PERCENT, percent, round5
from metrics.intervals import Enps, Interval
from metrics.reliability import Reliability
from metrics.reports import Advice, Estimate, Missing, Portion, Report


def published(report: Report) -> Report:
    """The same report with every number rounded half up, reliability to two decimals; shares of fewer than 20 persons become missing."""
    too_few = tuple(
        Missing(code, WHOLE_PERCENT) for code, found in report.shares.items() if found and found.n < WHOLE_PERCENT
    )
    return replace(
        report,
        n=None if report.n is None else round5(report.n),
        indices={code: found and _estimate(found) for code, found in report.indices.items()},
        facets={code: found and _estimate(found) for code, found in report.facets.items()},
        shares={code: found and _portion(found) for code, found in report.shares.items()},
        recommendation=report.recommendation and _advice(report.recommendation),
        reliabilities={code: found and _reliable(found) for code, found in report.reliabilities.items()},
        missing=report.missing + too_few,
    )


def _round(x: float, decimals: int = 0) -> float:
    shift = 10.0**decimals
    return math.floor(x * shift + 0.5) / shift


def _interval(interval: Interval, decimals: int = 0) -> Interval:
    return Interval(_round(interval.low, decimals), _round(interval.high, decimals))


def _estimate(found: Estimate) -> Estimate:
    sd, interval = found.sd, found.interval
    return replace(
        found,
        n=round5(found.n),
        mean=_round(found.mean),
        sd=None if sd is None else _round(sd),
        interval=interval and _interval(interval),
    )


def _portion(found: Portion) -> Portion | None:
    share = percent(found.k, found.n)
    if share is None:
        return None
    return replace(
        found, n=round5(found.n), k=round5(found.k), share=share / 100, interval=_interval(found.interval, 2)
    )


def _advice(found: Advice) -> Advice:
    enps = Enps(_round(found.enps.score), _round(found.enps.variance), _interval(found.enps.interval))
    counts = tuple(round5(count) for count in found.distribution)
    return replace(
        found,
        n=round5(found.n),
        distribution=counts,
        promoters=round5(found.promoters),
        detractors=round5(found.detractors),
        enps=enps,
    )


def _reliable(found: Reliability) -> Reliability:
    interval = found.interval
    return replace(found, value=_round(found.value, 2), n=round5(found.n), interval=interval and _interval(interval, 2))
