"""Turns a template and its values into the bytes of a page, and holds the assets. What is on a page is decided by the routes."""

import gzip
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import brotli
import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from common import tokens
from i18n.catalogue import LANGUAGES, base, words
from services import images
from services.office import Office
from survey.kinds import agreement, image, slider, smileys

HOME = Path(__file__).parent
QUESTIONS = "questions"

OFFICE = msgspec.structs.asdict(Office())
"""Until a coordinator entered something; an empty entry is shown as missing."""

_settings: dict[str, Any] = {"office": OFFICE, "demo": False}


def configure(office: Mapping[str, str] | None = None, demo: bool = False) -> None:
    """Called once at the start; a page may still be given its own `office` and `demo`."""
    _settings.update(office={**OFFICE, **(office or {})}, demo=demo)
    _environment.cache_clear()


# --- assets ---------------------------------------------------------------------------------------------------------------------------------------

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}


def _smaller(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?|(?<=:) ", lambda found: found[1] or "", css).replace(";}", "}").strip()


_BEFORE = {"style.css": tokens.css, "print.css": tokens.paper_css}
"""What stands before a stylesheet: the colours and sizes that all share."""


def _content(path: Path) -> bytes:
    if path.name in _BEFORE:
        return _smaller(_BEFORE[path.name]() + path.read_text("utf-8")).encode()
    return path.read_bytes()


@cache
def _assets() -> dict[str, tuple[bytes, bytes, bytes, str]]:
    plain = {path.name: _content(path) for path in sorted((HOME / "assets").iterdir()) if path.suffix in _TYPES}
    return {
        name: (
            content,
            brotli.compress(content, quality=11),
            gzip.compress(content, 9, mtime=0),
            _TYPES[Path(name).suffix],
        )
        for name, content in plain.items()
    }


def asset_response_parts(name: str) -> tuple[bytes, bytes, bytes, str] | None:
    """Plain, brotli, gzip and the content type of a file under `/assets`."""
    return _assets().get(name)


@cache
def asset(name: str) -> str:
    """Its address, which changes with its content: it may be cached for ever."""
    return f"/assets/{name}?v={hashlib.sha256(_assets()[name][0]).hexdigest()[:10]}"


# --- what templates may call ----------------------------------------------------------------------------------------------------------------------


def _speakers(tag: str) -> tuple[Callable[[Mapping[str, str]], Markup], Callable[[Mapping[str, str]], str]]:
    """`say` for HTML, which marks words in another language than the page's, and `plain` for attributes and titles."""
    speaking = words(tag)
    find, page, own = speaking.say, speaking.tag, base(speaking.tag)

    def say(text: Mapping[str, str]) -> Markup:
        said = find(text)
        if said.language == page or base(said.language) == own:
            return escape(said.words)
        return Markup(f'<span lang="{escape(said.language)}" dir="{said.direction}">{escape(said.words)}</span>')  # noqa: S704

    def plain(text: Mapping[str, str]) -> str:
        return find(text).words

    return say, plain


_ENDINGS = re.compile(r"(?<=[a-zäöüß]{4})(?=(?:beck|berg|bruch|dorf|dortmund|feld|hausen|heim|horst|viertel)(?:\b|-))")


def soft(name: str) -> str:
    """A place's name that may break on narrow tiles: Lütgen-dortmund."""
    return _ENDINGS.sub("\N{SOFT HYPHEN}", name)


def short(
    texts: Iterable[tuple[str, Mapping[str, str]]], plain: Callable[[Mapping[str, str]], str], longest: int
) -> bool:
    return all(len(plain(text)) <= longest for _, text in texts)


_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CLOCK = re.compile(r"\d\d:\d\d")
_MOMENT = re.compile(rf"{_DAY.pattern}T{_CLOCK.pattern}")


def is_number(written: str) -> bool:
    """Whether `<input type=number>` shows it; what was typed otherwise is redrawn in a text field, else it would be lost."""
    return _NUMBER.fullmatch(written) is not None


def is_day(written: str) -> bool:
    return _DAY.fullmatch(written) is not None


def is_time(written: str) -> bool:
    return _CLOCK.fullmatch(written) is not None


def is_moment(written: str) -> bool:
    return _MOMENT.fullmatch(written) is not None


def is_image(written: str) -> bool:
    """Whether it is the name of a picture that was taken."""
    return image.id_in(written) is not None


@pass_context
def to(context: Context, address: str) -> str:
    """An own address, with the language where the person chose one (`carry_language`): so nobody needs a cookie."""
    if not context["carry_language"]:
        return address
    path, mark, rest = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}lang={context['language']}{mark}{rest}"


class _Folding(Environment):
    """Puts the words of its language into a template while it is compiled: about thirty calls a page less."""

    folded: dict[str, Callable[[str], str]]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        for output in template.find_all(nodes.Output):
            output.nodes = [self._fold(node) for node in output.nodes]
        return template

    def _fold(self, node: nodes.Expr) -> nodes.Expr:
        match node:
            case nodes.Call(node=nodes.Name(name=name), args=[nodes.Const(value=str(words))], kwargs=[]) if (
                name in self.folded
            ):
                return nodes.TemplateData(str(escape(self.folded[name](words))), lineno=node.lineno)
        return node


# --- environments: one per language, so that macros see its words ---------------------------------------------------------


_OPTIONAL: dict[str, Any] = {
    "carry_language": False,
    "keep": (),
    "notice": "",
    "hidden": (),
    "place": None,
    "receipt": None,
    "anonymous": False,
    "open_results": False,
    "form": None,
    "moves": False,
    "guests": (),
    "preview": False,
    "takes_file": False,
    "asks_images": False,
    "workshops": (),
    "workshops_url": "",
}
"""What a route may leave out."""


_IMAGE_LIMITS = {"megabytes": images.LARGEST // 2**20, "hours": images.HOURS}
MOST_KEPT = 5000


def _drawer(macros: Mapping[str, Callable[[Any], Markup]]) -> Callable[[Any], Markup]:
    """Draws a question by its kind. An untouched one is the same for everyone and drawn once: that halves the cost of a section."""
    kept: dict[str, Markup] = {}

    def draw(question: Any) -> Markup:
        if question.blank in kept:
            return kept[question.blank]
        drawn = macros[question.kind](question)
        if question.blank and len(kept) < MOST_KEPT:
            kept[question.blank] = drawn
        return drawn

    return draw


@cache
def _environment(tag: str) -> Environment:
    own = words(tag)
    environment = _Folding(
        loader=FileSystemLoader(HOME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.folded = {"_": own.gettext, "asset": asset}
    environment.tests["is_image"] = is_image
    say, plain = _speakers(tag)
    environment.globals.update(
        _OPTIONAL,
        **_settings,
        _=own.gettext,
        gettext=own.gettext,
        ngettext=own.ngettext,
        say=say,
        plain=plain,
        date=own.date,
        number=own.number,
        percent=own.percent,
        language=own.tag,
        speaks=own.speaks,
        direction=own.direction,
        languages=LANGUAGES,
        asset=asset,
        soft=soft,
        short=lambda texts, longest: short(texts, plain, longest),
        is_number=is_number,
        is_day=is_day,
        is_time=is_time,
        is_moment=is_moment,
        image_limits=_IMAGE_LIMITS,
        stops=slider.stops,
        ends=slider.ends,
        decimals=slider.decimals,
        to=to,
        steps={
            kind.KIND.name: tuple((choice.name, choice.label) for choice in kind.STEPS) for kind in (agreement, smileys)
        },
        no_answer=(agreement.NO_ANSWER.name, agreement.NO_ANSWER.label),
    )
    kinds = [
        name.removeprefix(f"{QUESTIONS}/").removesuffix(".html")
        for name in environment.list_templates()
        if name.startswith(f"{QUESTIONS}/") and "/_" not in name
    ]
    draw: Callable[[Any], Markup]
    environment.globals["draw_any"] = lambda question: draw(question)  # groups are loaded before there is a drawer
    draw = environment.globals["draw"] = _drawer(
        {kind: getattr(environment.get_template(f"{QUESTIONS}/{kind}.html").module, "draw") for kind in kinds}  # noqa: B009 - a macro, unknown to types
    )
    return environment


def render(template: str, language: str, **context: Any) -> bytes:
    """A page in a language that `i18n.catalogue.LANGUAGES` has (German otherwise)."""
    return _environment(words(language).speaks).get_template(template).render(context).encode()


def warm_up() -> None:
    """Compiles everything before the first person comes."""
    _assets()
    for language in LANGUAGES:
        environment = _environment(language.tag)
        for name in environment.list_templates():
            environment.get_template(name)
