"""Assembly: the only place where real parts meet."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import secrets
import signal
import threading
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.config import Settings
from bot.desk import Progress
from store.desk import Desk
from store.errors import DatelineError, ModelError
from store.library import Library
from store.types import IngestReport
from store.workers import end_with_parent

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from bot.reading import Reading
    from bot.telegram_fetching import Webhook
    from store.embeddings import Embedder

log = logging.getLogger(__name__)


class RunningDesk:
    """An open library, the folder that fills it, and what runs beside the answers."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._library = Library.open(settings.database)
        self._chats: Desk | None = None
        self._embedding: BaseProcess | None = None

    @property
    def library(self) -> Library:
        return self._library

    @property
    def chats(self) -> Desk:
        """Chats and messages of the same database, opened when they are asked for."""
        self._chats = self._chats or Desk.open(self._settings.database)
        return self._chats

    def ingest(
        self, progress: Progress | None = None, only: Sequence[Path] = (), allow_removals: bool = False
    ) -> IngestReport:
        """Read what is new in the folder."""
        return self._library.ingest(self._settings.seeds, progress, only, allow_removals)

    def embed(self) -> int:
        """Make the missing vectors now, in a process of its own; returns how many passages still lack one."""
        process = self._start_embedding()
        process.join()
        return self._library.unembedded(model_name(self._settings.model))

    def start_background(self, after: Callable[[], None] | None = None) -> None:
        """Make missing vectors in another process, and load the model for queries in a thread.

        The thread waits for `after`: two models that load at once hold each other up.
        """
        self._embedding = self._start_embedding()
        self._library.expect_model()
        threading.Thread(target=self._load_model, args=(after,), name="model", daemon=True).start()

    def embed_more(self) -> None:
        """Make the vectors of what came since, unless they are being made."""
        if self._embedding is None or not self._embedding.is_alive():
            self._embedding = self._start_embedding()

    def close(self) -> None:
        """Stop what runs beside; embedding is safe to kill."""
        if self._embedding is not None and self._embedding.is_alive():
            self._embedding.terminate()
            self._embedding.join(5)
        if self._chats is not None:
            self._chats.close()
        self._library.close()

    def _start_embedding(self) -> BaseProcess:
        context = multiprocessing.get_context("spawn")
        process = context.Process(
            target=embed_worker, args=(self._settings.database, self._settings.model), daemon=True
        )
        process.start()
        return process

    def _load_model(self, after: Callable[[], None] | None) -> None:
        if after is not None:
            after()
        try:
            self._library.use(load_embedder(self._settings.model))
        except ModelError as error:
            self._library.expect_model(False)
            log.warning("search goes by words alone: %s", error)


def open_desk(settings: Settings) -> RunningDesk:
    """Open the database that the settings name. Raises DatabaseError."""
    return RunningDesk(settings)


def serve_telegram(settings: Settings, running: RunningDesk, say: Callable[[str], None]) -> int:
    """Serve Telegram until the end; returns the exit code. Raises DatabaseError."""
    from bot.reading import Reading
    from bot.reading_process import Folder

    desk = running.chats
    reading = Reading(Folder(settings.seeds, settings.database))
    reading.prepare()  # its language model takes seconds to load: a file that comes soon does not wait
    try:
        return asyncio.run(_until_end(reading, _serve_telegram(settings, running, (desk, reading), say)))
    except (asyncio.CancelledError, KeyboardInterrupt):
        return 0


async def _until_end(reading: Reading, served: Coroutine[Any, Any, int]) -> int:
    """Stop the reading while the loop still runs: the thread that listens to it would hold up the end."""
    try:
        return await served
    finally:
        reading.stop()


async def _serve_telegram(
    settings: Settings, running: RunningDesk, parts: tuple[Desk, Reading], say: Callable[[str], None]
) -> int:
    from bot.progress import Lines
    from bot.scheduler import Rules
    from bot.services import Services
    from bot.telegram_app import Office, serve

    desk, reading = parts
    if not running.library.counts().articles:
        try:
            await _unless_ended(reading.read(Lines()))
        except DatelineError as error:
            say(str(error))  # the watcher tries again
    running.start_background(after=reading.wait_until_ready)
    office = Office(
        running.library,
        desk,
        settings.token or "",
        reading,
        say,
        api=settings.telegram_api,
        timezone=settings.timezone,
        open_to_all=settings.access == "open",
        owners=settings.admins,
        folder=settings.seeds,
        webhook=_webhook(settings),
    )
    services = Services(
        settings.seeds, reading, Rules(settings.settle, settings.catch_up), running.embed_more
    )
    return await serve(office, (services.run,))


def _webhook(settings: Settings) -> Webhook | None:
    from bot.telegram_fetching import Webhook

    if not settings.webhook_url:
        return None
    secret = settings.webhook_secret or secrets.token_urlsafe(32)
    return Webhook(settings.webhook_url, settings.webhook_port, secret, settings.webhook_listen)


async def _unless_ended(work: Coroutine[Any, Any, object]) -> None:
    """Do something that SIGTERM breaks off, and the program with it."""
    task = asyncio.ensure_future(work)
    with suppress(NotImplementedError, ValueError, RuntimeError):  # no signals here
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await task


def load_embedder(model: str) -> Embedder:
    """The model of the settings; empty means the packaged one. Raises ModelError."""
    from store.embeddings import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(model_name(model))


def model_name(model: str) -> str:
    """The model of the settings by its name; empty means the packaged one."""
    from store.embeddings import PACKAGED

    return model or PACKAGED


def embed_worker(database: str, model: str) -> None:
    """Body of the embedding process: low priority, one thread, stops when nothing is missing."""
    end_with_parent()
    with suppress(OSError):
        os.nice(10)
    try:
        library = Library.open(database)
        try:
            if library.unembedded(model_name(model)):
                library.embed(load_embedder(model))
        finally:
            library.close()
    except DatelineError as error:
        log.warning("no vectors were made: %s", error)
