"""Streamlit's static files: compressed once and kept in the data folder, its one page made ours. Found without importing streamlit."""

import base64
import gzip
import hashlib
import mimetypes
import os
import re
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

import brotli
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response

import settings
from web.rendering import asset

WORTH_IT = frozenset({".js", ".css", ".html", ".json", ".svg", ".wasm", ".txt", ".map"})
FOR_EVER = "public, max-age=31536000, immutable"
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


@cache
def home() -> Path:
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("streamlit")
    return Path(spec.origin).parent / "static"


@cache
def packed_home() -> Path:
    """Named after what is in it, so that another version of Streamlit gets a folder of its own."""
    mark = hashlib.sha256(
        "".join(sorted(path.name for path in (home() / "static").rglob("*"))).encode()
        + (home() / "index.html").read_bytes()
    )
    return settings.current().data_dir / "streamlit" / mark.hexdigest()[:16]


def _brotli(data: bytes) -> bytes:
    return bytes(brotli.compress(data, quality=9))


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


SQUEEZE: dict[str, tuple[str, Callable[[bytes], bytes]]] = {"br": (".br", _brotli), "gzip": (".gz", _gzip)}


def pack() -> None:
    """Compresses every file once. Safe to run in several processes: each file appears whole or not at all."""
    for path in sorted((home() / "static").rglob("*")):
        if path.suffix not in WORTH_IT:
            continue
        for ending, squeeze in SQUEEZE.values():
            packed = packed_home() / f"{path.relative_to(home())}{ending}"
            if not packed.exists():
                packed.parent.mkdir(parents=True, exist_ok=True)
                unfinished = packed.with_name(f".{packed.name}.{os.getpid()}")
                unfinished.write_bytes(squeeze(path.read_bytes()))
                unfinished.replace(packed)


def response(request: Request, language: str) -> Response | None:
    """None for what Streamlit answers itself: its health, websocket, uploads and media."""
    if request.url.path == "/app":  # its files are linked relatively
        return RedirectResponse("/app/", status_code=307)
    inside = request.url.path.removeprefix("/app/")
    parts = inside.split("/")
    if (
        inside.endswith("/") or parts[0] in ("media", "component") or "_stcore" in parts or ".." in parts
    ):  # the page asks for its health below its own address first, and must not get a page
        return None
    if inside.startswith("static/"):
        return _file(request, inside)
    if PurePosixPath(inside).suffix in (".png", ".ico", ".json", ".txt"):
        return None
    page = _document(language)
    return Response(page, media_type="text/html", headers={"Cache-Control": "no-store"})


def _file(request: Request, inside: str) -> Response | None:
    accepted = request.headers.get("accept-encoding", "")
    plain = home() / inside
    media_type = mimetypes.guess_type(plain.name)[0] or "application/octet-stream"
    headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    for encoding, (ending, _) in SQUEEZE.items():
        packed = packed_home() / f"{inside}{ending}"
        if encoding in accepted and packed.is_file():
            return FileResponse(packed, media_type=media_type, headers=headers | {"Content-Encoding": encoding})
    return FileResponse(plain, media_type=media_type, headers=headers) if plain.is_file() else None


@cache
def _document(language: str) -> str:
    page = (home() / "index.html").read_text("utf-8")
    page = page.replace('<html lang="en"', f'<html lang="{language}"', 1)
    ours = f'<title>Quartierspuls</title><script src="{asset("staff.js")}"></script>'
    return page.replace("<title>Streamlit</title>", ours, 1)


@cache
def policy() -> str:
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _INLINE.findall(_document("de"))
    )
    return (
        f"default-src 'self'; script-src 'self' {hashes} 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data: blob:; "
        "connect-src 'self'; worker-src 'self' blob:; frame-src 'self'; frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'"
    )


def refused() -> Response:
    return PlainTextResponse("", status_code=403, headers={"Cache-Control": "no-store"})
