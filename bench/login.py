"""Signs in as staff of the demonstration, by the same form as people."""

import re
from contextlib import closing
from html import unescape
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from bench.server import HOST, Server

COOKIE = "quartierspuls"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


def token(server: Server, role: str = "coordinator") -> str:
    """The cookie of a one-click login."""
    page, before = _ask(server, "GET", {}, None)
    fields = dict(HIDDEN.findall(page)) | {"role": role}
    _, after = _ask(server, "POST", before, urlencode({name: unescape(value) for name, value in fields.items()}))
    return after[COOKIE]


def _ask(server: Server, method: str, cookies: dict[str, str], body: str | None) -> tuple[str, dict[str, str]]:
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    with closing(HTTPConnection(HOST, server.port, timeout=30)) as connection:
        connection.request(method, "/login", body, headers)
        response = connection.getresponse()
        return response.read().decode(), _cookies(response.headers)


def _cookies(headers: HTTPMessage) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    for line in headers.get_all("Set-Cookie", []):
        jar.load(line)
    return {name: morsel.value for name, morsel in jar.items()}
