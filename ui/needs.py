"""What kitchen, childcare and interpreters need to know: numbers, no names."""

import streamlit as st

from booking.model import Food
from services import wording
from services.attendance import Needs
from ui.words import _, ngettext, number, own


def draw(found: Needs) -> None:
    st.caption(_("Von allen, die dabei sind oder denen ein Platz angeboten ist. Ohne Namen, zum Weitergeben."))
    food, care = st.columns(2)
    with food:
        _table(
            _("Essen"),
            {_(wording.FOOD[Food(name)]): n for name, n in found.food.items()},
            _("Niemand hat etwas angegeben."),
        )
        st.metric(_("Brauchen einen Weg ohne Stufen"), number(found.step_free), help=_("Familien"))
    with care:
        ages = {
            ngettext("{n} Jahr", "{n} Jahre", age).format(n=number(age)): n for age, n in found.childcare_ages.items()
        }
        _table(_("Kinder in der Betreuung"), ages, _("Niemand ist für die Betreuung angemeldet."))
        spoken = {wording.language(tag, own()): n for tag, n in found.interpreters.items()}
        _table(_("Dolmetschen, Personen"), spoken, _("Niemand hat darum gebeten."))


def _table(title: str, rows: dict[str, int], empty: str) -> None:
    st.markdown(f"**{title}**")
    if not rows:
        st.caption(empty)
        return
    st.table([{"": name, _("Zahl"): number(n)} for name, n in rows.items()], border="horizontal", hide_index=True)
