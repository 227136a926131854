"""What leaves with every page: security headers, how long it may be kept, nothing from elsewhere, no cookie."""

import gzip
import re
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from neighbours import People
from sample import SLUG
from starlette.testclient import TestClient

from services.surveys import Survey

PUBLIC = [
    "/",
    "/d/eving",
    f"/s/{SLUG}",
    f"/s/{SLUG}/thanks",
    "/r",
    "/privacy",
    "/imprint",
    "/accessibility",
    "/login",
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/nowhere",
    "/s/nowhere",
    "/setup/x",
    "/reset/x",
]
LOGIN = ("/login", "/setup/x", "/reset/x")


@pytest.mark.parametrize("path", PUBLIC)
def test_every_response_is_protected(light: TestClient, survey: Survey, path: str) -> None:
    headers = light.get(path).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert "frame-ancestors" in policy
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers.get_list("content-security-policy") == [headers["content-security-policy"]], "once"
    assert "server" not in headers


@pytest.mark.parametrize("path", PUBLIC)
def test_residents_get_no_cookie(light: TestClient, survey: Survey, path: str) -> None:
    response = light.get(path, headers={"Cookie": "tracking=1"})
    assert ("set-cookie" in response.headers) == (path == "/login")


def test_not_even_while_answering(phone: Any, survey: Survey, whole: Callable[..., Any]) -> None:
    for page in (
        phone.post(f"/s/{SLUG}", whole(section=0, _action=["next"])),
        phone.post(f"/s/{SLUG}", whole()),
        phone.post(f"/s/{SLUG}", {}),
    ):
        assert "set-cookie" not in page.response.headers


@pytest.mark.parametrize("path", [path for path in PUBLIC if path not in ("/healthz", "/readyz", "/robots.txt")])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_nothing_is_loaded_from_elsewhere_nor_sent_there(phone: Any, survey: Survey, path: str, language: str) -> None:
    phone.language = language
    page = phone.get(path)
    for attribute in ("src", "href", "action", "srcset", "data", "poster", "formaction"):
        for address in page.tree.xpath(f"//*[not(self::a)]/@{attribute}"):
            assert str(address).startswith(("/", "#")), address
            assert not str(address).startswith("//")
    assert not page.tree.xpath("//*[@style] | //style | //iframe | //object | //embed | //script[not(@src)]")
    assert not [
        name
        for element in page.tree.iter()
        if isinstance(element.tag, str)
        for name in element.attrib
        if name.startswith("on")
    ]


def test_the_stylesheet_asks_nobody_else(light: TestClient, survey: Survey) -> None:
    found = re.search(r'href="(/assets/style\.css\?v=\w+)"', light.get("/").text)
    assert found
    style = light.get(found[1])
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in style.headers["cache-control"]
    assert "@import" not in style.text
    assert not re.search(r"url\((?!['\"]?data:)", style.text)


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity", ""])
@pytest.mark.parametrize("path", [f"/s/{SLUG}", "/assets/style.css", "/assets/icon.svg"])
def test_a_page_is_the_same_however_it_is_packed(light: TestClient, survey: Survey, path: str, encoding: str) -> None:
    with light.stream("GET", path, headers={"Accept-Encoding": encoding}) as response:
        body = b"".join(response.iter_raw())
    packed = response.headers.get("content-encoding", "")
    assert packed in (encoding, "")
    assert "Accept-Encoding" in response.headers["vary"]
    plain = {"br": brotli.decompress, "gzip": gzip.decompress}.get(packed, bytes)(body)
    assert re.sub(rb'value="[0-9a-f.-]{30,}"', b"", plain) == re.sub(
        rb'value="[0-9a-f.-]{30,}"', b"", light.get(path).content
    )


def test_sections_not_yet_sent_may_be_kept_by_the_phone_alone(
    phone: Any, survey: Survey, whole: Callable[..., Any]
) -> None:
    """With `no-store` the browser's Back loses what was typed."""
    for page in (
        phone.get(f"/s/{SLUG}"),
        phone.post(f"/s/{SLUG}", whole(section=0, _action=["next"])),
        phone.post(f"/s/{SLUG}", whole(visits=[])),
    ):
        assert page.response.headers["cache-control"] == "private, max-age=0"


def test_after_sending_nothing_is_kept(phone: Any, survey: Survey, whole: Callable[..., Any]) -> None:
    form = whole()
    sent = phone.post(f"/s/{SLUG}", form)
    conflict = phone.post(f"/s/{SLUG}", form | {"wish": ["anders"]})
    for page in (
        sent,
        phone.follow(sent),
        conflict,
        phone.get("/login"),
        phone.get("/nowhere"),
        phone.post("/r", {"code": ["x"]}),
    ):
        assert page.response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", f"/s/{SLUG}", "/privacy"])
def test_a_cache_knows_that_pages_differ_by_language(phone: Any, survey: Survey, path: str) -> None:
    page = phone.get(path)
    assert "Accept-Language" in page.response.headers["vary"]
    assert page.response.headers["content-language"] == page.language == "de"


def test_over_https_browsers_are_told_to_stay_there(
    light: TestClient, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    import settings

    assert "strict-transport-security" not in light.get("/").headers
    monkeypatch.setenv("PUBLIC_URL", "https://mitmachen.example.org")
    monkeypatch.setenv("DEMO", "0")
    settings.current.cache_clear()
    assert "max-age" in light.get("/").headers["strict-transport-security"]
    assert "Secure" in light.get("/login").headers["set-cookie"]


def test_the_residents_pages_know_nobody(phone: Any, survey: Survey, people: People) -> None:
    """A staff cookie changes nothing on a page of the residents."""
    plain, staff = (
        phone.get("/", **({"Cookie": cookie} if cookie else {})).response.content
        for cookie in ("", f"quartierspuls={people.tokens['alice']}")
    )
    assert plain == staff
