"""The gate before the staff face: without a login it gives nothing, whatever one asks for. And what the residents' process does not load."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from neighbours import People
from serving import HOME, Server, serve
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

DOCUMENTS = [
    "/app",
    "/app/",
    "/app/results",
    "/app/people",
    "/app/router",
    "/app/coordinator/people",
    "/app/x.html",
    "/app/favicon.png",
    "/app/manifest.json",
    "/app//",
    "/app/../app/people",
    "/app/%2e%2e/x",
]
INSIDE = [
    "/app/static/js/index.js",
    "/app/_stcore/health",
    "/app/_stcore/host-config",
    "/app/_stcore/allowed-message-origins",
    "/app/_stcore/stream",
]
STREAMS = ["/app/_stcore/stream", "/app/stream", "/app/"]
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]
FORGED = [
    "",
    "quartierspuls=",
    "quartierspuls=x",
    "quartierspuls=%00",
    "quartierspuls=" + "A" * 43,
    "quartierspuls=' OR 1=1 --",
    "other=1",
]


@pytest.fixture
def inside() -> list[str]:
    """Which requests came through to Streamlit."""
    return []


@pytest.fixture
def whole(people: People, inside: list[str]) -> Iterator[TestClient]:
    """The whole application as `app.py` puts it together, with a stand-in for Streamlit."""
    from web.asgi import light
    from web.middleware import around

    async def secret(request: Request) -> PlainTextResponse:
        inside.append(request.url.path)
        return PlainTextResponse("secret")

    async def stream(socket: WebSocket) -> None:
        inside.append("websocket")
        await socket.accept()
        await socket.send_text("secret")
        await socket.close()

    streamlit = Starlette(
        routes=[Route("/{path:path}", secret, methods=METHODS), WebSocketRoute("/{path:path}", stream)],
        middleware=around(light()),
    )
    client = TestClient(streamlit, raise_server_exceptions=False)
    yield client
    client.close()


@pytest.mark.parametrize("cookie", FORGED)
@pytest.mark.parametrize("path", DOCUMENTS)
def test_without_a_login_a_page_leads_to_the_login(
    whole: TestClient, inside: list[str], path: str, cookie: str
) -> None:
    response = whole.get(path, headers={"Cookie": cookie} if cookie else {}, follow_redirects=False)
    assert response.status_code == 303
    assert response.headers["location"].startswith("/login?next=%2Fapp")
    assert "secret" not in response.text
    assert not inside


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "path", [*INSIDE, "/app/_stcore/upload_file/a/b", "/app/media/x.csv", "/app/component/x", "/app/results"]
)
def test_without_a_login_nothing_else_is_given(whole: TestClient, inside: list[str], path: str, method: str) -> None:
    response = whole.request(method, path, follow_redirects=False)
    assert response.status_code in (303, 403)
    assert "secret" not in response.text
    assert not inside


@pytest.mark.parametrize("path", STREAMS)
@pytest.mark.parametrize("cookie", FORGED)
def test_without_a_login_the_websocket_is_refused(whole: TestClient, inside: list[str], path: str, cookie: str) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        whole.websocket_connect(path, headers={"Cookie": cookie} if cookie else {}) as socket,
    ):
        socket.receive_text()
    assert not inside


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example"])
def test_a_foreign_page_cannot_use_the_websocket_of_somebody_signed_in(
    whole: TestClient, people: People, inside: list[str], origin: str
) -> None:
    headers = {"Cookie": f"quartierspuls={people.tokens['alice']}", "Origin": origin}
    with pytest.raises(WebSocketDisconnect), whole.websocket_connect("/app/_stcore/stream", headers=headers) as socket:
        socket.receive_text()
    assert not inside


def test_with_a_login_the_websocket_opens(whole: TestClient, people: People) -> None:
    with whole.websocket_connect(
        "/app/_stcore/stream",
        headers={"Cookie": f"quartierspuls={people.tokens['dilek']}", "Origin": "http://testserver"},
    ) as socket:
        assert socket.receive_text() == "secret"


def test_with_a_login_streamlits_page_is_ours(whole: TestClient, people: People) -> None:
    response = whole.get("/app/results", headers={"Cookie": f"quartierspuls={people.tokens['dilek']}"})
    assert response.status_code == 200
    assert '<html lang="de"' in response.text
    assert "<title>Quartierspuls</title>" in response.text
    assert response.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"


def test_somebody_who_was_removed_is_out(whole: TestClient, people: People, inside: list[str]) -> None:
    from services import accounts

    cookie = {"Cookie": f"quartierspuls={people.tokens['bob']}"}
    assert whole.get("/app/_stcore/health", headers=cookie).text == "secret"
    inside.clear()
    accounts.remove_user(people.alice, people.bob.user_id)
    assert whole.get("/app/_stcore/health", headers=cookie, follow_redirects=False).status_code == 403
    assert not inside


@pytest.mark.parametrize("path", ["/", "/s/x", "/apple", "/App", "/healthz", "/APP/"])
def test_the_residents_face_goes_round_streamlit(whole: TestClient, inside: list[str], path: str) -> None:
    response = whole.get(path)
    assert response.status_code in (200, 404)
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert not inside


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("whole"), whole=True, DEMO="0", ABUSE_CHECKS="1") as running:
        yield running


@pytest.mark.parametrize(
    "path",
    [
        *DOCUMENTS[:6],
        *INSIDE,
        "/app/media/x",
        "/app/component/x/index.html",
        "/app/app/static/x",
        "/static/js/main.js",
        "/_stcore/health",
        "/_stcore/stream",
        "/media/x",
        "/component/x",
    ],
)
def test_the_real_server_gives_nothing_without_a_login(server: Server, path: str) -> None:
    response = httpx2.get(f"{server.url}{path}", timeout=30)
    assert response.status_code in (303, 403, 404)
    assert response.status_code != 303 or response.headers["location"].startswith("/login?next=")
    assert "streamlit" not in response.text.lower()
    assert "content-security-policy" in response.headers


@pytest.mark.parametrize("path", ["/app/_stcore/stream", "/_stcore/stream", "/app/stream"])
def test_the_real_server_opens_no_websocket_without_a_login(server: Server, path: str) -> None:
    response = httpx2.get(
        f"{server.url}{path}",
        headers={
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        },
        timeout=30,
    )
    assert response.status_code in (403, 404)


def test_the_real_server_gives_residents_no_cookie_and_no_streamlit(server: Server) -> None:
    response = httpx2.get(f"{server.url}/", timeout=30)
    assert response.status_code == 200
    assert "set-cookie" not in response.headers
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "streamlit" not in response.text.lower()


def test_the_first_start_prints_a_link_and_no_password_is_known(server: Server) -> None:
    assert "/setup/" in server.log
    page = httpx2.get(f"{server.url}/login", timeout=30)
    assert 'name="role"' not in page.text


def _statuses(server: Server, times: int) -> list[int]:
    """Codes tried by somebody who pretends to come from elsewhere each time."""
    with httpx2.Client(timeout=30) as client:
        form = {"code": "AAAA-BBBB-CCCC", "_action": "find"}
        return [
            client.post(f"{server.url}/r", data=form, headers={"X-Forwarded-For": f"198.51.{n}.1"}).status_code
            for n in range(times)
        ]


@pytest.mark.parametrize(("proxies", "believed"), [("", False), ("127.0.0.1", True)])
def test_a_forwarded_address_counts_only_from_a_trusted_proxy(
    tmp_path: Path, people: People, proxies: str, believed: bool
) -> None:
    """uvicorn by itself believes whoever comes from loopback."""
    import settings

    environment = {"ABUSE_CHECKS": "1", "TRUSTED_PROXIES": proxies}
    environment |= {"FORWARDED_ALLOW_IPS": proxies or "127.0.0.1"}
    with serve(tmp_path, settings.current().database_url, **environment) as running:
        statuses = _statuses(running, 25)
    assert statuses == ([404] * 25 if believed else [404] * 20 + [429] * 5)


HEAVY = {"streamlit", "pandas", "numpy", "scipy", "altair", "networkx", "pyarrow", "xlsxwriter", "PIL"}


def _loaded(code: str) -> set[str]:
    script = f"import sys; sys.path.insert(0, '.')\n{code}\nprint(' '.join(sorted(sys.modules)))"
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True, cwd=HOME, timeout=120
    )
    return set(result.stdout.splitlines()[-1].split())


def test_the_residents_process_loads_nothing_heavy() -> None:
    assert not _loaded("import web.asgi") & HEAVY


def test_it_would_be_noticed_if_it_did() -> None:
    assert _loaded("import web.asgi, numpy") & HEAVY == {"numpy"}


def test_answering_a_survey_loads_nothing_heavy_either(people: People) -> None:
    from sample import park

    park(people.alice)
    walk = """
from starlette.testclient import TestClient
from web.asgi import app
with TestClient(app) as client:
    for path in ("/", "/d/eving", "/s/am-park", "/r", "/s/am-park/thanks", "/login"):
        assert client.get(path).status_code == 200, path
    form = {"_instance": "0d7a4d7c-8f3e-4f3c-9a51-5c4e8f1f0c11", "_version": "1", "_section": "2", "_district": "eving", "_action": "submit", "visits": "often"}
    assert client.post("/s/am-park", data=form, follow_redirects=False).status_code == 303
"""
    assert not _loaded(walk) & HEAVY
