"""Who of a family comes and what they need, asked with native controls: at the desk, and when somebody rings to change it."""

import streamlit as st

from booking.model import Ask, Child, Contact, Food, Kind, Party, Workshop
from services import wording
from ui import drafts
from ui.drafts import Draft
from ui.words import _, ngettext, number, own

MOST = 20
ON_SITE, ONLINE = "on_site", "online"


def blank(**more: object) -> Draft:
    return filled(Party(), Contact(""), of_age=False, **more)


def filled(party: Party, contact: Contact, **more: object) -> Draft:
    """As somebody signed up."""
    draft = drafts.new(
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
        organisation=contact.organisation,
        adults=party.adults,
        children=len(party.children),
        way=ONLINE if party.online else ON_SITE,
        interpreter=party.interpreter,
        step_free=party.step_free,
        **{f"food.{food}": party.food.get(food, 0) for food in Food},
        of_age=party.of_age,
    )
    for place, child in enumerate(party.children):
        draft |= {f"age.{place}": child.age, f"care.{place}": child.childcare}
    return draft | more


def draw_contact(workshop: Workshop, draft: Draft) -> None:
    drafts.keep(
        draft, "name", st.text_input, _("Name"), max_chars=100, help=_("Für die Liste an der Tür. Ein Vorname genügt.")
    )
    left, right = st.columns(2)
    with left:
        drafts.keep(draft, "email", st.text_input, _("E-Mail-Adresse (freiwillig)"), max_chars=254)
    with right:
        drafts.keep(draft, "phone", st.text_input, _("Telefon (freiwillig)"), max_chars=40)
    if Ask.ORGANISATION in workshop.plan.asks:
        drafts.keep(draft, "organisation", st.text_input, _("Organisation (freiwillig)"), max_chars=100)


def draw(workshop: Workshop, draft: Draft) -> None:
    """Only what the workshop offers."""
    kinds = {pool.kind for pool in workshop.pools}
    if {Kind.PLACE, Kind.ONLINE} <= kinds:
        ways = {ON_SITE: _("im Raum"), ONLINE: _("online")}
        drafts.keep(
            draft,
            "way",
            st.radio,
            _("Wie nimmt die Familie teil?"),
            ways,
            horizontal=True,
        )
    left, right = st.columns(2)
    with left:
        drafts.keep(draft, "adults", st.number_input, _("Personen ab 16 Jahren"), min_value=0, max_value=MOST)
    with right:
        drafts.keep(draft, "children", st.number_input, _("Kinder unter 16"), min_value=0, max_value=MOST)
    for place in range(draft["children"]):
        _child(draft, place, Kind.CHILDCARE in kinds)
    spoken = [pool.language for pool in workshop.pools if pool.kind is Kind.INTERPRETER]
    if spoken:
        drafts.keep(
            draft,
            "interpreter",
            st.selectbox,
            _("Dolmetschen"),
            {"": _("nicht nötig")} | {tag: wording.language(tag, own()) for tag in spoken},
        )
    if Ask.STEP_FREE in workshop.plan.asks:
        drafts.keep(draft, "step_free", st.checkbox, _("braucht einen Weg ohne Stufen"))
    if Ask.FOOD in workshop.plan.asks:
        _food(draft)


def _child(draft: Draft, place: int, cared: bool) -> None:
    draft.setdefault(f"age.{place}", None)
    draft.setdefault(f"care.{place}", False)
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        drafts.keep(
            draft,
            f"age.{place}",
            st.number_input,
            _("Alter von Kind {n}").format(n=number(place + 1)),
            min_value=0,
            max_value=15,
            value=None,
            placeholder=_("Jahre"),
        )
    if cared:
        with right:
            drafts.keep(draft, f"care.{place}", st.checkbox, _("in die Kinderbetreuung"))


def _food(draft: Draft) -> None:
    eat = sum(draft[f"food.{food}"] for food in Food)
    label = _("Essen")
    if eat:
        label += ": " + ngettext("{n} Angabe", "{n} Angaben", eat).format(n=number(eat))
    with st.expander(label, key=f"{draft['key']}.food"):
        st.caption(_("Wie viele von ihnen essen so?"))
        for food in Food:
            drafts.keep(draft, f"food.{food}", st.number_input, _(wording.FOOD[food]), min_value=0, max_value=MOST)


def ages_missing(draft: Draft) -> bool:
    """An age that nobody typed must not become a newborn's."""
    return any(draft.get(f"age.{place}") is None for place in range(draft["children"]))


def party(workshop: Workshop, draft: Draft) -> Party:
    """What is not asked here is not taken over from an earlier workshop in the same form."""
    kinds, asks = {pool.kind for pool in workshop.pools}, workshop.plan.asks
    online = draft["way"] == ONLINE if {Kind.PLACE, Kind.ONLINE} <= kinds else Kind.ONLINE in kinds
    return Party(
        adults=draft["adults"],
        children=tuple(
            Child(draft.get(f"age.{place}") or 0, Kind.CHILDCARE in kinds and draft.get(f"care.{place}", False))
            for place in range(draft["children"])
        ),
        online=online,
        interpreter=draft["interpreter"]
        if any(pool.language == draft["interpreter"] for pool in workshop.pools)
        else "",
        step_free=Ask.STEP_FREE in asks and draft["step_free"],
        food={food.value: draft[f"food.{food}"] for food in Food if Ask.FOOD in asks and draft[f"food.{food}"]},
        of_age=draft["of_age"],
    )


def contact(workshop: Workshop, draft: Draft) -> Contact:
    organisation = draft["organisation"] if Ask.ORGANISATION in workshop.plan.asks else ""
    return Contact(draft["name"], draft["email"], draft["phone"], organisation)


def put(draft: Draft, wanted: Party) -> None:
    """Into the form, in place of what stands there."""
    fresh = filled(wanted, Contact(""))
    for name, value in fresh.items():
        if name not in ("key", "name", "email", "phone", "organisation"):
            draft[name] = value
    draft["key"] = fresh["key"]
