"""Keeps the PO files in step with the code: `python -m i18n.extract` updates them, `--check` only says what is missing.

German sentences are the keys. What residents see is translated into every language, what only staff see into English. Files are written in
the order of the code, without dates and line numbers, so that a change shows only what changed.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from i18n.catalogue import LANGUAGES, SOURCE, catalogue, path_of

ROOT = Path(__file__).parents[1]
PUBLIC = ("web", "survey", "booking", "metrics", "charts", "services", "i18n")
"""Folders whose words residents may see."""
STAFF = ("ui", "pages", "exports")
STAFF_ON_THE_LIGHT_FACE = ("web/checkin.py", "web/prints.py", "web/templates/staff/")
"""Where the light face speaks to staff."""
FOR_AUTHORS = (
    "survey/expressions/",
    "i18n/expressions.py",
    "i18n/forms.py",
    "i18n/changes.py",
    "i18n/checklist.py",
    "services/explaining.py",
)
"""What only those read who write questionnaires."""
STAFF_LANGUAGES = frozenset({"en"})
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}

Key = str | tuple[str, str]
"""A sentence, or its singular and plural."""


@dataclass
class Found:
    """A sentence in the code and the files that have it."""

    key: Key
    public: bool
    files: list[str] = field(default_factory=list)

    def concerns(self, tag: str) -> bool:
        return tag != SOURCE and (self.public or tag in STAFF_LANGUAGES)


def sentences(root: Path = ROOT) -> list[Found]:
    """Everything to translate, in the order of folders, files and lines."""
    with (root / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found: dict[str, Found] = {}
    for folder in (*PUBLIC, *STAFF):
        here = (
            sorted(extract_from_dir(root / folder, methods, options, KEYWORDS), key=lambda hit: (hit[0], hit[1]))
            if (root / folder).is_dir()
            else []
        )
        for name, _line, message, _comments, _context in here:
            key: Key = message if isinstance(message, str) else (message[0], message[1])
            one = found.setdefault(_id(key), Found(key, False))
            if isinstance(key, tuple) and isinstance(one.key, str):
                one.key = key
            file_name = f"{folder}/{name}".replace("\\", "/")
            one.public = one.public or (
                folder in PUBLIC and not file_name.startswith(STAFF_ON_THE_LIGHT_FACE + FOR_AUTHORS)
            )
            if file_name not in one.files:
                one.files.append(file_name)
    return list(found.values())


def _id(key: Key) -> str:
    return key if isinstance(key, str) else key[0]


def faults(found: list[Found]) -> Iterator[str]:
    """What a translator has to do, one line each."""
    for language in LANGUAGES:
        wanted = {_id(one.key): one for one in found if one.concerns(language.tag)}
        messages = catalogue(language.tag)
        for key, one in wanted.items():
            for fault in _faults_of(one.key, messages.get(key), messages.num_plurals):
                yield f"{language.tag}: {fault}: {key!r} ({one.files[0]})"
        for message in messages:
            if message.id and _id(_key(message)) not in wanted:
                yield f"{language.tag}: no longer used: {_id(_key(message))!r}"


def _faults_of(key: Key, message: Message | None, plurals: int) -> Iterator[str]:
    strings = _strings(message)
    if message is None or not any(strings):
        yield "not translated"
        return
    if message.fuzzy:
        yield "to be looked at (fuzzy)"
    if len(strings) != (plurals if isinstance(key, tuple) else 1) or not all(strings):
        yield f"needs {plurals} plural forms"
    wanted = set().union(*(_placeholders(part) for part in ([key] if isinstance(key, str) else key)))
    for words in filter(None, strings):
        have = _placeholders(words)
        if not (have == wanted or (isinstance(key, tuple) and have | {"n"} == wanted)):
            yield f"placeholders differ in {words!r}"


def _placeholders(words: str) -> set[str]:
    """A singular may do without its number ("eine Umfrage"); everything else keeps each name."""
    try:
        return {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    except ValueError:
        return {"unreadable"}


def _key(message: Message) -> Key:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def update(found: list[Found]) -> None:
    for language in LANGUAGES:
        path = path_of(language.tag)
        old = catalogue(language.tag)
        entries = [_entry(one, old) for one in found if one.concerns(language.tag)]
        path.write_text("\n".join([_header(path), *entries]), "utf-8")


def _header(path: Path) -> str:
    """The head of the file, as it stands, up to the first blank line."""
    return path.read_text("utf-8").partition("\n\n")[0].rstrip("\n") + "\n"


def _entry(one: Found, old: Catalog) -> str:
    message = old.get(_id(one.key))
    strings = [*_strings(message), *[""] * old.num_plurals][: old.num_plurals]
    lines = [f"# {comment}" for comment in (message.user_comments if message else ())]
    lines += [f"#: {file}" for file in one.files]
    lines += ["#, fuzzy"] if message and message.fuzzy else []
    if isinstance(one.key, str):
        lines += [f"msgid {_quoted(one.key)}", f"msgstr {_quoted(strings[0])}"]
    else:
        lines += [f"msgid {_quoted(one.key[0])}", f"msgid_plural {_quoted(one.key[1])}"]
        lines += [f"msgstr[{place}] {_quoted(words)}" for place, words in enumerate(strings)]
    return "\n".join(lines) + "\n"


def _strings(message: Message | None) -> list[str]:
    if message is None or not message.string:
        return []
    return [message.string] if isinstance(message.string, str) else list(message.string)


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n") + '"'


def main(arguments: list[str]) -> int:
    found = sentences()
    if "--check" not in arguments:
        update(found)
    todo = list(faults(found))
    print("\n".join([*todo, f"{len(found)} sentences, {len(todo)} to do"]))
    return 1 if todo and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
