"""What publishing a draft would do, and what is still missing in it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from i18n import changes, checklist
from i18n.checklist import Finding
from services.designing import Impact, Touched
from survey.model import Questionnaire
from ui.plain import plain
from ui.words import _, number, own, say

LONGEST = 70
"""Letters of a question in a list."""


def draw(impact: Impact, findings: Sequence[Finding]) -> bool:
    """Returns whether it can be published."""
    draw_findings(findings, impact.draft.questionnaire)
    if impact.draft.is_behind:
        st.warning(
            _(
                "Seit dieser Entwurf begonnen wurde, ist eine andere Fassung erschienen. Was dort neu war, nimmt dieser Entwurf zurück."
            )
        )
    if impact.draft.is_new:
        st.markdown(_("Das wird die erste Fassung dieser Umfrage."))
    elif not impact.touched:
        st.markdown(_("Der Entwurf ist so wie die Fassung, die schon gilt."))
    else:
        draw_changes(impact)
    can_be_new = impact.draft.is_new or bool(impact.touched)
    return can_be_new and not any(finding.forbids for finding in findings)


def draw_findings(findings: Sequence[Finding], questionnaire: Questionnaire) -> None:
    """First what forbids publishing."""
    called = _called(questionnaire)
    for finding in findings:
        said = checklist.sentence(finding, own(), called.get(finding.name, ""))
        words = f"{said} {checklist.advice(finding, own())}"
        (st.error if finding.forbids else st.info)(plain(words))


def draw_changes(impact: Impact) -> None:
    breaking = impact.breaking
    safe = [one for one in impact.touched if one not in breaking]
    called = _called(impact.draft.questionnaire)
    st.markdown(_("Gespeicherte Antworten: {number}. Sie bleiben, wie sie sind.").format(number=number(impact.stored)))
    if breaking:
        st.markdown("**" + _("Das lässt sich danach nicht mehr zusammen auswerten") + "**")
        _lines(breaking, called)
    if safe:
        st.markdown("**" + _("Das schadet nicht") + "**")
        _lines(safe, called)


def _lines(touched: Sequence[Touched], called: Mapping[str, str]) -> None:
    for one in touched:
        effect = changes.effect(one.change, one.answers, own())
        key = one.change.key
        said = plain(changes.sentence(one.change, own(), called.get(key.name, "") if key else ""))
        st.markdown(f"- {said}" + (f" _{plain(effect)}_" if effect else ""))


def _called(questionnaire: Questionnaire) -> dict[str, str]:
    """Names to the words that people read there, shortened."""
    words = {section.name: say(section.title) for section in questionnaire.sections}
    words |= {question.name: say(question.label) for question in questionnaire.questions()}
    return {name: said if len(said) <= LONGEST else f"{said[:LONGEST].rstrip()} …" for name, said in words.items()}
