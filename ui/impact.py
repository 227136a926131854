"""What publishing a draft would do, and what is still missing in it."""

from collections.abc import Sequence

import streamlit as st

from i18n import changes, checklist
from i18n.checklist import Finding
from services.designing import Impact, Touched
from ui.plain import plain
from ui.words import _, number, own


def draw(impact: Impact, findings: Sequence[Finding]) -> bool:
    """Returns whether it can be published."""
    draw_findings(findings)
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


def draw_findings(findings: Sequence[Finding]) -> None:
    """First what forbids publishing."""
    for finding in findings:
        words = f"{checklist.sentence(finding, own())} {checklist.advice(finding, own())}"
        (st.error if finding.forbids else st.info)(plain(words))


def draw_changes(impact: Impact) -> None:
    breaking = impact.breaking
    safe = [one for one in impact.touched if one not in breaking]
    st.markdown(_("Gespeicherte Antworten: {number}. Sie bleiben, wie sie sind.").format(number=number(impact.stored)))
    if breaking:
        st.markdown(f"**{_('Das lässt sich danach nicht mehr zusammen auswerten')}**")
        _lines(breaking)
    if safe:
        st.markdown(f"**{_('Das schadet nicht')}**")
        _lines(safe)


def _lines(touched: Sequence[Touched]) -> None:
    for one in touched:
        effect = changes.effect(one.change, one.answers, own())
        said = plain(changes.sentence(one.change, own()))
        st.markdown(f"- {said}" + (f" _{plain(effect)}_" if effect else ""))
