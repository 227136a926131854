"""A survey's answers as files. Pure: questionnaires and stored answers in, bytes out. Each format lives in its own file, found by a scan for `FORMAT`."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import msgspec

from common.discover import constants
from exports.table import Sheets


class Format(msgspec.Struct, frozen=True):
    name: str
    suffix: str
    media_type: str
    write: Callable[[Sheets], Iterator[bytes]]
    """The file in chunks. It reads `Sheets.answers` once, and nothing before the first chunk is asked for."""


FORMATS: Mapping[str, Format] = MappingProxyType({found.name: found for found in constants(__name__, "FORMAT", Format)})
