"""What a press or a written word does: one edit, kept at once. All of this runs in callbacks, before anything is drawn."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from common.marks import N_
from services import designing, writing
from services.designing import Draft
from services.may import Forbidden
from services.surveys import NotPossible, UnknownSurvey
from ui import state
from ui.designer import where

Verb = Callable[..., Any]
GONE = N_("Das gibt es in diesem Entwurf nicht mehr. Vielleicht hat es gerade jemand gelöscht.")
NO_DRAFT = N_("Diesen Entwurf gibt es nicht mehr: Er wurde veröffentlicht oder verworfen.")
REFUSED = N_("Das lässt sich so nicht speichern.")


def see(draft: Draft) -> None:
    """What is drawn now is what the next edit is made from."""
    where.memory()["step"] = draft.step


def do(verb: Verb, *args: Any, **fields: Any) -> None:
    """What is open stays open, under its new name if it got one."""
    made = _try(verb, args, fields)
    if isinstance(made, writing.Written) and where.at() is not None and made.key != where.at():
        where.follow(made.key)


def do_and_go(verb: Verb, *args: Any, **fields: Any) -> None:
    """As `do`, and opens what came of it."""
    made = _try(verb, args, fields)
    if made is not None:
        where.go(made.key)


def walk(verb: Verb) -> None:
    """Back or forward by one edit."""
    _try(verb, (), {})


def result(verb: Verb, *args: Any, **fields: Any) -> Any:
    """What came of it; None where it was not kept."""
    return _try(verb, args, fields)


def _try(verb: Verb, args: tuple[Any, ...], fields: dict[str, Any]) -> Any:
    memory = where.memory()
    try:
        made = verb(state.actor(), where.slug(), memory["step"], *args, **fields)
    except designing.Outdated as outdated:
        memory["conflict"] = (verb, args, fields, outdated.theirs.by, outdated.mine)
    except writing.Gone:
        memory["trouble"] = GONE
    except (designing.NoDraft, UnknownSurvey):
        memory["trouble"] = NO_DRAFT
    except (NotPossible, Forbidden):
        memory["trouble"] = REFUSED
    else:
        draft = made if isinstance(made, Draft) else made.draft
        memory["step"] = draft.step
        return made
    return None


def sync(key: str, value: Any) -> None:
    """A control shows what the draft says. Set only where it differs: to set it again would take away what is being typed in it."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
