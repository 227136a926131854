"""Sign-ups that nobody sent with good will: always a clear page in the visitor's language, never an error of ours, nothing stored, nobody else's reached."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from cafe import FAMILY, PARTY, PATH, open_cafe, sign_up, small
from hostile import FORM, NO_FORMS, is_clear
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neighbours import NOON, People, forget
from sample import coordinator
from sqlalchemy import func, select
from starlette.testclient import TestClient

from booking.model import Contact, Workshop
from common import clock, ids
from db.models import SignUp
from services import checking, house, signing_up
from services.signing_up import SignedUp

pytestmark = pytest.mark.usefixtures("noon")
Fields = dict[str, list[str]]


def whole() -> Fields:
    """A form with which nothing is wrong."""
    return {"_instance": [str(ids.new_id())], "_action": ["submit"], **FAMILY}


FORMS: dict[str, tuple[int, Callable[[Fields], Fields]]] = {
    "nothing at all": (400, lambda form: {}),
    "no instance": (400, lambda form: form | {"_instance": []}),
    "a broken instance": (400, lambda form: form | {"_instance": ["not-a-uuid"]}),
    "the instance twice": (400, lambda form: form | {"_instance": form["_instance"] * 2}),
    "an unknown action": (400, lambda form: form | {"_action": ["delete"]}),
    "the action twice": (400, lambda form: form | {"_action": ["submit", "submit"]}),
    "an unknown name": (400, lambda form: form | {"hobby": ["x"]}),
    "an unknown name of ours": (400, lambda form: form | {"_admin": ["1"]}),
    "a name of markup": (400, lambda form: form | {"<script>": ["x"]}),
    "an empty name": (400, lambda form: form | {"": ["x"]}),
    "a child's name": (400, lambda form: form | {"children.1.name": ["x"]}),
    "child 0": (400, lambda form: form | {"children.0.age": ["3"]}),
    "child 999": (400, lambda form: form | {"children.999.age": ["3"]}),
    "child -1": (400, lambda form: form | {"children.-1.age": ["3"]}),
    "another meal": (400, lambda form: form | {"food.sushi": ["1"]}),
    "two names": (400, lambda form: form | {"name": ["a", "b"]}),
    "two numbers": (400, lambda form: form | {"adults": ["1", "2"]}),
    "no name": (422, lambda form: form | {"name": [""]}),
    "a name of blanks": (422, lambda form: form | {"name": ["   "]}),
    "a name of 10,000 characters": (422, lambda form: form | {"name": ["x" * 10_000]}),
    "a name with a line break": (422, lambda form: form | {"name": ["Hassan\r\nBcc: all@example.org"]}),
    "a name with NUL": (422, lambda form: form | {"name": ["a\x00b"]}),
    "a mail with another header": (422, lambda form: form | {"email": ["a@example.org\r\nBcc: all@example.org"]}),
    "a mail with an encoded header": (422, lambda form: form | {"email": ["a@example.org%0aBcc:all@example.org"]}),
    "two mails": (422, lambda form: form | {"email": ["a@example.org, b@example.org"]}),
    "a mail of 10,000 characters": (422, lambda form: form | {"email": ["x" * 10_000 + "@example.org"]}),
    "a mail that is none": (422, lambda form: form | {"email": ["x"]}),
    "a phone of words": (422, lambda form: form | {"phone": ["ruf mich an"]}),
    "a phone of 10,000 digits": (422, lambda form: form | {"phone": ["1" * 10_000]}),
    "an organisation too long": (422, lambda form: form | {"organisation": ["x" * 10_000]}),
    "-1 adults": (422, lambda form: form | {"adults": ["-1"]}),
    "no adults": (422, lambda form: form | {"adults": ["0"]}),
    "a thousand adults": (422, lambda form: form | {"adults": ["1000"]}),
    "10^400 adults": (422, lambda form: form | {"adults": ["9" * 400]}),
    "half an adult": (422, lambda form: form | {"adults": ["0.5"]}),
    "infinite adults": (422, lambda form: form | {"adults": ["inf"]}),
    "Arabic digits": (422, lambda form: form | {"adults": ["٣"]}),
    "adults of markup": (422, lambda form: form | {"adults": ["<b>2</b>"]}),
    "99 children": (422, lambda form: form | {f"children.{n}.age": ["3"] for n in range(1, 100)}),
    "a child of -3": (422, lambda form: form | {"children.1.age": ["-3"]}),
    "a child of 16": (422, lambda form: form | {"children.2.age": ["16"]}),
    "a child of words": (422, lambda form: form | {"children.2.age": ["acht"]}),
    "an interpreter for Klingon": (422, lambda form: form | {"interpreter": ["tlh"]}),
    "an interpreter of 10,000 characters": (422, lambda form: form | {"interpreter": ["x" * 10_000]}),
    "childcare online": (422, lambda form: form | {"online": ["yes"]}),
    "-1 meals": (422, lambda form: form | {"food.halal": ["-1"]}),
    "a thousand meals": (422, lambda form: form | {"food.halal": ["1000"]}),
    "younger than 16": (422, lambda form: form | {"of_age": []}),
    "of age by another word": (422, lambda form: form | {"of_age": ["on"]}),
    "no answer to an own question": (422, lambda form: form | {"topic": []}),
    "another answer": (422, lambda form: form | {"topic": ["politics"]}),
    "two answers": (422, lambda form: form | {"topic": ["play", "sleep"]}),
    "a song of a megabyte": (413, lambda form: form | {"own.name": ["x" * 2**20]}),
    "a song too long": (422, lambda form: form | {"own.name": ["x" * 10_000]}),
    "3000 fields": (413, lambda form: form | {f"f{n}": ["x"] for n in range(3000)}),
    "one field 3000 times": (413, lambda form: form | {"name": ["x"] * 3000}),
}


@pytest.fixture
def cafe(people: People) -> Workshop:
    return open_cafe(people.alice)


@pytest.fixture
def theirs(cafe: Workshop) -> SignedUp:
    """Another family's."""
    return sign_up(PARTY, Contact("Yılmaz", "yilmaz@example.org"), form={"topic": ["play"]})


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("what", FORMS)
def test_a_hostile_sign_up_meets_a_clear_page(
    phone: Any, cafe: Workshop, rows: Callable[[], Any], what: str, language: str
) -> None:
    status, spoil = FORMS[what]
    phone.language = language
    before = rows()
    page = phone.post(PATH, spoil(whole()))
    assert page.status == status
    is_clear(page, language)
    assert rows() == before
    assert set(page.summary) <= set(page.ids), "each line of the summary leads somewhere"


ASKED_ONCE = ("younger than 16", "of age by another word")


@pytest.mark.parametrize("what", [one for one, (status, _) in FORMS.items() if status == 422 and one not in ASKED_ONCE])
def test_a_hostile_change_changes_nothing(phone: Any, theirs: SignedUp, rows: Callable[[], Any], what: str) -> None:
    before = signing_up.mine(theirs.token), rows()
    form = {name: values for name, values in FORMS[what][1](whole()).items() if name != "_instance"}
    page = phone.post(f"/m/{theirs.token}/change?lang=ar", form)
    assert page.status == 422
    is_clear(page, "ar")
    assert (signing_up.mine(theirs.token), rows()) == before


def test_the_form_that_these_spoil_is_a_good_one(phone: Any, cafe: Workshop) -> None:
    assert phone.post(PATH, whole()).status == 303


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize(("content_type", "body", "status"), NO_FORMS)
def test_what_is_no_form_meets_a_clear_page(
    phone: Any,
    theirs: SignedUp,
    rows: Callable[[], Any],
    content_type: str,
    body: bytes,
    status: int,
    language: str,
) -> None:
    phone.language = language
    before = rows()
    for path in (PATH, f"/m/{theirs.token}?lang={language}", f"/m/{theirs.token}/change?lang={language}"):
        page = phone.raw(path, body, content_type)
        assert page.status == status
        is_clear(page, language)
    assert rows() == before


@pytest.mark.parametrize(
    "typed",
    ["{{7*7}}", "${7*7}", "<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "&lt;b&gt;", "=SUM(A1)"],
)
def test_what_was_typed_comes_back_as_it_was_typed(phone: Any, people: People, typed: str) -> None:
    small(people.alice)
    page = phone.press(phone.get(PATH), "submit", {"name": [typed], "email": [typed]})
    assert (page.status, page.filled_in["name"], page.filled_in["email"]) == (422, [typed], [typed])
    sent = phone.press(page, "submit", {"email": [""], "of_age": ["yes"]})
    ticket = phone.follow(sent)
    assert typed in ticket.tree.text_content()
    assert not ticket.tree.xpath("//script | //*[@onerror]")


@pytest.mark.parametrize(
    "way", ["online,childcare", "adults.9999999", "adults.-1", "adults.", "x" * 10_000, "\x00", ","]
)
def test_a_way_out_of_thin_air_is_checked_like_everything_else(
    phone: Any, people: People, rows: Callable[[], Any], way: str
) -> None:
    small(people.alice, 3)
    before = rows()["signups"]
    page = phone.post(PATH, {"_instance": [str(ids.new_id())], "_take": [way], "adults": ["4"], "name": ["x"]})
    assert page.status == 422
    assert rows()["signups"] == before


def test_a_sign_up_that_is_not_theirs_is_out_of_reach(phone: Any, theirs: SignedUp, rows: Callable[[], Any]) -> None:
    """Neither the code, nor the random id, nor a link with one letter changed opens it."""
    before = rows()
    letter = "A" if theirs.token[0] != "A" else "B"
    for guess in (theirs.code, theirs.pin, letter + theirs.token[1:], theirs.token[:-1], theirs.token.swapcase()):
        assert phone.get(f"/m/{guess}").status == 404
        for action in ("cancel", "erase", "accept", "confirm_erase"):
            assert phone.post(f"/m/{guess}", {"_action": [action]}).status == 404
        assert phone.post(f"/m/{guess}/change", {"_action": ["submit"], **FAMILY}).status == 404
    assert rows() == before


@pytest.mark.parametrize(
    "fields", [{}, {"code": ["x" * 10_000], "pin": ["9" * 10_000]}, {"code": ["\x00"], "pin": ["٣"]}]
)
def test_a_strange_code_is_a_clear_page(phone: Any, theirs: SignedUp, fields: Fields) -> None:
    phone.language = "ar"
    page = phone.post("/m", fields)
    assert page.status == 404
    is_clear(page, "ar")
    assert phone.post("/m", {"code": ["a", "b"]}).status == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_do_nothing(light: TestClient, theirs: SignedUp, rows: Callable[[], Any], method: str) -> None:
    before = rows()
    for path in (PATH, "/m", f"/m/{theirs.token}", f"/m/{theirs.token}/change", f"{PATH}.ics", "/d/eving.ics"):
        assert light.request(method, path).status_code == 405
    assert rows() == before


@pytest.mark.parametrize(
    "query", ["x" * 60_000, "&".join(f"beside={n}" for n in range(3000)), "%ff%fe=%00", "over=%00&new=1&news=<b>"]
)
def test_a_strange_query_draws_the_page_all_the_same(phone: Any, theirs: SignedUp, query: str) -> None:
    for path in (PATH, "/m", f"/m/{theirs.token}", f"/m/{theirs.token}/change", f"{PATH}.ics", "/d/eving.ics"):
        assert phone.get(f"{path}?{query}").status == 200


def test_nul_and_strange_letters_are_no_error_on_postgresql(house_on_postgresql: None) -> None:
    from web.asgi import app

    open_cafe(coordinator())
    client = TestClient(app, raise_server_exceptions=False)
    for path in ("/w/%00", "/w/a%00b", "/m/%00", "/w/%00.ics", "/d/%00.ics"):
        assert client.get(path).status_code == 404
    for name in ("a\x00b", "\ud800"):
        form = [(key, value) for key, values in (whole() | {"name": [name]}).items() for value in values]
        body = urlencode(form, errors="surrogatepass").encode()
        assert client.post(PATH, content=body, headers={"Content-Type": FORM}).status_code in (400, 422)
    sent = client.post("/m", content=b"code=%00&pin=%00", headers={"Content-Type": FORM})
    assert sent.status_code == 404
    client.close()


NAMES = ["_action", "_lang", "_instance", "_begun", "_website", "_wait", "_take", "_remove", "_beside", *FAMILY]
VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "",
            "submit",
            "add_child",
            "back",
            "yes",
            "no",
            "none",
            "all",
            "ar",
            "0",
            "1",
            "3",
            "-1",
            "99",
            "online",
            "\x00",
        ]
    ),
)
FUZZ = st.dictionaries(
    st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), st.lists(VALUES, max_size=2), max_size=10
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
        clock.set_clock(lambda: NOON)
        open_cafe(coordinator())
        client = TestClient(app, raise_server_exceptions=False)
        yield client
        client.close()
        forget()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=FUZZ, base=st.booleans())
def test_no_form_in_the_world_is_an_error_of_ours(open_house: TestClient, form: Fields, base: bool) -> None:
    """Only a form without anything wrong may be stored, and then it is thanked for."""
    fields = [(name, value) for name, values in ((whole() if base else {}) | form).items() for value in values]
    before = _signups()
    body = urlencode(fields, errors="surrogatepass").encode()
    sent = open_house.post(PATH, content=body, headers={"Content-Type": FORM}, follow_redirects=False)
    assert sent.status_code in (200, 303, 400, 409, 413, 422)
    assert _signups() - before <= (1 if sent.status_code == 303 else 0)
    assert checking.invariants() == []


def _signups() -> int:
    with house.reading() as session:
        return session.scalar(select(func.count()).select_from(SignUp)) or 0
