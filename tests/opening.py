"""The staff face as one of the people has it open."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from ui import state

ROUTER = str(Path(__file__).parents[1] / "pages" / "router.py")


def opened(people, name: str, page: str = "", language: str = "de") -> AppTest:
    at = AppTest.from_file(ROUTER, default_timeout=30)
    at.session_state[state.TOKEN] = people.tokens[name]
    at.session_state[state.LANGUAGE] = language
    at.run()
    if page:
        at.switch_page(f"{page}.py").run()
    assert not at.exception, at.exception
    return at


def told(at: AppTest) -> str:
    """All words on the page, without the marks that keep Markdown out of them."""
    kinds = (
        "title",
        "header",
        "subheader",
        "markdown",
        "caption",
        "info",
        "success",
        "warning",
        "error",
        "code",
        "metric",
    )
    words = (
        f"{one.label} {one.value}" if kind == "metric" else str(one.value) for kind in kinds for one in at.get(kind)
    )
    return "\n".join(words).replace("\\", "")
