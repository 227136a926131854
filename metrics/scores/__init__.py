"""All scales that the app can score, found by a scan for `SCORE`. Each lives in its own file."""

from collections.abc import Mapping
from types import MappingProxyType

from common.discover import constants
from metrics.scales import Scale

SCORES: Mapping[str, Scale] = MappingProxyType({scale.name: scale for scale in constants(__name__, "SCORE", Scale)})
