"""What can be added: a question of some kind, or one that was asked before."""

from collections.abc import Sequence

import streamlit as st

from services import bank, writing
from services.bank import Source
from survey.model import Question
from ui import state
from ui.designer import acting, kinds, where
from ui.plain import plain
from ui.words import _, ngettext, number

MOST = 60
"""Questions of the bank that are shown at once."""


def ask() -> None:
    """Opens the dialog. Made anew each time, since its title is in the language chosen."""
    st.dialog(_("Frage dazunehmen"), width="large")(_draw)()


def _draw() -> None:
    new, old = st.tabs([_("Neue Frage"), _("Aus der Fragensammlung")])
    with new:
        _palette()
    with old:
        _bank()


def _palette() -> None:
    for group, listed in kinds.palette().items():
        st.markdown(f"**{_(group)}**")
        columns = st.columns(3)
        for place, (kind, look) in enumerate(listed.items()):
            with columns[place % 3].container(gap=None, key=f"palette_{kind}"):
                if st.button(
                    _(look.name),
                    icon=f":material/{look.icon}:",
                    width="stretch",
                    key=f"add_{kind}",
                    on_click=acting.do_and_go,
                    args=(writing.add, where.at(), kinds.fresh(kind)),
                ):
                    st.rerun()
                st.caption(plain(_(look.example)))


def _bank() -> None:
    sources = bank.sources(state.actor())
    by_slug = {one.slug: one for one in sources}
    chosen = st.selectbox(
        _("Woraus?"),
        list(by_slug),
        format_func=lambda slug: where.called(by_slug[slug].questionnaire.title),
        key="bank_source",
    )
    wanted = st.text_input(_("Suchen"), placeholder=_("ein Wort aus der Frage"), key="bank_wanted")
    source = by_slug[chosen]
    if not wanted:
        _blocks(source)
    _single(sources if wanted else (source,), wanted)


def _blocks(source: Source) -> None:
    """Whole sections, and everything."""
    whole = source.questionnaire
    blocks = {"": _("alle Abschnitte")} | {one.name: where.called(one.title) or one.name for one in whole.sections}
    st.markdown("**" + _("Ganze Abschnitte") + "**")
    row = st.container(horizontal=True)
    for name, words in blocks.items():
        taken = whole.sections if not name else tuple(one for one in whole.sections if one.name == name)
        if row.button(
            plain(words),
            icon=":material/library_add:",
            key=f"bank_block_{source.slug}_{name}",
            on_click=acting.do_and_go,
            args=(writing.add_sections, where.at(), taken),
            kwargs={"scale": whole.scale if not name else ""},
        ):
            st.rerun()


def _single(sources: Sequence[Source], wanted: str) -> None:
    """Whoever looks for a word looks through everything."""
    st.markdown("**" + _("Einzelne Fragen") + "**")
    found = [
        (source.slug, one)
        for source in sources
        for _section, one in bank.questions(source)
        if bank.matches(one, wanted)
    ]
    ticked: list[Question] = []
    for place, (slug, question) in enumerate(found[:MOST]):
        look = kinds.look(question.kind)
        if st.checkbox(
            f":material/{look.icon}: {plain(where.called(question.label) or _(look.name))}",
            key=f"bank_{slug}_{place}_{wanted}",
        ):
            ticked.append(bank.alone(question))
    if not found:
        st.caption(_("Dazu gibt es hier keine Frage."))
    label = ngettext("{n} Frage übernehmen", "{n} Fragen übernehmen", len(ticked)).format(n=number(len(ticked)))
    if st.button(
        label if ticked else _("Fragen übernehmen"),
        type="primary",
        disabled=not ticked,
        key="bank_take",
        on_click=acting.do_and_go,
        args=(writing.add_all, where.at(), tuple(ticked)),
    ):
        st.rerun()
