"""The HTTP server, in a thread with its own event loop."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field

from tests.fakes.botapi.connection import Connection, Handler

HOST = "127.0.0.1"


@dataclass(slots=True)
class Server:
    """Serves until stopped; `port` 0 takes a free one, which is kept for the next start."""

    handle: Handler
    port: int = 0
    _ready: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _stop: asyncio.Event | None = None
    _failure: OSError | None = None

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Returns when connections are taken; OSError when the port is not free."""
        self._ready.clear()
        self._thread = threading.Thread(target=self._run, name="botapi", daemon=True)
        self._thread.start()
        self._ready.wait()
        if self._failure:
            raise self._failure

    def stop(self) -> None:
        """Breaks open connections; a later start serves on the same port."""
        if self._thread and self._loop and self._stop:
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except OSError as error:
            self._failure = error
            self._ready.set()

    async def _serve(self) -> None:
        self._failure = None
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        open_ones: set[Connection] = set()
        server = await self._loop.create_server(lambda: Connection(self.handle, open_ones), HOST, self.port)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for connection in list(open_ones):
            connection.close()
        await asyncio.sleep(0)
