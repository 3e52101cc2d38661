"""Watches the folder: a change that has stood still is read, one reading at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from store.errors import DatelineError, LeaseHeld, SeedError
from store.readers import FileStat, locate, scan
from store.types import IngestReport

log = logging.getLogger(__name__)

LOOK_EVERY = 0.5  # seconds
SETTLE = 0.5  # seconds in which nothing may change
AT_MOST = 5.0  # seconds of waiting for files that go on changing: the reading takes those that stand still
LARGE = 300_000  # bytes that take long to read: what came with such a file does not wait for it
FEW = 200  # files that are read before it
BUSY = 10.0  # seconds until another try while another process reads

Look = frozenset[FileStat]


class Reader(Protocol):
    """Brings the library up to date with the folder."""

    def prepare(self) -> None:
        """A reading is near."""

    async def read(self, *, only: Sequence[Path] = ()) -> IngestReport: ...


class Watcher:
    """Calls `reader` when the folder `root` has changed or a reading is `due`; `told` gets each report."""

    def __init__(
        self,
        root: Path,
        reader: Reader,
        told: Callable[[IngestReport], Awaitable[None]],
        due: Callable[[], Awaitable[bool]],
    ) -> None:
        self._root, self._reader, self._told, self._due = root, reader, told, due
        self._handled: Look | None = None  # the folder as it was last read

    async def run(self) -> None:
        """Watch for good; the first look always reads."""
        while True:
            await asyncio.sleep(LOOK_EVERY if await self.look() else BUSY)

    async def look(self) -> bool:
        """Read the folder if it has changed, or an owner has decided; False when another process is at it."""
        if await self._now() == self._handled and not await self._due():
            return True
        self._reader.prepare()
        found = await self._settled()
        for only in (*self._sooner(found), ()):
            if not await self._read(only):
                return False
        self._handled = found
        return True

    def _sooner(self, found: Look) -> Iterator[tuple[Path, ...]]:
        """The small files that came with large ones: their reading, and its report, goes first."""
        came = [stat for stat in found - (self._handled or found) if not stat.refused]
        small = [locate(self._root, stat.path) for stat in came if stat.size <= LARGE]
        there = tuple(sorted(path for path in small if path.exists()))
        if len(small) < len(came) and there and len(there) <= FEW:
            yield there

    async def _read(self, only: tuple[Path, ...]) -> bool:
        try:
            report = await self._reader.read(only=only)
        except LeaseHeld as busy:
            log.warning("%s", busy)
            return False
        except DatelineError as error:
            log.error("the folder was not read: %s", error)
            return False
        await self._told(report)
        return True

    async def _settled(self) -> Look:
        """The folder, once two looks in a row see the same."""
        before = await self._now()
        for _ in range(round(AT_MOST / SETTLE)):
            await asyncio.sleep(SETTLE)
            now = await self._now()
            if now == before:
                break
            before = now
        return before

    async def _now(self) -> Look:
        return await asyncio.to_thread(_look, self._root)


def _look(root: Path) -> Look:
    try:
        return frozenset(scan(root))
    except SeedError as missing:
        return frozenset({FileStat("", refused=missing.why)})
