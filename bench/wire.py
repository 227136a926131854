"""A light HTTP client: one raw socket kept alive, for many clients in one process."""

import asyncio
import time
from dataclasses import dataclass

import brotli


@dataclass(frozen=True, slots=True)
class Page:
    status: int
    location: str
    text: str
    received: float
    """When the last byte was there, in seconds since 1970, so that processes can be compared."""


class Client:
    """Remembers how long each page took. A connection that the server has let go of in the meantime is opened again, as browsers do."""

    def __init__(self, host: str, port: int, encoding: str, took: list[float]) -> None:
        self._host, self._port, self._took = host, port, took
        self._head = f"Host: {host}:{port}\r\nAccept-Language: de\r\n" + (
            f"Accept-Encoding: {encoding}\r\n" if encoding else ""
        )
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def get(self, path: str) -> Page:
        return await self._ask(f"GET {path} HTTP/1.1\r\n{self._head}\r\n".encode())

    async def post(self, path: str, body: bytes) -> Page:
        head = f"POST {path} HTTP/1.1\r\n{self._head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        return await self._ask(head.encode() + body)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _ask(self, request: bytes) -> Page:
        began = time.perf_counter()
        reused = self._writer is not None
        try:
            page = await self._exchange(request)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.close()
            if not reused:
                raise
            page = await self._exchange(request)
        self._took.append(time.perf_counter() - began)
        return page

    async def _exchange(self, request: bytes) -> Page:
        if self._reader is None or self._writer is None or self._reader.at_eof():
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        self._writer.write(request)
        first, *lines = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await self._reader.readexactly(int(headers.get("content-length", 0)))
        received = time.time()
        if headers.get("content-encoding") == "br":
            body = brotli.decompress(body)
        return Page(int(first.split()[1]), headers.get("location", ""), body.decode(), received)
