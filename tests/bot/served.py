"""The real bot, served to the stand-in from a thread of the test."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.telegram_app import Office, Running, Service, serve


@dataclass
class NothingRead:
    """The folder is not being read."""

    progress: tuple[int, int] | None = None


@dataclass
class Served:
    """A bot at work: what it printed, its exit code once it has ended, and a way to end it."""

    office: Office
    services: tuple[Service, ...] = ()
    printed: list[str] = field(default_factory=list)
    code: int | None = None
    running: Running | None = None
    loop: asyncio.AbstractEventLoop | None = None
    begun: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._run, name="bot", daemon=True)

    def stop(self) -> int | None:
        """End it as a signal would; its exit code."""
        self.begun.wait(8)
        if self.loop and self.running and self.thread.is_alive():
            self.loop.call_soon_threadsafe(self.running.stop)
        self.thread.join(8)
        assert not self.thread.is_alive(), "the bot did not stop"
        return self.code

    def _run(self) -> None:
        try:
            self.code = asyncio.run(serve(self.office, (self._keep, *self.services)))
        finally:
            self.begun.set()

    async def _keep(self, running: Running) -> None:
        self.running, self.loop = running, asyncio.get_running_loop()
        self.begun.set()


@contextmanager
def served(office: Office, *services: Service) -> Iterator[Served]:
    """Serve until the end of the block."""
    bot = Served(office, services)
    bot.thread.start()
    try:
        yield bot
    finally:
        bot.stop()
