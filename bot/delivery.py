"""The outbox sender: each part at most once, in each chat's order, no faster than Telegram takes them.

A send whose answer is lost may have arrived. Such a part is marked unknown and never sent again by itself.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Protocol

from bot.pace import Pace
from store.desk_types import Chat, Part

log = logging.getLogger(__name__)

AT_ONCE = 8  # sends under way
IDLE = 1.0  # seconds between two looks at the outbox when nobody calls
LAST_WORDS = 2.5  # seconds that sends under way get at the end
BACK_OFF = 300  # seconds at most between tries to reach Telegram


class WireError(Exception):
    """Why a send did not succeed; the text is kept with the part."""


class Flood(WireError):
    """Too many messages: not sent. Wait with this chat for so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"asked to wait {seconds:g} s")


class Gone(WireError):
    """The desk may not write there any more (blocked, removed): not sent."""


class Moved(WireError):
    """The group has another id now: not sent."""

    def __init__(self, chat: int) -> None:
        self.chat = chat
        super().__init__(f"the chat is {chat} now")


class Refused(WireError):
    """Telegram does not take this message: not sent, and it would not be next time."""


class Unreached(WireError):
    """No connection was made: not sent."""


class Unclear(WireError):
    """The connection was lost after sending began: it may have arrived."""


class Wire(Protocol):
    """Sends messages."""

    async def send(self, part: Part) -> int:
        """Returns the message's id. Raises WireError; anything else counts as Unclear."""


class Queue(Protocol):
    """The outbox; store.desk.Desk is one."""

    def heads(self) -> tuple[Part, ...]: ...

    def take(self, part: int) -> bool: ...

    def sent(self, part: int, message: int) -> None: ...

    def put_back(self, part: int, wait: timedelta, why: str) -> None: ...

    def failed(self, part: int, why: str) -> None: ...

    def unclear(self, part: int, why: str) -> None: ...

    def recover(self) -> int: ...

    def pause(self, chat: int, reason: str) -> Chat: ...

    def upgrade(self, old: int, new: int) -> None: ...


class Threads(Protocol):
    """Runs synchronous work; bot.threads.Threads does."""

    async def run(self, work: Callable[..., Any], *args: Any) -> Any: ...


Sleep = Callable[[float], Awaitable[None]]


class Delivery:
    """Sends what waits in the outbox. One at a time per database."""

    def __init__(
        self, queue: Queue, wire: Wire, threads: Threads, pace: Pace, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._queue, self._wire, self._threads = queue, wire, threads
        self._pace, self._sleep = pace, sleep
        self._places = asyncio.Semaphore(AT_ONCE)
        self._called = asyncio.Event()
        self._busy: dict[int, asyncio.Task[None]] = {}  # by chat

    def call(self) -> None:
        """Something new waits."""
        self._called.set()

    async def run(self) -> None:
        """Deliver until cancelled; sends under way get a moment to end."""
        marked = await self._threads.run(self._queue.recover)
        if marked:
            log.warning("%d messages may or may not have arrived before the last stop", marked)
        try:
            while True:
                wait = await self.start_ready()
                await self._rest(IDLE if wait is None else min(wait, IDLE))
        finally:
            await self.finish(LAST_WORDS)

    async def start_ready(self) -> float | None:
        """Begin all sends that may begin now; seconds until a known one may, None when none waits."""
        heads = [part for part in await self._threads.run(self._queue.heads) if part.chat not in self._busy]
        waits = {part.id: self._pace.wait(part.chat, part.chat_kind) for part in heads}
        for part in heads:
            if not waits[part.id]:
                task = asyncio.create_task(self._deliver(part))
                self._busy[part.chat] = task
                task.add_done_callback(lambda done, chat=part.chat: self._done(chat, done))  # type: ignore[misc]
        self._pace.forget()
        return min((wait for wait in waits.values() if wait), default=None)

    async def finish(self, seconds: float | None = None) -> None:
        """Wait for the sends under way; those that take longer are broken off, and unclear."""
        tasks = tuple(self._busy.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _done(self, chat: int, task: asyncio.Task[None]) -> None:
        self._busy.pop(chat, None)
        self._called.set()
        if not task.cancelled() and task.exception() is not None:
            log.error("a message was not settled", exc_info=task.exception())

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._called.wait()
        except TimeoutError:
            pass
        self._called.clear()

    async def _deliver(self, part: Part) -> None:
        async with self._places:
            await self._sleep(self._pace.turn())
            if self._pace.wait(part.chat, part.chat_kind):
                return  # an answer went there first; the part keeps its place
            if not await self._threads.run(self._queue.take, part.id):
                return
            self._pace.went(part.chat)
            try:
                message = await self._wire.send(part)
            except WireError as error:
                await self._settle(part, error)
            except BaseException as error:
                # Also when broken off at the end: nobody knows whether it went out.
                self._queue.unclear(part.id, f"broken off: {type(error).__name__}")
                raise
            else:
                await self._threads.run(self._queue.sent, part.id, message)

    async def _settle(self, part: Part, error: WireError) -> None:
        log.info("message %d to chat %d: %s", part.id, part.chat, error)
        run, why = self._threads.run, str(error)
        match error:
            case Flood(seconds=seconds):
                self._pace.hold(part.chat, seconds)
                await run(self._queue.put_back, part.id, timedelta(seconds=seconds), why)
            case Moved(chat=chat):
                await run(self._queue.upgrade, part.chat, chat)
                await run(self._queue.put_back, part.id, timedelta(0), why)
            case Unreached():
                wait = timedelta(seconds=min(BACK_OFF, 2 ** min(part.attempts, 10)))
                await run(self._queue.put_back, part.id, wait, why)
            case Gone():
                await run(self._queue.failed, part.id, why)
                await run(self._queue.pause, part.chat, why)
            case Refused():
                await run(self._queue.failed, part.id, why)
            case _:
                await run(self._queue.unclear, part.id, why)
