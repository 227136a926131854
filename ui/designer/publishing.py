"""Before it goes out: what is still missing, what publishing would change, and the button."""

from collections.abc import Sequence
from contextlib import suppress

import streamlit as st
from msgspec.structs import replace

from i18n import changes, checklist
from i18n.catalogue import LANGUAGES
from services import designing, writing
from services.designing import Draft, Impact, NoDraft, NotReady, Outdated, Touched
from services.may import Actor
from services.surveys import NotPossible
from services.writing import Finding, Key, Sort
from survey.model import Question, Questionnaire, Section
from ui import state
from ui.designer import acting, where
from ui.plain import plain
from ui.words import _, ngettext, number, own

A_FEW = 30


def draw(draft: Draft, found: Sequence[Finding]) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        _findings(draft.questionnaire, found)
    with right:
        impact = designing.impact(state.actor(), where.slug())
        _impact(impact)
        _ways(draft, found, impact)


def _findings(whole: Questionnaire, found: Sequence[Finding]) -> None:
    st.subheader(_("Stimmt alles?"), anchor=False)
    if not found:
        st.success(_("Es fehlt nichts."), icon=":material/done_all:")
    things = writing.things(whole)
    keys = {key.name.rpartition(".")[2]: key for key in reversed(list(things))}
    for place, finding in enumerate(found[:A_FEW]):
        icon = ":material/error:" if finding.forbids else ":material/lightbulb:"
        key = keys.get(finding.name.rpartition(".")[2])
        named = _called(finding, things[key].value) if key else finding
        said = f"{plain(_apart(checklist.sentence(named, own())))}  \n{plain(checklist.advice(finding, own()))}"
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"{icon} {said}")
            st.button(
                _("Hingehen"),
                type="tertiary",
                key=f"finding_{place}",
                on_click=_visit,
                args=(finding, key),
            )
    if len(found) > A_FEW:
        st.caption(_("… und {n} weitere.").format(n=number(len(found) - A_FEW)))


def _called(finding: Finding, value: Section | Question) -> Finding:
    """By its words: coordinators need not know names, but where the name itself is wrong."""
    words = where.called(value.title if isinstance(value, Section) else value.label)
    return replace(finding, name=words) if words and finding.field != "name" else finding


def _apart(words: str) -> str:
    """Names of languages that run from right to left must not turn the line around."""
    for one in LANGUAGES:
        if one.direction == "rtl":
            words = words.replace(one.name, f"\u2068{one.name}\u2069")
    return words


def _visit(finding: Finding, key: Key | None) -> None:
    if finding.language:
        st.session_state["translate_into"] = finding.language
        where.go(where.at(), where.TRANSLATE)
        return
    where.go(key if key or not finding.name else Key(Sort.SECTION, finding.name))


def _impact(impact: Impact) -> None:
    st.subheader(_("Was sich ändert"), anchor=False)
    if impact.draft.is_new:
        st.markdown(_("Das wird die erste Fassung dieser Umfrage."))
        return
    if impact.draft.is_behind:
        st.warning(
            _(
                "Seit dieser Entwurf begonnen wurde, ist eine andere Fassung erschienen. Was dort neu war, nimmt dieser Entwurf zurück."
            )
        )
    if not impact.touched:
        st.markdown(_("Der Entwurf ist so wie die Fassung, die schon gilt."))
        return
    st.markdown(_("Gespeicherte Antworten: {number}. Sie bleiben, wie sie sind.").format(number=number(impact.stored)))
    breaking = impact.breaking
    _changes(_("Das lässt sich danach nicht mehr zusammen auswerten"), breaking, 0)
    safe = tuple(one for one in impact.touched if one not in breaking)
    _changes(_("Das schadet nicht"), safe, len(breaking))


def _changes(heading: str, touched: Sequence[Touched], first: int) -> None:
    if touched:
        st.markdown(f"**{heading}**")
    for place, one in enumerate(touched, first):
        row = st.container(horizontal=True, vertical_alignment="center")
        effect = changes.effect(one.change, one.answers, own())
        row.markdown(plain(changes.sentence(one.change, own())) + (f"  \n_{plain(effect)}_" if effect else ""))
        row.button(
            _("zurücknehmen"),
            type="tertiary",
            icon=":material/undo:",
            key=f"take_back_{place}",
            on_click=acting.do,
            args=(_take_back, one),
        )


def _take_back(actor: Actor, slug: str, step: int, touched: Touched) -> Draft:
    return designing.take_back(actor, slug, touched.change, step)


def _ways(draft: Draft, found: Sequence[Finding], impact: Impact) -> None:
    missing = sum(one.forbids for one in found)
    changed = impact.draft.is_new or bool(impact.touched)
    if missing:
        told = ngettext(
            "{n} Stelle ist noch zu ändern, dann kann es losgehen.",
            "{n} Stellen sind noch zu ändern, dann kann es losgehen.",
            missing,
        )
        st.caption(told.format(n=number(missing)))
    row = st.container(horizontal=True, vertical_alignment="center")
    if row.button(
        _("Veröffentlichen …"),
        type="primary",
        icon=":material/publish:",
        disabled=bool(missing) or not changed,
        key="publish",
    ):
        st.dialog(_("Veröffentlichen?"))(_ask)(draft.step, draft.is_new, len(impact.breaking))
    row.link_button(
        _("Als XLSForm herunterladen"), f"/design/{draft.survey.slug}.xlsx", icon=":material/download:", type="tertiary"
    )
    if row.button(_("Entwurf verwerfen …"), icon=":material/delete:", type="tertiary", key="discard"):
        st.dialog(_("Entwurf verwerfen?"))(_ask_discard)(draft.is_new)


def _ask(step: int, is_new: bool, breaking: int) -> None:
    if is_new:
        st.markdown(_("Danach können Sie die Umfrage öffnen. Bis dahin sieht sie niemand."))
    else:
        st.markdown(
            _("Wer von jetzt an beginnt, bekommt die neue Fassung. Wer gerade dabei ist, bleibt bei der alten.")
        )
    if breaking:
        warned = ngettext(
            "{n} Änderung trennt alte und neue Antworten in der Auswertung.",
            "{n} Änderungen trennen alte und neue Antworten in der Auswertung.",
            breaking,
        )
        st.warning(warned.format(n=number(breaking)), icon=":material/warning:")
    if st.button(_("Jetzt veröffentlichen"), type="primary", key="publish_now", on_click=_publish, args=(step,)):
        st.rerun()


def _publish(step: int) -> None:
    memory = where.memory()
    try:
        survey = designing.publish_draft(state.actor(), where.slug(), step)
    except NotReady:
        memory["trouble"] = _("So lässt sich der Entwurf nicht veröffentlichen. Sehen Sie nach, was noch fehlt.")
    except (Outdated, NoDraft):
        memory["trouble"] = _("Der Entwurf hat sich inzwischen geändert. Sehen Sie ihn bitte noch einmal an.")
    except NotPossible:
        memory["trouble"] = _("Der Entwurf ist so wie die Fassung, die schon gilt. Es gibt nichts zu veröffentlichen.")
    else:
        where.leave()
        state.say_next(
            _("Veröffentlicht als Fassung {n}. Unter „Umfragen“ können Sie sie öffnen.").format(
                n=number(survey.version_number)
            )
        )


def _ask_discard(is_new: bool) -> None:
    st.markdown(
        _("Die Umfrage ist dann ganz weg: Sie war noch nie veröffentlicht.")
        if is_new
        else _("Alles seit der letzten Fassung ist dann weg. Die Umfrage läuft weiter wie bisher.")
    )
    if st.button(_("Verwerfen"), type="primary", key="discard_now", on_click=_discard):
        st.rerun()


def _discard() -> None:
    with suppress(NoDraft):
        designing.discard(state.actor(), where.slug())
    where.leave()
    state.say_next(_("Der Entwurf ist verworfen."))
