"""Reads the folder in a process of its own, at low priority: the bot's process never parses."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.desk import Progress
from store.errors import DatelineError, LeaseHeld
from store.library import Library
from store.types import FileReport, IngestReport, Outcome

NICE = 10
_NEW_TEXT = (Outcome.ADDED, Outcome.CHANGED)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder and the database that it is read into."""

    root: Path
    database: str


@dataclass(frozen=True, slots=True)
class _Failed:
    """Why a reading ended without a report; `busy`: another process is reading."""

    why: str
    busy: bool


_Told = int | FileReport | IngestReport | _Failed


class Reading:
    """One reading at a time. `progress` says how far it is."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._process: BaseProcess | None = None
        self._done = self._total = 0

    @property
    def progress(self) -> tuple[int, int] | None:
        """(files read, files to read) while there are any to read."""
        return (self._done, self._total) if self._total else None

    async def read(self, tell: Progress | None = None) -> IngestReport:
        """Bring the library up to date. Raises LeaseHeld, and DatelineError when the process fails."""
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe(duplex=False)
        self._process = context.Process(target=read_folder, args=(self._folder, there), name="reading")
        self._process.start()
        there.close()
        try:
            return await self._listen(here, tell or Silent())
        finally:
            self._done = self._total = 0
            here.close()
            await asyncio.to_thread(self._process.join, 5)

    def stop(self) -> None:
        """End a reading at once; the next one goes on where it stopped."""
        process = self._process
        if process is not None and process.is_alive() and process.pid:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.join(1)

    async def _listen(self, here: Connection, tell: Progress) -> IngestReport:
        while True:
            told = await asyncio.to_thread(_receive, here)
            if isinstance(told, IngestReport):
                return told
            if isinstance(told, _Failed):
                raise (LeaseHeld if told.busy else DatelineError)(told.why)
            if isinstance(told, FileReport):
                self._done = min(self._done + 1, self._total)
                tell.file(told)
            else:
                self._done, self._total = 0, told
                tell.begin(told)


def has_new_text(report: IngestReport) -> bool:
    """Whether there are passages without vectors now."""
    return any(file.outcome in _NEW_TEXT for file in report.files)


def read_folder(folder: Folder, there: Connection) -> None:
    """Body of the reading process. Its group is its own, so that its workers end with it."""
    with contextlib.suppress(OSError):
        os.setsid()
        os.nice(NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        library = Library.open(folder.database)
        try:
            there.send(library.ingest(folder.root, _Teller(there)))
        finally:
            library.close()
    except DatelineError as error:
        there.send(_Failed(str(error), isinstance(error, LeaseHeld)))


class Silent:
    """Tells nobody."""

    def begin(self, total: int) -> None: ...

    def file(self, report: FileReport) -> None: ...


class _Teller:
    """Tells the bot's process how far the reading is."""

    def __init__(self, there: Connection) -> None:
        self._there = there

    def begin(self, total: int) -> None:
        self._there.send(total)

    def file(self, report: FileReport) -> None:
        self._there.send(report)


def _receive(here: Connection) -> _Told:
    try:
        told: _Told = here.recv()
    except EOFError:
        return _Failed("The reading of the folder broke off; it goes on with the next change.", busy=False)
    return told
