"""A questionnaire's texts as a PO file for translators, and back. Which text is meant stands in the context (`msgctxt`); what is a placeholder is said in a comment."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    place: str
    """Says where it stands, for us."""
    source: str
    translation: str
    comments: tuple[str, ...] = ()
    outdated: bool = False
    """To be looked at again: `fuzzy`."""


class NotReadable(ValueError):
    """This is no PO file."""


def to_po(entries: Iterable[Entry], language: str, title: str) -> bytes:
    catalogue = Catalog(project=title, fuzzy=False, charset="utf-8")
    for one in entries:
        catalogue.add(
            one.source,
            one.translation,
            context=one.place,
            auto_comments=list(one.comments),
            flags={"fuzzy"} if one.outdated else (),
        )
    file = BytesIO()
    write_po(file, catalogue, width=0, omit_header=True)
    return _header(title, language) + file.getvalue()


def _header(title: str, language: str) -> bytes:
    """Without dates and versions, so that a file shows only what changed."""
    plain = title.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    lines = (f"Project-Id-Version: {plain}", f"Language: {language}", "Content-Type: text/plain; charset=utf-8")
    return "\n".join(('msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in lines), "", "")).encode()


def from_po(content: bytes) -> tuple[Entry, ...]:
    """What stands in a file, in its order. Raises `NotReadable`."""
    if len(content) > MOST_BYTES:
        raise NotReadable
    try:
        catalogue = read_po(BytesIO(content), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError, LookupError, IndexError, AttributeError, TypeError) as reason:
        raise NotReadable from reason
    found = tuple(
        Entry(message.context or "", message.id, message.string, (), message.fuzzy)
        for message in catalogue
        if message.id and isinstance(message.id, str) and isinstance(message.string, str)
    )
    if not any(one.place for one in found):  # Babel reads much that is no PO file; ours always say where a text stands
        raise NotReadable
    return found
