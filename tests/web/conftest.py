"""A resident's phone, without a browser: it fills in the forms that it gets and keeps what was hidden in them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from argon2 import PasswordHasher
from httpx2 import Response
from lxml import html
from neighbours import People
from sample import SLUG, park
from sqlalchemy import func, select
from starlette.testclient import TestClient

import settings
from common import ids
from db.models import Answer, Audit, Call, Login, Message, Receipt, SignUp
from services import accounts, house
from services.surveys import Survey
from web import abuse

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 takes 0.1 s on purpose; here it only has to be right."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", lambda: hasher)
    accounts._nobodys_hash.cache_clear()


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SUBMITS", "UPLOADS", "CODES", "LOGINS", "TOKENS"):
        limit = getattr(abuse, name)
        monkeypatch.setattr(abuse, name, abuse.Limit(limit._at_once, limit._per_second))


@dataclass
class Page:
    """A page as a person meets it."""

    response: Response
    tree: Any = field(init=False)

    def __post_init__(self) -> None:
        self.tree = html.fromstring(self.response.content or b"<html></html>")

    @property
    def status(self) -> int:
        return int(self.response.status_code)

    @property
    def words(self) -> str:
        return " ".join(self.tree.text_content().split())

    @property
    def language(self) -> str:
        return str(self.tree.get("lang"))

    @property
    def headings(self) -> list[str]:
        return [" ".join(one.text_content().split()) for one in self.tree.iter("h1", "h2")]

    @property
    def form(self) -> Any:
        return next(form for form in self.tree.forms if (form.get("method") or "").lower() == "post")

    @property
    def filled_in(self) -> dict[str, list[str]]:
        """Every control of the form with what stands in it, as a browser would send it."""
        found: dict[str, list[str]] = {}
        for control in self.form.iter("input", "select", "textarea"):
            if control.get("type") in ("radio", "checkbox") and control.get("checked") is None:
                continue
            if control.tag == "select":
                chosen = [
                    option.get("value") for option in control.iter("option") if option.get("selected") is not None
                ]
                value = chosen[0] if chosen else ""
            else:
                value = (
                    control.text_content().removeprefix("\n") if control.tag == "textarea" else control.get("value", "")
                )
            found.setdefault(control.get("name"), []).append(value)
        return found

    @property
    def hidden(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for control in self.form.xpath(".//input[@type='hidden']"):
            found.setdefault(control.get("name"), []).append(control.get("value"))
        return found

    @property
    def actions(self) -> list[str]:
        return [str(button.get("value")) for button in self.tree.xpath("//button[@name='_action']")]

    @property
    def ids(self) -> list[str]:
        return [str(one) for one in self.tree.xpath("//@id")]

    @property
    def summary(self) -> list[str]:
        """Where the links of the error summary lead."""
        return [str(link).removeprefix("#") for link in self.tree.xpath("//div[contains(@class,'errors')]//a/@href")]


@dataclass
class Phone:
    client: TestClient
    language: str = "de"

    def get(self, path: str, **headers: str) -> Page:
        return Page(
            self.client.get(
                path,
                headers={"Accept-Language": self.language}
                | {name.replace("_", "-"): value for name, value in headers.items()},
                follow_redirects=False,
            )
        )

    def post(self, path: str, fields: dict[str, list[str]], **headers: str) -> Page:
        body = urlencode([(name, value) for name, values in fields.items() for value in values])
        return self.raw(path, body.encode(), **headers)

    def raw(self, path: str, body: bytes, content_type: str = FORM, **headers: str) -> Page:
        every = {"Accept-Language": self.language, "Content-Type": content_type} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        return Page(self.client.post(path, content=body, headers=every, follow_redirects=False))

    def press(self, page: Page, button: str, answers: dict[str, list[str]] | None = None, **headers: str) -> Page:
        """`button` is `next`, `lang=tr` and the like."""
        name, _, value = button.rpartition("=")
        return self.post(
            page.form.get("action"),
            page.filled_in | (answers or {}) | {f"_{name}" if name else "_action": [value]},
            **headers,
        )

    def follow(self, page: Page) -> Page:
        return self.get(page.response.headers["location"])


@pytest.fixture
def light(people: People) -> Iterator[TestClient]:
    """Without its lifespan, which compiles every template: a second that each test would pay."""
    from web.asgi import app

    client = TestClient(app, raise_server_exceptions=False, client=("203.0.113.9", 50000))
    yield client
    client.close()


@pytest.fixture
def phone(light: TestClient) -> Phone:
    return Phone(light)


@pytest.fixture
def dial() -> Callable[[TestClient], Phone]:
    return Phone


@pytest.fixture
def survey(people: People) -> Survey:
    """Open, asks for the district beside its questions."""
    return park(people.alice)


@pytest.fixture
def address(survey: Survey) -> str:
    return f"/s/{SLUG}?lang=de"


@pytest.fixture
def rows() -> Callable[[], dict[str, int]]:
    """How much is stored of what."""

    def count() -> dict[str, int]:
        with house.reading() as session:
            return {
                table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
                for table in (Answer, Receipt, Login, Audit, SignUp, Message, Call)
            }

    return count


@pytest.fixture
def strict(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the guards against robots."""
    monkeypatch.setenv("ABUSE_CHECKS", "1")
    settings.current.cache_clear()


def whole_form(version: int = 1, section: int = 2, **more: list[str]) -> dict[str, list[str]]:
    """What stands in the last section of the park's survey when everything was answered."""
    from sample import ANSWER

    return {
        "_instance": [str(ids.new_id())],
        "_version": [str(version)],
        "_section": [str(section)],
        "_district": ["eving"],
        "_action": ["submit"],
        **ANSWER,
        **more,
    }


@pytest.fixture
def whole() -> Callable[..., dict[str, list[str]]]:
    return whole_form
