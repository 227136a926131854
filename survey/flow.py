"""The way through a questionnaire: what is visible, what is missing, what comes next. One way for both faces."""

import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import msgspec

from common import clock
from survey import logic
from survey.errors import Code, Problem, Wrong
from survey.expressions import Compiled, Environment, Failure, Node, Tree, bring_up_to_date, follow_added, shuffled
from survey.kinds import kind_of
from survey.logic import Logic, Part, Spot, logic_of
from survey.model import (
    SOURCE_LANGUAGE,
    Choice,
    Form,
    Question,
    Questionnaire,
    Section,
    Text,
    Value,
    Values,
    is_number,
    most_times,
    pattern_of,
    said,
    unfolded,
)

LAST = frozenset({"other", "nothing", "none"})
"""Choices that stay at the end in whatever order the others come."""
UNSAID = "…"
"""What stands in a sentence for an answer that is not there yet."""
SEED = "_seed"
"""Under this name the seed is kept with an answer whose questions or choices came in an order of their own."""


class Checked(msgspec.Struct, frozen=True):
    """What can be stored of a form, and what is wrong with it. Values are whole only where there is no problem."""

    values: dict[str, Value]
    problems: tuple[Problem, ...]
    given: dict[str, Value] = {}
    """What the person said, without what was worked out from it: the same form twice is the same here, whatever the clock says."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Who looks, and when: it decides what expressions say of language, time and chance."""

    language: str = SOURCE_LANGUAGE
    seed: int = 0
    now: datetime = field(default_factory=lambda: clock.now())


@dataclass(frozen=True)
class View:
    """A questionnaire as a person sees it who has typed this form so far: only what is asked, in its order, with the answers said in its words.

    Questions in repeats have the names of their controls (`children.2.age`) and stand in a group for each time.
    """

    questionnaire: Questionnaire
    form: Form
    sections: tuple[Section, ...]
    positions: tuple[int, ...]
    """Of these sections among all of the questionnaire."""
    found: "_Found | None" = None
    """What was worked out, where anything depends on anything."""

    def problems(self, at: int) -> tuple[Problem, ...]:
        """What is wrong with one of its sections."""
        return self.found.problems[at] if self.found else _check(self.sections[at].questions, self.form).problems

    @cached_property
    def checked(self) -> Checked:
        if self.found is None:
            checked = _check(self.questionnaire.questions(), self.form)
            return Checked(checked.values, checked.problems, checked.values)
        return Checked(
            self.found.values, tuple(problem for some in self.found.problems for problem in some), self.found.given
        )

    @property
    def is_fixed(self) -> bool:
        """Whether it is the same for everyone."""
        return self.found is None

    def at(self, position: int) -> int:
        """Where among the visible ones a section stands, or else the one before it; the first where there is none."""
        return max((index for index, one in enumerate(self.positions) if one <= position), default=0)

    def section_of(self, problem: Problem) -> int:
        """The visible section in which a problem lies; the first where none has it."""
        for index, section in enumerate(self.sections):
            if problem.item in item_names(section.questions):
                return index
        return 0

    def conditional(self, at: int) -> frozenset[str]:
        """What is asked in a section only because of other answers, with the choices offered: whoever has not seen one of these has not answered the section."""
        return self.found.conditional[at] if self.found else frozenset()


# Looking


def look(questionnaire: Questionnaire, form: Form, moment: Moment | None = None) -> View:
    ready = logic_of(questionnaire)
    if ready is None:
        return View(questionnaire, form, questionnaire.sections, tuple(range(len(questionnaire.sections))))
    return _Looking(ready, form, moment or Moment()).view()


def begin(questionnaire: Questionnaire, moment: Moment | None = None) -> dict[str, list[str]]:
    """What stands in a form before anybody typed: defaults."""
    ready = logic_of(questionnaire)
    return _Looking(ready, {}, moment or Moment()).defaults() if ready and ready.has_defaults else {}


def more(questionnaire: Questionnaire, form: Form, repeat: str, moment: Moment | None = None) -> dict[str, list[str]]:
    """The form with a repeat there once more, filled in with its defaults. Unchanged where there is no such repeat, or it is there often enough."""
    grown = {name: list(values) for name, values in form.items()}
    found = _repeat_called(questionnaire, repeat)
    if found is None:
        return grown
    times = min(_times(found, repeat, form) + 1, most_times(found))
    grown[repeat] = [str(times)]
    ready = logic_of(questionnaire)
    first = f"{repeat}.{times}."
    if ready and ready.has_defaults:
        defaults = _Looking(ready, grown, moment or Moment()).defaults()
        grown |= {name: values for name, values in defaults.items() if name.startswith(first) and name not in form}
    return grown


def less(questionnaire: Questionnaire, form: Form, time: str) -> dict[str, list[str]]:
    """The form without one time of a repeat (`children.2`); those behind it move up."""
    repeat, _, number = time.rpartition(".")
    kept = {name: list(values) for name, values in form.items()}
    found = _repeat_called(questionnaire, repeat)
    if found is None or not is_number(number) or not 1 <= int(number) <= _times(found, repeat, form):
        return kept
    gone, times = int(number), _times(found, repeat, form)
    moved: dict[str, list[str]] = {}
    for name, values in kept.items():
        which, _, rest = (
            name.removeprefix(f"{repeat}.").partition(".") if name.startswith(f"{repeat}.") else ("", "", "")
        )
        if not is_number(which) or int(which) < gone:
            moved[name] = values
        elif int(which) > gone:
            moved[f"{repeat}.{int(which) - 1}.{rest}"] = values
    moved[repeat] = [str(times - 1)]
    return moved


# Checking


def check(questionnaire: Questionnaire, form: Form, moment: Moment | None = None) -> Checked:
    """The whole answer. What is hidden is not stored; names that no question has are problems."""
    wrong = tuple(Problem(Code.UNKNOWN, name) for name in unknown(questionnaire, form))
    checked = look(questionnaire, form, moment).checked
    return msgspec.structs.replace(checked, problems=wrong + checked.problems)


def names(questionnaire: Questionnaire) -> frozenset[str]:
    """Every item name; what is in a repeat without saying which time."""
    return _names(questionnaire)[0]


def unknown(questionnaire: Questionnaire, names: Iterable[str]) -> list[str]:
    """Control names that no form of this questionnaire sends."""
    plain, repeats = _names(questionnaire)
    return [name for name in names if name not in plain and not _is_in_repeat(name, plain, repeats)]


def item_names(questions: Iterable[Question]) -> frozenset[str]:
    """Everything that a form of these questions stores, by name."""
    return frozenset(item.name for question in leaves(questions) for item in kind_of(question).items(question))


def leaves(questions: Iterable[Question]) -> Iterator[Question]:
    """Everything asked in a section of a view: groups give way to what is in them, repeats stand before it."""
    for question in questions:
        if question.kind != "group":
            yield question
        if question.holds:
            yield from leaves(question.questions)


def _check(questions: Iterable[Question], form: Form) -> Checked:
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for question in questions:
        given, wrong = _parsed(question, form)
        values.update(given)
        problems += wrong or _missing(question, given)
    return Checked(values, tuple(problems))


def _parsed(question: Question, form: Form) -> tuple[Values, tuple[Problem, ...]]:
    try:
        return kind_of(question).parse(question, form), ()
    except Wrong as wrong:
        return {}, wrong.problems


def _missing(question: Question, given: Values) -> list[Problem]:
    if not question.required:
        return []
    kind = kind_of(question)
    return [Problem(Code.REQUIRED, item.name) for item in kind.must(question) if item.name not in given]


# Names


def _names(questionnaire: Questionnaire) -> tuple[frozenset[str], Mapping[str, int]]:
    """Item names, those in repeats without a number; and how often each repeat may be there."""
    found = _known.get(id(questionnaire))
    if found is None or found[0] is not questionnaire:
        questions = list(questionnaire.questions())
        names = frozenset(item.name for question in questions for item in kind_of(question).items(question))
        repeats = {question.name: most_times(question) for question in questions if question.kind == "repeat"}
        if len(_known) > logic.KEPT:
            _known.clear()
        found = _known[id(questionnaire)] = questionnaire, names, repeats
    return found[1], found[2]


_known: dict[int, tuple[Questionnaire, frozenset[str], Mapping[str, int]]] = {}


def _is_in_repeat(name: str, plain: frozenset[str], repeats: Mapping[str, int]) -> bool:
    pattern = ""
    for step in name.split("."):
        if pattern in repeats and not pattern.endswith("."):
            if not is_number(step) or not 1 <= int(step) <= repeats[pattern]:
                return False
            pattern += "."
            continue
        pattern = f"{pattern}{step}" if pattern.endswith(".") or not pattern else f"{pattern}.{step}"
    return pattern in plain


def fewest_times(repeat: Question) -> int:
    return max(0, int(repeat.limits.get("min", 0)))


def _times(repeat: Question, name: str, form: Form) -> int:
    """How often it is there: what its control says, and at least as often as something was typed. At first it is there once."""
    said = next((value.strip() for value in form.get(name, ()) if value.strip()), "")
    if said and is_number(said):
        times = int(said)
    else:
        numbers = [other.removeprefix(f"{name}.").partition(".")[0] for other in form if other.startswith(f"{name}.")]
        times = max((int(number) for number in numbers if is_number(number)), default=1)
    return max(fewest_times(repeat), min(times, most_times(repeat)))


def _repeat_called(questionnaire: Questionnaire, name: str) -> Question | None:
    pattern = pattern_of(name)
    return next((one for one in questionnaire.questions() if one.kind == "repeat" and one.name == pattern), None)


# Working out what depends


@dataclass(frozen=True, slots=True)
class _Found:
    values: dict[str, Value]
    given: dict[str, Value]
    problems: tuple[tuple[Problem, ...], ...]
    conditional: tuple[frozenset[str], ...]


@dataclass(slots=True)
class _Parsed:
    """What was sent, read question by question."""

    values: dict[str, Value] = field(default_factory=dict)
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    """By the name of the question's control."""


class _Looking:
    """One form looked at once."""

    def __init__(self, ready: Logic, form: Form, moment: Moment) -> None:
        self.logic, self.form, self.moment = ready, form, moment
        self.parsed = _Parsed()
        environment = Environment(
            now=moment.now, zone=clock.LOCAL, language=moment.language, seed=moment.seed, lists=ready.lists
        )
        given = {name: value for part in ready.parts for name, value in self._given(part.spots, "").items()}
        self.tree = Tree(ready.outline, given, environment)
        bring_up_to_date(ready.graph, self.tree)
        for part in ready.parts:
            self._count(part.spots, self.tree.root)
        self.values: dict[str, Value] = {}
        self.given: dict[str, Value] = {}
        self.problems: list[Problem] = []
        self.conditional: set[str] = set()

    # What was sent

    def _given(self, spots: Sequence[Spot], prefix: str) -> dict[str, object]:
        found: dict[str, object] = {}
        for spot in spots:
            question = spot.question
            if question.kind == "group":
                found |= self._given(spot.spots, prefix)
            elif question.kind == "repeat":
                name = f"{prefix}{question.name}"
                times = _times(question, name, self.form)
                found[spot.place.key] = [self._given(spot.spots, f"{name}.{number}.") for number in range(1, times + 1)]
            else:
                found |= self._read(spot, prefix)
        return found

    def _read(self, spot: Spot, prefix: str) -> dict[str, object]:
        named = _named(spot.question, prefix)
        values, problems = _parsed(named, self.form)
        if spot.question.kind == "hidden" and not values and not spot.default and spot.question.default:
            values, problems = {named.name: spot.question.default}, ()
        self.parsed.values |= values
        if problems:
            self.parsed.problems[named.name] = problems
        return {
            place.key: values[f"{prefix}{name}"] for name, place in spot.items.items() if f"{prefix}{name}" in values
        }

    def _count(self, spots: Sequence[Spot], scope: Node) -> None:
        """Repeats whose number is worked out get as many instances; more than that stay where they are and are hidden."""
        for spot in spots:
            if spot.question.kind == "group":
                self._count(spot.spots, scope)
            if spot.question.kind != "repeat":
                continue
            wanted = self._wanted(spot, scope)
            while len(scope.repeats[spot.place.number]) < wanted:
                instance = self.tree.add(spot.place, scope)
                follow_added(self.logic.graph, self.tree, instance)
            for instance in scope.repeats[spot.place.number]:
                self._count(spot.spots, instance)

    def _wanted(self, spot: Spot, scope: Node) -> int:
        """0 where people add by themselves."""
        if spot.count is None:
            return 0
        number = spot.count.number(self.tree, scope)
        return (
            0
            if isinstance(number, Failure) or number != number
            else max(0, min(int(number), most_times(spot.question)))
        )

    # What stands there at first

    def defaults(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for part in self.logic.parts:
            self._defaults(part.spots, self.tree.root, "", found)
        return found

    def _defaults(self, spots: Sequence[Spot], scope: Node, prefix: str, found: dict[str, list[str]]) -> None:
        for spot in spots:
            question, name = spot.question, f"{prefix}{spot.question.name}"
            if question.kind == "group":
                self._defaults(spot.spots, scope, prefix, found)
            elif question.kind == "repeat":
                for instance in scope.repeats[spot.place.number]:
                    self._defaults(spot.spots, instance, f"{name}.{instance.position}.", found)
            elif question.default:
                words = question.default
                if spot.default:
                    said = spot.default.text(self.tree, scope.inside[spot.place.number])
                    words = "" if isinstance(said, Failure) else said
                several = question.kind in ("multiple", "ranking")
                if words:
                    found[name] = words.split() if several else [words]

    # What is seen

    def view(self) -> View:
        sections, positions = [], []
        problems, conditional = [], []
        for position, part in enumerate(self.logic.parts):
            self.problems, self.conditional = [], set()
            section = self._section(part)
            if section is not None:
                sections.append(section)
                positions.append(position)
                problems.append(tuple(self.problems))
                conditional.append(frozenset(self.conditional))
        found = _Found(self._with_seed(self.values), self.given, tuple(problems), tuple(conditional))
        return View(self.logic.questionnaire, self.form, tuple(sections), tuple(positions), found)

    def _with_seed(self, values: dict[str, Value]) -> dict[str, Value]:
        return values | {SEED: self.moment.seed} if values and _has_chance(self.logic.questionnaire) else values

    def _section(self, part: Part) -> Section | None:
        """None where it is hidden, or nothing in it is there to be seen."""
        node = self.tree.root.inside[part.place.number] if part.place else self.tree.root
        if not node.shown:
            return None
        questions = self._questions(part.spots, self.tree.root, "")
        if not questions:
            return None
        section = part.section
        if section.random:
            questions = tuple(shuffled(questions, self.moment.seed))
        return msgspec.structs.replace(
            section,
            questions=questions,
            title=self._said(section.title, part.references, node),
            lead=self._said(section.lead, part.references, node),
        )

    def _questions(self, spots: Sequence[Spot], scope: Node, prefix: str) -> tuple[Question, ...]:
        found: list[Question] = []
        for spot in spots:
            kind = spot.question.kind
            if kind == "group":
                found += self._group(spot, scope, prefix)
            elif kind == "repeat":
                found += self._repeat(spot, scope, prefix)
            else:
                found += self._question(spot, scope, prefix)
        return tuple(found)

    def _group(self, spot: Spot, scope: Node, prefix: str) -> Iterator[Question]:
        node = scope.inside[spot.place.number]
        questions = self._questions(spot.spots, scope, prefix) if node.shown else ()
        if questions:
            yield self._worded(spot, node, name=f"{prefix}{spot.question.name}", questions=questions)

    def _repeat(self, spot: Spot, scope: Node, prefix: str) -> Iterator[Question]:
        name, instances = f"{prefix}{spot.question.name}", scope.repeats[spot.place.number]
        if spot.count:
            instances = instances[: self._wanted(spot, scope)]
        shown = [instance for instance in instances if instance.shown]
        parent = spot.place.parent
        around = scope.inside[parent.number] if parent and parent.number in scope.inside else scope
        is_there = spot.around is None or spot.around.truth(self.tree, around) is not False
        if not around.shown or not is_there or (not shown and spot.count):
            return
        times = tuple(
            self._worded(
                spot,
                instance,
                name=f"{name}.{instance.position}",
                kind="group",
                limits={"number": instance.position},
                relevant="",
                questions=self._questions(spot.spots, instance, f"{name}.{instance.position}."),
            )
            for instance in shown
        )
        if shown:
            self.values[name] = len(shown)
            self.given[name] = len(shown)
        limits = {
            "times": len(instances),
            "more": int(not spot.count and len(instances) < most_times(spot.question)),
            "less": int(not spot.count and len(instances) > fewest_times(spot.question)),
        }
        yield msgspec.structs.replace(spot.question, name=name, limits=limits, questions=times, relevant="")

    def _question(self, spot: Spot, scope: Node, prefix: str) -> Iterator[Question]:
        node = scope.inside[spot.place.number]
        if not node.shown:
            return
        named = _named(spot.question, prefix)
        if spot.question.kind in logic.COMPUTED:
            self._computed(spot, named, node)
            return
        if spot.conditional:
            self.conditional.add(named.name)
        seen = self._offered(spot, node, named)
        needed = node.needed or spot.question.required
        worded = self._worded(
            spot, node, name=named.name, rows=self._choices(named.rows, spot, node), choices=seen, required=needed
        )
        if spot.locked:
            self._computed(spot, named, node)
            yield _as_note(worded, _in_words(node.text, worded, self.moment.language))
            return
        self._judge(spot, scope, prefix, worded)
        yield worded

    def _computed(self, spot: Spot, named: Question, node: Node) -> None:
        if node.text:
            self.values[named.name] = _typed(node.text, named)

    def _judge(self, spot: Spot, scope: Node, prefix: str, seen: Question) -> None:
        """Takes the values of a question over, or what is wrong with them."""
        if problems := self.parsed.problems.get(seen.name):
            self.problems += problems
            return
        values = {
            name: self.parsed.values[name]
            for name in (f"{prefix}{item}" for item in spot.items)
            if name in self.parsed.values
        }
        if spot.filter:
            values = _still_offered(values, seen)
        wrong = [
            Problem(Code.CONSTRAINT, f"{prefix}{item}")
            for item, place in spot.items.items()
            if f"{prefix}{item}" in values and not scope.inside[place.number].valid
        ]
        self.problems += wrong or _missing(seen, values)
        self.values |= values
        self.given |= values

    # Words and choices

    def _worded(self, spot: Spot, node: Node, **fields: object) -> Question:
        question = spot.question
        if spot.references:
            fields = {
                "label": self._said(question.label, spot.references, node),
                "hint": self._said(question.hint, spot.references, node),
                "guidance": self._said(question.guidance, spot.references, node),
                "constraint_words": self._said(question.constraint_words, spot.references, node),
                "required_words": self._said(question.required_words, spot.references, node),
                **fields,
            }
        return msgspec.structs.replace(question, **fields)

    def _offered(self, spot: Spot, node: Node, named: Question) -> tuple[Choice, ...]:
        choices = named.choices
        if spot.filter:
            kept = spot.filter.choices(self.tree, node)
            if not isinstance(kept, Failure):
                names = {one.cell("name") for one in kept}
                choices = tuple(choice for choice in choices if choice.name in names)
            offered = "|".join(choice.name for choice in choices)
            self.conditional.add(f"{named.name}={zlib.crc32(offered.encode())}")
        choices = self._choices(choices, spot, node)
        return self._mixed(spot, node, choices) if spot.question.random else choices

    def _choices(self, choices: tuple[Choice, ...], spot: Spot, node: Node) -> tuple[Choice, ...]:
        if not spot.references:
            return choices
        return tuple(
            msgspec.structs.replace(choice, label=self._said(choice.label, spot.references, node)) for choice in choices
        )

    def _mixed(self, spot: Spot, node: Node, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """A seed of the form's own orders all of them, as other tools do."""
        if spot.seed:
            number = spot.seed.number(self.tree, node)
            return tuple(shuffled(choices, 0 if isinstance(number, Failure) or number != number else int(number)))
        front = [choice for choice in choices if choice.name not in LAST]
        return (*shuffled(front, self.moment.seed), *(choice for choice in choices if choice.name in LAST))

    def _said(self, text: Text, references: Mapping[str, object], node: Node) -> Text:
        if not references or not any(logic.REFERENCE in words for words in text.values()):
            return text
        return {tag: self._filled_in(words, tag, references, node) for tag, words in text.items()}

    def _filled_in(self, words: str, language: str, references: Mapping[str, object], node: Node) -> str:
        for reference in set(logic.references(words)):
            compiled = references.get(reference)
            if isinstance(compiled, Compiled):
                words = words.replace(reference, self._answer(compiled, language, node))
        return words

    def _answer(self, compiled: Compiled, language: str, node: Node) -> str:
        """An answer as people say it: a choice by its words, not by its code."""
        text = compiled.text(self.tree, node)
        if isinstance(text, Failure) or not text:
            return UNSAID
        names = [place.choices for place, _ in compiled.readings if place.choices]
        rows = self.logic.lists.get(names[0]) if len(names) == 1 else None
        labels = {row["name"]: row["label"] for row in rows.rows} if rows else {}
        return ", ".join(_worded(labels.get(code), code, language) for code in text.split()) if labels else text


def _worded(label: str | Text | None, code: str, language: str) -> str:
    return said(label, language).words or code if isinstance(label, dict) else label or code


def _named(question: Question, prefix: str) -> Question:
    return next(unfolded((msgspec.structs.replace(question, questions=()),), prefix)) if prefix else question


def _still_offered(values: dict[str, Value], seen: Question) -> dict[str, Value]:
    """A choice that other answers took away is no answer any more."""
    offered = {choice.name for choice in seen.choices} | ({"other"} if seen.other else set())
    kept: dict[str, Value] = {}
    for name, value in values.items():
        if isinstance(value, list):
            value = [one for one in value if one in offered]
        if value and (name != seen.name or isinstance(value, list) or value in offered):
            kept[name] = value
    return kept


def _as_note(question: Question, words: str) -> Question:
    """What is shown and cannot be changed."""
    return msgspec.structs.replace(
        question, kind="note", hint={SOURCE_LANGUAGE: words} if words else {}, choices=(), rows=()
    )


def _in_words(text: str, question: Question, language: str) -> str:
    labels = {choice.name: choice.label for choice in question.choices}
    return ", ".join(_worded(labels.get(code), code, language) for code in text.split()) if labels else text


def _typed(text: str, question: Question) -> Value:
    """A number as a number where it is written as one; codes with leading zeros stay words."""
    if question.kind in ("multiple", "ranking"):
        return text.split()
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        if str(number) == text:
            return number
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cs") or letter in "\n\t")


def _has_chance(questionnaire: Questionnaire) -> bool:
    return any(section.random for section in questionnaire.sections) or any(
        question.random for question in questionnaire.questions()
    )
