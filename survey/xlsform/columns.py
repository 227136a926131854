"""Every column of every sheet: its name, what else it is called, and why we skip it where we do. Reasons are words of i18n/forms.py."""

from collections.abc import Iterable, Mapping

import msgspec


class Column(msgspec.Struct, frozen=True):
    name: str
    also: tuple[str, ...] = ()
    translated: bool = False
    skipped: str = ""
    """The reason, where we do not take it."""


def _table(*columns: Column) -> Mapping[str, Column]:
    """By every name that a column has."""
    return {name: column for column in columns for name in (column.name, *column.also)}


def _skipped(reason: str, *names: str) -> Iterable[Column]:
    return (Column(name, skipped=reason) for name in names)


_MEDIA = tuple(
    Column(name, translated=True, skipped="media") for name in ("image", "big-image", "audio", "video", "big_image")
)
_TEXTS = (
    *("sms_field", "sms_option", "sms_separator", "sms_allow_media"),
    *("sms_date_format", "sms_datetime_format", "sms_response"),
)

SURVEY = _table(
    Column("type", ("command",)),
    Column("name", ("tag", "value")),
    Column("label", ("caption",), translated=True),
    Column("hint", translated=True),
    Column("guidance_hint", translated=True),
    Column("required"),
    Column("required_message", ("requiredmsg", "jr:requiredmsg", "required_msg"), translated=True),
    Column("relevant", ("relevance",)),
    Column("constraint"),
    Column(
        "constraint_message",
        ("constraining_message", "jr:constraintmsg", "constraint_msg", "constraintmsg"),
        translated=True,
    ),
    Column("calculation", ("calculate",)),
    Column("trigger"),
    Column("default"),
    Column("read_only", ("readonly",)),
    Column("appearance"),
    Column("parameters"),
    Column("choice_filter"),
    Column("repeat_count", ("count", "jr:count")),
    Column("disabled"),
    *_MEDIA,
    *_skipped("autoplay", "autoplay"),
    *_skipped("own_error", "no_app_error_string", "noapperrorstring", "jr:noapperrorstring"),
    *_skipped("entities", "save_to", "entities:saveto"),
    *_skipped("preload", "jr:preload", "jr:preloadparams", "preload"),
    *_skipped("sms", "compact_tag", *_TEXTS),
    *_skipped("xml", "instance", "bind", "control", "body", "attribute", "intent"),
    *_skipped("loop", "list_name"),
    *_skipped("notes", "note", "notes", "comment", "comments", "response_note", "#"),
    *_skipped("surveycto", "publishable", "minimum_seconds"),
    *_skipped("kobo", "$kuid", "$autoname", "$qpath", "$xpath", "kobo--score-choices", "kobo--matrix_list", "hxl"),
    Column("rows"),
    Column("x_limits"),
    Column("x_sensitive"),
    Column("x_dont_know"),
    Column("x_random"),
    Column("x_other"),
    Column("x_seed"),
    Column("x_page"),
)
"""`rows` is a parameter that old forms gave a column. What begins with `x_` is ours: what XLSForm has no place for (docs/decisions, XLSForm)."""

CHOICES = _table(
    Column("list_name", ("list name", "listname")),
    Column("name", ("value",)),
    Column("label", ("caption",), translated=True),
    *_MEDIA,
)
"""Any other column is something that filters look at."""

SETTINGS = _table(
    Column("form_title", ("set_form_title", "title")),
    Column("form_id", ("set_form_id", "id_string")),
    Column("version"),
    Column("style"),
    Column("instance_name"),
    Column("default_language"),
    Column("allow_choice_duplicates"),
    *_skipped("encryption", "public_key"),
    *_skipped("elsewhere", "submission_url", "auto_send", "auto_delete", "client_editable"),
    *_skipped("sms", "sms_keyword", "prefix", "delimiter", *_TEXTS),
    *_skipped("xml", "name", "namespaces", "attribute", "omit_instanceid", "flavor"),
    *_skipped("spaces", "clean_text_values"),
    *_skipped("entities", "entity_version"),
    *_skipped("kobo", "id", "$kuid", "kobo_version"),
    Column("x_title", translated=True),
    Column("x_languages"),
    Column("x_minutes"),
    Column("x_scale"),
)

PREFIXES = frozenset({"bind", "control", "body", "media"})
"""`bind::relevant` is `relevant`."""
OWN_WORDS = "x_label_"
"""Before the names of words that a kind words itself: `x_label_low::Deutsch (de)`."""
