"""Staff sign in and out, set up the first account, and set a password by a one-time link."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from neighbours import NOON, PASSWORD, People
from starlette.testclient import TestClient

import settings
from common import clock
from services import accounts, house, remembering
from services.may import Role

NEW = "vier gelbe Regenschirme"


def _sign_in(phone: Any, email: str = "alice@example.org", password: str = PASSWORD, **more: list[str]) -> Any:
    page = phone.get("/login")
    return phone.post("/login", {"_csrf": page.hidden["_csrf"], "email": [email], "password": [password]} | more)


def _cookie(page: Any) -> str:
    found = [one for one in page.response.headers.get_list("set-cookie") if one.startswith("quartierspuls=")]
    return found[0] if found else ""


def test_the_right_password_lets_in(phone: Any, people: People) -> None:
    page = _sign_in(phone)
    assert (page.status, page.response.headers["location"]) == (303, "/app")
    cookie = _cookie(page)
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert "Path=/;" in cookie
    actor = accounts.actor_of(cookie.partition("=")[2].partition(";")[0])
    assert actor is not None
    assert actor.name == "Alice"


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("alice@example.org", "falsch"),
        ("nobody@example.org", PASSWORD),
        ("alice@example.org", ""),
        ("", ""),
        ("alice\x00@example.org", "x" * 400_000),
        ("' OR 1=1 --", PASSWORD),
    ],
)
def test_a_wrong_password_says_the_same_as_an_unknown_address(
    phone: Any, people: People, email: str, password: str, rows: Callable[[], Any]
) -> None:
    before = rows()["logins"]
    page = _sign_in(phone, email, password)
    assert page.status == 403
    assert not _cookie(page)
    assert "Adresse oder Passwort stimmen nicht" in page.words
    assert password not in page.response.text or not password
    assert rows()["logins"] == before


def test_after_five_wrong_passwords_not_even_the_right_one_opens(phone: Any, people: People, noon: None) -> None:
    assert [_sign_in(phone, password="falsch").status for _ in range(5)] == [403] * 5
    page = _sign_in(phone)
    assert page.status == 429
    assert "12:15" in page.words, "in the city's time"
    assert _sign_in(phone, "bob@example.org").status == 303, "others come in"
    phone.client.cookies.clear()
    clock.set_clock(lambda: NOON + timedelta(minutes=16))
    assert _sign_in(phone).status == 303


def test_the_right_password_in_between_begins_the_count_again(phone: Any, people: People) -> None:
    for _ in range(2):
        assert [_sign_in(phone, password="falsch").status for _ in range(4)] == [403] * 4
        assert _sign_in(phone).status == 303
        phone.client.cookies.clear()


def test_many_addresses_tried_from_one_place_are_stopped(phone: Any, strict: None) -> None:
    statuses = [_sign_in(phone, f"n{n}@example.org", "falsch").status for n in range(32)]
    assert statuses[:30] == [403] * 30
    assert statuses[-1] == 429


@pytest.mark.parametrize("role", list(Role))
def test_one_click_lets_in_where_everything_is_invented(phone: Any, people: People, role: Role) -> None:
    page = phone.get("/login")
    page = phone.post("/login", {"_csrf": page.hidden["_csrf"], "role": [role.value]})
    assert page.status == 303
    actor = accounts.actor_of(_cookie(page).partition("=")[2].partition(";")[0])
    assert actor is not None
    assert actor.holds(role)


@pytest.mark.parametrize("role", [*Role, "admin", "\x00"])
def test_one_click_does_not_exist_outside_the_demonstration(
    phone: Any, people: People, monkeypatch: pytest.MonkeyPatch, role: str, rows: Callable[[], Any]
) -> None:
    monkeypatch.setenv("DEMO", "0")
    settings.current.cache_clear()
    page = phone.get("/login")
    assert not page.tree.xpath("//button[@name='role']")
    before = rows()
    page = phone.post("/login", {"_csrf": page.hidden["_csrf"], "role": [role]})
    assert (page.status, _cookie(page)) == (400, "")
    assert rows() == before


@pytest.mark.parametrize("token", [[], [""], ["x"], ["0" * 32], ["ü"], ["a", "b"]])
def test_a_foreign_page_cannot_sign_anybody_in(phone: Any, people: People, token: list[str]) -> None:
    phone.get("/login")
    page = phone.post("/login", {"_csrf": token, "email": ["alice@example.org"], "password": [PASSWORD]})
    assert page.status in (400, 403)
    assert not _cookie(page)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_sent_from_another_site_is_refused(phone: Any, people: People, headers: dict[str, str]) -> None:
    page = phone.get("/login")
    page = phone.post(
        "/login", {"_csrf": page.hidden["_csrf"], "email": ["alice@example.org"], "password": [PASSWORD]}, **headers
    )
    assert (page.status, _cookie(page)) == (403, "")


def test_the_token_of_another_browser_does_not_count(phone: Any, people: People) -> None:
    token = phone.get("/login").hidden["_csrf"]
    phone.client.cookies.clear()
    phone.get("/login")
    page = phone.post("/login", {"_csrf": token, "email": ["alice@example.org"], "password": [PASSWORD]})
    assert (page.status, _cookie(page)) == (403, "")


@pytest.mark.parametrize("wanted", ["/app/results?wave=2", "/app", "/download/x", "/checkin/fest"])
def test_after_the_login_one_arrives_where_one_wanted_to_go(phone: Any, people: People, wanted: str) -> None:
    page = phone.get(f"/login?next={quote(wanted)}")
    page = phone.post("/login", page.hidden | {"email": ["alice@example.org"], "password": [PASSWORD]})
    assert page.response.headers["location"] == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        " //evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/login?next=/app",
        "/logout",
        "",
        "app",
        "/\x00",
        "https:///evil.example",
        "///evil.example",
    ],
)
def test_nobody_is_sent_to_another_site_after_the_login(phone: Any, people: People, wanted: str) -> None:
    for page in (phone.get(f"/login?next={quote(wanted)}"),):
        sent = phone.post("/login", page.hidden | {"email": ["alice@example.org"], "password": [PASSWORD]})
        assert sent.response.headers["location"] == "/app"
    page = phone.get(f"/login?next={quote(wanted)}")  # now signed in
    assert (page.status, page.response.headers["location"]) == (303, "/app")
    phone.client.cookies.clear()
    page = phone.get("/login")
    sent = phone.post(
        "/login", page.hidden | {"next": [wanted], "email": ["alice@example.org"], "password": [PASSWORD]}
    )
    assert sent.response.headers["location"] == "/app"


def test_signing_out_ends_the_login_at_once(phone: Any, people: People) -> None:
    cookie = {"Cookie": f"quartierspuls={people.tokens['alice']}"}
    page = phone.get("/logout", **cookie)
    assert (page.status, page.response.headers["location"]) == (303, "/login")
    assert "quartierspuls=" in _cookie(page)
    assert accounts.actor_of(people.tokens["alice"]) is None
    assert accounts.actor_of(people.tokens["bob"]) is not None


def test_a_foreign_page_cannot_sign_anybody_out(phone: Any, people: People) -> None:
    phone.get("/logout", Cookie=f"quartierspuls={people.tokens['alice']}", Sec_Fetch_Site="cross-site")
    remembering.forget()
    assert accounts.actor_of(people.tokens["alice"]) is not None


def test_a_login_ends_after_half_a_day_without_use(people: People, noon: None) -> None:
    token = accounts.sign_in("alice@example.org", PASSWORD)
    clock.set_clock(lambda: NOON + timedelta(hours=11))
    assert accounts.actor_of(token) is not None, "and using it makes it last longer"
    for hours, lasts in ((22, True), (35, False)):
        clock.set_clock(lambda hours=hours: NOON + timedelta(hours=hours))
        remembering.forget()
        assert (accounts.actor_of(token) is not None) is lasts


@pytest.fixture
def empty(house_on_sqlite: None) -> Any:
    """A house that nobody has entered yet."""
    from neighbours import forget

    from web.asgi import app

    client = TestClient(app, raise_server_exceptions=False)
    yield client
    client.close()
    forget()


def test_the_first_account_is_set_up_once(empty: TestClient, dial: Callable[[TestClient], Any]) -> None:
    phone = dial(empty)
    token = accounts.set_up_link()
    page = phone.get(f"/setup/{token}")
    filled = page.hidden | {"name": ["Ayşe Yılmaz"], "email": ["ayse@example.org"], "password": [NEW], "again": [NEW]}
    for wrong, words in (
        ({"again": ["anders"]}, "nicht gleich"),
        ({"password": ["kurz"], "again": ["kurz"]}, "mindestens 12 Zeichen"),
        ({"password": ["x" * 1001], "again": ["x" * 1001]}, "zu lang"),
        ({"email": ["ayse"]}, "keine E-Mail-Adresse"),
        ({"name": [" "]}, "einen Namen"),
        ({"name": ["\x00"]}, "einen Namen"),
    ):
        again = phone.post(f"/setup/{token}", filled | wrong)
        assert again.status == 422
        assert words in again.words
        assert NEW not in again.response.text
    sent = phone.post(f"/setup/{token}", filled)
    assert (sent.status, sent.response.headers["location"]) == (303, "/app")
    phone.client.cookies.clear()
    assert phone.get(f"/setup/{token}").status == 410
    assert phone.post(f"/setup/{token}", filled | {"email": ["other@example.org"]}).status in (403, 410)
    assert accounts.set_up_link() is None, "no second one while somebody is there"
    actor = accounts.actor_of(accounts.sign_in("ayse@example.org", NEW))
    assert actor is not None
    assert actor.is_coordinator


@pytest.mark.parametrize("path", ["/setup/x", "/reset/x", "/setup/%00", "/reset/" + "x" * 3000])
def test_a_link_that_never_was_one_is_told_so(phone: Any, people: People, path: str) -> None:
    page = phone.get(path)
    assert (page.status, page.headings) == (410, ["Dieser Link gilt nicht mehr"])


def test_a_reset_link_works_once_and_ends_all_other_logins(phone: Any, people: People) -> None:
    older = accounts.sign_in("bob@example.org", PASSWORD)
    token = accounts.reset_link(people.alice, people.bob.user_id)
    page = phone.get(f"/reset/{token}")
    filled = page.hidden | {"password": [NEW], "again": [NEW]}
    assert accounts.actor_of(older) is not None, "looking at the link ends nothing"
    sent = phone.post(f"/reset/{token}", filled)
    assert sent.status == 303
    assert [accounts.actor_of(one) for one in (older, people.tokens["bob"])] == [None, None]
    assert accounts.actor_of(_cookie(sent).partition("=")[2].partition(";")[0]) is not None
    assert accounts.actor_of(people.tokens["chelsea"]) is not None
    phone.client.cookies.clear()
    assert phone.get(f"/reset/{token}").status == 410
    with pytest.raises(accounts.WrongPassword):
        accounts.sign_in("bob@example.org", PASSWORD)
    assert accounts.sign_in("bob@example.org", NEW)


def test_a_new_reset_link_ends_the_one_before(phone: Any, people: People) -> None:
    first, second = (accounts.reset_link(people.alice, people.bob.user_id) for _ in range(2))
    assert [phone.get(f"/reset/{token}").status for token in (first, second)] == [410, 200]
    assert phone.get(f"/setup/{second}").status == 410, "a link for a password sets up no account"


def test_a_link_lasts_a_week(phone: Any, people: People, noon: None) -> None:
    token = accounts.reset_link(people.alice, people.bob.user_id)
    clock.set_clock(lambda: NOON + timedelta(days=7, minutes=-1))
    assert phone.get(f"/reset/{token}").status == 200
    clock.set_clock(lambda: NOON + timedelta(days=7, minutes=1))
    assert phone.get(f"/reset/{token}").status == 410


def test_a_reset_from_another_site_is_refused(phone: Any, people: People) -> None:
    token = accounts.reset_link(people.alice, people.bob.user_id)
    phone.get(f"/reset/{token}")
    assert phone.post(f"/reset/{token}", {"password": [NEW], "again": [NEW]}).status == 403
    assert accounts.sign_in("bob@example.org", PASSWORD)


def test_a_login_keeps_no_answer_waiting(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow hash was checked while the database was locked: each attempt held up every answer for a tenth of a second."""
    from sqlalchemy import event, text

    from db.engine import connect, writing

    hasty = connect(settings.current().database_url)
    event.listen(hasty, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50").close())
    written = []

    def slow(hashed: str, password: str) -> bool:
        with writing(hasty) as session:
            session.execute(text("UPDATE networks SET planned = planned"))
        written.append(password)
        return True

    monkeypatch.setattr(accounts, "_matches", slow)
    assert accounts.sign_in("alice@example.org", PASSWORD)
    assert written == [PASSWORD]
    hasty.dispose()


def test_no_password_and_no_cookie_stands_in_the_database(people: People) -> None:
    from sqlalchemy import select

    from db import models

    with house.reading() as session:
        kept = [user.password_hash for user in session.scalars(select(models.User))] + [
            login.token_hash for login in session.scalars(select(models.Login))
        ]
    assert all(isinstance(one, bytes) or one.startswith("$argon2") for one in kept if one)
    assert not any(
        token.encode() in (one if isinstance(one, bytes) else one.encode())
        for token in people.tokens.values()
        for one in kept
        if one
    )
