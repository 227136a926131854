"""Controls that show what the draft says and keep what is written in them at once."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from services import writing
from services.writing import Key
from ui.designer import acting, where

LONGEST = 5000


def words(
    key: Key | None, field: str, text: dict[str, str], language: str, label: str, *, lines: int = 1, **more: Any
) -> None:
    """A text of a section, a question, or with None of the questionnaire, in one language."""
    control = where.control(f"{field}.{language}")
    acting.sync(control, text.get(language, ""))
    _draw(control, label, lines, _say, (control, key, field, language), **more)


def part(key: Key, name: str, text: dict[str, str], language: str, label: str, **more: Any) -> None:
    """One of a kind's own words."""
    control = where.control(f"labels.{name}.{language}")
    acting.sync(control, text.get(language, ""))
    _draw(control, label, 1, _say_part, (control, key, name, language), **more)


def line(key: Key, field: str, value: str, label: str, *, lines: int = 1, **more: Any) -> None:
    """A field that is no text: an expression, a name."""
    control = where.control(field)
    acting.sync(control, value)
    _draw(control, label, lines, _set, (control, key, field), **more)


def switch(key: Key | None, field: str, value: bool, label: str, **more: Any) -> None:
    control = where.control(field)
    acting.sync(control, value)
    st.toggle(label, key=control, on_change=_set, args=(control, key, field), **more)


def _draw(control: str, label: str, lines: int, keep: Callable[..., None], args: tuple[Any, ...], **more: Any) -> None:
    if lines > 1:
        st.text_area(label, key=control, height=28 + 24 * lines, max_chars=LONGEST, on_change=keep, args=args, **more)
    else:
        st.text_input(label, key=control, max_chars=LONGEST, on_change=keep, args=args, **more)


def _say(control: str, key: Key | None, field: str, language: str) -> None:
    acting.do(writing.say, key, field, language, st.session_state[control].strip())


def _say_part(control: str, key: Key, name: str, language: str) -> None:
    acting.do(writing.say_part, key, name, language, st.session_state[control].strip())


def _set(control: str, key: Key | None, field: str) -> None:
    value = st.session_state[control]
    value = value.strip() if isinstance(value, str) else value
    if key is None:
        acting.do(writing.change_whole, **{field: value})
    else:
        acting.do(writing.change, key, **{field: value})
