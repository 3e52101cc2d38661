"""Updates of one chat are handled in their order, those of different chats side by side."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

WAITING = 4_096  # updates that may wait for their turn
KNOWN = 4_096  # updates by whose number a second coming is noticed


class InOrder(BaseUpdateProcessor):
    """One lock per chat, and a bound on what is worked on at a time.

    An update takes one of the `concurrency` places only when it is its chat's turn: a chat that floods the
    desk cannot take them all.
    """

    def __init__(self, concurrency: int) -> None:
        super().__init__(WAITING)
        self._places = asyncio.Semaphore(concurrency)
        self._locks: dict[int, asyncio.Lock] = {}
        self._waiting: Counter[int] = Counter()
        self._known: dict[int, None] = {}  # the order is that of arrival

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn, then for a place. What Telegram posts twice is handled once."""
        if self._is_known(update):
            _drop(coroutine)
            return
        key = _key(update)
        self._waiting[key] += 1
        try:
            async with self._locks.setdefault(key, asyncio.Lock()), self._places:
                await coroutine
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key], self._locks[key]

    def _is_known(self, update: object) -> bool:
        if not isinstance(update, Update):
            return False
        known = update.update_id in self._known
        self._known[update.update_id] = None
        if len(self._known) > KNOWN:
            del self._known[next(iter(self._known))]
        return known

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to free."""


def _drop(work: Awaitable[Any]) -> None:
    """End a coroutine that is not going to run."""
    if asyncio.iscoroutine(work):
        work.close()


def _key(update: object) -> int:
    """The chat; the user for what has none."""
    if not isinstance(update, Update):
        return 0
    if update.effective_chat:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else 0
