"""Reads the form of a page and fills it in at random but plausibly. As little work as possible: the clients share two cores with the app."""

import re
from dataclasses import dataclass
from html import unescape
from random import Random
from urllib.parse import urlencode

FORM = re.compile(r'<form\b[^>]*\bmethod="post".*?</form>', re.DOTALL)
TAG = re.compile(r"<(form|input|select|option|textarea|button)\b([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
WORDS = ("Grün", "bunt", "laut, aber freundlich", "Zuhause", "")
SENTENCES = ("Mehr Schatten auf dem Spielplatz.", "Ein Elterncafé am Nachmittag, mit Betreuung.", "نحتاج إلى مترجم", "")
CHECKED = 0.35
"""How likely a box gets its cross."""

Fields = list[tuple[str, str]]
Section = tuple[str, "tuple[Control, ...]", str]
"""Address, controls, and the value of the button that leads on."""
Known = dict[str, Section]


class NoForm(Exception):
    """A page without the form that was expected on it."""


@dataclass(frozen=True, slots=True)
class Control:
    """What one name of a form may be given."""

    name: str
    kind: str
    values: tuple[str, ...] = ()
    least: int = 0
    most: int = 10


@dataclass(frozen=True, slots=True)
class Form:
    action: str
    hidden: Fields
    controls: tuple[Control, ...]
    forward: str


def main_form(page: str) -> str:
    """The form with our buttons."""
    found = next((form for form in FORM.findall(page) if 'name="_action"' in form), None)
    if found is None:
        raise NoForm(page[:200])
    return str(found)


def read(page: str, known: Known) -> Form:
    """What a page carries along is read each time; the questions of a section once, into `known`."""
    form = main_form(page)
    hidden = [(name, unescape(value)) for name, value in HIDDEN.findall(form)]
    section = "/".join(value for name, value in hidden if name in ("_version", "_section"))
    if section not in known:
        known[section] = _read(form)
    action, controls, forward = known[section]
    return Form(action, hidden, controls, forward)


def filled(form: Form, chance: Random) -> bytes:
    typed = [(control.name, value) for control in form.controls for value in _typed(control, chance)]
    return urlencode([*form.hidden, *typed, ("_action", form.forward)]).encode()


def _typed(control: Control, chance: Random) -> list[str]:
    if control.kind in ("radio", "select"):
        return [chance.choice(control.values)]
    if control.kind == "checkbox":
        return [value for value in control.values if chance.random() < CHECKED]
    if control.kind == "number":
        return [str(chance.randint(control.least, control.most))]
    if control.kind == "empty":
        return [""]
    return [chance.choice(SENTENCES if control.kind == "textarea" else WORDS)]


def _read(form: str) -> Section:
    action, forward, selected, controls = "", "", "", dict[str, Control]()
    for tag, words in TAG.findall(form):
        has = {name: unescape(value) for name, value in ATTRIBUTE.findall(words)}
        name, value = has.get("name", ""), has.get("value", "")
        if tag == "form":
            action = has["action"]
        elif tag == "button" and name == "_action":
            forward = forward or value
        elif tag == "select":
            selected, controls[name] = name, Control(name, "select")
        elif tag == "option":
            controls[selected] = _also(controls[selected], value)
        elif name and has.get("type") != "hidden":
            kind = _kind(tag, has)
            known = controls.get(name, Control(name, kind, (), int(has.get("min", 0)), int(has.get("max", 10))))
            controls[name] = _also(known, value)
    return action, tuple(controls.values()), forward


def _kind(tag: str, has: dict[str, str]) -> str:
    if "honeypot" in has.get("class", ""):
        return "empty"
    return "textarea" if tag == "textarea" else has.get("type", "text")


def _also(control: Control, value: str) -> Control:
    return Control(
        control.name, control.kind, (*control.values, value) if value else control.values, control.least, control.most
    )
