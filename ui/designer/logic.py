"""Expressions: written with help, checked at once, and said in a sentence."""

from collections.abc import Mapping

import streamlit as st

from common.marks import N_
from i18n import expressions
from services import explaining, writing
from services.writing import Key
from survey.kinds import kind_of
from survey.kinds.parts import offered
from survey.model import Question, Questionnaire
from ui.designer import acting, fields, where
from ui.plain import plain
from ui.words import _, own, say

LABELS = {
    "relevant": N_("Bedingung: wann wird gefragt?"),
    "required_if": N_("Pflicht nur, wenn"),
    "constraint": N_("Prüfung: welche Antwort gilt?"),
    "calculation": N_("Rechnung"),
    "choice_filter": N_("Welche Antworten stehen zur Wahl?"),
    "count": N_("Wie oft? Leer heißt: so oft, wie Menschen es hinzufügen."),
    "default": N_("Was steht am Anfang da?"),
}
EXAMPLES = {
    "relevant": "${kinder} = 'ja'",
    "required_if": "${kinder} = 'ja'",
    "constraint": ". >= 18",
    "calculation": "${erwachsene} + ${kinder}",
    "choice_filter": "stadtbezirk = ${wohnort}",
    "count": "${zahl_der_kinder}",
}
BUILT = frozenset({"relevant", "required_if"})
"""Fields for which there is a builder: "if question X is answered with Y"."""
IS, IS_NOT, ANSWERED, NOT_ANSWERED = "is", "is_not", "answered", "not_answered"
LEAST, MOST = "least", "most"


def draw(questionnaire: Questionnaire, key: Key, field: str, source: str, question: Question | None) -> None:
    """`question` is whose it is; None for a section."""
    fields.line(key, field, source, _(LABELS[field]), lines=2, placeholder=EXAMPLES.get(field, ""))
    _judge(questionnaire, key, field, source, question)
    others = {one.name: one for one in explaining.looked_at(questionnaire) if question is None or one.name != key.name}
    help = st.container(horizontal=True)
    if field in BUILT and others:
        with help.popover(_("Bedingung zusammenstellen"), icon=":material/build:", type="tertiary"):
            _build(key, field, source, others)
    if others:
        with help.popover(_("Name einfügen"), icon=":material/data_object:", type="tertiary"):
            _names(key, field, source, others)


def _judge(questionnaire: Questionnaire, key: Key, field: str, source: str, question: Question | None) -> None:
    if not source:
        return
    problems = writing.problems(questionnaire, key, field, source)
    for problem in problems:
        st.error(
            plain(f"{expressions.sentence(problem, own())} {expressions.hint(problem, own())}"), icon=":material/error:"
        )
        if problem.end > problem.start or problem.start:
            st.code(_pointed(source, problem.line, problem.column, problem.end - problem.start), language=None)
    if not problems:
        told = explaining.sentence(source, field, questionnaire, own(), question)
        st.success(plain(told), icon=":material/check:")


def _pointed(source: str, line: int, column: int, length: int) -> str:
    """The line that is wrong, with marks below the place."""
    lines = source.split("\n")
    return f"{lines[min(line, len(lines)) - 1]}\n{' ' * (column - 1)}{'^' * max(1, min(length, 40))}"


def _label(question: Question) -> str:
    return f"{where.called(question.label) or question.name} · {question.name}"


def _answers(question: Question) -> Mapping[str, str]:
    """What can be answered, where that is a list: its own choices, else the steps of its kind."""
    own_ones = {one.name: where.called(one.label) or one.name for one in offered(question)}
    if own_ones:
        return own_ones
    return {
        one.name: say(one.label) or one.name for column in kind_of(question).columns(question) for one in column.choices
    }


def _names(key: Key, field: str, source: str, others: Mapping[str, Question]) -> None:
    """Click to put a question or an answer at the end of the expression."""
    control = where.control(f"{field}.insert")
    chosen = st.selectbox(_("Frage"), list(others), format_func=lambda name: _label(others[name]), key=control)
    plain_name = chosen.rpartition(".")[2]
    st.button(
        _("Frage einfügen"),
        key=f"{control}.question",
        on_click=_append,
        args=(key, field, source, f"${{{plain_name}}}"),
    )
    answers = _answers(others[chosen])
    if answers:
        answer = st.selectbox(
            _("Antwort"),
            list(answers),
            format_func=lambda name: f"{answers[name]} · {name}",
            key=f"{control}.of.{chosen}",
        )
        st.button(
            _("Antwort einfügen"), key=f"{control}.answer", on_click=_append, args=(key, field, source, f"'{answer}'")
        )


def _append(key: Key, field: str, source: str, words: str) -> None:
    acting.do(writing.change, key, **{field: f"{source.rstrip()} {words}".strip()})


def _build(key: Key, field: str, source: str, others: Mapping[str, Question]) -> None:
    control = where.control(f"{field}.build")
    name = st.selectbox(_("Wenn diese Frage"), list(others), format_func=lambda one: _label(others[one]), key=control)
    question = others[name]
    answers = _answers(question)
    ways = {
        **({IS: _("diese Antwort hat"), IS_NOT: _("eine andere Antwort hat")} if answers else {}),
        **(
            {LEAST: _("mindestens … ist"), MOST: _("höchstens … ist")}
            if question.kind in ("number", "slider", "ten", "agreement", "smileys")
            else {}
        ),
        ANSWERED: _("beantwortet ist"),
        NOT_ANSWERED: _("nicht beantwortet ist"),
    }
    way = st.selectbox(
        _("Wie?"), list(ways), format_func=ways.__getitem__, key=f"{control}.way.{name}", label_visibility="collapsed"
    )
    value: str | float = ""
    if way in (IS, IS_NOT):
        value = st.selectbox(
            _("Antwort"), list(answers), format_func=lambda one: answers[one], key=f"{control}.value.{name}"
        )
    elif way in (LEAST, MOST):
        value = st.number_input(_("Zahl"), value=1, key=f"{control}.number.{name}")
    joined = "and"
    if source:
        joins = {"and": _("und zugleich"), "or": _("oder stattdessen")}
        joined = st.segmented_control(
            _("Zusammen mit dem, was schon dasteht"),
            list(joins),
            format_func=joins.__getitem__,
            default="and",
            required=True,
            key=f"{control}.join",
        )
    made = built(question, way, value)
    whole = f"({source}) {joined} {made}" if source else made
    st.button(_("Einsetzen"), type="primary", key=f"{control}.take", on_click=_set, args=(key, field, whole))


def _set(key: Key, field: str, source: str) -> None:
    acting.do(writing.change, key, **{field: source})


def built(question: Question, way: str, value: str | float) -> str:
    """A condition as XLSForm writes it."""
    asked = f"${{{question.name.rpartition('.')[2]}}}"
    if way in (IS, IS_NOT) and question.kind in ("multiple", "ranking"):
        ticked = f"selected({asked}, '{value}')"
        return ticked if way == IS else f"not({ticked})"
    match way:
        case "is":
            return f"{asked} = '{value}'"
        case "is_not":
            return f"{asked} != '{value}'"
        case "least":
            return f"{asked} >= {value}"
        case "most":
            return f"{asked} <= {value}"
        case "answered":
            return f"{asked} != ''"
        case _:
            return f"{asked} = ''"
