"""Reading in the test's own process: a worker process would load the language model for each test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.extract.read import Product, Task, read_all


class InlineReaders:
    """Same products as store.workers.Readers (tests/store/test_workers.py compares them)."""

    def __init__(self, workers: int = 1) -> None: ...

    def __enter__(self) -> InlineReaders:
        return self

    def __exit__(self, *_: object) -> None: ...

    def read(self, tasks: Iterable[Task]) -> Iterator[Product]:
        for task in tasks:
            yield from read_all([task])
