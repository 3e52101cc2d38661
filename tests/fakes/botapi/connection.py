"""One HTTP/1.1 connection: httptools parses, the router answers, maybe later and from another thread."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable
from urllib.parse import unquote

import httptools

from tests.fakes.botapi.bodies import decode, form
from tests.fakes.botapi.router import Exchange, Request

LARGEST_BODY = 50 * (1 << 20) + 65_536  # bytes: Telegram's 50 MB for an upload, and the fields around it
_REASONS = {
    200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict",
    413: "Request Entity Too Large", 429: "Too Many Requests", 500: "Internal Server Error",
    502: "Bad Gateway",
}  # fmt: skip
_TOO_LARGE = b'{"ok":false,"error_code":413,"description":"Request Entity Too Large"}'
_BAD_BODY = b'{"ok":false,"error_code":400,"description":"Bad Request: can\'t parse request body"}'

Handler = Callable[[Request, Exchange], None]


class Connection(asyncio.Protocol):
    """Reads requests one after the other; each is answered before the next is read (no pipelining)."""

    def __init__(self, handle: Handler, open_ones: set[Connection]) -> None:
        self.handle = handle
        self.open_ones = open_ones
        self.loop = asyncio.get_running_loop()
        self.thread = threading.get_ident()
        self.parser = httptools.HttpRequestParser(self)
        self.transport: asyncio.Transport | None = None
        self.lost: Callable[[], None] | None = None
        self.timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.open_ones.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.open_ones.discard(self)
        self.transport = None
        lost = self._waited()
        if lost:
            lost()

    def data_received(self, data: bytes) -> None:
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserCallbackError:
            self.close()
            raise  # a mistake of the stand-in itself: asyncio logs it
        except httptools.HttpParserError:
            self.close()

    # The parser calls these.

    def on_message_begin(self) -> None:
        self.path, self.kind = "", ""
        self.body = bytearray()

    def on_url(self, url: bytes) -> None:
        self.path += url.decode()

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-type":
            self.kind = value.decode()

    def on_body(self, body: bytes) -> None:
        if len(self.body) <= LARGEST_BODY:
            self.body += body

    def on_message_complete(self) -> None:
        if len(self.body) > LARGEST_BODY:
            return self.answer(413, _TOO_LARGE)
        path, _, query = self.path.partition("?")
        try:
            params, files = decode(self.kind, bytes(self.body))
        except ValueError:
            return self.answer(400, _BAD_BODY)
        return self.handle(Request(unquote(path), form(query) | params, files), self)

    # The router's side.

    def answer(self, status: int, body: bytes, kind: str = "application/json") -> None:
        lines = (
            f"HTTP/1.1 {status} {_REASONS[status]}",
            f"Content-Type: {kind}",
            f"Content-Length: {len(body)}",
        )
        head = "\r\n".join((*lines, "", "")).encode()
        self._in_loop(lambda: self._write(head + body))

    def reset(self) -> None:
        self._in_loop(self._reset)

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        self.timer = self.loop.call_later(seconds, action)

    def on_lost(self, action: Callable[[], None]) -> None:
        self.lost = action

    def close(self) -> None:
        if self.transport:
            self.transport.abort()

    def _in_loop(self, action: Callable[[], None]) -> None:
        if threading.get_ident() == self.thread:
            action()
        else:
            self.loop.call_soon_threadsafe(action)

    def _waited(self) -> Callable[[], None] | None:
        lost, self.lost = self.lost, None
        if self.timer:
            self.timer.cancel()
            self.timer = None
        return lost

    def _write(self, data: bytes) -> None:
        self._waited()
        if self.transport:
            self.transport.write(data)

    def _reset(self) -> None:
        """A TCP reset, not an orderly end: nothing lingers."""
        if self.transport:
            sock: socket.socket = self.transport.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.transport.abort()
