"""Assembly: the only place where real parts meet."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Settings
from bot.desk import Progress
from store.errors import DatelineError, ModelError
from store.library import Library
from store.types import IngestReport

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from store.embeddings import Embedder

log = logging.getLogger(__name__)


class RunningDesk:
    """An open library, the folder that fills it, and what runs beside the answers."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._library = Library.open(settings.database)
        self._embedding: BaseProcess | None = None

    @property
    def library(self) -> Library:
        return self._library

    def ingest(
        self, progress: Progress | None = None, only: Sequence[Path] = (), allow_removals: bool = False
    ) -> IngestReport:
        """Read what is new in the folder."""
        return self._library.ingest(self._settings.seeds, progress, only, allow_removals)

    def embed(self) -> int:
        """Make the missing vectors now, in a process of its own; returns how many passages still lack one."""
        process = self._start_embedding()
        process.join()
        counts = self._library.counts()
        return counts.passages - counts.embedded

    def start_background(self) -> None:
        """Make missing vectors in another process, and load the model for queries in a thread."""
        self._embedding = self._start_embedding()
        threading.Thread(target=self._load_model, name="model", daemon=True).start()

    def close(self) -> None:
        """Stop what runs beside; embedding is safe to kill."""
        if self._embedding is not None and self._embedding.is_alive():
            self._embedding.terminate()
            self._embedding.join(5)
        self._library.close()

    def _start_embedding(self) -> BaseProcess:
        context = multiprocessing.get_context("spawn")
        process = context.Process(
            target=embed_worker, args=(self._settings.database, self._settings.model), daemon=True
        )
        process.start()
        return process

    def _load_model(self) -> None:
        try:
            self._library.use(load_embedder(self._settings.model))
        except ModelError as error:
            log.warning("search goes by words alone: %s", error)


def open_desk(settings: Settings) -> RunningDesk:
    """Open the database that the settings name. Raises DatabaseError."""
    return RunningDesk(settings)


def load_embedder(model: str) -> Embedder:
    """The model of the settings; empty means the packaged one. Raises ModelError."""
    from store.embeddings import PACKAGED, SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(model or PACKAGED)


def embed_worker(database: str, model: str) -> None:
    """Body of the embedding process: low priority, one thread, stops when nothing is missing."""
    with suppress(OSError):
        os.nice(10)
    try:
        library = Library.open(database)
        try:
            if library.counts().passages > library.counts().embedded:
                library.embed(load_embedder(model))
        finally:
            library.close()
    except DatelineError as error:
        log.warning("no vectors were made: %s", error)
