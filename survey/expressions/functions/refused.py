"""Functions that forms from elsewhere use and that we do not have, so that they are named and not taken for slips."""

from survey.expressions.functions.table import Refused

_GEO = ("area", "enclosed-area", "distance", "geofence", "intersects")
_OLD = ("depend", "property", "version", "id", "lang", "namespace-uri", "extract-signed")
_FOREIGN = (
    *("difference-in-months", "difference-in-weeks", "z-score", "parse-timestamp-to-date", "add-date"),
    *("duration", "device-info", "index", "relevant", "empty", "rank-index", "rank-value", "rank-index-if", "username"),
    *("sum-if", "count-if", "min-if", "max-if", "join-if", "de-duplicate", "item-at", "item-index", "item-present"),
    *("linebreak", "format-number", "hash", "short-geopoint", "distance-between", "geo-scatter", "phone-call-log"),
    *("phone-call-duration", "plug-in-metadata", "collect-is-phone-app"),
)

REFUSED = {
    name: Refused(name, why) for names, why in ((_GEO, "geo"), (_OLD, "old"), (_FOREIGN, "foreign")) for name in names
}


def refused(name: str) -> Refused | None:
    """Names with a prefix (`cht:…`) belong to other tools, whatever follows."""
    return REFUSED.get(name) or (Refused(name, "foreign") if ":" in name else None)
