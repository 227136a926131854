"""Steps that several widgets share: the words above them, what is wrong, and one choice of several. No kind lives here."""

from collections.abc import Sequence

import streamlit as st

from survey.kinds import kind_of
from survey.kinds.agreement import NO_ANSWER
from survey.model import DONT_KNOW, Choice, Question, Text
from ui.questions import Asking, Sent


def label(question: Question, asking: Asking, more: str = "") -> str:
    """The words over a control, its hint (or `more`) in small letters below them."""
    small = "".join(
        f"  \n:small[{words}]" for words in (asking.say(question.hint) if question.hint else "", more) if words
    )
    return f"**{asking.say(question.label)}**" + (" \\*" if question.required else "") + small


def trouble(question: Question, asking: Asking, item: str) -> None:
    if wrong := asking.wrong(question, item):
        st.error(wrong, icon=":material/error:")


def heading(question: Question, asking: Asking) -> None:
    """Words above several controls, or above one that brings a label of its own."""
    st.markdown(label(question, asking))


def sent(item: str, value: object) -> Sent:
    """As a form sends it: nothing where nothing was chosen or typed."""
    return {} if value is None or value == "" else {item: [str(value)]}


def one_of(
    question: Question, asking: Asking, item: str, words: str, choices: Sequence[Choice], icons: Sequence[str] = ()
) -> Sent:
    """One choice; a second tap takes it back."""
    shown = {choice.name: asking.say(choice.label) for choice in choices}
    if icons:
        shown |= {choice.name: f"{icon} {shown[choice.name]}" for choice, icon in zip(choices, icons, strict=False)}
    return sent(item, st.pills(words, list(shown), format_func=shown.__getitem__, key=asking.key(item), help=None))


def steps(question: Question, own: Sequence[Choice]) -> tuple[Choice, ...]:
    """A scale's steps in the questionnaire's words, else in ours, and "weiß nicht" where it is offered."""
    worded = tuple(choice for choice in question.choices if choice.name != DONT_KNOW) or tuple(own)
    aside = tuple(choice for choice in question.choices if choice.name == DONT_KNOW) or (NO_ANSWER,)
    return worded + (aside if question.dont_know else ())


def words_of(question: Question, name: str, otherwise: Text) -> Text:
    return question.labels.get(name, otherwise)


def beside_other(question: Question, asking: Asking) -> Sent:
    """Room to say what `other` is. It is always there, since a form draws nothing anew before it is sent."""
    given: Sent = {}
    for item in kind_of(question).items(question):
        if item.is_text:
            given |= sent(item.name, st.text_input(asking.say(item.label), key=asking.key(item.name)))
            trouble(question, asking, item.name)
    return given


def draw_nothing(question: Question, asking: Asking) -> Sent:
    """For kinds that nobody is asked."""
    return {}
