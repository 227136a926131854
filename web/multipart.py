"""Reads forms that carry files, piece by piece and only in memory: a file on our disk would be a picture with its place and hour, unsealed."""

import asyncio

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.requests import Request

from services import images
from web.forms import LARGEST, MOST_FIELDS, BadForm, Fields

FORM = "multipart/form-data"
LARGEST_FILE = images.LARGEST
"""What is larger is read to its end and thrown away, so that the words beside it are not lost."""
LARGEST_FILES = 3 * LARGEST_FILE
"""Of one form."""
LONGEST = 64 * 1024 * 1024
"""Bytes of a whole form; no more are read."""
SLOWEST = 300
"""Seconds in which a form has to be here. Ten megabytes take four minutes of a bad mobile network."""
MOST_HELD = 256 * 1024 * 1024
"""Bytes of all forms that are being read in this process."""

Files = dict[str, bytes | None]
"""Control name to the file that was chosen there; None where it was larger than we take."""

_held = 0


def carries_files(request: Request) -> bool:
    return _split(request.headers.get("content-type", ""))[0] == FORM


async def read(request: Request) -> tuple[Fields, Files]:
    """Words as `web.forms.read` gives them, and the files. Raises `BadForm`."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > LONGEST:
        raise BadForm(413)
    reading = _Reading()
    try:
        parser = MultipartParser(_boundary(request), reading.callbacks())  # type: ignore[arg-type]
        async with asyncio.timeout(SLOWEST):
            async for chunk in request.stream():
                reading.length += len(chunk)
                if reading.length > LONGEST:
                    raise BadForm(413)
                parser.write(chunk)
    except FormParserError:
        raise BadForm(400) from None
    except TimeoutError:
        raise BadForm(408) from None
    finally:
        reading.let_go()
    if not reading.is_whole:
        raise BadForm(400)
    return reading.fields, reading.files


def _split(content_type: str) -> tuple[str, dict[bytes, bytes]]:
    try:
        kind, options = parse_options_header(content_type)
    except UnicodeEncodeError:
        raise BadForm(400) from None
    return kind.decode("latin-1"), options


def _boundary(request: Request) -> bytes:
    boundary = _split(request.headers.get("content-type", ""))[1].get(b"boundary", b"")
    if not boundary:
        raise BadForm(400)
    return boundary


class _Reading:
    """What came so far, as the parser tells of it."""

    def __init__(self) -> None:
        self.fields: Fields = {}
        self.files: Files = {}
        self.length = 0
        self.is_whole = False
        self._held = 0
        self._parts = 0
        self._words = 0
        self._header, self._value = b"", b""
        self._disposition = b""
        self._name = ""
        self._filename: bytes | None = None
        self._content = bytearray()
        self._is_too_large = False

    def callbacks(self) -> dict[str, object]:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._take_header,
            "on_header_value": self._take_value,
            "on_header_end": self._end_header,
            "on_headers_finished": self._name_part,
            "on_part_data": self._take,
            "on_part_end": self._end,
            "on_end": self._whole,
        }

    def let_go(self) -> None:
        self._hold(-self._held)

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > MOST_FIELDS:
            raise BadForm(413)
        self._disposition, self._content, self._is_too_large = b"", bytearray(), False

    def _take_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _take_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header = self._value = b""

    def _name_part(self) -> None:
        kind, options = parse_options_header(self._disposition)
        if kind != b"form-data" or b"name" not in options:
            raise BadForm(400)
        self._name, self._filename = _utf8(options[b"name"]), options.get(b"filename")

    def _take(self, data: bytes, start: int, end: int) -> None:
        if self._filename is None:
            self._words += end - start
            if self._words > LARGEST:
                raise BadForm(413)
        elif self._is_too_large or len(self._content) + end - start > LARGEST_FILE or self._held > LARGEST_FILES:
            self._is_too_large, self._content = True, bytearray()
            return
        self._hold(end - start)
        self._content += data[start:end]

    def _hold(self, length: int) -> None:
        global _held
        _held += length
        self._held += length
        if length > 0 and _held > MOST_HELD:
            raise BadForm(503)

    def _end(self) -> None:
        if self._filename is None:
            self.fields.setdefault(self._name, []).append(_utf8(bytes(self._content)))
        elif self._filename or self._content or self._is_too_large:  # else nothing was chosen there
            if self._name in self.files:
                raise BadForm(400)
            self.files[self._name] = None if self._is_too_large else bytes(self._content)

    def _whole(self) -> None:
        self.is_whole = True


def _utf8(words: bytes) -> str:
    try:
        return words.decode()
    except UnicodeDecodeError:
        raise BadForm(400) from None
