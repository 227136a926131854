"""Words that people wrote, so that Streamlit's labels show them as they are: no Markdown, no icons, no formulas."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def plain(words: str) -> str:
    return _MARKS.sub(r"\\\1", words).replace("\n", "  \n")
