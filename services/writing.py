"""One edit at a draft, kept at once: what the designer does when somebody types, presses or drags. Each says from which step it was made; who may, and what if somebody else was quicker,
is `services.designing`'s business. What edits do to a questionnaire is in `survey.arranging` and `survey.editing`.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from services import designing, places
from services.designing import Draft, Outdated
from services.may import Actor
from survey import arranging, editing, logic, translations
from survey.checklist import Finding, findings
from survey.editing import Key, Sort, Thing, things
from survey.expressions import Problem
from survey.model import SOURCE_LANGUAGE, Choice, Question, Questionnaire, Section, Text
from survey.naming import free, named

__all__ = ["Finding", "Key", "Sort", "Thing", "things"]

AUTOMATIC = re.compile(r"(frage|abschnitt)(_\d+)?")
"""Names that nobody chose: they follow the words as soon as there are some."""
MOST_CHOICES = 1000


@dataclass(frozen=True, slots=True)
class Written:
    """The draft after an edit, and what to go on with; None is the questionnaire itself."""

    draft: Draft
    key: Key | None


class Gone(LookupError):
    """What was to be changed is not there any more."""


Change = Callable[[Questionnaire], tuple[Questionnaire, Key | None]]


def _keep(actor: Actor, slug: str, step: int, change: Change) -> Written:
    draft = designing.look(actor, slug)
    before = draft.questionnaire
    try:
        after, key = change(before)
    except KeyError:
        raise Gone from None
    if draft.step != step:
        raise Outdated(after, draft)
    return Written(designing.save(actor, slug, translations.marked(before, after), step), key)


# Words and settings


def change_whole(actor: Actor, slug: str, step: int, **fields: Any) -> Written:
    return _keep(actor, slug, step, lambda before: (replace(before, **fields), None))


def change(actor: Actor, slug: str, step: int, key: Key, **fields: Any) -> Written:
    """Fields of a section or question. One without a name of its own is called by its first words. Raises as `designing.save` does, and `Gone`."""

    def done(before: Questionnaire) -> tuple[Questionnaire, Key | None]:
        things(before)[key]
        after = editing.replaced(before, key, lambda value: replace(value, **fields))
        words = (fields.get("label") or fields.get("title") or {}).get(translations.source_of(before), "")
        name = key.name.rpartition(".")[2]
        if words and AUTOMATIC.fullmatch(name):
            return _renamed(after, key, named(words, arranging.taken(after) - {name}, name.partition("_")[0]))
        return after, key

    return _keep(actor, slug, step, done)


def say(actor: Actor, slug: str, step: int, key: Key | None, field: str, language: str, words: str) -> Written:
    """A text in one language; empty words take it away."""
    draft = designing.look(actor, slug)
    value: Any = draft.questionnaire if key is None else _value(draft.questionnaire, key)
    text = _with(getattr(value, field), language, words)
    if key is None:
        return change_whole(actor, slug, step, **{field: text})
    return change(actor, slug, step, key, **{field: text})


def say_part(actor: Actor, slug: str, step: int, key: Key, part: str, language: str, words: str) -> Written:
    """One of a kind's own words: the ends of a scale, "etwas anderes"."""
    labels = _question(designing.look(actor, slug).questionnaire, key).labels
    text = _with(labels.get(part, {}), language, words)
    others = {name: other for name, other in labels.items() if name != part}
    return change(actor, slug, step, key, labels={**others, part: text} if text else others)


def limit(actor: Actor, slug: str, step: int, key: Key, name: str, value: int | float | str | None) -> Written:
    """Sets one of its limits; None takes it away."""
    limits = _question(designing.look(actor, slug).questionnaire, key).limits
    others = {other: set_to for other, set_to in limits.items() if other != name}
    return change(actor, slug, step, key, limits=others if value is None else {**others, name: value})


def rename(actor: Actor, slug: str, step: int, key: Key, name: str) -> Written:
    """Another name for a question, also wherever expressions look at it. A name that is taken gets a number."""

    def done(before: Questionnaire) -> tuple[Questionnaire, Key | None]:
        old = key.name.rpartition(".")[2]
        return _renamed(before, key, free(name, arranging.taken(before) - {old}))

    return _keep(actor, slug, step, done)


def _renamed(before: Questionnaire, key: Key, name: str) -> tuple[Questionnaire, Key]:
    prefix = key.name.removesuffix(key.name.rpartition(".")[2])
    return editing.renamed(before, key, name), Key(key.sort, f"{prefix}{name}")


def put_choices(
    actor: Actor, slug: str, step: int, key: Key, choices: Sequence[Choice], field: str = "choices"
) -> Written:
    """All choices (or rows) in their order. Those without a name get one from their words."""

    def done(before: Questionnaire) -> tuple[Questionnaire, Key | None]:
        question = _question(before, key)
        taken: Iterable[str] = ()
        if field == "rows":
            taken = arranging.taken(before) - {row.name for row in question.rows}
        listed = called(choices, taken, f"{question.name}_1" if field == "rows" else "antwort")
        return editing.replaced(before, key, lambda value: replace(value, **{field: listed})), key

    return _keep(actor, slug, step, done)


def called(choices: Sequence[Choice], taken: Iterable[str] = (), otherwise: str = "antwort") -> tuple[Choice, ...]:
    """With a name for each that has none."""
    names = {*taken, *(choice.name for choice in choices if choice.name)}
    found = []
    for choice in choices[:MOST_CHOICES]:
        words = next((words for words in choice.label.values() if words), "")
        name = choice.name or named(words, names, otherwise)
        names.add(name)
        found.append(replace(choice, name=name))
    return tuple(found)


# Adding, moving, deleting


def add_section(actor: Actor, slug: str, step: int, after: Key | None) -> Written:
    return _keep(actor, slug, step, lambda before: arranging.with_section(before, Section("abschnitt", {}, ()), after))


def add(actor: Actor, slug: str, step: int, after: Key | None, question: Question) -> Written:
    """A new question behind another, or as the last of a section; without a place at the very end."""
    return add_all(actor, slug, step, after, (question,))


def add_all(actor: Actor, slug: str, step: int, after: Key | None, questions: Sequence[Question]) -> Written:
    questions = tuple(map(with_districts, questions))

    def done(before: Questionnaire) -> tuple[Questionnaire, Key | None]:
        place = after if after in things(before) else None
        if place is None and not before.sections:
            before, place = arranging.with_section(before, Section("abschnitt", {}, ()))
        place = place or Key(Sort.SECTION, before.sections[-1].name)
        if place.sort is not Sort.QUESTION or _question(before, place).kind == "repeat":
            return arranging.into(before, questions, place)
        return arranging.with_questions(before, questions, place)

    return _keep(actor, slug, step, done)


def with_districts(question: Question) -> Question:
    """A question for the district offers those of the city, and so do questions inside of it."""
    inner = tuple(map(with_districts, question.questions))
    if question.kind != "district" or question.choices:
        return replace(question, questions=inner) if inner else question
    named = sorted(places.districts(), key=lambda one: one.name)
    return replace(question, choices=tuple(Choice(one.slug, {SOURCE_LANGUAGE: one.name}) for one in named))


def add_sections(
    actor: Actor, slug: str, step: int, after: Key | None, sections: Sequence[Section], scale: str = ""
) -> Written:
    """Whole sections as a block; `scale` names what scores them, where nothing else is scored yet."""

    def done(before: Questionnaire) -> tuple[Questionnaire, Key | None]:
        place, first = after if after in things(before) else None, None
        changed = before
        for section in sections:
            changed, place = arranging.with_section(changed, section, place)
            first = first or place
        kept = scale and not before.scale and not _clash(before, sections)
        return (replace(changed, scale=scale) if kept else changed), first

    return _keep(actor, slug, step, done)


def copy(actor: Actor, slug: str, step: int, key: Key) -> Written:
    return _keep(actor, slug, step, lambda before: arranging.copied(before, key))


def move(actor: Actor, slug: str, step: int, key: Key, by: int) -> Written:
    return _keep(actor, slug, step, lambda before: arranging.moved(before, key, by))


def move_into(actor: Actor, slug: str, step: int, key: Key, holder: Key) -> Written:
    return _keep(actor, slug, step, lambda before: arranging.moved_into(before, key, holder))


def delete(actor: Actor, slug: str, step: int, key: Key) -> Written:
    """Away with it and all that it holds; undo brings it back."""
    return _keep(actor, slug, step, lambda before: (editing.without(before, key), arranging.beside(before, key)))


# Looking


def holders(questionnaire: Questionnaire) -> tuple[Key, ...]:
    return arranging.holders(questionnaire)


def section_of(questionnaire: Questionnaire, key: Key | None) -> Key | None:
    return arranging.section_of(questionnaire, key) if key else None


def problems(questionnaire: Questionnaire, key: Key, field: str, source: str) -> tuple[Problem, ...]:
    """What would be wrong with an expression if it stood there."""
    tried = editing.replaced(questionnaire, key, lambda value: replace(value, **{field: source}))
    name = key.name.rpartition(".")[2]
    return tuple(wrong.problem for wrong in logic.problems(tried) if wrong.name == name and wrong.field in (field, ""))


def checked(questionnaire: Questionnaire) -> tuple[Finding, ...]:
    """All that the checklist finds. While several answers are still missing it looks at "etwas anderes" in their place: of a question without any column it can say nothing."""
    kept = _checked.get(id(questionnaire))
    if kept is None or kept[0] is not questionnaire:
        kept = _checked[id(questionnaire)] = questionnaire, findings(_with_something(questionnaire))
        while len(_checked) > KEPT:
            _checked.popitem(last=False)
    return kept[1]


KEPT = 32
_checked: OrderedDict[int, tuple[Questionnaire, tuple[Finding, ...]]] = OrderedDict()
"""Looking around in a form of 500 questions must not check it anew each time: that takes 0.8 s. Questionnaires are frozen, and those that were read stay the same objects."""


def _with_something(questionnaire: Questionnaire) -> Questionnaire:
    for key, thing in things(questionnaire).items():
        if isinstance(thing.value, Question) and thing.value.kind == "multiple" and not thing.value.choices:
            questionnaire = editing.replaced(questionnaire, key, lambda value: replace(value, other=True))
    return questionnaire


def _clash(before: Questionnaire, sections: Iterable[Section]) -> bool:
    names = arranging.taken(before)
    return any(name in names for name in arranging.taken(Questionnaire({}, tuple(sections))))


def _with(text: Text, language: str, words: str) -> Text:
    """Words in their place among the languages: a new one at the end."""
    if words.strip():
        return {**text, language: words}
    return {tag: said for tag, said in text.items() if tag != language}


def _value(questionnaire: Questionnaire, key: Key) -> Section | Question:
    found = things(questionnaire).get(key)
    if found is None:
        raise Gone
    return found.value


def _question(questionnaire: Questionnaire, key: Key) -> Question:
    value = _value(questionnaire, key)
    if not isinstance(value, Question):
        raise Gone
    return value
