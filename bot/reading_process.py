"""The process that reads the folder: it waits for requests, and ends when it was idle for long."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import DatelineError, LeaseHeld
from store.library import Library
from store.types import FileReport, IngestReport
from store.workers import Readers, ReadingPool

if TYPE_CHECKING:
    from store.extract.read import Product, Task

NICE = 10
IDLE = 600.0  # seconds


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder and the database that it is read into."""

    root: Path
    database: str


@dataclass(frozen=True, slots=True)
class Request:
    """A reading of these files, of all that have changed without any; `careful`: one may end the process."""

    only: tuple[Path, ...] = ()
    careful: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a reading ended without a report. `busy`: another process reads; `broke`: this one died."""

    why: str
    busy: bool = False
    broke: bool = False


Told = int | FileReport | IngestReport | Failed


class Here:
    """Reads texts in this process: there is no second one to start for a few files."""

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was taken."""

    def read(self, tasks: Iterable[Task]) -> Iterator[Product]:
        """Products in the order of the tasks."""
        from store.extract.read import read_all

        for task in tasks:
            yield from read_all([task])


def read_on_request(folder: Folder, line: Connection, ready: Connection) -> None:
    """Body of the process. A request is which files to read, and whether a crash has to be caught.

    `ready` is closed once a text can be read at once.

    Its process group is its own, so that its workers end with it.
    """
    with contextlib.suppress(OSError):
        os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_get_ready, args=(ready,), daemon=True).start()
    with contextlib.suppress(EOFError, OSError):  # whoever asked is gone
        while line.poll(IDLE):
            _read(folder, line, line.recv())


def _read(folder: Folder, line: Connection, request: Request) -> None:
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, NICE)  # of this thread, and of those that it starts
    try:
        library = Library.open(folder.database, partial(_readers, request.careful))
        try:
            line.send(library.ingest(folder.root, _Teller(line), request.only))
        finally:
            library.close()
    except DatelineError as error:
        line.send(Failed(str(error), busy=isinstance(error, LeaseHeld)))


def _readers(careful: bool, workers: int) -> ReadingPool:
    return Readers(workers) if careful or workers > 1 else Here()


def _get_ready(ready: Connection) -> None:
    """Load what the first text needs, at full speed: only the reading itself is of low priority."""
    from store import ingest  # noqa: F401
    from store.extract.parse import parse

    list(parse(["Nothing happened."]))
    ready.close()


class _Teller:
    """Tells the bot's process how far the reading is."""

    def __init__(self, line: Connection) -> None:
        self._line = line

    def begin(self, total: int) -> None:
        self._line.send(total)

    def file(self, report: FileReport) -> None:
        self._line.send(report)
