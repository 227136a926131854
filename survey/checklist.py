"""What is still missing in a questionnaire, or might do harm: looked at before it is published. Codes and context; the sentences are made at the edge (i18n/checklist.py)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec

from survey import logic, personal, reach
from survey.editing import Key, Sort, key_of, prefix_in, things
from survey.expressions import Code as Why
from survey.expressions import Problem
from survey.kinds import kind_of
from survey.model import Question, Questionnaire
from survey.texts import Where, texts


class Code(StrEnum):
    NOTHING_ASKED = "nothing_asked"
    NO_TITLE = "no_title"
    EMPTY_SECTION = "empty_section"
    NAME = "name"
    """Empty, ours, or with characters that a name cannot have."""
    NAME_TWICE = "name_twice"
    NO_CHOICES = "no_choices"
    CHOICE_TWICE = "choice_twice"
    EXPRESSION = "expression"
    CYCLE = "cycle"
    NO_WORDS = "no_words"
    UNREACHABLE = "unreachable"
    TRANSLATION = "translation"
    TOO_LONG = "too_long"
    NO_CONSENT = "no_consent"
    FREE_TEXT = "free_text"
    SPECIAL = "special"


FORBIDS = frozenset(
    {
        Code.NOTHING_ASKED,
        Code.NO_TITLE,
        Code.EMPTY_SECTION,
        Code.NAME,
        Code.NAME_TWICE,
        Code.NO_CHOICES,
        Code.CHOICE_TWICE,
        Code.EXPRESSION,
        Code.CYCLE,
        Code.NO_WORDS,
    }
)
"""With these it cannot be published: people would meet a broken page, or answers would get lost. The others are for a human being to decide."""


class Finding(msgspec.Struct, frozen=True):
    """`name` is the section or question to go to; nothing where it is about the whole."""

    code: Code
    name: str = ""
    field: str = ""
    """Which of its fields, or which column of its choices."""
    language: str = ""
    """Of what is not translated."""
    context: dict[str, str | int | float] = {}
    places: tuple[Where, ...] = ()
    """All the texts that it is about."""
    problem: Problem | None = None
    """Of an expression: its own code, where in it, and context."""

    @property
    def forbids(self) -> bool:
        return self.code in FORBIDS


WITH_CHOICES = frozenset({"single", "multiple", "ranking"})
_NAME = re.compile(r"[^\W\d_][\w.-]*")
"""What can be written as `${name}`."""
LONGEST_SECTION = 7
"""Screens of a phone that a section may fill."""
SCREEN, HEADING, ROW, LINE = 700, 72, 56, 28
"""About so many pixels are a screen of a phone, a question's words, a choice, a hint: measured at 412 px width."""
HEIGHTS = {"long_text": 150, "ten": 190, "slider": 110, "agreement": 190, "smileys": 110, "matrix": 0, "ranking": 0}


def findings(questionnaire: Questionnaire) -> tuple[Finding, ...]:
    """Everything, what forbids publishing first."""
    found = [
        *_whole(questionnaire),
        *_names(questionnaire),
        *_choices(questionnaire),
        *_expressions(questionnaire),
        *_untold(questionnaire),
        *(Finding(Code.UNREACHABLE, name, "relevant") for name in reach.unreachable(questionnaire)),
        *_long(questionnaire),
        *_private(questionnaire),
        *_untranslated(questionnaire),
    ]
    return tuple(sorted(found, key=lambda finding: not finding.forbids))


def _whole(questionnaire: Questionnaire) -> Iterator[Finding]:
    if not any(words.strip() for words in questionnaire.title.values()):
        yield Finding(Code.NO_TITLE, field="title")
    if not any(kind_of(question).asked and question.kind != "note" for question in questionnaire.questions()):
        yield Finding(Code.NOTHING_ASKED)
    for section in questionnaire.sections:
        if not section.questions:
            yield Finding(Code.EMPTY_SECTION, section.name)


def _names(questionnaire: Questionnaire) -> Iterator[Finding]:
    sections = Counter(section.name for section in questionnaire.sections)
    yield from (Finding(Code.NAME_TWICE, name, "name") for name, times in sections.items() if times > 1)
    for section in questionnaire.sections:
        if not section.name.strip():
            yield Finding(Code.NAME, section.name, "name")
    plain = [name for section in questionnaire.sections for name in _stored(section.questions, "")]
    yield from (Finding(Code.NAME_TWICE, name, "name") for name, times in Counter(plain).items() if times > 1)
    yield from (Finding(Code.NAME, name, "name") for name in dict.fromkeys(plain) if not _NAME.fullmatch(name))


def _stored(questions: Iterable[Question], prefix: str) -> Iterator[str]:
    """Every name that stands for a control or a group, rows of matrices too."""
    for question in questions:
        key = key_of(question, prefix)
        own = {key.name, *(f"{prefix}{item.name}" for item in kind_of(question).items(question))}
        yield from sorted(own)
        yield from _stored(question.questions, prefix_in(question, prefix))


def _choices(questionnaire: Questionnaire) -> Iterator[Finding]:
    for key, question in _asked(questionnaire):
        if question.kind in WITH_CHOICES and not question.choices:
            yield Finding(Code.NO_CHOICES, key.name, "choices")
        if question.kind == "matrix" and not question.rows:
            yield Finding(Code.NO_CHOICES, key.name, "rows")
        if question.choice_filter:
            continue  # a cascade may have the same name in several branches
        names = Counter(choice.name for choice in question.choices)
        for name, times in names.items():
            if times > 1 or not name.strip():
                yield Finding(Code.CHOICE_TWICE, key.name, "choices", context={"choice": name})


def _expressions(questionnaire: Questionnaire) -> Iterator[Finding]:
    for wrong in logic.problems(questionnaire):
        code = Code.CYCLE if wrong.problem.code is Why.CYCLE else Code.EXPRESSION
        yield Finding(code, wrong.name, wrong.field, problem=wrong.problem)


def _untold(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Questions and choices without words in any language."""
    needed = {"label", "choices", "rows"}
    all_things = things(questionnaire)
    for where, text in texts(questionnaire).items():
        if where.key is None or where.key.sort is not Sort.QUESTION or where.field not in needed:
            continue
        question = all_things[where.key].value
        assert isinstance(question, Question)
        hidden = question.kind in logic.COMPUTED or question.kind == "repeat"
        if not hidden and not any(words.strip() for words in text.values()):
            yield Finding(Code.NO_WORDS, where.key.name, where.field, context={"choice": where.part}, places=(where,))


def _long(questionnaire: Questionnaire) -> Iterator[Finding]:
    for section in questionnaire.sections:
        screens = sum(map(_height, section.questions)) / SCREEN
        if screens > LONGEST_SECTION:
            yield Finding(Code.TOO_LONG, section.name, context={"screens": round(screens), "most": LONGEST_SECTION})


def _height(question: Question) -> int:
    if not kind_of(question).asked:
        return 0
    rows = len(question.rows) * (HEADING + HEIGHTS["agreement"])
    own = HEIGHTS.get(question.kind, ROW) if not question.choices else len(question.choices) * ROW
    return HEADING + LINE * bool(question.hint) + rows + own + sum(map(_height, question.questions))


def _private(questionnaire: Questionnaire) -> Iterator[Finding]:
    agreed = any(question.kind in ("consent", "acknowledge") for _, question in _asked(questionnaire))
    for key, question in _asked(questionnaire):
        if not agreed and personal.asks_for_contact(question):
            yield Finding(Code.NO_CONSENT, key.name)
        elif not agreed and question.kind == "long_text" and not personal.warns_of_names(question):
            yield Finding(Code.FREE_TEXT, key.name, "hint")
        for topic, word in personal.special(question).items():
            yield Finding(Code.SPECIAL, key.name, context={"topic": topic, "word": word})


def _untranslated(questionnaire: Questionnaire) -> Iterator[Finding]:
    """One finding for each language, with all that is missing in it."""
    source, *others = questionnaire.languages or ("de",)
    written = {where: text for where, text in texts(questionnaire).items() if any(text.values())}
    for language in (source, *others):
        missing = tuple(where for where, text in written.items() if not text.get(language, "").strip())
        if missing:
            context: dict[str, str | int | float] = {"missing": len(missing), "all": len(written)}
            first = missing[0].key
            yield Finding(
                Code.TRANSLATION,
                first.name if first else "",
                missing[0].field,
                language=language,
                context=context,
                places=missing,
            )


def _asked(questionnaire: Questionnaire) -> Iterator[tuple[Key, Question]]:
    for key, thing in things(questionnaire).items():
        if isinstance(thing.value, Question):
            yield key, thing.value
