"""Before there is anything to write at: which survey, or a new one from nothing, from the question bank, or from a file."""

import streamlit as st
from msgspec.structs import replace

from i18n import forms as sentences
from services import bank, designing, forms, places, surveys
from services.forms import Imported
from services.surveys import NotPossible
from survey.model import SOURCE_LANGUAGE, Questionnaire, Section
from ui import state
from ui.designer import where
from ui.plain import plain
from ui.words import _, ngettext, number, own

EMPTY, BANK, FILE = "empty", "bank", "file"
TYPES = ["xlsx", "xls", "csv", "md"]
PARTITIONS = ("district", "network")


def draw() -> None:
    st.title(_("Fragebogen schreiben"), anchor=False)
    old, new = st.columns(2, gap="large")
    with old:
        _choose()
    with new:
        _new()


def _choose() -> None:
    st.subheader(_("Weiterschreiben"), anchor=False)
    listed = surveys.listed(state.actor())
    if not listed:
        st.info(_("Noch gibt es keine Umfrage. Beginnen Sie rechts die erste."), icon=":material/inbox:")
    for one in listed:
        survey = one.survey
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container(gap=None):
                st.markdown(f"**{plain(where.called(survey.questionnaire.title) or survey.slug)}**")
                st.caption(_told(one))
            st.button(
                _("Schreiben"),
                icon=":material/edit:",
                key=f"write_{survey.slug}",
                on_click=where.open_survey,
                args=(survey.slug,),
            )


def _told(one: surveys.Listed) -> str:
    if not one.survey.version_number:
        return _("Entwurf, noch nicht veröffentlicht")
    if one.drafted:
        return _("Eine neue Fassung ist in Arbeit")
    return _("Fassung {n}").format(n=number(one.survey.version_number))


def _new() -> None:
    st.subheader(_("Neu beginnen"), anchor=False)
    ways = {EMPTY: _("leer"), BANK: _("aus der Sammlung"), FILE: _("aus einer Datei")}
    way = st.segmented_control(
        _("Womit?"), list(ways), format_func=ways.__getitem__, default=EMPTY, required=True, wrap=True, key="new_way"
    )
    if way == FILE:
        _from_file()
        return
    start = Questionnaire({}, (Section("abschnitt", {}, ()),))
    if way == BANK:
        known = {one.slug: one.questionnaire for one in bank.sources(state.actor())}
        chosen = st.selectbox(
            _("Welcher?"), list(known), format_func=lambda slug: where.called(known[slug].title), key="new_from"
        )
        start = known[chosen]
    title = st.text_input(_("Titel"), placeholder=_("Leben mit Kindern im Viertel"), max_chars=200, key="new_title")
    proposed = forms.address(title) if title.strip() else ""
    slug = st.text_input(
        _("Adresse"),
        placeholder=proposed or _("leben-mit-kindern"),
        help=_("Steht auf Plakaten hinter /s/. Später lässt sie sich nicht mehr ändern."),
        max_chars=designing.LONGEST_SLUG,
        key="new_slug",
    )
    network, partition = _for_whom()
    if st.button(_("Beginnen"), type="primary", icon=":material/edit:", disabled=not title.strip(), key="new_begin"):
        begun = replace(start, title={SOURCE_LANGUAGE: title.strip()})
        _begin(slug.strip() or proposed, begun, partition, network)


def _begin(slug: str, questionnaire: Questionnaire, partition: str, network: int | None) -> None:
    try:
        designing.start(state.actor(), slug, questionnaire, partition, network)
    except NotPossible as refused:
        st.error(_refusal(refused))
        return
    where.open_survey(slug)
    st.rerun()


def _for_whom() -> tuple[int | None, str]:
    """The network that it is bound to, and by what results are told apart."""
    networks = {one.id: one.name for one in places.networks()}
    network = st.selectbox(
        _("Für wen?"),
        [None, *networks],
        format_func=lambda one: networks[one] if one else _("die ganze Stadt"),
        key="new_network",
    )
    named = {"district": _("nach Stadtbezirken"), "network": _("nach Netzwerken")}
    partition = st.radio(
        _("Ergebnisse zusammenfassen"),
        PARTITIONS,
        format_func=named.__getitem__,
        horizontal=True,
        key="new_partition",
    )
    return network, str(partition)


def _refusal(refused: NotPossible) -> str:
    if refused.code == "slug_taken":
        return _("Diese Adresse hat schon eine andere Umfrage. Bitte wählen Sie eine andere.")
    if refused.code == "slug":
        return _("Die Adresse darf nur kleine Buchstaben ohne Umlaute, Ziffern und einzelne Bindestriche haben.")
    return _("So lässt sich die Umfrage nicht beginnen.")


def _from_file() -> None:
    st.caption(
        _("Formulare von ODK und KoboToolbox (XLSForm). Was wir nicht übernehmen können, sagen wir Ihnen einzeln.")
    )
    file = st.file_uploader(_("Formular laden"), type=TYPES, key="new_file")
    network, partition = _for_whom()
    if file is not None and st.button(_("Formular übernehmen"), type="primary", key="new_import"):
        try:
            came = forms.import_form(state.actor(), file.name, file.getvalue(), partition=partition, network_id=network)
        except NotPossible as refused:
            st.error(_refusal(refused))
            return
        where.memory()["imported"] = came
    if imported := where.memory().get("imported"):
        _came(imported)


def _came(came: Imported) -> None:
    if came.draft is None:
        st.error(sentences.refused(len(came.reasons), own()), icon=":material/error:")
    else:
        asked = len(list(came.draft.questionnaire.questions()))
        st.success(plain(sentences.taken(came.draft.survey.slug, asked, own())), icon=":material/check_circle:")
        st.button(
            _("Ansehen und weiterschreiben"),
            type="primary",
            key="imported_open",
            on_click=where.open_survey,
            args=(came.draft.survey.slug,),
        )
    told = [*came.reasons, *came.notes]
    if told:
        label = ngettext("{n} Hinweis", "{n} Hinweise", len(told)).format(n=number(len(told)))
        with st.expander(label, expanded=True):
            st.markdown("\n".join(f"- {plain(sentences.line(one, own()))}" for one in told))
