"""The design tokens as Streamlit's theme. `python -m ui.theme` writes them into `.streamlit/config.toml`; a test compares the two."""

from pathlib import Path

import streamlit as st

from common.tokens import DARK, FONT, LIGHT, Scheme

CONFIG = Path(__file__).parents[1] / ".streamlit" / "config.toml"
FIRST = "[theme]"
"""From here to the end the file is ours."""


def scheme() -> Scheme:
    """The colours that this person's window has now."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def toml() -> str:
    sizes = f'font = {FONT!r}\nbaseFontSize = 16\nbaseRadius = "12px"\nheadingFontWeights = [650, 600, 600, 600, 600, 600]\nheadingFontSizes = ["2rem", "1.5rem", "1.2rem", "1.05rem", "1rem", "1rem"]'
    common = f'{sizes}\nshowWidgetBorder = true\nlinkUnderline = true\nmetricValueFontSize = "1.9rem"\n'
    return f"{FIRST}\n{common}\n" + "\n".join(_section(name, one) for name, one in (("light", LIGHT), ("dark", DARK)))


def _section(name: str, one: Scheme) -> str:
    lines = {
        "primaryColor": one.accent,
        "backgroundColor": one.ground,
        "secondaryBackgroundColor": one.card,
        "textColor": one.ink,
        "linkColor": one.accent,
        "borderColor": one.edge,
        "dataframeBorderColor": one.line,
        "dataframeHeaderBackgroundColor": one.accent_wash,
        "dataframeHeaderTextColor": one.ink,
        "codeTextColor": one.ink,
        "codeBackgroundColor": one.card,
        **_named("blue", one.accent, one.accent_wash),
        **_named("green", one.accent, one.accent_wash),
        **_named("orange", one.warm, one.warm_wash),
        **_named("yellow", one.warm, one.warm_wash),
        **_named("red", one.error, one.error_wash),
        **_named("gray", one.soft, one.card),
    }
    written = "\n".join(f'{key} = "{value}"' for key, value in lines.items())
    bars = ", ".join(f'"{colour}"' for colour in one.bars)
    return f'[theme.{name}]\n{written}\nchartCategoricalColors = [{bars}]\n\n[theme.{name}.sidebar]\nbackgroundColor = "{one.card}"\nsecondaryBackgroundColor = "{one.accent_wash}"\nborderColor = "{one.edge}"\n'


def _named(colour: str, strong: str, wash: str) -> dict[str, str]:
    return {f"{colour}Color": strong, f"{colour}TextColor": strong, f"{colour}BackgroundColor": wash}


def write() -> None:
    before = CONFIG.read_text("utf-8").partition(FIRST)[0].rstrip()
    CONFIG.write_text(f"{before}\n\n{toml()}", "utf-8")


if __name__ == "__main__":
    write()
