"""Reading in the test's own process: another one would load the language model for each test."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from store.extract.read import Product, Task, read_all
from store.library import Library
from store.types import IngestReport


class InlineReaders:
    """Same products as store.workers.Readers (tests/store/test_workers.py compares them)."""

    def __init__(self, workers: int = 1) -> None: ...

    def __enter__(self) -> InlineReaders:
        return self

    def __exit__(self, *_: object) -> None: ...

    def read(self, tasks: Iterable[Task]) -> Iterator[Product]:
        for task in tasks:
            yield from read_all([task])


class Inline:
    """Reads the folder, as bot.reading.Reading does."""

    progress: tuple[int, int] | None = None

    def __init__(self, library: Library, root: Path) -> None:
        self.library, self.root = library, root

    def prepare(self) -> None: ...

    async def read(self, *, only: Sequence[Path] = ()) -> IngestReport:
        return await asyncio.to_thread(self.library.ingest, self.root, None, only)
