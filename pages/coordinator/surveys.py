"""Surveys as the coordinators run them: what is open, how many answers came, the link to hand out, opening and closing."""

import streamlit as st

from services import designing, installation, places, surveys
from ui import handing_out, impact, links, state
from ui.plain import plain
from ui.words import _, day, number, say

actor = state.actor()
if not actor.is_coordinator:
    st.info(_("Umfragen verwaltet die Koordinierungsstelle. Was für Sie offen ist, steht im Überblick."))
    st.stop()

STATUS = {
    "open": (_("offen"), "green", "play_circle"),
    "draft": (_("Entwurf"), "gray", "edit"),
    "closed": (_("geschlossen"), "orange", "lock"),
}
REFUSED = {
    "is_open": _("Diese Umfrage ist schon offen."),
    "is_closed": _("Diese Umfrage ist schon geschlossen."),
    "no_version": _("Diese Umfrage ist noch nicht veröffentlicht. Veröffentlichen Sie zuerst den Entwurf."),
    "unchanged": _("Der Entwurf ist so wie die Fassung, die schon gilt. Es gibt nichts zu veröffentlichen."),
    "day_over": _("Dieser Tag ist schon vorbei. Es wurde nichts geändert."),
    "answers": _("So viele Antworten lassen sich nicht festlegen. Es wurde nichts geändert."),
}


def begin(slug: str, title: str) -> None:
    try:
        surveys.open_survey(state.actor(), slug, st.session_state["wave_name"].strip())
        state.say_next(
            _("„{title}“ ist offen. Geben Sie jetzt den Link oder den QR-Code weiter.").format(title=plain(title))
        )
    except surveys.NotPossible as refused:
        state.say_next(REFUSED[refused.code])


def end(slug: str, title: str) -> None:
    try:
        surveys.close_survey(state.actor(), slug)
        state.say_next(
            _("„{title}“ ist geschlossen. Alle Antworten sind jetzt in den Ergebnissen.").format(title=plain(title))
        )
    except surveys.NotPossible as refused:
        state.say_next(REFUSED[refused.code])


def set_end(slug: str) -> None:
    day, most = st.session_state["end_day"], st.session_state["end_answers"]
    try:
        surveys.close_by(state.actor(), slug, day=day, answers=most)
        state.say_next(_("Gespeichert."))
    except surveys.NotPossible as refused:
        state.say_next(REFUSED[refused.code])


def publish(slug: str, title: str, step: int) -> None:
    try:
        survey = designing.publish_draft(state.actor(), slug, step)
        state.say_next(
            _("„{title}“ ist als Fassung {number} veröffentlicht.").format(
                title=plain(title), number=number(survey.version_number)
            )
        )
    except surveys.NotPossible as refused:
        state.say_next(REFUSED[refused.code])
    except designing.NotReady:
        state.say_next(_("So lässt sich der Entwurf nicht veröffentlichen. Sehen Sie nach, was noch fehlt."))
    except (designing.Outdated, designing.NoDraft):
        state.say_next(_("Der Entwurf hat sich inzwischen geändert. Sehen Sie ihn bitte noch einmal an."))


@st.dialog(_("Ende festlegen"))
def ask_end(slug: str, title: str) -> None:
    survey = surveys.by_slug(slug)
    st.markdown(f"**{plain(title)}**")
    st.markdown(_("Die Umfrage schließt von selbst, sobald eines von beiden erreicht ist."))
    st.date_input(
        _("Letzter Tag"),
        survey.closes_on,
        format="DD.MM.YYYY",
        help=_("An diesem Tag kann noch geantwortet werden. Leer heißt: ohne Ende."),
        key="end_day",
    )
    st.number_input(
        _("Höchstens so viele Antworten in einer Welle"),
        min_value=1,
        max_value=surveys.MOST_ANSWERS,
        value=survey.closes_after,
        step=1,
        help=_("Leer heißt: ohne Grenze. Zurückgezogene Antworten zählen nicht."),
        key="end_answers",
    )
    if st.button(_("Speichern"), type="primary", key="end_now", on_click=set_end, args=(slug,)):
        st.rerun()


@st.dialog(_("Entwurf veröffentlichen"), width="medium")
def ask_publish(slug: str, title: str) -> None:
    st.markdown(f"**{plain(title)}**")
    found = designing.impact(state.actor(), slug)
    ready = impact.draw(found, designing.checklist(state.actor(), slug))
    if st.button(
        _("Veröffentlichen"),
        type="primary",
        disabled=not ready,
        key="publish_now",
        on_click=publish,
        args=(slug, title, found.draft.step),
    ):
        st.rerun()


@st.dialog(_("Umfrage öffnen"))
def ask_open(slug: str, title: str, suggested: str) -> None:
    st.markdown(f"**{plain(title)}**")
    st.markdown(_("Mit dem Öffnen beginnt eine Welle. Ab dann können alle, die den Link haben, antworten."))
    name = st.text_input(
        _("Name der Welle"),
        suggested,
        max_chars=200,
        help=_("Zum Beispiel die Jahreszeit. So finden Sie die Antworten später wieder."),
        key="wave_name",
    )
    if st.button(
        _("Öffnen"), type="primary", disabled=not name.strip(), key="open_now", on_click=begin, args=(slug, title)
    ):
        st.rerun()


@st.dialog(_("Umfrage schließen"))
def ask_close(slug: str, title: str, wave: str) -> None:
    st.markdown(f"**{plain(title)}**")
    st.markdown(_("Wenn Sie die Welle „{wave}“ schließen, kann niemand mehr antworten.").format(wave=plain(wave)))
    st.markdown(
        _("Antworten, die zum Schutz der Menschen noch zurückgehalten waren, fließen dann in die Ergebnisse ein.")
    )
    st.markdown(_("Diese Welle lässt sich nicht wieder öffnen; Sie können aber eine neue beginnen."))
    if st.button(_("Welle schließen"), type="primary", key="close_now", on_click=end, args=(slug, title)):
        st.rerun()


@st.dialog(_("Link und QR-Code"))
def show_link(slug: str, title: str) -> None:
    st.markdown(f"**{plain(title)}**")
    networks = {one.slug: one for one in places.networks()}
    districts = {one.slug: one for one in places.districts()}
    network = st.selectbox(
        _("Netzwerk"),
        ["", *networks],
        format_func=lambda one: networks[one].name if one else _("nicht festlegen"),
        key="link_network",
    )
    district = (
        ""
        if network
        else st.selectbox(
            _("Stadtbezirk"),
            ["", *districts],
            format_func=lambda one: districts[one].name if one else _("nicht festlegen"),
            key="link_district",
        )
    )
    st.caption(_("Was Sie hier festlegen, müssen die Menschen nicht mehr angeben."))
    address = links.address(installation.public_url(), slug, district, network)
    handing_out.draw(address, slug, _("QR-Code mit dem Link zur Umfrage"))


@st.dialog(_("Fassungen"))
def show_versions(slug: str, title: str) -> None:
    st.markdown(f"**{plain(title)}**")
    survey = surveys.by_slug(slug)
    rows = [
        {
            _("Fassung"): str(one.number),
            _("veröffentlicht"): plain(day(one.published_on)),
            _("Fragen"): number(len(list(one.questionnaire.questions()))),
        }
        for one in surveys.versions(survey)[::-1]
    ]
    st.table(rows, border="horizontal", hide_index=True)
    st.caption(_("Jede Antwort bleibt bei der Fassung, unter der sie gegeben wurde."))


st.title(_("Umfragen"))
listed = surveys.listed(actor)
if not listed:
    st.info(
        _(
            "Noch gibt es keine Umfrage. Schreiben Sie die erste unter „Fragebogen schreiben“, oder laden Sie dort eine Datei."
        ),
        icon=":material/inbox:",
    )

for one in listed:
    survey, title, slug = one.survey, say(one.survey.questionnaire.title), one.survey.slug
    label, colour, icon = STATUS[survey.status]
    with st.container(border=True):
        about, figures = st.columns([3, 2], vertical_alignment="center")
        about.subheader(plain(title), anchor=False)
        about.badge(label, icon=f":material/{icon}:", color=colour)
        if one.wave:
            about.caption(_("Welle „{wave}“").format(wave=plain(one.wave)))
        elif not survey.version_number:
            about.caption(_("Noch nicht veröffentlicht."))
        elif survey.status == "draft":
            about.caption(_("Noch nie geöffnet. Öffnen Sie die Umfrage, wenn alles stimmt."))
        if survey.version_number and one.drafted:
            about.caption(_("Eine neue Fassung ist in Arbeit. Bis sie veröffentlicht ist, gilt die bisherige."))
        if survey.closes_on:
            about.caption(_("Letzter Tag: {day}").format(day=plain(day(survey.closes_on))))
        if survey.closes_after:
            about.caption(_("Höchstens {number} Antworten in einer Welle").format(number=number(survey.closes_after)))
        if survey.status != "draft":
            counts = figures.container(horizontal=True)
            counts.metric(_("heute"), number(one.today or 0))
            counts.metric(_("Antworten"), number(one.total or 0))
        actions = st.container(horizontal=True, vertical_alignment="center")
        if survey.is_open:
            if actions.button(_("Schließen …"), icon=":material/lock:", key=f"close_{slug}"):
                ask_close(slug, title, one.wave)
            if actions.button(_("Link und QR-Code"), icon=":material/qr_code_2:", type="primary", key=f"link_{slug}"):
                show_link(slug, title)
        elif survey.version_number:
            again = len(surveys.waves(survey)) + 1
            if actions.button(_("Öffnen …"), icon=":material/play_circle:", key=f"open_{slug}"):
                ask_open(slug, title, _("Welle {number}").format(number=again))
        actions.page_link(
            "coordinator/designer.py",
            label=_("Fragebogen bearbeiten"),
            icon=":material/edit_square:",
            query_params={"survey": slug},
        )
        if one.drafted and actions.button(
            _("Veröffentlichen …"), icon=":material/publish:", type="primary", key=f"publish_{slug}"
        ):
            ask_publish(slug, title)
        if survey.version_number and actions.button(
            _("Ende …"), icon=":material/event:", type="tertiary", key=f"end_{slug}"
        ):
            ask_end(slug, title)
        if survey.status != "draft":
            actions.page_link(
                "facilitator/results.py",
                label=_("Ergebnisse"),
                icon=":material/bar_chart:",
                query_params={"survey": slug},
            )
        if survey.version_number and actions.button(
            _("Fassungen"), icon=":material/history:", type="tertiary", key=f"versions_{slug}"
        ):
            show_versions(slug, title)
