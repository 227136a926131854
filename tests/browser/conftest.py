"""A real Chromium at phone size before the real server with the demonstration in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from neighbours import missing
from playwright.sync_api import Browser, Page, sync_playwright
from serving import HOME, SECRET_KEY, Server

ARGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 412, "height": 915}

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        missing("Chromium is not here: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Both faces, with the demonstration."""
    folder = tmp_path_factory.mktemp("demonstration")
    own = {
        "DATA_DIR": str(folder),
        "DEMO": "1",
        "SECRET_KEY": SECRET_KEY,
        "DATABASE_URL": f"sqlite:///{folder / 'quartierspuls.db'}",
    }
    subprocess.run(
        [sys.executable, "manage.py", "seed-demo"],
        check=True,
        cwd=HOME,
        env=os.environ | own,
        stdout=subprocess.DEVNULL,
    )
    server = Server(folder, whole=True).start()
    yield server
    server.stop()


@pytest.fixture
def open_page(browser: Browser, demonstration: Server) -> Iterator[Open]:
    """Opens an address in a fresh browser; everything is closed at the end."""
    contexts = []

    def open_it(
        path: str,
        locale: str = "de-DE",
        javascript: bool = True,
        viewport: dict[str, int] | None = None,
        scheme: str = "light",
    ) -> Page:
        context = browser.new_context(
            viewport=viewport or PHONE,
            locale=locale,
            java_script_enabled=javascript,
            color_scheme=scheme,
            base_url=demonstration.url,
        )  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_it
    for context in contexts:
        context.close()
