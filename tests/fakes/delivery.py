"""A Telegram that takes messages from the outbox sender, or does with them what it was told to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from bot.delivery import Delivery, Unclear, WireError
from bot.pace import Pace
from store.desk import Desk
from store.desk_types import Outgoing, Page, Part, PartState
from tests.fakes.clocks import Clock


class Here:
    """Does the work at once: these tests have no slow work."""

    async def run(self, work: Callable[..., Any], *args: Any) -> Any:
        return work(*args)


class Telegram:
    """Takes messages; what happens to each is told beforehand, then all arrive."""

    def __init__(self, *fates: Exception | str) -> None:
        self.fates = list(fates)
        self.arrived: list[tuple[int, str]] = []
        self.alive = True  # the process that sends

    async def send(self, part: Part) -> int:
        fate = self.fates.pop(0) if self.fates else "arrives"
        if isinstance(fate, WireError):
            raise fate
        if fate == "breaks before":
            raise ConnectionResetError(fate)
        self.arrived.append((part.chat, part.page.html))
        if fate == "answer lost":
            raise Unclear("timed out")
        if fate == "breaks after":
            raise ConnectionResetError(fate)
        if fate == "hangs":
            await asyncio.Event().wait()
        return len(self.arrived)


def queue(desk: Desk, *texts: str, chat: int = 7) -> None:
    for text in texts:
        desk.enqueue(Outgoing(chat, text, (Page(text),)))


def deliver(desk: Desk, telegram: Telegram, clock: Clock) -> Delivery:
    """A delivery whose clock moves when it sleeps."""

    async def sleep(seconds: float) -> None:
        clock.move(seconds=seconds)

    return Delivery(desk, telegram, Here(), Pace(clock.seconds), sleep)


def drain(desk: Desk, telegram: Telegram, clock: Clock, *, seconds: float = 3_600) -> None:
    """Deliver all that goes out within that time."""
    delivery, end = deliver(desk, telegram, clock), clock.seconds() + seconds

    async def run() -> None:
        while telegram.alive and clock.seconds() < end and desk.parts(PartState.PENDING):
            wait = await delivery.start_ready()
            await delivery.finish()
            clock.move(seconds=wait or 1.0)

    asyncio.run(run())
