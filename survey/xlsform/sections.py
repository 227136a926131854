"""Groups at the top of a form become sections; what stands there in no group is cut into pages that a phone can show."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from survey.model import Question, Section, Text
from survey.xlsform import groups, ours
from survey.xlsform.questions import Form
from survey.xlsform.tree import YES, Entry

MOST = 10
"""Questions on a page that we cut ourselves."""
UNSEEN = frozenset({"calculation", "hidden"})
PAGE = "page_"


def sections(entries: list[Entry], form: Form) -> tuple[Section, ...]:
    taken = {one.name for entry in entries for one in entry.everything()}
    found: list[Section] = []
    for grouped, run in groupby(entries, _is_section):
        some = list(run)
        found += [_section(one, form) for one in some] if grouped else _pages(some, taken, len(found), form)
    return tuple(section for section in found if section.questions or section.lead)


def _is_section(entry: Entry) -> bool:
    marked, _ = ours.marked(entry.row.cell("appearance"))
    if entry.type.kind != "group" or not entry.type.opens or entry.row.cell("x_page"):
        return False
    return not marked and not groups.is_table(entry)


def _section(entry: Entry, form: Form) -> Section:
    lead, children = led(entry.children, form)
    around = groups.held(entry, form)
    return Section(
        entry.name,
        around.label,
        groups.asked(children, form),
        lead or around.hint,
        around.relevant,
        around.appearance,
        random=entry.row.cell("x_random").lower() in YES,
    )


def led(entries: list[Entry], form: Form) -> tuple[Text, list[Entry]]:
    """The words before the first question, where we wrote them so, and what comes after."""
    if entries and ours.LEAD in entries[0].row.cell("appearance").split():
        return form.speech.text(entries[0].row, "label"), entries[1:]
    return {}, entries


# Pages


def _pages(entries: list[Entry], taken: set[str], before: int, form: Form) -> Iterator[Section]:
    for number, (name, some) in enumerate(_cut(entries, form), before + 1):
        yield Section(name or _free(taken, number), {}, some, loose=True)


def _cut(entries: list[Entry], form: Form) -> Iterator[tuple[str, tuple[Question, ...]]]:
    """Where a form says on which page a question stands, there; else ten on one. A repeat is a page of its own."""
    name, page = "", list[Question]()
    for entry in entries:
        said = entry.row.cell("x_page")
        for one in groups.asked([entry], form):
            alone = one.kind == "repeat" or any(other.kind == "repeat" for other in page)
            full = sum(other.kind not in UNSEEN for other in page) >= MOST and one.kind not in UNSEEN
            cut = full or (alone and _is_seen(page) and _is_seen([one]))
            if page and (said != name or (cut and not said)):
                yield name, tuple(page)
                page = []
            name = said
            page.append(one)
    if page:
        yield name, tuple(page)


def _is_seen(questions: Iterable[Question]) -> bool:
    return any(one.kind not in UNSEEN for one in questions)


def _free(taken: set[str], number: int) -> str:
    while f"{PAGE}{number}" in taken:
        number += 1
    taken.add(f"{PAGE}{number}")
    return f"{PAGE}{number}"
