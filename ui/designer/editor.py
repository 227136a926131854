"""Writing: the outline on the left, on the right what is open in it."""

from collections.abc import Sequence

import streamlit as st

from services import writing
from services.designing import Draft
from services.writing import Finding
from survey.model import Section
from ui.designer import outline, question, sections, where, whole


def draw(draft: Draft, found: Sequence[Finding]) -> None:
    left, right = st.columns([2, 3], gap="medium")
    with left:
        outline.draw(draft.questionnaire, {one.name for one in found if one.forbids and one.name})
    with right.container(border=True, key="editor"):
        _open(draft)


def _open(draft: Draft) -> None:
    key = where.at()
    thing = writing.things(draft.questionnaire).get(key) if key else None
    if thing is None:
        whole.draw(draft)
    elif isinstance(thing.value, Section):
        sections.draw(draft.questionnaire, thing.key, thing.value)
    else:
        question.draw(draft.questionnaire, thing.key, thing.value)


def style() -> str:
    """What Streamlit 1.67 cannot say: entries of the outline begin on the left, a wide page needs no wide margins, the editor stays in sight beside a long outline, Arabic is written from the right."""
    return (
        "<style>textarea,input{unicode-bidi:plaintext;text-align:start}"
        ".st-key-outline button{justify-content:flex-start;text-align:start}"
        ".st-key-outline button>div{justify-content:flex-start}"
        "@media(min-width:640px){[data-testid=stColumn]:has(.st-key-editor)>div{position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow-y:auto}}"
        "[data-testid=stMainBlockContainer]{padding:3.5rem 2rem 4rem;max-width:90rem}"
        ".st-key-designer_head h1{font-size:1.5rem;line-height:1.3;padding:0}.st-key-designer_head [data-testid=stCaptionContainer]{margin-top:.75rem}</style>"
    )
