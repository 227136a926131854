"""Reads what a browser sent, within bounds. Anything else is refused with a status that says why."""

from urllib.parse import parse_qsl

from starlette.requests import Request

LARGEST = 512 * 1024
"""Bytes of a form. A survey of 200 questions with long answers needs about half of it."""
MOST_FIELDS = 2000
FORM = "application/x-www-form-urlencoded"

Fields = dict[str, list[str]]


class BadForm(Exception):
    """The form cannot be read; `status` is the answer's status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def read(request: Request) -> Fields:
    """Control names to their values, in the order sent. Raises `BadForm`."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise BadForm(415)
    body = await _body(request)
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=MOST_FIELDS
        )
    except UnicodeDecodeError:
        raise BadForm(400) from None
    except ValueError:
        raise BadForm(413) from None
    fields: Fields = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


async def _body(request: Request) -> bytes:
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > LARGEST:
        raise BadForm(413)
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LARGEST:
            raise BadForm(413)
        chunks.append(chunk)
    return b"".join(chunks)


def one(fields: Fields, name: str) -> str:
    """The only value under one of our own names; nothing sent is an empty string. Raises `BadForm`."""
    values = fields.get(name, [])
    if len(values) > 1:
        raise BadForm(400)
    return values[0] if values else ""
