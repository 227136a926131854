"""One form looked at once: what its answers open, hide, count, filter and say. Used through `survey.flow`."""

import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from common import clock
from survey import logic
from survey.errors import Code, Problem
from survey.expressions import Compiled, Environment, Failure, Node, Tree, bring_up_to_date, follow_added, shuffled
from survey.logic import Logic, Part, Spot
from survey.model import (
    SOURCE_LANGUAGE,
    Choice,
    Form,
    Question,
    Questionnaire,
    Section,
    Text,
    Value,
    most_times,
    pattern_of,
    said,
    unfolded,
)
from survey.repeats import fewest_times, times_of
from survey.view import Found, Moment, View, missing, parsed

LAST = frozenset({"other", "nothing", "none"})
"""Choices that stay at the end in whatever order the others come."""
UNSAID = "…"
"""What stands in a sentence for an answer that is not there yet."""
SEED = "_seed"
"""Under this name the seed is kept with an answer whose questions or choices came in an order of their own."""


@dataclass(slots=True)
class _Parsed:
    """What was sent, read question by question."""

    values: dict[str, Value] = field(default_factory=dict)
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    """By the name of the question's control."""


class Looking:
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
                times = times_of(question, name, self.form)
                found[spot.place.key] = [self._given(spot.spots, f"{name}.{number}.") for number in range(1, times + 1)]
            else:
                found |= self._read(spot, prefix)
        return found

    def _read(self, spot: Spot, prefix: str) -> dict[str, object]:
        named = self._named(spot.question, prefix)
        values, problems = parsed(named, self.form)
        if spot.question.kind == "hidden" and not values and not spot.default and spot.question.default:
            values, problems = {named.name: spot.question.default}, ()
        self.parsed.values |= values
        if problems:
            self.parsed.problems[named.name] = problems
        return {
            place.key: values[f"{prefix}{name}"] for name, place in spot.items.items() if f"{prefix}{name}" in values
        }

    def _named(self, question: Question, prefix: str) -> Question:
        """Under the name of its control; one whose list is a question of a repeat offers what was said there."""
        named = _named(question, prefix)
        if not question.list_name.startswith(logic.REFERENCE):
            return named
        asked = question.list_name.removeprefix(logic.REFERENCE).removesuffix("}")
        names = (name for name in self.form if "." in name and pattern_of(name).rpartition(".")[2] == asked)
        said = dict.fromkeys(words.strip() for name in sorted(names) for words in self.form[name] if words.strip())
        return msgspec.structs.replace(named, choices=tuple(Choice(words, {SOURCE_LANGUAGE: words}) for words in said))

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
        found = Found(self._with_seed(self.values), self.given, tuple(problems), tuple(conditional))
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
        named = self._named(spot.question, prefix)
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
        self.problems += wrong or missing(seen, values)
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
