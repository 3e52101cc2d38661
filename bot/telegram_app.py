"""The bot process: the handlers, what runs beside them, and an orderly end."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from telegram import BotCommand
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    MessageHandler,
    filters,
)

from bot.redaction import redact
from bot.telegram_access import OWN, Access
from bot.telegram_answering import Answering
from bot.telegram_clerk import Clerk, Progress
from bot.telegram_errors import Errors
from bot.telegram_fetching import Fetching, Webhook
from bot.telegram_files import Files
from bot.telegram_notes import Notes
from bot.telegram_order import InOrder
from bot.telegram_presses import Presses
from bot.telegram_sending import Sender
from bot.threads import Threads
from handlers.registry import commands
from store.desk import Desk
from store.library import Library

log = logging.getLogger(__name__)

CONCURRENCY = (
    24  # updates worked on at a time; the pool has a connection for each, and some for what is pushed
)
CONNECTIONS = 32
THREADS = 8
STOPS_WITHIN = 4.0  # seconds
RETRY = 5.0  # seconds between attempts to reach Telegram at the start
App = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Office:
    """What the bot needs: the two stores, its settings, and where it may print."""

    library: Library
    desk: Desk
    token: str
    reading: Progress
    say: Callable[[str], None]
    api: str = ""  # base address of another Bot API server
    timezone: str = "UTC"
    open_to_all: bool = False
    owners: tuple[int, ...] = ()
    folder: Path | None = None  # where files go that owners send
    webhook: Webhook | None = None  # instead of polling


@dataclass(slots=True)
class Running:
    """A bot at work: what other services of the process use, and how to end it."""

    app: App
    sender: Sender
    presses: Presses
    clerk: Clerk
    threads: Threads
    stopped: asyncio.Event = field(default_factory=asyncio.Event)
    code: int = 0

    def stop(self, code: int = 0) -> None:
        """End the bot with an exit code."""
        self.code = self.code or code
        self.stopped.set()


# A service beside the bot: it runs until it is cancelled.
Service = Callable[[Running], Coroutine[Any, Any, None]]


async def serve(office: Office, services: Sequence[Service] = ()) -> int:
    """Serve until SIGTERM, SIGINT or another poller; returns the exit code."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # durations as PTB will give them from its next version on
    redact([office.token, office.webhook.secret if office.webhook else ""])
    app = build(office)
    threads = Threads(THREADS)
    stopped = asyncio.Event()
    _on_signals(stopped)
    try:
        if not await _reach(app, office.say, stopped):
            await app.bot.shutdown()  # its connections were open
            return 0 if stopped.is_set() else 1
        return await _serve(_assemble(app, office, threads, stopped), office, services)
    finally:
        threads.close()


def build(office: Office) -> App:
    """The PTB application: per-chat order, no job queue, one clock for the whole process."""
    builder = (
        ApplicationBuilder()
        .token(office.token)
        .concurrent_updates(InOrder(CONCURRENCY))
        .connection_pool_size(CONNECTIONS)
        .pool_timeout(30)
        .read_timeout(20)
        .job_queue(None)
    )
    if office.api:
        base = office.api.rstrip("/")
        builder = builder.base_url(f"{base}/bot").base_file_url(f"{base}/file/bot")
    return builder.build()


def _on_signals(stopped: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError, ValueError, RuntimeError):  # no signals here: Windows, or a thread
            loop.add_signal_handler(number, stopped.set)


async def _reach(app: App, say: Callable[[str], None], stopped: asyncio.Event) -> bool:
    """Say hello to Telegram, for as long as it takes; False when it refuses the token, or at the end."""
    told = False
    while not stopped.is_set():
        try:
            await app.initialize()
            return True
        except InvalidToken:
            say("Telegram refuses the token in TELEGRAM_BOT_TOKEN.")
            return False
        except NetworkError as error:
            if not told:
                say("Telegram cannot be reached; trying until it can.")
            told = True
            log.info("no connection to Telegram: %s", error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), RETRY)
    return False


def _assemble(app: App, office: Office, threads: Threads, stopped: asyncio.Event) -> Running:
    clerk = Clerk(
        office.library,
        office.desk,
        office.reading,
        office.timezone,
        office.open_to_all,
        app.bot.username,
        Notes(office.desk),
    )
    sender = Sender(app.bot)
    access = Access(clerk, sender, threads)
    answering = Answering(clerk, sender, threads, access)
    presses = Presses(clerk, sender, threads, (access, answering))
    app.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, access.on_upgrade))
    if office.folder is not None:
        files = Files(office.folder, clerk, sender, threads)
        unasked = filters.UpdateType.MESSAGE & filters.Document.ALL & ~filters.CaptionRegex(r"^\s*/")
        app.add_handler(MessageHandler(unasked, files.on_document))
    app.add_handler(MessageHandler(filters.ALL, answering.on_message))
    app.add_handler(CallbackQueryHandler(presses.on_press))
    app.add_handler(ChatMemberHandler(access.on_member, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_error_handler(Errors(clerk, sender).on_error)
    return Running(app, sender, presses, clerk, threads, stopped)


async def _serve(running: Running, office: Office, services: Sequence[Service]) -> int:
    await _prepare(running, office)
    app = running.app
    tasks = [asyncio.create_task(service(running)) for service in (_keep_notes, *services)]
    for task in tasks:
        task.add_done_callback(partial(_on_end, running))
    await app.start()
    fetching = asyncio.create_task(_fetch(running, office))
    try:
        await running.stopped.wait()
    finally:
        await _end(running, (fetching, *tasks))
    return running.code


def _on_end(running: Running, task: asyncio.Task[None]) -> None:
    """A service that breaks ends the bot: whoever runs it starts it again."""
    if not task.cancelled() and (fault := task.exception()) is not None:
        log.critical("a service of the desk broke", exc_info=fault)
        running.stop(1)


async def _prepare(running: Running, office: Office) -> None:
    """Owners, the one-time link, the menu of commands."""
    desk = office.desk
    await running.threads.run(desk.appoint, office.owners)
    if not await running.threads.run(desk.owners):
        token = await running.threads.run(desk.owner_link)
        office.say("Open this link in Telegram to own the desk; it works once:")
        office.say(f"https://t.me/{running.clerk.username}?start={OWN}{token}")
    try:
        menu = [BotCommand(c.name, c.description) for c in commands().values()]
        await running.app.bot.set_my_commands(menu)
    except TelegramError as error:
        log.warning("the menu of commands stays as it was: %s", error)


async def _fetch(running: Running, office: Office) -> None:
    if running.app.updater is None:
        return
    fetching = Fetching(running.app.updater, office.say, running.stop)
    if office.webhook is None:
        await fetching.poll()
    elif not await fetching.listen(office.webhook):
        return
    office.say(f"Serving https://t.me/{running.clerk.username}")


async def _keep_notes(running: Running) -> None:
    await running.clerk.notes.run(running.threads)


async def _end(running: Running, tasks: Sequence[asyncio.Task[None]]) -> None:
    """Stop everything; what does not end in time is left behind."""
    app = running.app
    for task in tasks:
        task.cancel()
    with suppress(TimeoutError):
        async with asyncio.timeout(STOPS_WITHIN):
            await asyncio.gather(*tasks, return_exceptions=True)
            if app.updater is not None and app.updater.running:
                await app.updater.stop()
            await app.stop()
            await running.threads.run(running.clerk.notes.write)
            await app.shutdown()
