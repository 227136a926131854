"""A questionnaire's expressions made ready: read and checked once, then run for every answer. What follows for the page is decided in `survey.flow`."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from survey.expressions import Code, Compiled, Graph, Invalid, Items, Outline, Place, Problem, Role, Rule
from survey.expressions import compile as made_ready
from survey.expressions import group as group_place
from survey.expressions import question as question_place
from survey.expressions import repeat as repeat_place
from survey.kinds import kind_of
from survey.model import Choice, Question, Questionnaire, Section, Text

KEPT = 256
"""Questionnaires whose expressions are kept ready."""
COMPUTED = frozenset({"calculation", "hidden"})
"""Kinds that nobody is asked."""
REFERENCE = "${"


@dataclass(frozen=True, slots=True)
class Wrong:
    """An expression that cannot be used, and where it stands. Staff are told; residents are asked as if it were not there."""

    name: str
    field: str
    problem: Problem


@dataclass(eq=False, slots=True)
class Spot:
    """A question (or a group, a repeat) with its places among the expressions, and those of its own."""

    question: Question
    place: Place
    items: Mapping[str, Place] = field(default_factory=dict)
    """Item name to its place; empty for groups, repeats and notes."""
    spots: "tuple[Spot, ...]" = ()
    filter: Compiled | None = None
    count: Compiled | None = None
    default: Compiled | None = None
    seed: Compiled | None = None
    conditional: bool = False
    """Whether other answers decide if it is asked, within its section."""
    around: Compiled | None = None
    """A repeat's condition as it is without an instance."""
    references: Mapping[str, Compiled] = field(default_factory=dict)
    """`${name}` in its words."""

    @property
    def locked(self) -> bool:
        """Shown, but not to be changed."""
        return self.question.read_only or (bool(self.question.calculation) and self.question.kind not in COMPUTED)


@dataclass(eq=False, slots=True)
class Part:
    """A section with what is in it; `place` is None where it is no group of its own."""

    section: Section
    place: Place | None
    spots: tuple[Spot, ...]
    references: Mapping[str, Compiled]


class Logic:
    """Built once for a questionnaire. `wrong` names every expression that cannot be used."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.wrong: list[Wrong] = []
        self.lists = {name: Items(rows) for name, rows in _lists(questionnaire)}
        """Lists of choices by name, as expressions search them."""
        items = {item.name for question in questionnaire.questions() for item in kind_of(question).items(question)}
        places = [_places(section.questions) for section in questionnaire.sections]
        groups = [
            None if section.loose or section.name in items else group_place(section.name, *inside)
            for section, inside in zip(questionnaire.sections, places, strict=True)
        ]
        top = [place for own, inside in zip(groups, places, strict=True) for place in ([own] if own else inside)]
        self.outline = Outline(*top, lists={name: items.columns for name, items in self.lists.items()})
        self._rules: list[Rule] = []
        self.parts = tuple(
            self._part(section, own, inside)
            for section, own, inside in zip(questionnaire.sections, groups, places, strict=True)
        )
        self.graph = Graph(self.outline, self._rules)
        self.has_defaults = any(question.default for question in _everything(questionnaire))
        for cycle in self.graph.cycles:
            names = " → ".join((*cycle, cycle[0]))
            self.wrong.append(Wrong(cycle[0].rpartition("/")[2], "", Problem(Code.CYCLE, context={"names": names})))

    def _part(self, section: Section, place: Place | None, inside: list[Place]) -> Part:
        waiting = iter(inside)
        if place and section.relevant:
            self._rule(Role.RELEVANT, section.name, "relevant", section.relevant, place)
        spots = tuple(self._spot(question, waiting, False) for question in section.questions)
        references = self._references(section.name, place or self.outline.root, section.title, section.lead)
        return Part(section, place, spots, references)

    def _spot(self, question: Question, waiting: Iterator[Place], conditional: bool) -> Spot:
        items = kind_of(question).items(question) if not question.holds else ()
        places = [next(waiting) for _ in items or (question,)]
        spot = Spot(question, places[0], {item.name: place for item, place in zip(items, places, strict=False)})
        spot.conditional = conditional or bool(question.relevant or question.count)
        inside = iter(places[0].children)
        spot.spots = tuple(self._spot(one, inside, spot.conditional) for one in question.questions)
        for place in places:
            self._rules_of(question, place)
        self._own(spot)
        return spot

    def _rules_of(self, question: Question, place: Place) -> None:
        for role, source in (
            (Role.RELEVANT, question.relevant),
            (Role.CONSTRAINT, question.constraint),
            (Role.REQUIRED, question.required_if),
            (Role.CALCULATION, question.calculation),
        ):
            if source:
                self._rule(role, question.name, str(role), source, place)

    def _own(self, spot: Spot) -> None:
        question, place = spot.question, spot.place
        name = question.name
        if question.choice_filter:
            spot.filter = self._ready(name, "choice_filter", question.choice_filter, place, list_of(question))
        if question.count:
            spot.count = self._ready(name, "count", question.count, place.parent or self.outline.root)
        if is_dynamic(question.default):
            spot.default = self._ready(name, "default", question.default, place)
        if question.seed:
            spot.seed = self._ready(name, "seed", question.seed, place)
        if question.kind == "repeat" and question.relevant:
            spot.around = _try(question.relevant, self.outline, place.parent or self.outline.root)
        spot.references = self._references(
            name,
            place,
            question.label,
            question.hint,
            question.guidance,
            question.constraint_words,
            question.required_words,
            *(choice.label for choice in (*question.choices, *question.rows)),
        )

    def _rule(self, role: Role, name: str, column: str, source: str, place: Place) -> None:
        compiled = self._ready(name, column, source, place)
        if compiled:
            self._rules.append(Rule(role, compiled))

    def _ready(self, name: str, column: str, source: str, place: Place, items: str = "") -> Compiled | None:
        try:
            return made_ready(source, self.outline, place, items)
        except Invalid as invalid:
            self.wrong += [Wrong(name, column, problem) for problem in invalid.problems if not problem.warning]
            return None

    def _references(self, name: str, place: Place, *texts: Text) -> dict[str, Compiled]:
        found: dict[str, Compiled] = {}
        for words in (words for text in texts for words in text.values() if REFERENCE in words):
            for reference in references(words):
                compiled = found.get(reference) or self._ready(name, "label", reference, place)
                if compiled:
                    found[reference] = compiled
        return found


def references(words: str) -> Iterator[str]:
    """Every `${name}` in words."""
    start = words.find(REFERENCE)
    while start >= 0:
        end = words.find("}", start)
        if end < 0:
            return
        yield words[start : end + 1]
        start = words.find(REFERENCE, end)


def is_dynamic(default: str) -> bool:
    """Whether a default is an expression, as pyxform decides it: a call or a reference. Anything else is words as they are."""
    return REFERENCE in default or ("(" in default and default.rstrip().endswith(")") and default.strip()[:1].isalpha())


def list_of(question: Question) -> str:
    return question.list_name or question.name


def _try(source: str, outline: Outline, place: Place) -> Compiled | None:
    try:
        return made_ready(source, outline, place)
    except Invalid:
        return None


def _places(questions: tuple[Question, ...]) -> list[Place]:
    places: list[Place] = []
    for question in questions:
        if question.kind == "group":
            places.append(group_place(question.name, *_places(question.questions)))
        elif question.kind == "repeat":
            places.append(repeat_place(question.name, *_places(question.questions)))
        else:
            named = [item.name for item in kind_of(question).items(question)] or [question.name]
            places += [question_place(name, list_of(question) if question.choices else "") for name in named]
    return places


def _lists(questionnaire: Questionnaire) -> Iterator[tuple[str, list[dict[str, str | Text]]]]:
    for name, choices in questionnaire.lists.items():
        yield name, [_row(choice) for choice in choices]
    for question in questionnaire.questions():
        if question.choices:
            plain = question.name.rpartition(".")[2]
            yield question.list_name or plain, [_row(choice) for choice in question.choices]


def _row(choice: Choice) -> dict[str, str | Text]:
    return {**choice.columns, "name": choice.name, "label": choice.label}


def needs_logic(questionnaire: Questionnaire) -> bool:
    """Whether anything in it depends on anything, so that it must be looked at anew for each answer."""
    return any(
        section.relevant or section.random or REFERENCE in "".join((*section.title.values(), *section.lead.values()))
        for section in questionnaire.sections
    ) or any(map(_depends, _everything(questionnaire)))


def _everything(questionnaire: Questionnaire) -> Iterator[Question]:
    waiting = [question for section in questionnaire.sections for question in section.questions]
    while waiting:
        question = waiting.pop()
        yield question
        waiting.extend(question.questions)


def _depends(question: Question) -> bool:
    expressions = (
        question.relevant,
        question.required_if,
        question.constraint,
        question.calculation,
        question.default,
        question.choice_filter,
        question.seed,
    )
    texts = (question.label, question.hint, *(choice.label for choice in question.choices))
    return (
        question.holds
        or question.list_name.startswith(REFERENCE)
        or question.random
        or question.read_only
        or question.kind in COMPUTED
        or any(expressions)
        or any(REFERENCE in words for text in texts for words in text.values())
    )


_kept: "OrderedDict[int, tuple[Questionnaire, Logic | None]]" = OrderedDict()


def logic_of(questionnaire: Questionnaire) -> Logic | None:
    """None where there is nothing to work out. Questionnaires are frozen, so each is read once."""
    found = _kept.get(id(questionnaire))
    if found is None or found[0] is not questionnaire:
        found = questionnaire, Logic(questionnaire) if needs_logic(questionnaire) else None
        _kept[id(questionnaire)] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found[1]


def problems(questionnaire: Questionnaire) -> tuple[Wrong, ...]:
    """Everything that is wrong with its expressions, for those who write it."""
    return tuple(Logic(questionnaire).wrong)
