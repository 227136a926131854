"""A questionnaire with things added, copied and put elsewhere. Finding and replacing them is `survey.editing`; everything here gives back a new questionnaire and the key to go on with."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from survey.editing import Key, Sort, Thing, key_of, prefix_in, put_in, things, without
from survey.kinds import kind_of
from survey.model import Question, Questionnaire, Section
from survey.naming import free

Found = tuple[Questionnaire, Key]


def taken(questionnaire: Questionnaire) -> frozenset[str]:
    """Every name that a control, a group, a row or a section has: a new one must differ from all of them."""
    names: set[str] = set()
    for key, thing in things(questionnaire).items():
        names.add(key.name.rpartition(".")[2])
        if isinstance(thing.value, Question):
            names.update(item.name for item in kind_of(thing.value).items(thing.value))
    return frozenset(names)


def with_section(questionnaire: Questionnaire, section: Section, after: Key | None = None) -> Found:
    """Behind the section in which `after` is, else at the end. Names that are taken get a number."""
    names = set(taken(questionnaire))
    name = free(section.name, names)
    names.add(name)
    fresh = replace(section, name=name, questions=tuple(_fresh(section.questions, names)))
    key = Key(Sort.SECTION, name)
    order = [Key(Sort.SECTION, one.name) for one in questionnaire.sections]
    place = section_of(questionnaire, after) if after else None
    before = order[: order.index(place) + 1] if place in order else order
    return put_in(questionnaire, fresh, None, before, key), key


def with_questions(questionnaire: Questionnaire, questions: Sequence[Question], after: Key) -> Found:
    """Behind a question, as the last in a section, group or repeat. Names that are taken get a number."""
    fresh = list(_fresh(questions, set(taken(questionnaire))))
    changed, last = questionnaire, after
    for question in fresh:
        changed, last = _put(changed, question, last if last is not after else after)
    return changed, last


def _put(questionnaire: Questionnaire, question: Question, after: Key) -> Found:
    thing = things(questionnaire)[after]
    value = thing.value
    into = isinstance(value, Section) or (value.holds and not value.questions)
    parent = after if into else thing.parent
    assert parent is not None, "only sections have no parent"
    before = _held(questionnaire, parent) if into else thing.siblings[: thing.siblings.index(after) + 1]
    key = key_of(question, inside(questionnaire, parent))
    return put_in(questionnaire, question, parent, before, key), key


def into(questionnaire: Questionnaire, questions: Sequence[Question], holder: Key) -> Found:
    """As the last of what a section, a group or a repeat holds."""
    held = _held(questionnaire, holder)
    if held:
        return with_questions(questionnaire, questions, held[-1])
    return with_questions(questionnaire, questions, holder)


def copied(questionnaire: Questionnaire, key: Key) -> Found:
    """With the same once more right behind it."""
    value = things(questionnaire)[key].value
    if isinstance(value, Section):
        return with_section(questionnaire, value, key)
    return _put(questionnaire, next(iter(_fresh((value,), set(taken(questionnaire))))), key)


def moved(questionnaire: Questionnaire, key: Key, by: int) -> Found:
    """One place up (-1) or down (1). At the end of its section a question goes on into the next one; at the very end it stays."""
    found = things(questionnaire)
    thing = found[key]
    at = thing.siblings.index(key) + by
    if 0 <= at < len(thing.siblings):
        others = [one for one in thing.siblings if one != key]
        return put_in(without(questionnaire, key), thing.value, thing.parent, others[:at], key), key
    if thing.parent is None or thing.parent.sort is not Sort.SECTION:
        return questionnaire, key
    sections = found[thing.parent].siblings
    beside = sections.index(thing.parent) + by
    if not 0 <= beside < len(sections):
        return questionnaire, key
    return moved_into(questionnaire, key, sections[beside], last=by < 0)


def moved_into(questionnaire: Questionnaire, key: Key, holder: Key, *, last: bool = True) -> Found:
    """Into another section, group or repeat, as the last or the first there. Into itself it does not go."""
    found = things(questionnaire)
    thing = found[key]
    if thing.parent is None or holder in _around(found, holder, key):
        return questionnaire, key
    rest = without(questionnaire, key)
    new = key_of(_value(thing), inside(rest, holder))
    return put_in(rest, thing.value, holder, _held(rest, holder) if last else (), new), new


def section_of(questionnaire: Questionnaire, key: Key) -> Key | None:
    """The section in which it is; of a section itself."""
    found = things(questionnaire)
    thing = found.get(key)
    while thing and thing.parent:
        thing = found.get(thing.parent)
    return thing.key if thing else None


def inside(questionnaire: Questionnaire, holder: Key) -> str:
    """What names begin with inside of a section, a group or a repeat."""
    if holder.sort is Sort.SECTION:
        return ""
    prefix = holder.name.rpartition(".")[0]
    return prefix_in(_value(things(questionnaire)[holder]), f"{prefix}." if prefix else "")


def beside(questionnaire: Questionnaire, key: Key) -> Key | None:
    """Where to go when a thing is deleted: the one before it, else behind it, else its holder."""
    thing = things(questionnaire)[key]
    at = thing.siblings.index(key)
    others = [one for one in thing.siblings if one != key]
    return others[max(0, at - 1)] if others else thing.parent


def holders(questionnaire: Questionnaire) -> tuple[Key, ...]:
    """Sections, groups and repeats: what questions can be put into."""
    return tuple(
        key for key, thing in things(questionnaire).items() if isinstance(thing.value, Section) or thing.value.holds
    )


def _around(found: dict[Key, Thing], holder: Key, key: Key) -> list[Key]:
    """The holder alone where it lies in the thing itself, else nothing."""
    place: Key | None = holder
    while place is not None:
        if place == key:
            return [holder]
        place = found[place].parent
    return []


def _held(questionnaire: Questionnaire, holder: Key) -> tuple[Key, ...]:
    value = things(questionnaire)[holder].value
    prefix = inside(questionnaire, holder)
    return tuple(key_of(question, prefix) for question in value.questions)


def _value(thing: Thing) -> Question:
    assert isinstance(thing.value, Question)
    return thing.value


def _fresh(questions: Iterable[Question], names: set[str]) -> Iterator[Question]:
    """The same questions under names that nobody has, rows too. `names` grows with them."""
    for question in questions:
        name = free(question.name, names)
        names.add(name)
        rows = []
        for row in question.rows:
            rows.append(replace(row, name=free(row.name, names)))
            names.add(rows[-1].name)
        inner = tuple(_fresh(question.questions, names))
        yield replace(question, name=name, rows=tuple(rows), questions=inner)
