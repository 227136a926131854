"""What an expression of a questionnaire does, in a sentence. What is too intricate for words is shown as it is written, with the questions by their words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from common.marks import N_
from i18n.catalogue import Words
from survey.expressions import Invalid, parse
from survey.expressions.syntax import Call, Chain, Comparison, Expression, Negative, Number, Path, Reference, Text
from survey.kinds import kind_of
from survey.kinds.parts import offered
from survey.model import Choice, Question, Questionnaire

SENTENCES = {
    "relevant": N_("Wird nur gefragt, wenn {condition}."),
    "required_if": N_("Muss beantwortet werden, wenn {condition}."),
    "constraint": N_("Eine Antwort gilt nur, wenn {condition}."),
    "choice_filter": N_("Zur Wahl stehen nur die Antworten, bei denen {condition}."),
    "calculation": N_("Wird ausgerechnet: {value}."),
    "count": N_("So oft wird gefragt: {value}."),
    "default": N_("Steht am Anfang da: {value}."),
}
"""By the field in which it stands."""
VALUES = frozenset({"calculation", "count", "default"})
SECTION = N_("Dieser Abschnitt kommt nur, wenn {condition}.")

_LONGEST = 60
_CHOSEN = {
    "=": N_("„{question}“ mit „{answer}“ beantwortet ist"),
    "!=": N_("„{question}“ nicht mit „{answer}“ beantwortet ist"),
}
_EMPTY = {"=": N_("„{question}“ nicht beantwortet ist"), "!=": N_("„{question}“ beantwortet ist")}
_COMPARED = {
    "=": N_("{left} gleich {right} ist"),
    "!=": N_("{left} nicht {right} ist"),
    ">": N_("{left} größer als {right} ist"),
    ">=": N_("{left} mindestens {right} ist"),
    "<": N_("{left} kleiner als {right} ist"),
    "<=": N_("{left} höchstens {right} ist"),
}
_TURNED = {"=": "=", "!=": "!=", ">": "<", ">=": "<=", "<": ">", "<=": ">="}
_NOT = {
    ">": N_("{left} nicht größer als {right} ist"),
    ">=": N_("{left} nicht mindestens {right} ist"),
    "<": N_("{left} nicht kleiner als {right} ist"),
    "<=": N_("{left} nicht höchstens {right} ist"),
}
"""Not the same as the opposite: what is not answered is neither greater nor smaller."""
_OPPOSITE = {"=": "!=", "!=": "="}
_TICKED = {
    True: N_("bei „{question}“ „{answer}“ gewählt ist"),
    False: N_("bei „{question}“ „{answer}“ nicht gewählt ist"),
}
_VALUES: Mapping[str, str] = {
    "count-selected": N_("die Zahl der gewählten Antworten bei {value}"),
    "count": N_("die Zahl von {value}"),
    "sum": N_("die Summe von {value}"),
    "min": N_("das Kleinste von {value}"),
    "max": N_("das Größte von {value}"),
    "round": N_("gerundet {value}"),
    "int": N_("die ganze Zahl von {value}"),
    "number": N_("die Zahl aus {value}"),
    "string-length": N_("die Länge von {value}"),
    "today": N_("heute"),
    "now": N_("jetzt"),
}
_SIGNS = {"+": "+", "-": "−", "*": "×", "div": "÷"}


class _NoWords(Exception):
    """This part cannot be said."""


@dataclass(frozen=True)
class _Speaker:
    questions: Mapping[str, Question]
    words: Words
    asked: Question | None
    """Whose expression it is: `.` means its answer."""

    def say(self, german: str, **parts: str) -> str:
        return self.words.gettext(german).format(**parts)

    # Conditions

    def condition(self, part: Expression, holds: bool = True) -> str:
        match part:
            case Chain(operators=signs, operands=operands) if set(signs) in ({"and"}, {"or"}):
                return self._joined(signs[0], operands, holds)
            case Call(name="not", arguments=(inner,)):
                return self.condition(inner, not holds)
            case Call(name="selected", arguments=(asked, Text(value=answer))):
                question = self._question(asked)
                return self.say(_TICKED[holds], question=self._label(question), answer=self._answer(question, answer))
            case Comparison(operator=sign, left=left, right=right):
                return self._comparison(sign, left, right, holds)
            case _:
                raise _NoWords

    def _joined(self, sign: str, operands: tuple[Expression, ...], holds: bool) -> str:
        said = [self.condition(operand, holds) for operand in operands]
        if any(isinstance(operand, Chain) for operand in operands):
            said = [
                f"({one})" if isinstance(operand, Chain) else one for one, operand in zip(said, operands, strict=True)
            ]
        both = (sign == "and") is holds
        return (self.words.gettext(" und ") if both else self.words.gettext(" oder ")).join(said)

    def _comparison(self, sign: str, left: Expression, right: Expression, holds: bool) -> str:
        sign = sign if holds else _OPPOSITE.get(sign, sign)
        if isinstance(left, Text | Number) and not isinstance(right, Text | Number):
            left, right, sign = right, left, _TURNED[sign]
        if isinstance(right, Text) and sign in _CHOSEN:
            return self._equal(sign, left, right.value)
        question = self._question(left) if isinstance(left, Reference | Path) else None
        if question and isinstance(right, Number) and sign in _CHOSEN and _own_choices(question):
            return self._equal(sign, left, _plain(right.value))
        german = _COMPARED[sign] if holds or sign in _OPPOSITE else _NOT[sign]
        return self.say(german, left=self.value(left), right=self.value(right))

    def _equal(self, sign: str, left: Expression, answer: str) -> str:
        question = self._question(left)
        if not answer:
            return self.say(_EMPTY[sign], question=self._label(question))
        return self.say(_CHOSEN[sign], question=self._label(question), answer=self._answer(question, answer))

    # Values

    def value(self, part: Expression) -> str:
        match part:
            case Number(value=number):
                return self.words.number(number, len(_plain(number).partition(".")[2]))
            case Text(value=text):
                return f"„{text}“"
            case Path() if self.asked is not None and self._question(part) is self.asked:
                return self.words.gettext("die Antwort")
            case Call(name="count-selected", arguments=(Path(),)):
                return self.words.gettext("die Zahl der gewählten Antworten")
            case Reference() | Path():
                return f"„{self._label(self._question(part))}“"
            case Call(name=name, arguments=arguments) if name in _VALUES and len(arguments) <= 1:
                return self.say(_VALUES[name], value=self.value(arguments[0]) if arguments else "")
            case Chain(operators=signs, operands=operands) if set(signs) <= set(_SIGNS):
                return self._sum(signs, operands)
            case Negative(operand=operand):
                return f"−{self.value(operand)}"
            case _:
                raise _NoWords

    def _sum(self, signs: tuple[str, ...], operands: tuple[Expression, ...]) -> str:
        said = [f"({self.value(one)})" if isinstance(one, Chain) else self.value(one) for one in operands]
        return said[0] + "".join(f" {_SIGNS[sign]} {one}" for sign, one in zip(signs, said[1:], strict=True))

    # Questions and answers

    def _question(self, part: Expression) -> Question:
        if isinstance(part, Reference) and part.name in self.questions:
            return self.questions[part.name]
        if self.asked and isinstance(part, Path) and _is_itself(part):
            return self.asked
        raise _NoWords

    def _label(self, question: Question) -> str:
        label = self.words.say(question.label).words or question.name
        return label if len(label) <= _LONGEST else f"{label[:_LONGEST].rstrip()}…"

    def _answer(self, question: Question, name: str) -> str:
        for choice in (*offered(question), *_own_choices(question)):
            if choice.name == name:
                return self.words.say(choice.label).words or name
        return name


def _is_itself(path: Path) -> bool:
    steps = [(step.axis, step.predicates) for step in path.steps]
    return path.base is None and not path.absolute and steps == [("self", ())]


def _own_choices(question: Question) -> tuple[Choice, ...]:
    """What a kind words itself, such as the steps of a scale."""
    return tuple(choice for column in kind_of(question).columns(question) for choice in column.choices)


def looked_at(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """What a condition can look at: of a table each row, which is a question of its own there."""
    return tuple(one for question in questionnaire.questions() for one in _rows(question) if question.kind != "note")


def _rows(question: Question) -> tuple[Question, ...]:
    if not question.rows:
        return (question,)
    kind = "single" if question.choices else "agreement"
    return tuple(Question(row.name, kind, row.label, choices=question.choices) for row in question.rows)


def sentence(source: str, field: str, questionnaire: Questionnaire, words: Words, asked: Question | None = None) -> str:
    """What an expression in this field does; empty where there is none. `asked` is the question it belongs to, None for a section."""
    if not source.strip():
        return ""
    try:
        part = parse(source)
    except Invalid:
        return ""
    speaker = _Speaker({one.name.rpartition(".")[2]: one for one in looked_at(questionnaire)}, words, asked)
    german = SECTION if asked is None and field == "relevant" else SENTENCES[field]
    if field in VALUES:
        return words.gettext(german).format(value=_said(speaker.value, part, source))
    try:
        return words.gettext(german).format(condition=speaker.condition(part))
    except _NoWords:
        return words.gettext(german).format(condition=words.gettext("gilt: {expression}").format(expression=source))


def _said(say: Callable[[Expression], str], part: Expression, source: str) -> str:
    try:
        return say(part)
    except _NoWords:
        return source


def _plain(number: float) -> str:
    return f"{number:g}" if number != int(number) else str(int(number))
