"""A questionnaire with one thing changed: sections, groups, repeats and questions are found by their key, replaced, taken out, put in."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from survey.model import Question, Questionnaire, Section, to_json


class Sort(StrEnum):
    SECTION = "section"
    GROUP = "group"
    QUESTION = "question"
    """A repeat is one too: it has a name of its own in the answers."""


class Key(NamedTuple):
    """Which thing is meant, wherever it stands: in a repeat by its whole name, `children.age`."""

    sort: Sort
    name: str


class Thing(NamedTuple):
    key: Key
    value: Section | Question
    parent: Key | None
    """None for sections."""
    siblings: tuple[Key, ...]
    """All that its parent holds, in order, with itself."""


def things(questionnaire: Questionnaire) -> dict[Key, Thing]:
    """Everything in the order of the questionnaire. Of two that share a key the first counts; `survey.checklist` finds the other."""
    found: dict[Key, Thing] = {}
    sections = tuple(Key(Sort.SECTION, section.name) for section in questionnaire.sections)
    for key, section in zip(sections, questionnaire.sections, strict=True):
        found.setdefault(key, Thing(key, section, None, sections))
        for thing in _inside(section.questions, key, ""):
            found.setdefault(thing.key, thing)
    return found


def _inside(questions: Iterable[Question], parent: Key, prefix: str) -> Iterator[Thing]:
    questions = tuple(questions)
    siblings = tuple(key_of(question, prefix) for question in questions)
    for key, question in zip(siblings, questions, strict=True):
        yield Thing(key, question, parent, siblings)
        yield from _inside(question.questions, key, prefix_in(question, prefix))


def key_of(question: Question, prefix: str = "") -> Key:
    return Key(Sort.GROUP if question.kind == "group" else Sort.QUESTION, f"{prefix}{question.name}")


def prefix_in(question: Question, prefix: str) -> str:
    """What names begin with inside of it."""
    return f"{prefix}{question.name}." if question.kind == "repeat" else prefix


def replaced(questionnaire: Questionnaire, key: Key, change: Callable[[Any], Any]) -> Questionnaire:
    """With `change` done to one section or question. Where there is none, as it was."""
    return _rebuilt(questionnaire, key, lambda value: [change(value)])


def without(questionnaire: Questionnaire, key: Key) -> Questionnaire:
    """Without a thing and all that it holds."""
    return _rebuilt(questionnaire, key, lambda value: [])


def dissolved(questionnaire: Questionnaire, key: Key) -> Questionnaire:
    """Without a group or a section; what it holds takes its place, in a section's case at the end of the section before it (or the beginning of the one behind)."""
    if key.sort is not Sort.SECTION:
        return _rebuilt(questionnaire, key, lambda value: list(value.questions))
    sections = list(questionnaire.sections)
    at = next((index for index, section in enumerate(sections) if section.name == key.name), None)
    if at is None:
        return questionnaire
    gone = sections.pop(at)
    if sections and gone.questions:
        taker = max(0, at - 1)
        parts = (sections[taker].questions, gone.questions) if at else (gone.questions, sections[taker].questions)
        sections[taker] = replace(sections[taker], questions=parts[0] + parts[1])
    return replace(questionnaire, sections=tuple(sections))


def put_in(
    questionnaire: Questionnaire, value: Section | Question, parent: Key | None, before: Sequence[Key], key: Key
) -> Questionnaire:
    """With a thing in its place: behind the last of `before` that its parent holds, else first."""
    if parent is None:
        assert isinstance(value, Section)
        keys = [Key(Sort.SECTION, section.name) for section in questionnaire.sections]
        return replace(questionnaire, sections=_with(questionnaire.sections, keys, value, before))

    def taking(holder: Any) -> Any:
        prefix = key.name.removesuffix(value.name)
        keys = [key_of(question, prefix) for question in holder.questions]
        return replace(holder, questions=_with(holder.questions, keys, value, before))

    return replaced(questionnaire, parent, taking)


def _with(held: tuple[Any, ...], keys: list[Key], value: Any, before: Sequence[Key]) -> tuple[Any, ...]:
    at = next((keys.index(key) + 1 for key in reversed(before) if key in keys), 0)
    return (*held[:at], value, *held[at:])


def _rebuilt(questionnaire: Questionnaire, key: Key, change: Callable[[Any], list[Any]]) -> Questionnaire:
    sections: list[Section] = []
    for section in questionnaire.sections:
        if key == (Sort.SECTION, section.name):
            sections += change(section)
        else:
            sections.append(replace(section, questions=_within(section.questions, "", key, change)))
    return replace(questionnaire, sections=tuple(sections))


def _within(
    questions: tuple[Question, ...], prefix: str, key: Key, change: Callable[[Any], list[Any]]
) -> tuple[Question, ...]:
    found: list[Question] = []
    for question in questions:
        if key_of(question, prefix) == key:
            found += change(question)
        elif question.questions:
            inside = _within(question.questions, prefix_in(question, prefix), key, change)
            found.append(replace(question, questions=inside))
        else:
            found.append(question)
    return tuple(found)


def renamed(questionnaire: Questionnaire, key: Key, name: str) -> Questionnaire:
    """With another name for a question, also wherever expressions and words look at it. Raises nothing where the new name is taken: the checklist says it."""
    found = things(questionnaire).get(key)
    if found is None or found.value.name == name:
        return questionnaire
    old = found.value.name
    twins = [
        one for one in things(questionnaire) if one.name.rpartition(".")[2] == old and one.sort is not Sort.SECTION
    ]
    changed = replaced(questionnaire, key, lambda value: replace(value, name=name))
    if len(twins) > 1:
        return changed  # which of them is meant depends on where it is said
    pattern = re.compile(r"\$\{\s*" + re.escape(old) + r"\s*\}")
    plain = pattern.sub(lambda _: f"${{{name}}}", to_json(changed).decode())
    return msgspec.json.decode(plain, type=Questionnaire)
