"""One question: its words, its answers, its limits, its conditions."""

from datetime import date, time

import streamlit as st

from services import writing
from services.translating import source_of
from services.writing import Key
from survey.model import Question, Questionnaire
from ui.designer import acting, choices, doing, fields, kinds, logic, where
from ui.words import _


def draw(questionnaire: Questionnaire, key: Key, question: Question) -> None:
    language = source_of(questionnaire)
    look = kinds.look(question.kind)
    head = st.container(horizontal=True, vertical_alignment="center")
    head.subheader(f":material/{look.icon}: {_(look.name)}", anchor=False)
    doing.draw(head, questionnaire, key)
    _words(key, question, language)
    if question.kind in kinds.WITH_ROWS:
        choices.draw(key, question.rows, "rows", language, _("Zeilen"))
    if question.kind in kinds.WITH_CHOICES:
        choices.draw(key, question.choices, "choices", language, _("Antworten"))
    if question.kind == "district":
        st.caption(_("Die Stadtbezirke stehen von selbst zur Wahl."))
    _switches(key, question)
    _limits(key, question)
    if question.kind in kinds.WITH_ENDS:
        low, high = st.columns(2)
        with low:
            fields.part(key, "low", question.labels.get("low", {}), language, _("Wort am Anfang"))
        with high:
            fields.part(key, "high", question.labels.get("high", {}), language, _("Wort am Ende"))
    _depends(questionnaire, key, question, language)
    _for_experts(key, question, language)


def _words(key: Key, question: Question, language: str) -> None:
    look = kinds.look(question.kind)
    label = _("Text") if question.kind in ("note", *kinds.CONSENTING) else _("Frage")
    fields.words(key, "label", question.label, language, label, lines=2, placeholder=_(look.example))
    if question.kind not in kinds.UNASKED:
        fields.words(
            key,
            "hint",
            question.hint,
            language,
            _("Hinweis darunter"),
            placeholder=_("Bitte schreiben Sie keine Namen und keine Telefonnummern.")
            if "text" in question.kind
            else "",
        )


def _switches(key: Key, question: Question) -> None:
    if question.kind in ("note", "group", *kinds.UNASKED):
        return
    row = st.container(horizontal=True, gap="medium")
    with row:
        if question.kind != "repeat":
            fields.switch(key, "required", question.required, _("muss beantwortet werden"))
        if question.kind in kinds.WITH_OTHER:
            fields.switch(key, "other", question.other, _("mit „etwas anderes“"), help=_("Mit Platz zu sagen, was."))
        if question.kind in kinds.WITH_CHOICES:
            fields.switch(
                key,
                "random",
                question.random,
                _("zufällige Reihenfolge"),
                help=_("Für jede Person eine andere. „keins davon“ und „etwas anderes“ bleiben am Ende."),
            )
        if question.kind in kinds.WITH_DONT_KNOW:
            fields.switch(key, "dont_know", question.dont_know, _("mit „weiß nicht“"))
        fields.switch(
            key,
            "sensitive",
            question.sensitive,
            _("empfindlich"),
            help=_("Dann schützen wir die Ergebnisse noch strenger: Kleine Zahlen werden nicht gezeigt."),
        )


def _limits(key: Key, question: Question) -> None:
    named = kinds.LIMITS.get(question.kind, ())
    for column, (name, label) in zip(st.columns(len(named) or 1), named, strict=False):
        with column:
            _limit(key, question, name, _(label))


def _limit(key: Key, question: Question, name: str, label: str) -> None:
    control = where.control(f"limits.{name}")
    stored = question.limits.get(name)
    args = (control, key, name)
    if question.kind in kinds.DAYS:
        acting.sync(control, _day(stored))
        st.date_input(label, format="DD.MM.YYYY", key=control, on_change=_set_limit, args=args)
    elif question.kind in kinds.TIMES:
        acting.sync(control, _time(stored))
        st.time_input(label, key=control, on_change=_set_limit, args=args)
    elif question.kind in kinds.FRACTIONS:
        acting.sync(control, float(stored) if stored is not None else None)
        st.number_input(label, format="%g", key=control, on_change=_set_limit, args=args)
    else:
        acting.sync(control, int(stored) if stored is not None else None)
        st.number_input(label, min_value=0, step=1, key=control, on_change=_set_limit, args=args)


def _set_limit(control: str, key: Key, name: str) -> None:
    value = st.session_state[control]
    if isinstance(value, date | time):
        value = value.isoformat()[:10] if isinstance(value, date) else f"{value:%H:%M}"
    elif isinstance(value, float) and value == int(value):
        value = int(value)
    acting.do(writing.limit, key, name, value)


def _day(stored: object) -> date | None:
    try:
        return date.fromisoformat(str(stored)[:10])
    except ValueError:
        return None


def _time(stored: object) -> time | None:
    try:
        return time.fromisoformat(str(stored))
    except ValueError:
        return None


def _depends(questionnaire: Questionnaire, key: Key, question: Question, language: str) -> None:
    if question.kind in kinds.UNASKED:
        field = "calculation" if question.kind == "calculation" else "default"
        logic.draw(questionnaire, key, field, getattr(question, field), question)
        return
    used = any((question.relevant, question.constraint, question.choice_filter, question.required_if, question.count))
    with st.expander(_("Bedingungen"), expanded=used, icon=":material/alt_route:"):
        logic.draw(questionnaire, key, "relevant", question.relevant, question)
        if question.kind in ("note", "group"):
            return
        if question.kind == "repeat":
            logic.draw(questionnaire, key, "count", question.count, question)
            return
        logic.draw(questionnaire, key, "required_if", question.required_if, question)
        logic.draw(questionnaire, key, "constraint", question.constraint, question)
        if question.constraint:
            fields.words(
                key,
                "constraint_words",
                question.constraint_words,
                language,
                _("Was wir sagen, wenn die Antwort nicht gilt"),
            )
        if question.kind in kinds.WITH_CHOICES:
            logic.draw(questionnaire, key, "choice_filter", question.choice_filter, question)


def _for_experts(key: Key, question: Question, language: str) -> None:
    with st.expander(_("Für Fachleute"), icon=":material/settings:"):
        _name(key, question)
        if question.kind in kinds.UNASKED:
            return
        fields.words(
            key,
            "guidance",
            question.guidance,
            language,
            _("Hinweis für alle, die andere befragen"),
            help=_("Steht nur am Tisch und auf dem Papier."),
        )
        if not question.holds and question.kind != "note":
            fields.line(key, "default", question.default, _("Was am Anfang dasteht"))


def _name(key: Key, question: Question) -> None:
    control = where.control("name")
    acting.sync(control, question.name)
    st.text_input(
        _("Name in den Daten"),
        key=control,
        max_chars=64,
        help=_("So heißt die Spalte, und so steht die Frage in Bedingungen. Bedingungen ändern sich mit."),
        on_change=_rename,
        args=(control, key),
    )


def _rename(control: str, key: Key) -> None:
    name = "_".join(st.session_state[control].split())
    if name:
        acting.do(writing.rename, key, name)
