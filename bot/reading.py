"""Reads the folder in a process of its own, at low priority: the bot's process never parses."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.desk import Progress
from bot.reading_process import Failed, Folder, Request, Told, read_on_request
from store.errors import DatelineError, LeaseHeld
from store.types import FileReport, IngestReport, Outcome

READY_WITHIN = 60.0  # seconds
_NEW_TEXT = (Outcome.ADDED, Outcome.CHANGED)


class Silent:
    """Tells nobody."""

    def begin(self, total: int) -> None: ...

    def file(self, report: FileReport) -> None: ...


class Reading:
    """One reading at a time. `progress` says how far it is."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._ready: Connection | None = None
        self._careful = False  # the last reading broke off: a file may have killed it
        self._done = self._total = 0

    @property
    def progress(self) -> tuple[int, int] | None:
        """(files read, files to read) while there are any to read."""
        return (self._done, self._total) if self._total else None

    def prepare(self) -> None:
        """Start the process, if it does not run, and let it get ready: a reading is near."""
        if self._process is not None and self._process.is_alive():
            return
        self._hang_up()
        context = multiprocessing.get_context("spawn")
        self._line, there = context.Pipe()
        self._ready, ready_there = context.Pipe(duplex=False)
        arguments = (self._folder, there, ready_there)
        self._process = context.Process(target=read_on_request, args=arguments, name="reading")
        self._process.start()
        there.close()
        ready_there.close()

    def wait_until_ready(self) -> None:
        """Until the process could read a text at once, has ended, or is very slow."""
        if self._ready is not None:
            with contextlib.suppress(OSError):
                self._ready.poll(READY_WITHIN)

    async def read(self, tell: Progress | None = None, only: Sequence[Path] = ()) -> IngestReport:
        """Bring the library up to date, or with these files only.

        Raises LeaseHeld, and DatelineError when the process fails.
        """
        try:
            return await self._listen(self._request(tuple(only)), tell or Silent())
        finally:
            self._done = self._total = 0

    def stop(self) -> None:
        """End the process at once; the next reading goes on where this one stopped."""
        process = self._process
        if process is not None and process.is_alive() and process.pid:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.join(1)
        self._hang_up()

    def _request(self, only: tuple[Path, ...]) -> Connection:
        """Ask for a reading; a process that was just ending is started anew."""
        for _ in range(2):
            self.prepare()
            if self._line is not None:
                with contextlib.suppress(OSError):
                    self._line.send(Request(only, self._careful))
                    return self._line
            self.stop()
        raise DatelineError("The folder cannot be read: its process does not start.")

    async def _listen(self, line: Connection, tell: Progress) -> IngestReport:
        while True:
            told = await asyncio.to_thread(_receive, line)
            if isinstance(told, IngestReport):
                self._careful = False
                return told
            if isinstance(told, Failed):
                self._careful = told.broke
                raise (LeaseHeld if told.busy else DatelineError)(told.why)
            self._note(told, tell)

    def _note(self, told: int | FileReport, tell: Progress) -> None:
        if isinstance(told, FileReport):
            self._done = min(self._done + 1, self._total)
            tell.file(told)
        else:
            self._done, self._total = 0, told
            tell.begin(told)

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def has_new_text(report: IngestReport) -> bool:
    """Whether there are passages without vectors now."""
    return any(file.outcome in _NEW_TEXT for file in report.files)


def _receive(line: Connection) -> Told:
    try:
        told: Told = line.recv()
    except (EOFError, OSError):
        return Failed("The reading of the folder broke off.", broke=True)
    return told
