"""What stands in groups: questions in questions, tables of choices as one question."""

from msgspec.structs import replace

from survey.model import Choice, Question
from survey.xlsform import ours
from survey.xlsform.questions import Form, label, question
from survey.xlsform.sheet import Row
from survey.xlsform.tree import NO, Entry

HEAD, ROWS = "label", frozenset({"list-nolabel", "list"})
TABLE = "table-list"


def asked(entries: list[Entry], form: Form) -> tuple[Question, ...]:
    """Without groups that hold nothing."""
    found = (_asked(entry, form) for entry in entries)
    return tuple(one for one in found if not one.holds or one.questions)


def _asked(entry: Entry, form: Form) -> Question:
    if not entry.type.opens:
        return _header(entry, form) if _is_head(entry) else question(entry, form)
    marked, _ = ours.marked(entry.row.cell("appearance"))
    if marked:
        return _own_table(entry, marked, form)
    if is_table(entry):
        return _table(entry, form)
    return replace(held(entry, form), questions=asked(entry.children, form))


def held(entry: Entry, form: Form) -> Question:
    """A group or a repeat without what is in it. That a group is a page of its own goes without saying."""
    found = question(entry, form)
    return replace(found, appearance=ours.without(found.appearance, ours.PAGE))


# Tables


def is_table(entry: Entry) -> bool:
    """Whether a group is nothing but choices of one list in rows, all under the same conditions."""
    rows = [child for child in entry.children if not _is_head(child)]
    looks = set(entry.row.cell("appearance").split())
    return (
        entry.type.kind == "group"
        and len(rows) > 1
        and len({child.type.list_name for child in entry.children}) == 1
        and all(_is_row(child, TABLE in looks) for child in rows)
        and len({child.row.cell("required").lower() in NO | {""} for child in rows}) == 1
    )


def _is_row(entry: Entry, in_table: bool) -> bool:
    looks = set(entry.row.cell("appearance").split())
    plain = not (set(entry.row.cells) - {"type", "name", "required", "appearance"})
    bare = not (set(entry.row.texts) - {"label", "required_message"})
    return (
        entry.type.kind == "single"
        and not entry.type.other
        and not entry.type.from_file
        and plain
        and bare
        and (bool(looks & ROWS) or (in_table and not looks))
        and _fixed(entry.row)
    )


def _fixed(row: Row) -> bool:
    return row.cell("required").lower() in {"", "yes", "true", "true()", "no", "false", "false()"}


def _is_head(entry: Entry) -> bool:
    return entry.type.kind == "single" and HEAD in entry.row.cell("appearance").split()


def _header(entry: Entry, form: Form) -> Question:
    """The words above a table that we cannot show as one."""
    head = question(entry, form)
    return Question(entry.name, "note", head.label, head.hint, relevant=head.relevant)


def _table(entry: Entry, form: Form) -> Question:
    around = question(entry, form)
    rows = [question(child, form) for child in entry.children if not _is_head(child)]
    heads = [question(child, form) for child in entry.children if _is_head(child)]
    words = around.label or next((head.label for head in heads), {})
    hint = around.hint or next((head.hint for head in heads), {})
    if heads and around.label and heads[0].label:
        words, hint = heads[0].label, heads[0].hint or around.hint
    return replace(
        around,
        kind="grid",
        label=words,
        hint=hint,
        required=rows[0].required,
        required_words=rows[0].required_words,
        rows=tuple(Choice(row.name, row.label) for row in rows),
        choices=rows[0].choices,
        list_name=_list_name(entry),
        appearance=ours.without(around.appearance, ours.PAGE),
    )


def _list_name(entry: Entry) -> str:
    name = next(child.type.list_name for child in entry.children)
    return "" if name == entry.name else name


def _own_table(entry: Entry, kind: str, form: Form) -> Question:
    """What we wrote ourselves."""
    around = question(entry, form)
    rows = tuple(Choice(child.name, label(child, "single", form)) for child in entry.children)
    first = question(entry.children[0], form) if entry.children else around
    listed = kind not in ours.LISTED and bool(entry.children)
    return replace(
        around,
        kind=kind,
        rows=rows,
        choices=first.choices if listed else (),
        list_name=_list_name(entry) if listed else "",
        required=first.required,
        required_if=first.required_if,
        appearance=ours.without(around.appearance, ours.PAGE, TABLE),
    )
