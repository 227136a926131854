"""Translating: the source on the left, one language on the right, page by page. PO files for translators."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from i18n.catalogue import LANGUAGES
from services import translating
from services.designing import Draft
from services.translating import Row, Taken, source_of
from survey.model import Questionnaire
from ui import state
from ui.designer import acting, where
from ui.plain import plain
from ui.words import _, ngettext, number, percent, spoken

A_PAGE = 20
ALL, MISSING, OUTDATED = "all", "missing", "outdated"


def draw(draft: Draft) -> None:
    whole = draft.questionnaire
    source = source_of(whole)
    offered = [*whole.languages[1:], *(one.tag for one in LANGUAGES if one.tag not in (*whole.languages, source))]
    states = {tag: _progress(whole, tag) for tag in offered}
    language = st.selectbox(_("In welche Sprache?"), offered, format_func=states.__getitem__, key="translate_into")
    progress = translating.progress(whole, language)
    st.progress(progress.share, text=_told(progress))
    row = st.container(horizontal=True, vertical_alignment="bottom")
    _offer(row, whole, language)
    _files(draft, language)
    labels = {
        ALL: _("alle ({n})").format(n=number(progress.all)),
        MISSING: _("es fehlt ({n})").format(n=number(progress.all - progress.done)),
        OUTDATED: _("veraltet ({n})").format(n=number(progress.outdated)),
    }
    shown = st.segmented_control(
        _("Welche Texte?"),
        list(labels),
        format_func=labels.__getitem__,
        default=ALL,
        required=True,
        label_visibility="collapsed",
        key=f"translate_which_{state.language()}",
    )
    _rows(whole, language, str(shown))


def _progress(whole: Questionnaire, tag: str) -> str:
    share = percent(translating.progress(whole, tag).share)
    return f"{spoken(tag)} · {share}" if tag in whole.languages else spoken(tag)


def _told(progress: translating.Progress) -> str:
    done = _("{done} von {all} Texten übersetzt").format(done=number(progress.done), all=number(progress.all))
    if not progress.outdated:
        return done
    old = ngettext("{n} davon veraltet", "{n} davon veraltet", progress.outdated)
    return f"{done}, {old.format(n=number(progress.outdated))}"


def _offer(row: DeltaGenerator, whole: Questionnaire, language: str) -> None:
    if language in whole.languages:
        row.button(
            _("{language} nicht mehr anbieten").format(language=spoken(language)),
            type="tertiary",
            icon=":material/visibility_off:",
            help=_("Die Texte bleiben, falls die Sprache wiederkommt."),
            key="language_off",
            on_click=acting.do,
            args=(translating.remove_language, language),
        )
        return
    row.button(
        _("{language} anbieten").format(language=spoken(language)),
        icon=":material/add:",
        key="language_on",
        on_click=acting.do,
        args=(translating.add_language, language),
    )


def _files(draft: Draft, language: str) -> None:
    with st.expander(_("Mit einer Übersetzerin arbeiten (PO-Datei)"), icon=":material/description:"):
        st.caption(
            _(
                "Die Datei öffnen zum Beispiel Poedit und Weblate. Was in ${…} steht, bleibt beim Übersetzen, wie es ist."
            )
        )
        st.link_button(
            _("PO-Datei herunterladen"),
            f"/design/{draft.survey.slug}/{language}.po",
            icon=":material/download:",
        )
        file = st.file_uploader(_("Übersetzte Datei laden"), type=["po"], key=f"po_{language}")
        if file is not None:
            st.button(
                _("Übersetzungen übernehmen"),
                type="primary",
                key="po_take",
                on_click=_take,
                args=(language, file.getvalue()),
            )
        if taken := where.memory().get("po"):
            _came(taken)


def _take(language: str, content: bytes) -> None:
    try:
        where.memory()["po"] = acting.result(translating.take_po, language, content)
    except translating.NotReadable:
        where.memory()["trouble"] = _("Das ist keine PO-Datei. Laden Sie die Datei, die wir Ihnen gegeben haben.")


def _came(taken: Taken) -> None:
    said = ngettext("{n} Übersetzung übernommen.", "{n} Übersetzungen übernommen.", taken.taken)
    st.success(said.format(n=number(taken.taken)), icon=":material/check_circle:")
    if taken.refused:
        st.error(
            _("Diese Texte haben wir nicht übernommen, weil ein ${…} fehlt oder verändert ist:")
            + "\n"
            + "\n".join(f"- {plain(one)}" for one in taken.refused)
        )
    if taken.unknown:
        lost = ngettext(
            "{n} Text passt zu keinem von hier: Sein Wortlaut wurde inzwischen geändert.",
            "{n} Texte passen zu keinem von hier: Ihr Wortlaut wurde inzwischen geändert.",
            taken.unknown,
        )
        st.warning(lost.format(n=number(taken.unknown)))


def _rows(whole: Questionnaire, language: str, shown: str) -> None:
    rows = translating.rows(whole, language)
    missing, outdated = [row for row in rows if not row.translation], [row for row in rows if row.outdated]
    found = {MISSING: missing, OUTDATED: outdated}.get(shown, list(rows))
    if not found:
        st.success(_("Hier ist nichts mehr zu tun."), icon=":material/done_all:")
        return
    pages = -(-len(found) // A_PAGE)
    page = st.pagination(pages, key=f"translate_page_{language}_{shown}") if pages > 1 else 1
    for row in found[(page - 1) * A_PAGE : page * A_PAGE]:
        _row(row, language)


def _row(row: Row, language: str) -> None:
    place = f"translate.{where.slug()}.{language}.{where.written(row.where.key)}.{row.where.field}.{row.where.part}"
    left, right = st.columns(2, vertical_alignment="center")
    left.markdown(plain(row.source))
    with right:
        acting.sync(place, row.translation)
        st.text_area(
            row.source,
            key=place,
            height="content",
            label_visibility="collapsed",
            placeholder=_("noch nicht übersetzt"),
            on_change=_translate,
            args=(place, row.where, language),
        )
        if row.lost:
            st.error(_("Bitte lassen Sie {names} stehen, wie es ist.").format(names=plain(", ".join(row.lost))))
        if row.outdated:
            stale = st.container(horizontal=True, vertical_alignment="center")
            stale.badge(_("veraltet: der Text links wurde geändert"), icon=":material/history:", color="orange")
            stale.button(
                _("passt noch"),
                type="tertiary",
                key=f"{place}.settle",
                on_click=acting.do,
                args=(translating.settle, row.where, language),
            )


def _translate(place: str, row: translating.Where, language: str) -> None:
    acting.do(translating.translate, row, language, st.session_state[place].strip())
