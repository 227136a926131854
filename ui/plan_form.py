"""The form in which a workshop is written. Nothing in it is stored before "Speichern"; the draft keeps what was typed."""

import streamlit as st

from booking.model import Ask, Rule, Workshop
from common.marks import N_
from i18n.catalogue import LANGUAGES
from services import places, surveys
from services.may import Actor
from ui import drafts, own_questions, planning, pools
from ui.drafts import Draft
from ui.words import _, day, language_name, number, say

ASKS = {
    Ask.STEP_FREE: N_("ob jemand einen stufenfreien Weg braucht"),
    Ask.FOOD: N_("was jemand nicht isst"),
    Ask.ORGANISATION: N_("von welcher Organisation jemand kommt"),
    Ask.BEEN_BEFORE: N_("ob die Familie schon einmal dabei war (freiwillig)"),
}
RULES = {
    Rule.STRICT: (
        N_("Streng der Reihe nach"),
        N_("Passt die erste Familie nicht auf die freien Plätze, warten alle hinter ihr mit."),
    ),
    Rule.NEXT_THAT_FITS: (
        N_("Die nächste, die passt"),
        N_("Wer übersprungen wird, behält den Platz in der Reihe und bekommt Bescheid."),
    ),
}
DATE = "DD.MM.YYYY"


def draw(actor: Actor, draft: Draft, workshop: Workshop | None) -> None:
    """`workshop` as it is stored; without one it is new."""
    st.subheader(_("Worum es geht"), anchor=False)
    _texts(draft)
    st.subheader(_("Wo"), anchor=False)
    _where(actor, draft)
    st.subheader(_("Wann"), anchor=False)
    _dates(draft)
    st.subheader(_("Plätze"), anchor=False)
    if workshop is None:
        _places(draft)
    else:
        pools.change(workshop)
    st.subheader(_("Anmeldung"), anchor=False)
    _sign_up(draft)
    st.subheader(_("Was wir fragen"), anchor=False)
    _asks(draft)
    st.subheader(_("Danach"), anchor=False)
    _afterwards(actor, draft)


def _texts(draft: Draft) -> None:
    names = [language_name(tag) for tag in planning.missing(draft)]
    st.caption(
        _("Noch ohne Titel: {languages}. Dort steht dann der deutsche Text.").format(languages=", ".join(names))
        if names
        else _("Der Titel steht in allen Sprachen da.")
    )
    for tab, language in zip(st.tabs([one.name for one in LANGUAGES]), LANGUAGES, strict=True):
        with tab:
            drafts.keep(draft, f"title.{language.tag}", st.text_input, _("Titel"), max_chars=200)
            drafts.keep(draft, f"text.{language.tag}", st.text_area, _("Text"), height=130, max_chars=4000)
            drafts.keep(
                draft,
                f"accessibility.{language.tag}",
                st.text_area,
                _("Hinweise zum Weg und zum Raum"),
                height=80,
                max_chars=1000,
                help=_("Zum Beispiel: Rampe am Hof, Aufzug, rollstuhlgerechte Toilette, ruhiger Raum zum Stillen."),
            )
    if draft["slug"] == planning.NEW:
        drafts.keep(
            draft,
            "address",
            st.text_input,
            _("Kurze Adresse"),
            max_chars=80,
            placeholder=planning.suggested(draft["title.de"]),
            help=_("Steht auf dem Plakat, nach /w/. Leer: aus dem Titel. Später lässt sie sich nicht mehr ändern."),
        )


def _where(actor: Actor, draft: Draft) -> None:
    networks = planning.networks(actor)
    homes = {one.id: one.district_id for one in places.networks()}
    districts = {one.id: one.name for one in sorted(places.districts(), key=lambda one: one.name)}
    if draft["network"] not in networks:
        draft["network"] = next(iter(networks))
    if draft["district"] not in districts:
        draft["district"] = homes.get(draft["network"], next(iter(districts)))
    left, right = st.columns(2)
    before = draft["network"]
    with left:
        drafts.keep(
            draft,
            "network",
            st.selectbox,
            _("Netzwerk"),
            {one: name or _("die ganze Stadt") for one, name in networks.items()},
            help=_("Wer in diesem Netzwerk arbeitet, sieht die Anmeldungen."),
        )
    if draft["network"] != before and draft["network"] in homes:
        drafts.put(draft, "district", homes[draft["network"]])
    with right:
        drafts.keep(draft, "district", st.selectbox, _("Stadtbezirk"), districts)
    drafts.keep(draft, "place", st.text_input, _("Ort"), max_chars=200, placeholder=_("Haus, Straße, Raum"))
    drafts.keep(
        draft,
        "languages",
        st.multiselect,
        _("Gesprochene Sprachen"),
        planning.spoken(draft["languages"]),
        placeholder=_("Bitte wählen"),
    )


def _dates(draft: Draft) -> None:
    for row in draft["dates"]:
        when, begins, ends, away = st.columns([4, 3, 3, 2], vertical_alignment="bottom")
        with when:
            drafts.keep(row, "day", st.date_input, _("Tag"), format=DATE)
        with begins:
            drafts.keep(row, "begins", st.time_input, _("von"))
        with ends:
            drafts.keep(row, "ends", st.time_input, _("bis"))
        away.button(
            _("Streichen"),
            type="tertiary",
            key=f"{row['key']}.remove",
            on_click=drafts.remove,
            args=(draft, "dates", row["key"]),
        )
        if row["nights"]:
            st.caption(_("Endet {n} Tage später.").format(n=number(row["nights"])))
    st.button(
        _("Termin dazunehmen"),
        icon=":material/add:",
        key=f"{draft['key']}.add_date",
        on_click=planning.add_date,
        args=(draft,),
    )
    if len(draft["dates"]) > 1:
        st.caption(_("Eine Anmeldung gilt für alle Termine. Für einzelne Tage legen Sie besser eine Reihe an."))


def _places(draft: Draft) -> None:
    left, right = st.columns(2)
    with left:
        drafts.keep(
            draft,
            "on_site",
            st.number_input,
            _("im Raum"),
            min_value=0,
            max_value=10_000,
            value=None,
            placeholder=_("keine"),
        )
    with right:
        drafts.keep(
            draft,
            "online",
            st.number_input,
            _("online"),
            min_value=0,
            max_value=10_000,
            value=None,
            placeholder=_("keine"),
        )
    st.caption(_("Jede Person braucht einen Platz; Kinder in der Betreuung haben ihren Platz dort."))
    for row in draft["childcare"]:
        with st.container(border=True):
            st.markdown(_("Kinderbetreuung"))
            pools.ages(row)
            _amount(draft, "childcare", row)
    for row in draft["interpreters"]:
        with st.container(border=True):
            drafts.keep(
                row,
                "language",
                st.selectbox,
                _("Dolmetschen"),
                planning.spoken(),
            )
            _amount(draft, "interpreters", row)
    more = st.container(horizontal=True)
    more.button(
        _("Kinderbetreuung anbieten"),
        icon=":material/add:",
        key=f"{draft['key']}.add_childcare",
        on_click=planning.add_childcare,
        args=(draft,),
    )
    more.button(
        _("Dolmetschen anbieten"),
        icon=":material/add:",
        key=f"{draft['key']}.add_interpreter",
        on_click=planning.add_interpreter,
        args=(draft,),
    )


def _amount(draft: Draft, rows: str, row: Draft) -> None:
    many, away = st.columns([3, 2], vertical_alignment="bottom")
    with many:
        drafts.keep(row, "capacity", st.number_input, _("Zahl der Plätze"), min_value=0, max_value=10_000)
    away.button(
        _("Streichen"),
        type="tertiary",
        key=f"{row['key']}.remove",
        on_click=drafts.remove,
        args=(draft, rows, row["key"]),
    )


def _sign_up(draft: Draft) -> None:
    for name, label, empty in (
        ("opens_at", _("Anmeldung ab"), _("sobald Sie öffnen")),
        ("closes_at", _("Anmeldung bis"), _("bis zum Beginn")),
        ("changes_until", _("Änderungen bis"), _("bis zum Beginn")),
    ):
        drafts.keep(
            draft,
            name,
            st.datetime_input,
            label,
            value=None,
            format=DATE,
            help=_("Leer heißt: {when}.").format(when=empty),
        )
    drafts.keep(
        draft,
        "rule",
        st.radio,
        _("Wenn eine große Familie vorn in der Warteliste steht"),
        {rule: _(name) for rule, (name, _more) in RULES.items()},
        captions=[_(more) for _name, more in RULES.values()],
    )
    drafts.keep(
        draft,
        "offer_hours",
        st.number_input,
        _("Wer nachrückt, sagt zu innerhalb von (Stunden)"),
        min_value=1,
        max_value=24 * 14,
        value=None,
        placeholder=_("muss nicht zusagen"),
        help=_("Leer: Wer nachrückt, ist gleich dabei. Wer nur einen Code hat und nicht erreichbar ist, immer."),
    )
    drafts.keep(draft, "unaccompanied", st.checkbox, _("Kinder dürfen ohne Erwachsene kommen"))


def _asks(draft: Draft) -> None:
    st.caption(_("Name und Personen fragen wir immer. Bitte fragen Sie sonst nur, was Sie wirklich brauchen."))
    for ask, words in ASKS.items():
        drafts.keep(draft, f"asks.{ask}", st.checkbox, _(words))
    st.markdown("**" + _("Eigene Fragen") + "**")
    own_questions.draw(draft)


def _afterwards(actor: Actor, draft: Draft) -> None:
    titles = {one.survey.id: say(one.survey.questionnaire.title) for one in surveys.listed(actor)}
    if draft["follow_up"]:
        titles.setdefault(draft["follow_up"], _("die bisher gewählte"))
    drafts.keep(
        draft,
        "follow_up",
        st.selectbox,
        _("Umfrage danach"),
        {planning.NO_SURVEY: _("keine")} | titles,
        help=_("Der Link steht in der Dankes-Nachricht. Wer antwortet, bleibt unbekannt."),
    )
    drafts.keep(
        draft,
        "delete_after_days",
        st.number_input,
        _("Namen und Angaben löschen nach (Tage)"),
        min_value=0,
        max_value=366,
        help=_("Gerechnet vom letzten Termin an. Die Zahlen bleiben."),
    )
    last = max((one["day"] for one in draft["dates"] if one["day"]), default=None)
    if last and draft["delete_after_days"] is not None:
        st.caption(_("Gelöscht wird am {day}.").format(day=day(planning.deleted_on(last, draft["delete_after_days"]))))
