"""What is being written and not stored yet. It lives in this window and outlives errors, other pages and the other language; controls only show it."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

import streamlit as st

from common import ids
from ui import state

Draft = dict[str, Any]
"""Name of a control to what stands in it; `key` makes its controls unlike those of every other draft."""
Rows = list[Draft]


def new(**fields: Any) -> Draft:
    return {"key": f"draft.{ids.new_id().hex[:12]}", **fields}


def row_of(draft: Draft, rows: str, **fields: Any) -> Draft:
    """One more of several alike, such as dates."""
    taken = {one["key"] for one in draft.get(rows, ())}
    free = next(
        key for n in count() if (key := f"{draft['key']}.{rows}.{n}") not in taken | draft.setdefault("gone", set())
    )
    return {"key": free, **fields}


def add(draft: Draft, rows: str, **fields: Any) -> None:
    draft[rows] = [*draft[rows], row_of(draft, rows, **fields)]


def remove(draft: Draft, rows: str, key: str) -> None:
    """What stood in its controls must not come back in a later row."""
    draft["gone"] = draft.get("gone", set()) | {key}
    draft[rows] = [one for one in draft[rows] if one["key"] != key]


def up(draft: Draft, rows: str, key: str) -> None:
    found = list(draft[rows])
    place = next(n for n, one in enumerate(found) if one["key"] == key)
    found.insert(max(0, place - 1), found.pop(place))
    draft[rows] = found


def keep(
    draft: Draft,
    name: str,
    control: Callable[..., Any],
    label: str,
    options: Mapping[Any, str] | None = None,
    **more: Any,
) -> Any:
    """Draws a control that shows what the draft holds, and writes into the draft what stands in it now.

    `options` are values and their words. Lists in another language are other lists: Streamlit 1.67 keeps the words of a choice, not the choice.
    """
    key = key_of(draft, name, listed=options is not None)
    st.session_state.setdefault(key, draft.get(name))
    if options is None:
        draft[name] = control(label, key=key, **more)
    else:
        draft[name] = control(label, list(options), format_func=dict(options).__getitem__, key=key, **more)
    return draft[name]


def catch_up(draft: Draft) -> None:
    """In a callback, which runs before anything is drawn: what stands in the controls goes into the draft first."""
    for name in [name for name in draft if name != "key"]:
        for key in (key_of(draft, name), key_of(draft, name, listed=True)):
            if key in st.session_state:
                draft[name] = st.session_state[key]


def put(draft: Draft, name: str, value: Any) -> None:
    """Into the draft and its control, before it is drawn."""
    draft[name] = value
    for key in [one for one in st.session_state if str(one).startswith(key_of(draft, name))]:
        del st.session_state[key]


def key_of(draft: Draft, name: str, *, listed: bool = False) -> str:
    return f"{draft['key']}.{name}" + (f".{state.language()}" if listed else "")
