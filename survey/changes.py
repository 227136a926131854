"""What differs between two questionnaires, whether it does harm to answers that are there, and how to take one change back.

Whoever says it in words is `i18n.changes`; how many answers a change meets is counted in `services.designing`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

import msgspec
from msgspec.structs import replace

from survey.editing import (
    Key,
    Sort,
    Thing,
    dissolved,
    key_of,
    prefix_in,
    put_in,
    renamed,
    replaced,
    things,
    without,
)
from survey.kinds.parts import OTHER, offered
from survey.model import SOURCE_LANGUAGE, Choice, Question, Questionnaire, Section, Text, said
from survey.texts import LISTS, Where, texts, with_text


class Code(StrEnum):
    WORDING = "wording"
    NEW = "new"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    """Another name for the same question: later answers stand in another column."""
    KIND = "kind"
    CHOICE_NEW = "choice_new"
    CHOICE_REMOVED = "choice_removed"
    CHOICE_WORDING = "choice_wording"
    CHOICE_MEANING = "choice_meaning"
    """The same code stands for something else now."""
    ORDER = "order"
    """Of choices or rows."""
    LIMITS = "limits"
    REQUIRED = "required"
    LOGIC = "logic"
    SETTING = "setting"
    TRANSLATION_NEW = "translation_new"
    TRANSLATION_CHANGED = "translation_changed"
    TRANSLATION_REMOVED = "translation_removed"
    LANGUAGE_NEW = "language_new"
    LANGUAGE_REMOVED = "language_removed"


class Risk(StrEnum):
    SAFE = "safe"
    BREAKING = "breaking"
    """Answers that are there and answers to come can no longer be counted together."""


BREAKING = frozenset({Code.REMOVED, Code.RENAMED, Code.KIND, Code.CHOICE_REMOVED, Code.CHOICE_MEANING})


class Change(msgspec.Struct, frozen=True):
    """`key` is the section, group or question: its new one, or the old one of what was removed. None is the questionnaire itself."""

    code: Code
    key: Key | None = None
    was: Key | None = None
    """Its old key, where it is not new."""
    field: str = ""
    part: str = ""
    """Which choice, row, or one of a kind's own labels."""
    language: str = ""
    before: str = ""
    after: str = ""
    """In a few words, in the language of the source or as expressions are written."""
    places: tuple[Where, ...] = ()
    """Of a translation: all texts that it is about."""
    risk: Risk = Risk.SAFE


EXPRESSIONS = (
    "relevant",
    "required_if",
    "constraint",
    "calculation",
    "trigger",
    "default",
    "choice_filter",
    "count",
    "seed",
)
OF_QUESTIONS = ("dont_know", "sensitive", "list_name", "random", "read_only", "appearance")
OF_SECTIONS = ("appearance", "loose", "random")
OF_THE_WHOLE = ("minutes", "scale", "settings")
OF_THE_KIND = ("kind", "choices", "rows", "limits", "labels", "other", "dont_know")
"""What a question of another kind brings along: told and taken back together."""
CODED_BY_LIMITS = frozenset({"slider"})
"""Kinds of which a 4 means something else when the ends move."""


def changes(old: Questionnaire, new: Questionnaire) -> tuple[Change, ...]:
    """In the order of the new questionnaire; what was removed first, translations and what is about the whole last."""
    return tuple(_Comparison(old, new).all())


def taken_back(change: Change, old: Questionnaire, new: Questionnaire) -> Questionnaire:
    """The new questionnaire with just this change undone."""
    return _Comparison(old, new).without(change)


class _Comparison:
    def __init__(self, old: Questionnaire, new: Questionnaire) -> None:
        self.old, self.new = old, new
        self.olds, self.news = things(old), things(new)
        self.pairs = _pairs(self.olds, self.news)
        """Old key to the new key of the same thing."""
        self.back = {now: before for before, now in self.pairs.items()}
        self.moved = self._moved()
        self.source = next(iter(old.languages), SOURCE_LANGUAGE)

    # Comparing

    def all(self) -> Iterator[Change]:
        for key, thing in self.olds.items():
            if key not in self.pairs and not self._goes_with(thing, self.pairs, self.olds):
                yield Change(Code.REMOVED, key, key, before=self._words(thing.value), risk=Risk.BREAKING)
        for key, thing in self.news.items():
            if key not in self.back:
                if not self._goes_with(thing, self.back, self.news):
                    yield Change(Code.NEW, key, after=self._words(thing.value))
                continue
            before = self.olds[self.back[key]]
            yield from self._same(before, thing)
            if key in self.moved:
                yield Change(Code.MOVED, key, before.key, before=_name(before.parent), after=_name(thing.parent))
        yield from self._texts()
        yield from self._whole()

    def _goes_with(self, thing: Thing, paired: Mapping[Key, Key], among: Mapping[Key, Thing]) -> bool:
        """What a repeat holds comes and goes with it."""
        parent = among.get(thing.parent) if thing.parent else None
        while parent is not None:
            if isinstance(parent.value, Question) and parent.value.kind == "repeat" and parent.key not in paired:
                return True
            parent = among.get(parent.parent) if parent.parent else None
        return False

    def _moved(self) -> set[Key]:
        """What stands elsewhere among those that stayed: as few as explain the new order. A group that came or went around a question did not move it."""
        moved: set[Key] = set()
        held: dict[Key | None, list[Key]] = {}
        for key, before in self.back.items():
            holder, was = (
                self._holder(self.news[key], self.news, self.back),
                self._holder(self.olds[before], self.olds, self.pairs),
            )
            if was == (self.back.get(holder) if holder else None) and (holder is None or holder in self.back):
                held.setdefault(holder, []).append(key)
            else:
                moved.add(key)
        new_order, old_order = _order(self.news), _order(self.olds)
        for stayed in held.values():
            stayed.sort(key=lambda key: new_order[key])
            kept = _longest_rise([old_order[self.back[key]] for key in stayed])
            moved |= {key for at, key in enumerate(stayed) if at not in kept}
        return moved

    def _holder(self, thing: Thing, among: Mapping[Key, Thing], paired: Mapping[Key, Key]) -> Key | None:
        """What holds it, past groups that are there only before or only after."""
        parent = thing.parent
        while parent is not None and parent.sort is Sort.GROUP and parent not in paired:
            parent = among[parent].parent
        return parent

    def _same(self, before: Thing, now: Thing) -> Iterator[Change]:
        """What differs in one thing besides its words and its place."""
        old, new = before.value, now.value
        if old.name != new.name:
            yield Change(Code.RENAMED, now.key, before.key, before=old.name, after=new.name, risk=Risk.BREAKING)
        if isinstance(old, Section) or isinstance(new, Section):
            yield from self._fields(before, now, ("relevant",), Code.LOGIC)
            yield from self._fields(before, now, OF_SECTIONS, Code.SETTING)
            return
        if old.kind != new.kind:
            yield Change(Code.KIND, now.key, before.key, "kind", before=old.kind, after=new.kind, risk=Risk.BREAKING)
        else:
            for field in LISTS:
                yield from self._choices(before.key, now.key, field, old, new)
            if old.limits != new.limits:
                risk = Risk.BREAKING if old.kind in CODED_BY_LIMITS else Risk.SAFE
                was, became = _limits(old), _limits(new)
                yield Change(Code.LIMITS, now.key, before.key, "limits", before=was, after=became, risk=risk)
        yield from self._fields(before, now, ("required",), Code.REQUIRED)
        yield from self._fields(before, now, EXPRESSIONS, Code.LOGIC)
        settings = [field for field in OF_QUESTIONS if old.kind == new.kind or field not in OF_THE_KIND]
        yield from self._fields(before, now, settings, Code.SETTING)

    def _fields(self, before: Thing, now: Thing, fields: Iterable[str], code: Code) -> Iterator[Change]:
        for field in fields:
            was, became = getattr(before.value, field), getattr(now.value, field)
            if was != became:
                risk = Risk.BREAKING if field == "calculation" else Risk.SAFE
                yield Change(code, now.key, before.key, field, before=_plain(was), after=_plain(became), risk=risk)

    def _choices(self, was: Key, key: Key, field: str, old: Question, new: Question) -> Iterator[Change]:
        before, now = _listed(old, field), _listed(new, field)
        for name, choice in before.items():
            if name not in now:
                words = self._said(choice.label)
                yield Change(Code.CHOICE_REMOVED, key, was, field, name, before=words, risk=Risk.BREAKING)
        for name, choice in now.items():
            if name not in before:
                yield Change(Code.CHOICE_NEW, key, was, field, name, after=self._said(choice.label))
            elif before[name].columns != choice.columns:
                old_cells, new_cells = _plain(before[name].columns), _plain(choice.columns)
                yield Change(Code.LOGIC, key, was, field, name, before=old_cells, after=new_cells)
        kept_before = [name for name in before if name in now]
        kept_now = [name for name in now if name in before]
        if kept_before != kept_now:
            yield Change(Code.ORDER, key, was, field, before=", ".join(kept_before), after=", ".join(kept_now))

    def _texts(self) -> Iterator[Change]:
        """Words of the source one by one; each other language in one, whatever it is about."""
        said_before, said_now = texts(self.old), texts(self.new)
        others: dict[tuple[Code, str], list[Where]] = {}
        gone: dict[Where, Text] = {
            where._replace(key=self.pairs[where.key]): {}
            for where in said_before
            if where.field == "labels" and where.key in self.pairs
        }
        for where, now in (gone | said_now).items():
            was = self._where_before(where)
            if was is None:
                continue
            before = said_before.get(was, {} if where.field == "labels" else None)
            if before is None or before == now:
                continue
            yield from self._wording(where, was, before, now)
            for language in dict.fromkeys((*before, *now)):
                code = _translation(before.get(language, ""), now.get(language, ""))
                if code and language != self.source:
                    others.setdefault((code, language), []).append(where)
        for (code, language), places in others.items():
            yield Change(code, language=language, places=tuple(places))

    def _wording(self, where: Where, was: Where, before: Text, now: Text) -> Iterator[Change]:
        words = before.get(self.source, ""), now.get(self.source, "")
        if words[0] == words[1]:
            return
        code, risk = Code.WORDING, Risk.SAFE
        is_code = where.field in ("choices", "labels")
        if is_code:
            same = bare(said(before, SOURCE_LANGUAGE).words) == bare(said(now, SOURCE_LANGUAGE).words)
            code = Code.CHOICE_WORDING if same else Code.CHOICE_MEANING
            risk = Risk.SAFE if same else Risk.BREAKING
        yield Change(
            code,
            where.key,
            was.key,
            where.field,
            where.part,
            before=words[0],
            after=words[1],
            risk=risk,
            language=self.source,
        )

    def _where_before(self, where: Where) -> Where | None:
        """Where the same text stood. Nothing for what is new, and for choices of a question of another kind, which came with it."""
        if where.key is None:
            return where
        was = self.back.get(where.key)
        if was is None:
            return None
        old, new = self.olds[was].value, self.news[where.key].value
        if (
            isinstance(old, Question)
            and isinstance(new, Question)
            and old.kind != new.kind
            and where.field in OF_THE_KIND
        ):
            return None
        return where._replace(key=was)

    def _whole(self) -> Iterator[Change]:
        old, new = self.old, self.new
        for language in new.languages:
            if language not in old.languages:
                yield Change(Code.LANGUAGE_NEW, field="languages", language=language)
        for language in old.languages:
            if language not in new.languages:
                yield Change(Code.LANGUAGE_REMOVED, field="languages", language=language)
        common = [
            [one for one in languages if one in both]
            for both, languages in ((new.languages, old.languages), (old.languages, new.languages))
        ]
        if common[0] != common[1]:
            yield Change(Code.ORDER, field="languages", before=", ".join(common[0]), after=", ".join(common[1]))
        if old.lists != new.lists:
            yield Change(Code.LOGIC, field="lists", before=", ".join(old.lists), after=", ".join(new.lists))
        for field in OF_THE_WHOLE:
            was, now = getattr(old, field), getattr(new, field)
            if was != now:
                risk = Risk.BREAKING if field == "scale" and was else Risk.SAFE
                yield Change(Code.SETTING, field=field, before=_plain(was), after=_plain(now), risk=risk)

    # Taking back

    def without(self, change: Change) -> Questionnaire:
        match change.code:
            case Code.NEW:
                return self._without_new(change)
            case Code.REMOVED:
                return self._with_removed(change)
            case Code.MOVED:
                return self._moved_back(change)
            case Code.RENAMED:
                return renamed(self.new, _key(change.key), change.before)
            case Code.KIND:
                return self._as_before(change, OF_THE_KIND)
            case Code.CHOICE_NEW:
                return self._with_choices(change, lambda old, new: _minus(new, change.part))
            case Code.CHOICE_REMOVED:
                return self._with_choices(change, lambda old, new: _plus(old, new, change.part))
            case Code.ORDER if change.key:
                return self._with_choices(change, _in_old_order)
            case Code.LOGIC if change.part:
                return self._with_choices(change, lambda old, new: _columns_of(old, new, change.part))
            case Code.WORDING | Code.CHOICE_WORDING | Code.CHOICE_MEANING:
                return self._said_as_before(Where(change.key, change.field, change.part), self.source, self.new)
            case Code.TRANSLATION_NEW | Code.TRANSLATION_CHANGED | Code.TRANSLATION_REMOVED:
                questionnaire = self.new
                for where in change.places:
                    questionnaire = self._said_as_before(where, change.language, questionnaire)
                return questionnaire
            case Code.LANGUAGE_NEW:
                return replace(self.new, languages=tuple(one for one in self.new.languages if one != change.language))
            case Code.LANGUAGE_REMOVED:
                return replace(self.new, languages=_back_in(self.old.languages, self.new.languages, change.language))
        if change.key is None:
            if change.field == "languages":
                kept = [one for one in self.old.languages if one in self.new.languages]
                return replace(self.new, languages=(*kept, *(one for one in self.new.languages if one not in kept)))
            return replace(self.new, **{change.field: getattr(self.old, change.field)})
        return self._as_before(change, (change.field,))

    def _as_before(self, change: Change, fields: Iterable[str]) -> Questionnaire:
        old = self.olds[_key(change.was)].value
        values = {field: getattr(old, field) for field in fields}
        return replaced(self.new, _key(change.key), lambda value: replace(value, **values))

    def _without_new(self, change: Change) -> Questionnaire:
        """What was there before and stands in a new group or section now stays where that was."""
        key = _key(change.key)
        holds_old = any(self._is_within(self.news[now], key) for now in self.back)
        return dissolved(self.new, key) if holds_old else without(self.new, key)

    def _is_within(self, thing: Thing, holder: Key) -> bool:
        parent = thing.parent
        while parent is not None and parent != holder:
            parent = self.news[parent].parent
        return parent is not None

    def _with_removed(self, change: Change) -> Questionnaire:
        """Comes back with what it held, except what was moved elsewhere by now."""
        key = _key(change.key)
        thing = self.olds[key]
        freed: list[Key] = []
        value = self._as_it_was(thing.value, _prefix(thing), freed)
        questionnaire = self.new
        for child in freed:
            questionnaire = without(questionnaire, child)
        return self._put_back(questionnaire, value, thing, key)

    def _moved_back(self, change: Change) -> Questionnaire:
        key, before = _key(change.key), self.olds[_key(change.was)]
        return self._put_back(without(self.new, key), self.news[key].value, before, key)

    def _put_back(self, questionnaire: Questionnaire, value: Any, thing: Thing, key: Key) -> Questionnaire:
        """Where it stood, as far as that is still there. A section that is gone comes back for it."""
        was = self._holder(thing, self.olds, self.pairs)
        if was is None or was in self.pairs:
            holder = self.pairs[was] if was else None
            return put_in(questionnaire, value, holder, self._before(thing, holder), key)
        gone = self.olds[was]
        empty = replace(gone.value, questions=())
        questionnaire = self._put_back(questionnaire, empty, gone, was)
        return put_in(questionnaire, value, was, (), key)

    def _before(self, thing: Thing, holder: Key | None) -> list[Key]:
        """What stood before it and stays, or what of its holder contains that now."""
        was, found = self._holder(thing, self.olds, self.pairs), []
        for key, other in self.olds.items():
            if key == thing.key:
                break
            now = self.pairs.get(key)
            if now is None or now in self.moved or self._holder(other, self.olds, self.pairs) != was:
                continue
            while self.news[now].parent != holder:
                now = _key(self.news[now].parent)
            found.append(now)
        return found

    def _as_it_was(self, value: Any, prefix: str, freed: list[Key]) -> Any:
        """A thing with those of its own that are gone, and those that only lost the group around them."""
        kept = []
        inner = prefix if isinstance(value, Section) else prefix_in(value, prefix)
        for question in value.questions:
            key = key_of(question, inner)
            now = self.pairs.get(key)
            if now is None:
                kept.append(self._as_it_was(question, inner, freed))
            elif isinstance(value, Question) and value.kind == "group" and now not in self.moved:
                freed.append(now)
                kept.append(self.news[now].value)
        return replace(value, questions=tuple(kept))

    def _with_choices(self, change: Change, choose: Any) -> Questionnaire:
        old: Any = self.olds[_key(change.was)].value

        def chosen(new: Question) -> Question:
            if change.field == "choices" and change.part == OTHER and old.other != new.other:
                return replace(new, other=old.other)
            return replace(new, **{change.field: choose(getattr(old, change.field), getattr(new, change.field))})

        return replaced(self.new, _key(change.key), chosen)

    def _said_as_before(self, where: Where, language: str, questionnaire: Questionnaire) -> Questionnaire:
        was = self._where_before(where)
        before = texts(self.old).get(was, {}) if was else {}
        now = texts(questionnaire).get(where, {})
        text = {tag: words for tag, words in now.items() if tag != language}
        if language in before:
            text = {
                tag: before[tag] if tag == language else text[tag]
                for tag in (*before, *text)
                if tag in {*text, language}
            }
        return with_text(questionnaire, where, text)

    # Words

    def _words(self, value: Section | Question) -> str:
        return self._said(value.title if isinstance(value, Section) else value.label) or value.name

    def _said(self, text: Text) -> str:
        return said(text, self.source).words


def bare(words: str) -> str:
    """Words without what a corrected spelling changes: capitals, spaces, punctuation. A code whose words differ here stands for something else."""
    return "".join(letter for letter in words.casefold() if letter.isalnum()) or words


def _pairs(olds: Mapping[Key, Thing], news: Mapping[Key, Thing]) -> dict[Key, Key]:
    """The same thing before and after: by its key, else by a new name for the same words in the same place."""
    pairs = {key: key for key in olds if key in news}
    free = [thing for key, thing in news.items() if key not in pairs]
    for key, thing in olds.items():
        if key in pairs or not isinstance(thing.value, Question):
            continue
        parent = pairs.get(thing.parent) if thing.parent else None
        found = next((one for one in free if one.parent == parent and _is_same(thing.value, one.value)), None)
        if found is not None:
            free.remove(found)
            pairs[key] = found.key
    return pairs


def _is_same(old: Question, new: Section | Question) -> bool:
    if not isinstance(new, Question) or old.kind != new.kind:
        return False
    return old.name == new.name or (bool(old.label) and old.label == new.label)


def _longest_rise(numbers: list[int]) -> set[int]:
    """Positions of a longest rising row: whoever stands in it has not moved."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for position, number in enumerate(numbers):
        place = bisect_left(ends, number)
        before.append(at[place - 1] if place else -1)
        if place == len(ends):
            ends.append(number)
            at.append(position)
        else:
            ends[place], at[place] = number, position
    kept: set[int] = set()
    position = at[-1] if at else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return kept


def _listed(question: Question, field: str) -> dict[str, Choice]:
    choices = offered(question) if field == "choices" else question.rows
    return {choice.name: choice for choice in choices}


def _minus(choices: tuple[Choice, ...], name: str) -> tuple[Choice, ...]:
    return tuple(choice for choice in choices if choice.name != name)


def _plus(old: tuple[Choice, ...], new: tuple[Choice, ...], name: str) -> tuple[Choice, ...]:
    names = [choice.name for choice in old]
    at = names.index(name)
    there = [choice.name for choice in new]
    behind = next((there.index(one) + 1 for one in reversed(names[:at]) if one in there), 0)
    return (*new[:behind], old[at], *new[behind:])


def _in_old_order(old: tuple[Choice, ...], new: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Those that were there before in their old order, on the places that they have now."""
    order = [choice.name for choice in old]
    waiting = iter(sorted((choice for choice in new if choice.name in order), key=lambda one: order.index(one.name)))
    return tuple(next(waiting) if choice.name in order else choice for choice in new)


def _columns_of(old: tuple[Choice, ...], new: tuple[Choice, ...], name: str) -> tuple[Choice, ...]:
    columns = {choice.name: choice.columns for choice in old}
    return tuple(replace(choice, columns=columns[name]) if choice.name == name else choice for choice in new)


def _back_in(old: tuple[str, ...], new: tuple[str, ...], language: str) -> tuple[str, ...]:
    before = old[: old.index(language)]
    behind = next((new.index(one) + 1 for one in reversed(before) if one in new), 0)
    return (*new[:behind], language, *new[behind:])


def _translation(before: str, now: str) -> Code | None:
    if before == now:
        return None
    if not before:
        return Code.TRANSLATION_NEW
    return Code.TRANSLATION_CHANGED if now else Code.TRANSLATION_REMOVED


def _order(among: Mapping[Key, Thing]) -> dict[Key, int]:
    return {key: at for at, key in enumerate(among)}


def _prefix(thing: Thing) -> str:
    """What a thing's key has before its own name."""
    return "" if isinstance(thing.value, Section) else thing.key.name.removesuffix(thing.value.name)


def _limits(question: Question) -> str:
    return ", ".join(f"{name} {value}" for name, value in question.limits.items())


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {one}" for name, one in value.items())
    return str(value)


def _name(key: Key | None) -> str:
    return key.name if key else ""


def _key(key: Key | None) -> Key:
    assert key is not None, "only what is about the whole has no key"
    return key
