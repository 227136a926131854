"""The sheet `survey`: sections as groups, questions as rows."""

from collections.abc import Iterable, Iterator

from survey.model import Question, Questionnaire, Section, Text
from survey.xlsform import ours
from survey.xlsform.columns import OWN_WORDS
from survey.xlsform.sections import UNSEEN
from survey.xlsform.speech import BLANK
from survey.xlsform.types import DECIMAL
from survey.xlsform.writing.lists import Lists

ORDER = (
    *("type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant", "constraint"),
    *("constraint_message", "appearance", "parameters", "choice_filter", "calculation", "trigger", "default"),
    *("read_only", "repeat_count"),
)
WORDLESS = frozenset({*UNSEEN, "group", "repeat"})
"""Kinds that other tools take without words."""
TABLES = frozenset({"matrix", "grid"})
Row = dict[str, str | Text]


def rows(questionnaire: Questionnaire, lists: Lists) -> Iterator[Row]:
    return _Writer(questionnaire, lists).rows()


def spoken(questionnaire: Questionnaire) -> Iterator[str]:
    """The languages of every text, in the order in which they turn up."""
    texts = [questionnaire.title, questionnaire.lead, questionnaire.thanks]
    for section in questionnaire.sections:
        texts += [section.title, section.lead]
        for question in _everything(section.questions):
            texts += [question.label, question.hint, question.guidance, question.required_words]
            texts += [question.constraint_words, *question.labels.values()]
            texts += [one.label for one in (*question.choices, *question.rows)]
    texts += [choice.label for choices in questionnaire.lists.values() for choice in choices]
    return (tag for text in texts for tag in text)


def _everything(questions: Iterable[Question]) -> Iterator[Question]:
    for question in questions:
        yield question
        yield from _everything(question.questions)


class _Writer:
    def __init__(self, questionnaire: Questionnaire, lists: Lists) -> None:
        self.asked = questionnaire
        self.lists = lists
        self.language = next(iter(questionnaire.languages), "de")
        names = {one.name for section in questionnaire.sections for one in _everything(section.questions)}
        self._taken = {*names, *(section.name for section in questionnaire.sections)}

    def rows(self) -> Iterator[Row]:
        if self.asked.lead:
            yield self._note("x_lead", self.asked.lead, ours.LEAD)
        for section in self.asked.sections:
            yield from self._section(section)
        if self.asked.thanks:
            yield self._note("x_thanks", self.asked.thanks, ours.THANKS)

    def _note(self, name: str, words: Text, appearance: str) -> Row:
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return {"type": "note", "name": name, "label": words, "appearance": appearance}

    # Sections

    def _section(self, section: Section) -> Iterator[Row]:
        if section.loose:
            for question in section.questions:
                first, *others = self._question(question)
                yield first | {"x_page": section.name}
                yield from others
            return
        page = "" if any(one.kind == "repeat" for one in _everything(section.questions)) else ours.PAGE
        yield {
            "type": "begin_group",
            "name": section.name,
            "label": section.title,
            "relevant": section.relevant,
            "appearance": " ".join(filter(None, [page, section.appearance])),
            "x_random": "yes" if section.random else "",
        }
        if section.lead:
            yield self._note(f"x_lead_{section.name}", section.lead, ours.LEAD)
        for question in section.questions:
            yield from self._question(question)
        yield {"type": "end_group", "name": section.name}

    # Questions

    def _question(self, question: Question) -> Iterator[Row]:
        if question.holds:
            yield {**self._row(question, f"begin_{question.kind}"), "repeat_count": question.count}
            for inside in question.questions:
                yield from self._question(inside)
            yield {"type": f"end_{question.kind}", "name": question.name}
        elif question.kind in TABLES:
            yield from self._table(question)
        else:
            yield self._row(question, self._type(question)) | self._of_kind(question)

    def _table(self, question: Question) -> Iterator[Row]:
        """The group carries what concerns the whole; whether it must be answered stands in every row, since groups cannot be required."""
        kind = f"select_one {self.lists.named(question)}"
        around = self._row(question, "begin_group")
        must = {"required": around.pop("required")}
        marks = ("table-list", ours.mark(question.kind), question.appearance)
        yield around | {"appearance": " ".join(filter(None, marks))}
        for row in question.rows:
            yield {"type": kind, "name": row.name, "label": row.label or {self.language: BLANK}, **must}
        yield {"type": "end_group", "name": question.name}

    def _row(self, question: Question, kind: str) -> Row:
        wordless = question.kind in WORDLESS or question.label
        return {
            "type": kind,
            "name": question.name,
            "label": question.label if wordless else {self.language: BLANK},
            "hint": question.hint,
            "guidance_hint": question.guidance,
            "required": "yes" if question.required else question.required_if,
            "required_message": question.required_words,
            "relevant": question.relevant,
            "constraint": ours.joined(ours.limiting(question), question.constraint),
            "constraint_message": question.constraint_words,
            "appearance": question.appearance,
            "calculation": question.calculation,
            "trigger": question.trigger,
            "default": question.default,
            "read_only": "yes" if question.read_only else "",
            "x_limits": _own_limits(question),
            "x_sensitive": "yes" if question.sensitive else "",
            "x_dont_know": "" if question.dont_know else "no",
            **{f"{OWN_WORDS}{part}": words for part, words in question.labels.items()},
        }

    def _type(self, question: Question) -> str:
        if question.kind == "calculation" and not question.calculation:
            return "hidden"
        if question.kind == "number":
            return "decimal" if _is_decimal(question) else "integer"
        if question.kind in ours.TYPES:
            return ours.TYPES[question.kind]
        select = f"{ours.SELECTS.get(question.kind, 'select_one')} {self.lists.named(question)}"
        return f"{select} or_other" if _says_other(question) else select

    def _of_kind(self, question: Question) -> Row:
        """What only some kinds have."""
        row: Row = {}
        looks = question.appearance
        if question.kind in ours.MARKED and not question.calculation:
            row["appearance"] = " ".join(filter(None, (ours.mark(question.kind), looks)))
        elif question.kind == "long_text":
            row["appearance"] = " ".join(filter(None, (ours.MULTILINE, looks)))
        if question.kind == "slider":
            row["parameters"] = _range(question)
        elif question.choices or question.kind in ours.SELECTS:
            row |= _select(question)
        return row


def _select(question: Question) -> Row:
    plain = question.seed.startswith("${") or question.seed.isdecimal()
    seed = f" seed={question.seed}" if question.seed and plain else ""
    return {
        "choice_filter": question.choice_filter,
        "parameters": f"randomize=true{seed}" if question.random else "",
        "x_seed": question.seed if question.seed and not (question.random and plain) else "",
        "x_other": "yes" if question.other and not _says_other(question) else "",
    }


def _says_other(question: Question) -> bool:
    """Other tools take `or_other` only where it stands alone."""
    return (
        question.other
        and not question.choice_filter
        and question.kind in ("single", "multiple")
        and bool(question.choices)
    )


def _range(question: Question) -> str:
    ends = {"start": question.limits.get("min", 0), "end": question.limits.get("max", 10)}
    return " ".join(f"{name}={value}" for name, value in {**ends, "step": question.limits.get("step", 1)}.items())


def _own_limits(question: Question) -> str:
    """Only where the type does not say them already."""
    if question.kind == "slider":
        said = set(question.limits) == {"min", "max", "step"}
    elif question.kind == "number" and _is_decimal(question):
        said = question.limits == DECIMAL
    else:
        said = not question.limits
    return "" if said else ours.written_limits(question.limits)


def _is_decimal(question: Question) -> bool:
    return float(question.limits.get("step", 1)) < 1
