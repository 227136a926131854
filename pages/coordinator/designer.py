"""Writing a questionnaire: an outline, an editor, translations, a phone to look at, and the way out. Every edit is kept at once."""

import streamlit as st

from services import designing, may, surveys, writing
from ui import state
from ui.designer import acting, beginning, conflicts, editor, looking, publishing, toolbar, translating, where
from ui.words import _

st.set_page_config(layout="wide")

actor = state.actor()
if not actor.is_coordinator:
    st.info(_("Fragebögen schreibt die Koordinierungsstelle. Was für Sie offen ist, steht im Überblick."))
    st.stop()


@st.fragment
def desk() -> None:
    """Redrawn alone after each edit: the rest of the page stays."""
    try:
        draft = designing.look(state.actor(), where.slug())
    except (designing.NoDraft, surveys.UnknownSurvey, may.Forbidden):
        where.leave()
        st.rerun()
    acting.see(draft)
    found = writing.checked(draft.questionnaire)
    toolbar.draw(draft)
    conflicts.draw()
    match where.view():
        case where.TRANSLATE:
            translating.draw(draft)
        case where.LOOK:
            looking.draw(draft)
        case where.PUBLISH:
            publishing.draw(draft, found)
        case _:
            editor.draw(draft, found)


st.html(editor.style())
if not where.slug():
    beginning.draw()
    st.stop()
try:
    designing.open_draft(actor, where.slug())
except surveys.UnknownSurvey:
    where.leave()
    st.rerun()
desk()
