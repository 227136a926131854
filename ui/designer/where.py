"""Where somebody is in the designer: survey, view and question. It stands in the address, so that a reload or a lost connection comes back to the same place."""

from typing import Any

import streamlit as st

from services.writing import Key, Sort
from survey.model import SOURCE_LANGUAGE, Text, said
from ui import state

SURVEY, VIEW, AT = "survey", "view", "at"
WRITE, TRANSLATE, LOOK, PUBLISH = "write", "translate", "look", "publish"
VIEWS = (WRITE, TRANSLATE, LOOK, PUBLISH)


def slug() -> str:
    return str(st.query_params.get(SURVEY, ""))


def view() -> str:
    found = str(st.query_params.get(VIEW, WRITE))
    return found if found in VIEWS else WRITE


def at() -> Key | None:
    """The section or question that is open; None is the questionnaire itself."""
    sort, _, name = str(st.query_params.get(AT, "")).partition(":")
    return Key(Sort(sort), name) if name and sort in list(Sort) else None


def written(key: Key | None) -> str:
    return f"{key.sort}:{key.name}" if key else ""


def go(key: Key | None, to: str = WRITE) -> None:
    """Opens something else."""
    _point(key)
    st.query_params[VIEW] = to
    memory()["controls"] = None


def follow(key: Key | None) -> None:
    """The same thing has another name now: its controls stay, and what is being typed in them."""
    if memory().get("controls"):
        memory()["controls"] = (written(key), memory()["controls"][1])
    _point(key)


def _point(key: Key | None) -> None:
    if key:
        st.query_params[AT] = written(key)
    else:
        st.query_params.pop(AT, None)


def open_survey(slug: str) -> None:
    leave()
    st.query_params[SURVEY] = slug


def leave() -> None:
    for name in (SURVEY, VIEW, AT):
        st.query_params.pop(name, None)
    st.session_state.pop(state.DESIGNING, None)


def memory() -> dict[str, Any]:
    found: dict[str, Any] = st.session_state.setdefault(state.DESIGNING, {})
    return found


def called(text: Text) -> str:
    """A questionnaire's own words in the language it is written in, whatever language the staff face speaks."""
    return said(text, SOURCE_LANGUAGE).words


def control(name: str) -> str:
    """The key of a control of what is open. It outlives a new name, and is another for another question."""
    place = written(at())
    kept = memory().get("controls")
    if not kept or kept[0] != place:
        number = memory()["opened"] = memory().get("opened", 0) + 1
        kept = memory()["controls"] = (place, number)
    return f"design.{slug()}.{kept[1]}.{name}"
