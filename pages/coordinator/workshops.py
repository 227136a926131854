"""Workshops as those who run them plan them: write, open, hand out, copy, cancel."""

import streamlit as st

from services import attendance, installation, workshops
from services.may import run_workshop
from ui import handing_out, links, plan_form, planning, refusals, series, state, workshop_cards
from ui.plain import plain
from ui.words import _, language_name, ngettext, number

EDIT = "edit"

actor = state.actor()
if not planning.networks(actor):
    st.info(_("Workshops plant, wer in einem Netzwerk moderiert oder es verantwortet, und die Koordinierungsstelle."))
    st.stop()


def edit(slug: str) -> None:
    st.query_params[EDIT] = slug


def leave() -> None:
    planning.drop()
    st.query_params.pop(EDIT, None)


def begin(slug: str, title: str) -> None:
    try:
        workshops.open_workshop(state.actor(), slug)
        state.say_next(_("„{title}“ ist offen. Geben Sie jetzt den Link oder das Plakat weiter.").format(title=title))
    except workshops.NotPossible as refused:
        state.warn_next(refusals.not_possible(refused))


def close(slug: str, title: str) -> None:
    try:
        workshops.close_workshop(state.actor(), slug)
        state.say_next(
            _("„{title}“ nimmt keine neuen Anmeldungen mehr an. Die Warteliste rückt weiter nach.").format(title=title)
        )
    except workshops.NotPossible as refused:
        state.warn_next(refusals.not_possible(refused))


def cancel(slug: str, title: str) -> None:
    try:
        families = workshops.cancel_workshop(state.actor(), slug)
        told = ngettext("{n} Familie bekommt Bescheid.", "{n} Familien bekommen Bescheid.", families)
        state.say_next(_("„{title}“ ist abgesagt.").format(title=title) + " " + told.format(n=number(families)))
    except workshops.NotPossible as refused:
        state.warn_next(refusals.not_possible(refused))


@st.dialog(_("Workshop öffnen"))
def ask_open(slug: str, title: str) -> None:
    workshop = workshops.fresh(slug)
    st.markdown(f"**{title}**  \n{plain(workshop_cards.when(workshop))}")
    st.markdown(_("Ab dann sehen ihn alle, und Familien können sich anmelden."))
    missing = [language_name(tag) for tag in planning.TAGS if not workshop.plan.title.get(tag)]
    if missing:
        st.caption(
            _("Noch ohne Titel: {languages}. Dort steht dann der deutsche Text.").format(languages=", ".join(missing))
        )
    if st.button(_("Öffnen"), type="primary", key="open_now", on_click=begin, args=(slug, title)):
        st.rerun()


@st.dialog(_("Workshop absagen"))
def ask_cancel(slug: str, title: str) -> None:
    st.markdown(f"**{title}**")
    families = attendance.how_many(state.actor(), slug)
    told = ngettext(
        "{n} Familie ist angemeldet oder wartet. Sie bekommt sofort Bescheid, oder steht auf Ihrer Anrufliste.",
        "{n} Familien sind angemeldet oder warten. Sie bekommen sofort Bescheid, oder stehen auf Ihrer Anrufliste.",
        families,
    )
    st.markdown(told.format(n=number(families)) if families else _("Noch ist niemand angemeldet."))
    st.markdown(_("Absagen lässt sich nicht zurücknehmen. Sie können aber eine Kopie mit einem neuen Termin anlegen."))
    if st.button(_("Workshop absagen"), type="primary", key="cancel_now", on_click=cancel, args=(slug, title)):
        st.rerun()


@st.dialog(_("Link, QR-Code und Plakat"))
def show_link(slug: str, title: str) -> None:
    st.markdown(f"**{title}**")
    handing_out.draw(links.workshop(installation.public_url(), slug), slug, _("QR-Code mit dem Link zur Anmeldung"))
    st.link_button(_("Plakat und Kärtchen drucken"), f"/print/poster/w/{slug}", icon=":material/print:")


@st.dialog(_("Kopie anlegen"))
def ask_copy(slug: str, title: str) -> None:
    workshop = workshops.fresh(slug)
    st.markdown(f"**{title}**")
    st.caption(_("Texte, Plätze und Fragen kommen mit, Anmeldungen nicht. Fristen behalten ihren Abstand zum Beginn."))
    series.copy(workshop)


@st.dialog(_("Reihe anlegen"))
def ask_series(slug: str, title: str) -> None:
    workshop = workshops.fresh(slug)
    st.markdown(f"**{title}**  \n{plain(workshop_cards.when(workshop))}")
    st.caption(_("Jeder Tag wird ein eigener Workshop mit eigener Anmeldung, zur selben Uhrzeit."))
    series.more_days(workshop)


asked = st.query_params.get(EDIT, "")
if asked:
    try:
        stored = None if asked == planning.NEW else workshops.fresh(asked)
    except workshops.UnknownWorkshop:
        leave()
        st.rerun()
    if stored and not run_workshop(actor, stored):
        st.info(_("Diesen Workshop bearbeitet ein anderes Netzwerk."))
        st.stop()
    draft = planning.begin(asked, stored)
    st.title(_("„{title}“ bearbeiten").format(title=workshop_cards.title(stored)) if stored else _("Neuer Workshop"))
    plan_form.draw(actor, draft, stored)
    st.divider()
    if wrong := draft.get("wrong"):
        st.error(_("Noch ist nichts gespeichert.") + f"\n\n{wrong}", icon=":material/error:")
    ways = st.container(horizontal=True)
    saved = ways.button(_("Speichern"), type="primary", icon=":material/save:", key="save")
    ways.button(_("Verwerfen"), type="tertiary", key="leave", on_click=leave)
    if stored and stored.status != "draft":
        ways.link_button(_("Seite für Familien"), f"/w/{asked}", icon=":material/open_in_new:", type="tertiary")
    if saved and planning.save(actor, draft):
        leave()
    if saved:
        st.rerun()
    st.stop()

st.title(_("Workshops planen"))
begun = st.session_state.get(state.PLANNED)
if begun:
    with st.container(border=True):
        st.markdown(_("Sie haben einen Workshop angefangen und noch nicht gespeichert."))
        ways = st.container(horizontal=True)
        ways.button(_("Weiterschreiben"), type="primary", key="go_on", on_click=edit, args=(begun["slug"],))
        ways.button(_("Verwerfen"), type="tertiary", key="throw_away", on_click=leave)
else:
    st.button(
        _("Neuen Workshop planen"),
        type="primary",
        icon=":material/add:",
        key="new",
        on_click=edit,
        args=(planning.NEW,),
    )

listed = tuple(one for one in workshops.listed(actor) if run_workshop(actor, one))
found = workshop_cards.sorted_into(listed)
labels = {workshop_cards.COMING: _("Kommende"), workshop_cards.OVER: _("Vergangene")}
shown = st.segmented_control(
    _("Welche?"),
    list(labels),
    format_func=labels.__getitem__,
    default=workshop_cards.COMING,
    required=True,
    label_visibility="collapsed",
    key=f"workshops_shown_{state.language()}",
)
if not found[shown]:
    st.info(
        _("Hier steht noch kein Workshop. Planen Sie den ersten; Familien sehen ihn erst, wenn Sie ihn öffnen.")
        if shown == workshop_cards.COMING
        else _("Noch ist kein Workshop vorbei."),
        icon=":material/event:",
    )

for one in found[shown]:
    slug, title, over = one.slug, workshop_cards.title(one), workshop_cards.is_over(one)
    with st.container(border=True):
        about, figures = st.columns([3, 2], gap="medium")
        with about:
            workshop_cards.about(one)
        with figures:
            workshop_cards.short_figures(one)
        actions = st.container(horizontal=True, vertical_alignment="center")
        may_open = one.status in ("draft", "closed") and not over
        if may_open and actions.button(_("Öffnen …"), icon=":material/play_circle:", key=f"open_{slug}"):
            ask_open(slug, title)
        running = one.status == "open" and not over
        if running and actions.button(
            _("Link und Plakat"), icon=":material/qr_code_2:", type="primary", key=f"link_{slug}"
        ):
            show_link(slug, title)
        if one.status != "cancelled":
            actions.button(_("Bearbeiten"), icon=":material/edit:", key=f"edit_{slug}", on_click=edit, args=(slug,))
        if one.status != "draft":
            actions.page_link(
                "facilitator/signups.py",
                label=_("Anmeldungen"),
                icon=":material/groups:",
                query_params={"workshop": slug},
            )
        more = {
            name: words
            for name, words, possible in (
                ("close", _("Anmeldung schließen"), running),
                ("copy", _("Kopie anlegen …"), True),
                ("series", _("Reihe anlegen …"), bool(one.dates)),
                ("cancel", _("Absagen …"), one.status != "cancelled" and not over),
            )
            if possible
        }
        match actions.menu_button(
            _("Mehr"), list(more), format_func=more.__getitem__, type="tertiary", key=f"more_{slug}"
        ):
            case "close":
                close(slug, title)
                st.rerun()
            case "copy":
                ask_copy(slug, title)
            case "series":
                ask_series(slug, title)
            case "cancel":
                ask_cancel(slug, title)
