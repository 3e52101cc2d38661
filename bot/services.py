"""What runs beside the bot: the folder's watcher, the tick of subscriptions, the outbox's sender."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.composing import Composer
from bot.delivery import Delivery
from bot.drafts import Editor
from bot.reading import Reading, has_new_text
from bot.receipts import queue_receipts
from bot.scheduler import Rules, Ticker, run_every, seconds_between, tick
from bot.telegram_app import Running
from bot.telegram_clerk import Clerk
from bot.telegram_drafts import Drafts
from bot.telegram_hearing import Place
from bot.telegram_wire import TelegramWire
from bot.watcher import Watcher
from handlers.render.gate import Checked
from store.desk_types import Chat, Page, Seen
from store.types import IngestReport


class Services:
    """Started with the bot, cancelled with it. `embed` makes the vectors of new texts."""

    def __init__(self, root: Path, reading: Reading, rules: Rules, embed: Callable[[], None]) -> None:
        self._root, self._reading, self._rules, self._embed = root, reading, rules, embed

    async def run(self, bot: Running) -> None:
        """Watch, look for what is due, and deliver, until cancelled."""
        clerk, threads = bot.clerk, bot.threads
        composer = Composer(clerk.library, clerk.desk, _renderer(clerk), clerk.timezone)
        ticker = Ticker((clerk.library, clerk.desk), composer, self._rules, _now)
        delivery = Delivery(clerk.desk, TelegramWire(bot.app.bot), threads, bot.sender.pace)
        editor = Editor(clerk.desk, composer, _now)
        bot.presses.extra["draft"] = Drafts(editor, clerk, (bot.sender, threads), delivery.call).press

        async def told(report: IngestReport) -> None:
            if has_new_text(report):
                self._embed()
            if await threads.run(queue_receipts, clerk, report):
                delivery.call()

        async def due() -> bool:
            library = clerk.library
            return await threads.run(library.is_waiting) or await threads.run(library.may_settle)

        async def look() -> None:
            await tick(ticker, threads, delivery.call)

        async with asyncio.TaskGroup() as group:
            group.create_task(delivery.run())
            group.create_task(Watcher(self._root, self._reading, told, due).run())
            group.create_task(run_every(seconds_between(self._rules.settle), look))


def _renderer(clerk: Clerk) -> Callable[[Checked, Chat], Sequence[Page]]:
    """Answers as messages for the chat that they are pushed to."""
    return lambda checked, chat: clerk.show(Place(Seen(chat.id, chat.kind, chat.title)), checked)


def _now() -> datetime:
    return datetime.now(UTC)
