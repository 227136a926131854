"""The type column: what each of the hundred ways to write a type means to us, or why we skip it. Reasons are words of i18n/forms.py."""

import re
from collections.abc import Iterator

import msgspec

from survey.xlsform.near import like


class Type(msgspec.Struct, frozen=True):
    """`kind` is one of ours; empty where the row is skipped or only closes something."""

    kind: str = ""
    list_name: str = ""
    other: bool = False
    from_file: bool = False
    external: bool = False
    """Its list stands on the sheet `external_choices`."""
    limits: dict[str, int | float | str] = {}
    constraint: str = ""
    opens: bool = False
    closes: str = ""
    skipped: str = ""
    """The reason, where we do not take it."""
    value: str = ""
    """What a skipped row stands for where expressions look at it."""
    needs_list: bool = False


PERCENT: dict[str, int | float | str] = {"min": 0, "max": 100}
DECIMAL: dict[str, int | float | str] = {"step": 0.0001}


def _days(most: int) -> Type:
    return Type("number", limits={"min": 0, "max": most})


_PLAIN: dict[str, Type] = {}


def _are(found: Type, *written: str) -> None:
    _PLAIN.update(dict.fromkeys(written, found))


def _prompts(*names: str) -> Iterator[str]:
    """As forms of 2011 wrote them."""
    for name in names:
        yield from (name, f"q {name}", f"add {name} prompt", f"{name} prompt")


_are(Type("short_text"), *_prompts("text", "string"))
_are(Type("number"), *_prompts("integer", "int"))
_are(Type("number", limits=DECIMAL), *_prompts("decimal"))
_are(Type("number", limits=PERCENT), "percentage")
_are(_days(31), "number of days in last month")
_are(_days(183), "number of days in last six months")
_are(_days(365), "number of days in last year")
_are(Type("short_text", constraint=r"regex(., '^\d*$')"), "phone number")
_are(Type("note"), *_prompts("note"))
_are(Type("slider"), "range")
_are(Type("date"), *_prompts("date"))
_are(Type("time"), *_prompts("time"))
_are(Type("moment"), *_prompts("datetime", "date time", "date_time"))
_are(Type("acknowledge"), *_prompts("acknowledge", "trigger"))
_are(Type("calculation"), *_prompts("calculate"), "calculate_here")
_are(Type("hidden"), "hidden")
_are(Type("image"), *_prompts("image", "photo", "picture"))

_are(Type(skipped="place"), *_prompts("geopoint", "geotrace", "geoshape", "location", "gps"), "start-geopoint")
_are(Type(skipped="place"), "background-geopoint", "osm")
_are(Type(skipped="recording"), *_prompts("audio", "video"), "background-audio", "audio audit", "text audit", "audit")
_are(Type(skipped="upload"), *_prompts("file"))
_are(Type(skipped="device"), *_prompts("barcode"))
_are(Type(skipped="time"), "start", "end", "start time", "end time", "get start time", "get end time", "starttime")
_are(Type(skipped="day", value="today()"), "today", "get today")
_are(
    Type(skipped="device"),
    *("deviceid", "device id", "get device id", "imei", "simserial", "sim id", "get sim id"),
    *("subscriberid", "subscriber id", "get subscriber id", "uri:deviceid", "uri:simserial", "uri:subscriberid"),
)
_are(
    Type(skipped="person"),
    *("username", "email", "phonenumber", "get phone number", "uri:username", "uri:email", "uri:phonenumber"),
)
_are(Type(skipped="table"), "csv-external", "xml-external")
_are(
    Type(skipped="surveycto"),
    *("caseid", "comments", "enumerator", "username_here", "speed violations count", "speed violations list"),
    *("speed violations audit", "sensor_stream", "sensor_statistic", "phone call log"),
)
_are(Type(skipped="kobo"), "score__row", "rank__level", "xml-form", "set form title", "set form id")

_SELECTS = {
    "single": (
        *("select_one", "select one", "select1", "select one from", "select one using", "q select1"),
        *("add select one prompt using", "select_one_external", "select one external"),
        *("select_one_from_file", "select one from file"),
    ),
    "multiple": (
        *("select_multiple", "select multiple", "select all that apply", "select all that apply from"),
        *("select multiple from", "select multiple using", "add select multiple prompt using", "q select"),
        *("select_multiple_from_file", "select multiple from file"),
    ),
    "ranking": ("rank",),
}
_COMMANDS = {written: kind for kind, some in _SELECTS.items() for written in some}
_SELECT = re.compile(
    rf"(?P<command>{'|'.join(re.escape(one) for one in sorted(_COMMANDS, key=len, reverse=True))})"
    r"(?:\s+(?P<list>\$\{[^}]*\}|\S+))?(?:\s+(?P<other>or specify other|or_other|or other))?",
    re.IGNORECASE,
)
_BEGIN = re.compile(
    r"(?P<what>begin|end)[\s_-]*(?P<kind>group|lgroup|looped group|repeat|loop|kobomatrix|score|rank)"
    r"(?:\s+(?:over\s+)?(?P<list>\S+))?",
    re.IGNORECASE,
)
_HOLDERS = {"group": "group", "repeat": "repeat", "lgroup": "repeat", "looped group": "repeat"}
_FOREIGN = re.compile(r"db:.+|contact|(?:audio audit|text audit|sensor_\w+|speed violations)\b.*", re.IGNORECASE)
"""Of CHT and SurveyCTO."""


def parse(written: str) -> Type | None:
    """None for what nobody knows."""
    plain = " ".join(written.split())
    lower = plain.lower()
    if lower in _PLAIN:
        return _PLAIN[lower]
    if found := _BEGIN.fullmatch(plain):
        return _holder(found)
    if found := _SELECT.fullmatch(plain):
        return _select(found)
    if lower.replace("_", " ") in _PLAIN:
        return _PLAIN[lower.replace("_", " ")]
    if lower.startswith("osm ") or _FOREIGN.fullmatch(plain):
        return Type(skipped="place" if lower.startswith("osm ") else "cht" if ":" in lower else "surveycto")
    return None


def probably(written: str) -> str:
    """The spelling that was probably meant."""
    lower = " ".join(written.split()).lower()
    known = [*_PLAIN, *_COMMANDS, "begin_group", "end_group", "begin_repeat", "end_repeat"]
    return like(lower, known) or like(lower.partition(" ")[0], known)


def _holder(found: re.Match[str]) -> Type:
    kind = found["kind"].lower()
    ours = _HOLDERS.get(kind, "")
    if found["what"].lower() == "end":
        return Type(closes=ours or kind)
    return Type(ours or kind, opens=True, skipped="" if ours else "loop" if kind == "loop" else "kobo")


def _select(found: re.Match[str]) -> Type:
    command, name = found["command"].lower(), found["list"] or ""
    return Type(
        _COMMANDS[command],
        name,
        other=bool(found["other"]),
        from_file=command.endswith("file"),
        external=command.endswith("external"),
        needs_list=True,
    )
