"""What the first visit of a member of staff costs, assets precompressed, nothing in the cache: a page without charts, and one with."""

from collections.abc import Iterator

from bench import login
from bench.browser import LAPTOP, Traffic, chromium, wait_for_quiet
from bench.model import Bench, Line, Size, Start
from bench.server import Server

PLAIN, CHARTS = "/app/", "/app/results?survey=kurz-gefragt"
HEADING = "[data-testid=stMain] h1"
CHART = "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg"


def run(start: Start, size: Size) -> Iterator[Line]:
    with start() as server:
        token = login.token(server)
        _visit(server, token, CHARTS, CHART)  # the app has drawn this page before; the browser has not
        yield _line("staff page without charts, first visit", _visit(server, token, PLAIN, HEADING), 1.1)
        yield _line("staff page with charts, first visit", _visit(server, token, CHARTS, CHART), 1.6)


def _visit(server: Server, token: str, path: str, selector: str) -> Traffic:
    with chromium(**LAPTOP) as context:
        context.add_cookies([{"name": login.COOKIE, "value": token, "url": server.address}])
        page = context.new_page()
        traffic = Traffic()
        traffic.watch(context.new_cdp_session(page))
        page.goto(server.address + path, wait_until="commit")
        page.locator(selector).first.wait_for(state="visible", timeout=60_000)
        wait_for_quiet(page, traffic, at_most=8)
        return traffic


def _line(what: str, traffic: Traffic, megabytes: float) -> Line:
    return Line(
        what,
        traffic.bytes / 1e6,
        "MB",
        megabytes,
        None,
        note=f"{traffic.requests} requests; {traffic.socket_bytes / 1000:,.0f} KB more by websocket",
    )


BENCH = Bench("staff", run, packs=True)
