"""Forms that nobody filled in with good will: always a clear page in the visitor's language, never an error of ours, nothing stored."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hostile import NO_FORMS, is_clear
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neighbours import People, forget
from sample import ANSWER, SLUG, coordinator, park
from sqlalchemy import func, select
from starlette.testclient import TestClient

from common import ids
from db.models import Answer
from services import house, surveys
from services.surveys import Survey

PATH = f"/s/{SLUG}"

FORMS: dict[str, tuple[int, Callable[[dict[str, list[str]]], dict[str, list[str]]]]] = {
    "nothing at all": (400, lambda form: {}),
    "only the answers": (400, lambda form: dict(ANSWER)),
    "no instance": (400, lambda form: form | {"_instance": []}),
    "no version": (400, lambda form: form | {"_version": []}),
    "no section": (400, lambda form: form | {"_section": []}),
    "no required answer": (422, lambda form: form | {"visits": []}),
    "an unknown name": (400, lambda form: form | {"hobby": ["x"]}),
    "an unknown name of ours": (400, lambda form: form | {"_admin": ["1"]}),
    "__proto__": (400, lambda form: form | {"__proto__": ["x"]}),
    "constructor": (400, lambda form: form | {"constructor.prototype": ["x"]}),
    "a name with brackets": (400, lambda form: form | {"visits[]": ["often"]}),
    "a name of markup": (400, lambda form: form | {"<script>": ["x"]}),
    "an empty name": (400, lambda form: form | {"": ["x"]}),
    "one answer twice": (422, lambda form: form | {"visits": ["often", "never"]}),
    "one choice twice": (422, lambda form: form | {"missing": ["shade", "shade"]}),
    "the instance twice": (400, lambda form: form | {"_instance": form["_instance"] * 2}),
    "the action twice": (400, lambda form: form | {"_action": ["submit", "submit"]}),
    "an unknown action": (400, lambda form: form | {"_action": ["delete"]}),
    "a broken instance": (400, lambda form: form | {"_instance": ["not-a-uuid"]}),
    "an instance of SQL": (400, lambda form: form | {"_instance": ["' OR 1=1 --"]}),
    "section 99": (400, lambda form: form | {"_section": ["99"]}),
    "section -1": (400, lambda form: form | {"_section": ["-1"]}),
    "section 1e0": (400, lambda form: form | {"_section": ["1e0"]}),
    "section 3": (400, lambda form: form | {"_section": ["3"]}),
    "version 999999999999": (400, lambda form: form | {"_version": ["999999999999"]}),
    "version 99999": (400, lambda form: form | {"_version": ["99999"]}),
    "version 0": (400, lambda form: form | {"_version": ["0"]}),
    "version ²": (400, lambda form: form | {"_version": ["²"]}),
    "an unknown district": (400, lambda form: form | {"_district": ["atlantis"]}),
    "a district of NUL": (400, lambda form: form | {"_district": ["\x00"]}),
    "an unknown network": (400, lambda form: form | {"_network": ["atlantis"]}),
    "words for a number": (422, lambda form: form | {"children": ["[object Object]"]}),
    "a negative number": (422, lambda form: form | {"children": ["-1"]}),
    "infinity": (422, lambda form: form | {"children": ["inf"]}),
    "a number of 400 digits": (422, lambda form: form | {"children": ["9" * 400]}),
    "a choice of markup": (422, lambda form: form | {"visits": ["<script>alert(1)</script>"]}),
    "NUL in a text": (422, lambda form: form | {"wish": ["a\x00b"]}),
    "a control character": (422, lambda form: form | {"name": ["a\x1b[31mb"]}),
    "a text too long": (422, lambda form: form | {"wish": ["x" * 2001]}),
    "a text of a megabyte": (413, lambda form: form | {"wish": ["x" * 2**20]}),
    "3000 fields": (413, lambda form: form | {f"f{n}": ["x"] for n in range(3000)}),
    "one field 3000 times": (413, lambda form: form | {"missing": ["shade"] * 3000}),
}


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("what", FORMS)
def test_a_hostile_form_meets_a_clear_page(
    phone: Any, survey: Survey, whole: Callable[..., Any], rows: Callable[[], Any], what: str, language: str
) -> None:
    status, spoil = FORMS[what]
    phone.language = language
    before = rows()
    page = phone.post(PATH, spoil(whole()))
    assert page.status == status
    is_clear(page, language)
    assert rows() == before


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize(("content_type", "body", "status"), NO_FORMS)
def test_what_is_no_form_meets_a_clear_page(
    phone: Any, survey: Survey, rows: Callable[[], Any], content_type: str, body: bytes, status: int, language: str
) -> None:
    phone.language = language
    before = rows()
    page = phone.raw(PATH, body, content_type)
    assert page.status == status
    is_clear(page, language)
    assert rows() == before


def test_a_body_without_a_length_is_not_read_for_ever(light: TestClient, survey: Survey) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(64):
            yield b"visits=" + b"x" * 65536

    response = light.post(PATH, content=endless(), headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert response.status_code == 413


@pytest.mark.parametrize("length", ["-5", "99999999999999999999", "x", "1_0"])
def test_a_length_that_is_none_is_refused(light: TestClient, survey: Survey, length: str) -> None:
    response = light.post(
        PATH,
        content=b"visits=often",
        headers={"Content-Type": "application/x-www-form-urlencoded", "Content-Length": length},
    )
    assert 400 <= response.status_code < 500


@pytest.mark.parametrize(
    "typed",
    [
        "{{7*7}}",
        "${7*7}",
        "<%= 7*7 %>",
        "#{7*7}",
        "{% for x in ().__class__ %}",
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "&lt;b&gt;",
    ],
)
def test_what_was_typed_comes_back_as_it_was_typed(
    phone: Any, survey: Survey, whole: Callable[..., Any], typed: str
) -> None:
    page = phone.post(
        PATH, whole(name=[typed], wish=[typed], visits=[])
    )  # a problem elsewhere draws the first section again
    assert page.status == 422
    assert (page.hidden["name"], page.hidden["wish"]) == ([typed], [typed])
    page = phone.post(PATH, whole(section=1, _action=["back"], name=[typed]))
    page = phone.press(page, "next")
    assert page.filled_in["name"] == [typed]
    assert not page.tree.xpath("//*[@onerror]")
    assert typed.encode() not in page.response.content or "<" not in typed


@pytest.mark.parametrize(
    "language", ["de\r\nSet-Cookie: x=1", "../../etc/passwd", "zz", "<script>", "x" * 5000, "de\x00", "ar' --"]
)
@pytest.mark.parametrize("path", [PATH, "/", "/r", "/login", f"{PATH}/thanks", "/d/eving", "/privacy"])
def test_a_language_that_is_none_is_passed_over(phone: Any, survey: Survey, path: str, language: str) -> None:
    page = phone.get(f"{path}?lang={quote(language)}")
    assert (page.status, page.language) == (200, "de")
    assert "\r" not in "".join(page.response.headers.values())
    if path != "/login":
        assert "set-cookie" not in page.response.headers


def test_a_language_button_that_is_none_is_passed_over(phone: Any, survey: Survey, whole: Callable[..., Any]) -> None:
    page = phone.post(f"{PATH}?lang=tr", whole(_lang=["xx\r\nSet-Cookie: a=b"]))
    assert (page.status, page.language) == (200, "tr")
    assert "set-cookie" not in page.response.headers


@pytest.mark.parametrize("path", [PATH, f"{PATH}/thanks", "/", "/r", "/d/eving", "/login"])
@pytest.mark.parametrize(
    "query",
    [
        "x" * 60_000,
        "&".join(f"a{n}=b" for n in range(5000)),
        "d=" + "x" * 50_000,
        "%ff%fe=%00",
        "&&==&",
        "code=%00",
        "code=" + "A" * 5000,
        "n=eving&n=hoerde&d=1&d=2",
    ],
)
def test_a_strange_query_draws_the_page_all_the_same(phone: Any, survey: Survey, path: str, query: str) -> None:
    page = phone.get(f"{path}?{query}")
    assert page.status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/s/%00",
        "/s/a%00b",
        "/d/%00",
        "/s/..%2f..%2fetc",
        "/s/%ff",
        "/s/%F0%9F%98%80",
        "/s/" + "x" * 5000,
        "/s/'%20OR%201=1",
        "/assets/..%2fasgi.py",
        "/assets/%00",
        "/nowhere",
        "/s/",
        "/d/",
    ],
)
@pytest.mark.parametrize("language", ["de", "ar"])
def test_an_address_that_nobody_printed_is_a_clear_page(phone: Any, survey: Survey, path: str, language: str) -> None:
    phone.language = language
    page = phone.get(path)
    assert page.status == 404
    is_clear(page, language)


@pytest.mark.parametrize("path", ["/s/%00", "/s/a%00b", "/d/%00", "/r", "/s/x%00/thanks"])
def test_a_nul_in_the_address_is_no_error_on_postgresql(house_on_postgresql: None, path: str) -> None:
    """PostgreSQL refuses NUL in texts; the driver's complaint came out as an error of ours."""
    from web.asgi import app

    park(coordinator())
    with_nul = TestClient(app, raise_server_exceptions=False)
    assert with_nul.get(path).status_code in (200, 404)
    assert with_nul.post(
        path, content=b"code=%00&_action=find", headers={"Content-Type": "application/x-www-form-urlencoded"}
    ).status_code in (404, 405)
    with_nul.close()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", [PATH, "/", "/login", "/r"])
def test_other_methods_do_nothing(
    light: TestClient, survey: Survey, rows: Callable[[], Any], method: str, path: str
) -> None:
    before = rows()
    response = light.request(method, path, headers={"Accept-Language": "tr"})
    assert response.status_code == 405
    assert response.headers["content-language"] == "tr"
    assert rows() == before


NAMES = [
    "_action",
    "_lang",
    "_instance",
    "_version",
    "_section",
    "_begun",
    "_network",
    "_district",
    "_receipt",
    "_website",
    *ANSWER,
]
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "",
            "submit",
            "next",
            "back",
            "de",
            "ar",
            "0",
            "1",
            "2",
            "-1",
            "99",
            "often",
            "4",
            "none",
            "eving",
            "maerchensiedlung",
            "yes",
            "shade",
            "\x00",
            "\ufeff",
            "{{7*7}}",
            "9" * 30,
            "x" * 2500,
            str(ids.new_id()),
        ]
    ),
)
FUZZ = st.dictionaries(
    st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), st.lists(VALUES, max_size=3), max_size=14
)


@pytest.fixture(scope="module")
def open_house(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Any) -> Iterator[TestClient]:
    """One house for the whole module: hypothesis sends hundreds of forms."""
    import shutil

    from web.asgi import app

    folder = tmp_path_factory.mktemp("fuzz")
    shutil.copy(sqlite_template, folder / "quartierspuls.db")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'quartierspuls.db'}",
            "ABUSE_CHECKS": "0",
            "DEMO": "1",
            "SECRET_KEY": "for-tests-only-" * 4,
        }.items():
            patch.setenv(name, value)
        forget()
        park(coordinator())
        client = TestClient(app, raise_server_exceptions=False)
        yield client
        client.close()
        forget()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=FUZZ, base=st.booleans(), query=st.one_of(st.just(""), st.text(max_size=20)))
def test_no_form_in_the_world_is_an_error_of_ours(
    open_house: TestClient, form: dict[str, list[str]], base: bool, query: str
) -> None:
    """Only a form without anything wrong may be stored, and then it is thanked for."""
    started = (
        {
            "_instance": [str(ids.new_id())],
            "_version": ["1"],
            "_section": ["2"],
            "_district": ["eving"],
            "_action": ["submit"],
            **ANSWER,
        }
        if base
        else {}
    )
    fields = [(name, value) for name, values in (started | form).items() for value in values]
    before = _answers()
    try:
        body = urlencode(fields).encode()
    except UnicodeEncodeError:  # a lone surrogate, which no browser sends
        body = urlencode(fields, errors="surrogatepass").encode()
    response = open_house.post(
        f"{PATH}?{quote(query, errors='replace')}",
        content=body,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        follow_redirects=False,
    )
    assert response.status_code in (200, 303, 400, 409, 413, 422)
    assert _answers() - before <= (1 if response.status_code == 303 else 0)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=200),
    kind=st.sampled_from(
        ["application/x-www-form-urlencoded", "application/json", "multipart/form-data", "text/plain; charset=utf-16"]
    ),
)
def test_no_bytes_in_the_world_are_an_error_of_ours(open_house: TestClient, body: bytes, kind: str) -> None:
    before = _answers()
    for path in (PATH, "/r", "/login"):
        response = open_house.post(path, content=body, headers={"Content-Type": kind}, follow_redirects=False)
        assert 400 <= response.status_code < 500
    assert _answers() == before


def _answers() -> int:
    with house.reading() as session:
        return session.scalar(select(func.count()).select_from(Answer)) or 0


def test_an_error_of_ours_is_a_page_too_and_keeps_its_headers(
    light: TestClient, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page for an error of ours went out without the security headers."""
    monkeypatch.setattr(surveys, "by_slug", lambda slug: 1 / 0)
    response = light.get(PATH, headers={"Accept-Language": "tr"})
    assert response.status_code == 500
    assert response.headers["content-language"] == "tr"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "ZeroDivisionError" not in response.text


def test_somebody_who_sends_while_the_database_is_away_keeps_what_was_typed(
    phone: Any, survey: Survey, whole: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from db import writer
    from db.engine import Unavailable

    def away(*_: object) -> None:
        raise Unavailable("locked")

    phone.get(PATH)
    monkeypatch.setattr(writer, "store", away)
    page = phone.post(PATH, whole())
    assert page.status == 503
    assert page.filled_in["wish"] == ["Mehr Schatten."]
    monkeypatch.undo()


def test_people_of_the_house_are_not_shown_to_residents(phone: Any, people: People, survey: Survey) -> None:
    for path in ("/", "/d/eving", PATH, "/r", "/login", "/imprint", "/privacy"):
        assert "@example.org" not in phone.get(path).words
